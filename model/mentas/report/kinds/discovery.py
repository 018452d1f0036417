"""Where a policy does well, as sections of a report: the boxes in words, their limits, and how far to trust them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from mentas.language import tell
from mentas.report import discovery, discovery_figure, parameter_titles, style
from mentas.report.discovery import Name
from mentas.report.discovery_words import say
from mentas.report.document import Block, Figure, Items, Section, Table, Value, Words
from mentas.report.kinds.common import MOST_SENTENCES, count, records
from mentas.report.numbers import percent
from mentas.report.spaced import Spaced
from mentas.studies.discovery import study
from mentas.studies.discovery.boxes import Limit
from mentas.studies.discovery.finding import Discovery

ROW = 0.95
"""Height of a row of limits, inches."""

LETTER = 0.0102
"""Half the width of a letter below a bar, in bars."""

HALF = 0.15
"""Half the height of a bar, in rows."""


def sections(folder: Path, spaced: Spaced, lang: str) -> tuple[Section, ...]:
    """What was discovered in a sweep's cases.

    Raises:
        OSError: the folder has no cases.
    """
    found, interest = study.read(folder)
    called = discovery.names((each.name for each in found.dimensions), given(spaced))
    told = discovery.sentences(found, interest=interest, lang=lang, given=given(spaced))
    # The first sentences stand on the first screen.
    blocks: list[Block] = [_limits(found, interest, called, lang)] if found.found else []
    if told[MOST_SENTENCES:]:
        blocks.append(Items(tuple(told[MOST_SENTENCES:])))
    if not found.trajectory.empty:
        blocks.append(_way(found, told, lang))
    trust = tell(
        "A combination counts by its mean over {n} replicates, whether or not that is told apart from nothing. p: how "
        "often limits as good come about by chance. Again: in how many searches without part of the combinations the "
        "limit was found too. Unseen: what the box holds of combinations that did not help to find it. Combinations "
        "are spread evenly over what is thought possible, so that their shares are no probabilities.", lang,
        n=spaced.manifest["replicates"],
    )  # fmt: skip
    blocks.append(Words(trust, "note"))
    return (Section("boxes", tell("Where it holds", lang), tuple(blocks)),)


def given(spaced: Spaced) -> dict[str, Name]:
    """Names of dimensions that the study itself titles."""
    titled = {each["name"].removeprefix("parameters."): each.get("title") for each in spaced.manifest["dimensions"]}
    return {name: Name(title, _unit(name)) for name, title in titled.items() if title}


def _unit(name: str) -> str:
    known = parameter_titles.number(name)
    return known.unit if known else "1"


def _limits(found: Discovery, interest: Mapping[str, str], called: Mapping[str, Name], lang: str) -> Figure:
    title = tell("Limits of the box over what was tried: {interest}", lang, interest=interest[lang])
    return Figure(
        "box_limits", title, _kept(found, called, lang), partial(draw_limits, found, called, lang),
        _table(found, called, lang), note=tell("Coloured: inside the box.", lang),
    )  # fmt: skip


def _kept(found: Discovery, called: Mapping[str, Name], lang: str) -> str:
    """How much of what was tried of each dimension the boxes hold."""
    said = []
    for number, box in enumerate(found.boxes, 1):
        parts = []
        for name in discovery_figure.names(box):
            limits, dimension = [each for each in box.limits if each.name == name], found.dimension(name)
            if limits[0].levels:
                part = len(limits[0].levels) / len(dimension.levels)
            else:
                ends = {"low": dimension.low, "high": dimension.high} | {each.side: each.bound for each in limits}
                part = (ends["high"] - ends["low"]) / (dimension.high - dimension.low)
            parts.append(f"{called[name].title[lang]} {percent(part, lang)}")
        words = {"number": number, "parts": "; ".join(parts)}
        said.append(
            tell("Box {number} takes of what was tried: {parts}.", lang, **words) if len(found.boxes) > 1
            else tell("The box takes of what was tried: {parts}.", lang, **words)
        )  # fmt: skip
    return " ".join(said)


def _table(found: Discovery, called: Mapping[str, Name], lang: str) -> Table:
    rows: list[tuple[Value, ...]] = []
    for number, box in enumerate(found.boxes, 1):
        for limit in box.limits:
            rows.append(
                (number, _title(called, limit.name, lang), _bound(found, called, limit, lang),
                 discovery_figure.note([limit], lang), percent(box.coverage, lang), percent(box.density, lang),
                 count(box.n), percent(box.coverage_held_out, lang), percent(box.density_held_out, lang))
            )  # fmt: skip
    columns = (tell("Box", lang), tell("What is limited", lang), tell("Limit", lang), tell("Trust", lang),
               tell("Coverage", lang), tell("Density", lang), tell("Combinations inside", lang),
               tell("Coverage, unseen", lang), tell("Density, unseen", lang))  # fmt: skip
    return Table("box_limits", tell("Limits of each box", lang), columns, tuple(rows),
                 tell("{n} combinations in all.", lang, n=count(found.n).text(lang)))  # fmt: skip


def _title(called: Mapping[str, Name], name: str, lang: str) -> str:
    title = called[name].title[lang]
    return title[:1].upper() + title[1:]


def _bound(found: Discovery, called: Mapping[str, Name], limit: Limit, lang: str) -> str:
    name = called[limit.name]
    if limit.levels:
        return ", ".join(name.level(level, lang) for level in limit.levels)
    bound = discovery.amount(limit.bound, name.unit, found.dimension(limit.name), lang)
    if limit.side == "low":
        return tell("from {bound}", lang, bound=bound)
    return tell("up to {bound}", lang, bound=bound)


def _way(found: Discovery, told: list[str], lang: str) -> Figure:
    """How coverage was given for density."""
    steps: list[tuple[Value, ...]] = []
    for row in records(found.trajectory):
        steps.append((int(row["box"]), int(row["step"]), percent(row["coverage"], lang), percent(row["density"], lang),
                      count(row["n"]), percent(row["density_held_out"], lang)))  # fmt: skip
    columns = (tell("Box", lang), tell("Step", lang), tell("Coverage", lang), tell("Density", lang),
               tell("Combinations inside", lang), tell("Density, unseen", lang))  # fmt: skip
    table = Table("peeling", tell("Steps to the box", lang), columns, tuple(steps))
    said = told[0]
    if found.found:
        first, box = found.trajectory.iloc[0], found.boxes[0]
        said = tell(
            "Towards the first box its density rises from {first} to {last}, and its coverage falls from {all} to "
            "{left}.",
            lang, first=percent(first["density"], lang), last=percent(box.density, lang),
            all=percent(first["coverage"], lang), left=percent(box.coverage, lang),
        )  # fmt: skip
    return Figure("way", say("curve", lang), said, partial(draw_way, found, lang), table)


def draw_way(found: Discovery, lang: str) -> Any:
    """Density against coverage."""
    with style.styled():
        sheet = style.Sheet(height=4.2, left=0.85, right=0.2, top=0.15, bottom=0.6)
        discovery_figure.curves(sheet.panel, found, lang, size=10.0)
        return sheet.figure


def draw_limits(found: Discovery, called: Mapping[str, Name], lang: str) -> Any:
    """A bar over the range tried for each limited dimension of each box, its name above."""
    with style.styled():
        rows = [(place, name) for place, box in enumerate(found.boxes) for name in discovery_figure.names(box)]
        sheet = style.Sheet(height=ROW * len(rows) + 0.3, left=0.25, right=0.25, top=0.1, bottom=0.1)
        panel = sheet.panel
        for height, (place, name) in enumerate(rows):
            limits = [limit for limit in found.boxes[place].limits if limit.name == name]
            title = _title(called, name, lang)
            if len(found.boxes) > 1:
                title = tell("Box {number}: {title}", lang, number=place + 1, title=title)
            panel.text(0.0, height - HALF - 0.07, style.wrap(title, 66), va="bottom", size=10)
            if limits[0].levels:
                _levels(panel, height, found, limits[0], called[name], place, lang)
            else:
                _range(panel, height, found, limits, called[name], place, lang)
        panel.set(xlim=(0.0, 1.0), ylim=(len(rows) - 0.5, -0.62), xticks=[], yticks=[])
        panel.grid(visible=False)
        for side in panel.spines.values():
            side.set_visible(False)
        return sheet.figure


def _range(panel: Any, height: int, found: Discovery, limits: list[Limit], name: Name, place: int, lang: str) -> None:
    """The range tried, the part in the box, its bounds below; plain ends where the box has no limit."""
    dimension = found.dimension(limits[0].name)
    span = dimension.high - dimension.low
    bounds = {limit.side: limit.bound for limit in limits}
    values = {"low": bounds.get("low", dimension.low), "high": bounds.get("high", dimension.high)}
    low, high = ((value - dimension.low) / span for value in values.values())
    panel.barh(height, 1.0, height=2 * HALF, color=discovery_figure.TRIED)
    panel.barh(height, max(high - low, 0.006), left=low, height=2 * HALF, color=style.colour(place))
    texts = [(at, discovery.amount(bounds[side], name.unit, dimension, lang)) for side, at in
             (("low", low), ("high", high)) if side in bounds]  # fmt: skip
    if len(texts) > 1 and high - low < 0.6:
        texts = [((low + high) / 2.0, " – ".join(text for _, text in texts))]
    for at, text in texts:
        half = LETTER * len(text)
        middle = min(max(at, half), 1.0 - half) if half < 0.5 else 0.5
        panel.text(middle, height + HALF + 0.04, text, size=10, weight="bold", ha="center", va="top")


def _levels(panel: Any, height: int, found: Discovery, limit: Limit, name: Name, place: int, lang: str) -> None:
    """A cell for each category, coloured where it is in the box."""
    levels = found.dimension(limit.name).levels
    wide = 1.0 / len(levels)
    for number, level in enumerate(levels):
        inside = level in limit.levels
        shade = style.colour(place) if inside else discovery_figure.TRIED
        panel.barh(height, wide - 0.008, left=number * wide + 0.004, height=2 * HALF, color=shade)
        text = style.wrap(name.level(level, lang), max(round(60 * wide), 6))
        panel.text((number + 0.5) * wide, height + HALF + 0.04, text, size=10, ha="center", va="top",
                   color="#202020" if inside else style.GREY)  # fmt: skip
