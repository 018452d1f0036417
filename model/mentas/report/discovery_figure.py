"""The chart of a discovery: how coverage was given for density, and the limits of each box over what was tried."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from mentas.language import LANGUAGES
from mentas.report import discovery, numbers, style
from mentas.report.discovery import Name
from mentas.report.discovery_words import say
from mentas.report.style import GREY, MARGIN, WIDTH, Figure
from mentas.studies import atomic
from mentas.studies.discovery.boxes import Box, Limit
from mentas.studies.discovery.finding import Discovery

NAME = "discovery"

MARKS = "osD"
"""Marks of the boxes, so that grey prints can be read too."""

TRIED = "#E6E6E6"
"""Colour of the range that was tried."""

ROW = 0.7
"""Height of a row of limits, inches."""

CLEAR = 0.35
"""Share of all combinations from which the legend fits below its line."""

LETTER = 0.02
"""Width of a letter of a bound, a share of the bars."""

LEFT, MIDDLE, BARS, RIGHT = 0.075, 0.4, 0.6, 0.955
"""Where the curve begins and ends, and the bars, shares of the width."""


def draw(
    found: Discovery, folder: Path, *, interest: Mapping[str, str], source: str,
    given: Mapping[str, Name] | None = None, languages: Sequence[str] = LANGUAGES,
) -> list[Path]:  # fmt: skip
    """Draw the chart into `figures/id` and `figures/en` of a folder, as PNG and SVG; nothing if no box was sought.

    Args:
        found: the boxes and the way to them.
        folder: of the study.
        interest: by language, what holds in a case of interest.
        source: a line below the chart.
        given: names of dimensions, as for `discovery.sentences`.
        languages: in which it is drawn.
    """
    written: list[Path] = []
    if found.trajectory.empty:
        return written
    called = discovery.names((each.name for each in found.dimensions), given)
    with style.styled():
        for lang in languages:
            place = folder / "figures" / lang
            place.mkdir(parents=True, exist_ok=True)
            figure = chart(found, lang, interest=interest, source=source, called=called)
            for kind, about in (("png", {"Software": None}), ("svg", {"Date": None, "Creator": "mentas"})):
                path = place / f"{NAME}.{kind}"
                atomic.write_with(path, partial(figure.savefig, format=kind, metadata=about))
                written.append(path)
    return written


def chart(
    found: Discovery, lang: str, *, interest: Mapping[str, str], source: str, called: Mapping[str, Name]
) -> Figure:
    """The whole chart in one language."""
    rows = [(place, name) for place, box in enumerate(found.boxes) for name in names(box)]
    said = discovery.headline(found, interest=interest, lang=lang, called=called)
    said = style.wrap(said[:1].upper() + said[1:], 128)
    head = 1.15 + 0.2 * (said.count("\n") + 1)
    height = head + max(ROW * len(rows) + 0.3 * (len(found.boxes) - 1), 3.4) + 1.45
    figure = Figure(figsize=(WIDTH, height))
    title = say("fig_not" if found.exceptions else "fig", lang, interest=interest[lang])
    figure.text(MARGIN, 1.0 - 0.34 / height, title, size=16, weight="bold", va="center")
    figure.text(MARGIN, 1.0 - 0.56 / height, said, size=10.5, color=GREY, va="top", linespacing=1.35)
    below = f"{say('caption', lang)}\n{source}" if rows else source
    figure.text(MARGIN, 0.12 / height, below, size=8, color=GREY, va="bottom", linespacing=1.4)
    low, tall = 1.3 / height, 1.0 - (head + 1.3) / height
    panel = figure.add_axes((LEFT, low, MIDDLE - LEFT, tall))
    panel.set_title(style.wrap(say("curve", lang), 52), size=10.5)
    curves(panel, found, lang)
    if rows:
        _bars(figure.add_axes((BARS, low, RIGHT - BARS, tall)), found, rows, lang, called)
    else:
        figure.text((BARS + RIGHT) / 2, low + tall / 2, say("fig_nothing", lang), size=13, color=GREY, ha="center")
    return figure


def curves(panel: Any, found: Discovery, lang: str, *, size: float = 9.0) -> None:
    """Density against coverage for each box sought; the one found, and what became of it unseen.

    Args:
        panel: the axes.
        found: the boxes and the way to them.
        lang: `id` or `en`.
        size: of the letters, points.
    """
    several = len(found.boxes) > 1
    base = 1.0 - found.density if found.exceptions else found.density
    panel.axhline(base, color=GREY, linewidth=1.0, linestyle=(0, (4, 3)))
    words = say("base", lang, base=discovery.share(base, lang))
    panel.text(1.03, base - 0.012, words, size=size, color=GREY, ha="right", va="top")
    for number, way in found.trajectory.groupby("box", sort=True):
        place = int(str(number)) - 1
        sought = place < len(found.boxes)
        if not sought and found.found:
            continue  # the way to no box says nothing beside those found
        shade = style.colour(place) if sought else GREY
        peeled = way[way["act"].isin(["start", "peel"])]
        panel.plot(
            peeled["coverage"], peeled["density"], color=shade, linewidth=1.2, alpha=0.75, marker=".", markersize=4
        )
        if not sought:
            continue
        box = found.boxes[place]
        words = say("number", lang, number=place + 1) if several else say("chosen", lang)
        mark = MARKS[place % len(MARKS)]
        panel.plot([box.coverage], [box.density], mark, color=shade, markersize=10, label=words, zorder=4)
        if place == 0:
            label = say("unseen_mark", lang, box=words)
            panel.plot(
                [box.coverage_held_out], [box.density_held_out], mark, color=shade, markersize=13, fillstyle="none",
                label=label, zorder=4,
            )  # fmt: skip
    panel.set_xlim(-0.02, 1.03)
    panel.set_ylim(0.0, 1.04)
    panel.set_xlabel(say("coverage", lang), size=size + 0.5, color="#404040")
    panel.set_ylabel(say("density", lang), size=size + 0.5, color="#404040")
    percent = lambda value, _: discovery.share(value, lang)  # noqa: E731
    panel.xaxis.set_major_formatter(percent)
    panel.yaxis.set_major_formatter(percent)
    if found.found:
        room = 0.0 if base > CLEAR else base
        panel.legend(loc="lower left", frameon=False, fontsize=size, bbox_to_anchor=(-0.01, room))


def names(box: Box) -> list[str]:
    """Dimensions that a box limits."""
    return list(dict.fromkeys(limit.name for limit in box.limits))


def _bars(panel: Any, found: Discovery, rows: list[tuple[int, str]], lang: str, called: Mapping[str, Name]) -> None:
    """A row for each dimension of each box: the range tried in grey, what lies in the box in colour."""
    heights, at = [], 0.0
    for number, (place, _) in enumerate(rows):
        at += 0.5 if number and place != rows[number - 1][0] else 0.0
        heights.append(at)
        at += 1.0
    labels = []
    for height, (place, name) in zip(heights, rows, strict=True):
        limits = [limit for limit in found.boxes[place].limits if limit.name == name]
        shade = style.colour(place)
        if limits[0].levels:
            _levels(panel, height, found, limits[0], called[name], shade, lang)
        else:
            _range(panel, height, found, limits, called[name], shade, lang)
        panel.text(1.0, height + 0.36, note(limits, lang), size=8, color=GREY, ha="right", va="center")
        title = called[name].title[lang]
        several = len(found.boxes) > 1 and (height == 0.0 or place != rows[heights.index(height) - 1][0])
        prefix = f"{say('number', lang, number=place + 1)}\n" if several else ""
        labels.append(prefix + style.wrap(title[:1].upper() + title[1:], 24))
    panel.set_yticks(heights, labels, size=9.5)
    panel.set_ylim(max(heights[-1] + 0.6, 2.6), -0.6)
    panel.set_xlim(0.0, 1.0)
    panel.set_xticks([])
    panel.tick_params(axis="y", length=0)
    panel.grid(visible=False)
    for side in ("left", "bottom"):
        panel.spines[side].set_visible(False)
    panel.set_title(say("limits", lang), size=10.5)


def _range(panel: Any, height: float, found: Discovery, limits: list[Limit], name: Name, shade: str, lang: str) -> None:
    """A bar between the ends of a number; what the ends are stands below, plain where the box has no limit."""
    dimension = found.dimension(limits[0].name)
    span = dimension.high - dimension.low
    bounds = {limit.side: limit.bound for limit in limits}
    ends = [bounds.get("low", dimension.low), bounds.get("high", dimension.high)]
    low, high = ((end - dimension.low) / span for end in ends)
    panel.barh(height, 1.0, height=0.3, color=TRIED)
    panel.barh(height, max(high - low, 0.006), left=low, height=0.3, color=shade)
    texts = []
    for side, at in (("low", low), ("high", high)):
        if side in bounds:
            texts.append((at, discovery.amount(bounds[side], name.unit, dimension, lang)))
            panel.plot([at, at], [height - 0.24, height + 0.24], color=shade, linewidth=2.0)
    if len(texts) > 1 and texts[1][0] - texts[0][0] < 0.5:
        texts = [((low + high) / 2.0, " – ".join(text for _, text in texts))]
    for at, text in texts:
        half = LETTER * len(text) / 2.0
        side = "left" if at < half else "right" if at > 1.0 - half else "center"
        panel.text(at, height - 0.36, text, size=9, color="#202020", ha=side, va="center")


def _levels(panel: Any, height: float, found: Discovery, limit: Limit, name: Name, shade: str, lang: str) -> None:
    """A cell for each category, coloured where it is in the box."""
    levels = found.dimension(limit.name).levels
    width = 1.0 / len(levels)
    for place, level in enumerate(levels):
        inside = level in limit.levels
        panel.barh(height, width - 0.008, left=place * width + 0.004, height=0.3, color=shade if inside else TRIED)
        text = style.wrap(name.level(level, lang), max(round(52 * width), 6))
        panel.text(
            (place + 0.5) * width, height - 0.2, text, size=8.5, color="#202020" if inside else GREY, ha="center",
            va="bottom",
        )  # fmt: skip


def note(limits: list[Limit], lang: str) -> str:
    """The weakest of the limits in a row: quasi-p-value and how often it came again."""
    worst = max(limit.chance for limit in limits)
    least = 0.001
    small = say("smallest", lang, p=numbers.number(least, 3, lang))
    places = min(max(-math.floor(math.log10(worst)), 2), 3) if worst >= least else 3
    chance = small if worst < least else numbers.number(worst, places, lang)
    again = discovery.share(min(limit.reproduced for limit in limits), lang)
    return say("limit_note", lang, chance=chance, reproduced=again)
