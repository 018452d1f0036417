"""A sweep in words and charts: what changes along its lever, where it is best, and what cannot be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from rich.text import Text

from mentas.language import LANGUAGES
from mentas.report import numbers, spaced, style
from mentas.report.spaced import Spaced
from mentas.report.sweep_words import say
from mentas.report.sweep_words import unit as unit_words
from mentas.report.words import quoted
from mentas.studies.analysis import told_apart

MOST_PANELS = 6


def show(folder: Path, console: Any, lang: str) -> None:
    """Print what a sweep found."""
    found = spaced.read(folder)
    console.print(Text(found.manifest["title"][lang], style="bold"))
    console.print(Text(found.manifest["question"][lang]))
    console.print(
        Text(say("head", lang, points=found.points, scenarios=len(found.scenarios),
                 replicates=found.manifest["replicates"]))
    )  # fmt: skip
    told = sentences(found, lang) + discovered(folder, lang)
    for text in told or [say("many", lang)]:
        console.print(Text(f"• {text}"))


def sentences(found: Spaced, lang: str) -> list[str]:
    """Findings of a sweep along one lever; of another, where to look."""
    lever = found.lever()
    if lever is None:
        return []
    moved = [scenario for scenario in found.scenarios if found.moves(scenario)]
    told = [finding(found, scenario, outcome, lever, lang) for scenario in moved for outcome in found.outcomes]
    return [text for text in told if text]


def ranked(found: Spaced, scenario: str, outcome: str) -> pd.DataFrame:
    """How much worse each point of a policy is than its best; no rows where that is not known."""
    best = found.best
    return best[(best["scenario"] == scenario) & (best["outcome"] == outcome)]


def discovered(folder: Path, lang: str) -> list[str]:
    """Where a policy does well, in words, if the sweep looked for that."""
    from mentas.report import discovery
    from mentas.studies.discovery import study

    if not (folder / study.CASES).exists():
        return []
    boxes, interest = study.read(folder)
    return discovery.sentences(boxes, interest=interest, lang=lang)


def finding(found: Spaced, scenario: str, outcome: str, lever: str, lang: str) -> str:
    """Where a policy is best in an outcome, and which values are as good; nothing where that is not known."""
    mine = ranked(found, scenario, outcome)
    if mine.empty:
        return ""
    rows = found.responses[(found.responses["scenario"] == scenario) & (found.responses["outcome"] == outcome)]
    rows = rows.set_index("point")
    (best,) = mine.loc[mine["best"], "point"]
    row, unit, called = rows.loc[best], found.unit(outcome), found.lever_title(lever, lang)
    said: dict[str, Any] = {
        "measure": found.outcome(outcome, lang), "lever": called, "value": found.value(lever, row[lever], lang),
        "level": numbers.level(row["mean"], unit, lang),
    }  # fmt: skip
    key = "best"
    if found.baseline is not None and row["pairs"] >= 2:
        ends = row["diff_low"], row["diff_high"]
        way = "higher" if row["difference"] > 0 else "lower"
        said |= {"baseline": quoted(found.title(found.baseline, lang)), "way": say(way, lang)}
        key = "best_gap" if told_apart(*ends) else "best_same"
        places = numbers.places_for(ends, unit) if told_apart(*ends) else 0
        said["gap"] = numbers.gap(row["difference"], unit, lang, places)
        said |= {name: numbers.signed(end, unit, lang, places) for name, end in zip(("low", "high"), ends, strict=True)}
    text = [say(key, lang, **said)]
    alike = rows.loc[mine.loc[~mine["apart"], "point"], lever]
    if len(alike) == len(rows):
        text.append(say("alike_all", lang))
    elif len(alike) > 1:
        low, high = (found.value(lever, end, lang) for end in (alike.min(), alike.max()))
        text.append(say("alike", lang, low=low, high=high))
    else:
        text.append(say("alone", lang))
    if row[lever] in open_ends(found, rows[lever], lever) and len(alike) < len(rows):
        text.append(say("end", lang))
    return " ".join(text)


def open_ends(found: Spaced, levels: pd.Series, lever: str) -> set[float]:
    """The ends of what was tried beyond which a lever can go: no share is below nothing or above all."""
    ends = {float(levels.min()), float(levels.max())}
    return ends - {0.0, 1.0} if found.shares(lever) else ends


def draw(folder: Path, languages: Sequence[str] = LANGUAGES) -> list[Path]:
    """Draw a sweep along one lever into `figures/id` and `figures/en`; returns the files written."""
    from mentas.report import discovery_figure
    from mentas.studies.discovery import study

    found = spaced.read(folder)
    lever = found.lever()
    written: list[Path] = []
    if (folder / study.CASES).exists():
        boxes, interest = study.read(folder)
        source = found.source(languages[0]).splitlines()[0]
        written += discovery_figure.draw(boxes, folder, interest=interest, source=source, languages=languages)
    if lever is None:
        return written
    with style.styled():
        for lang in languages:
            place = folder / "figures" / lang
            place.mkdir(parents=True, exist_ok=True)
            for scenario in found.scenarios:
                if scenario != found.baseline and found.moves(scenario):
                    written += _chart(found, scenario, lever, lang).save(place, f"sweep_{scenario}")
    return written


def _chart(found: Spaced, scenario: str, lever: str, lang: str) -> style.Page:
    """One panel an outcome: the difference to the baseline along the lever, or the level where there is none."""
    outcomes = found.outcomes[:MOST_PANELS]
    columns = 2 if len(outcomes) > 1 else 1
    lines = (len(outcomes) + columns - 1) // columns
    key = "sub" if found.baseline else "sub_alone"
    baseline = found.title(found.baseline, lang) if found.baseline else ""
    page = style.Page(
        title=style.wrap(found.manifest["title"][lang], 90),
        subtitle=style.wrap(say(key, lang, policy=found.title(scenario, lang), baseline=baseline), 130),
        source=found.source(lang), height=2.3 + 2.9 * lines, grid=(lines, columns), left=0.05,
    )  # fmt: skip
    panels = [panel for row in page.panels for panel in row]
    for panel, outcome in zip(panels, outcomes, strict=False):
        _panel(panel, found, scenario, outcome, lever, lang)
    for panel in panels[len(outcomes) :]:
        panel.set_visible(False)
    return page


def _panel(panel: Any, found: Spaced, scenario: str, outcome: str, lever: str, lang: str) -> None:
    rows = found.responses[(found.responses["scenario"] == scenario) & (found.responses["outcome"] == outcome)]
    rows = rows.sort_values(lever)
    unit = found.unit(outcome)
    scale = 100.0 if unit == "share" else 1.0
    names = ("difference", "diff_low", "diff_high") if found.baseline else ("mean", "low", "high")
    middle, low, high = (rows[name].to_numpy() * scale for name in names)
    panel.fill_between(rows[lever], low, high, color=style.colour(1), alpha=0.18, linewidth=0)
    panel.plot(rows[lever], middle, color=style.colour(1), marker="o", markersize=4.5, linewidth=2)
    if found.baseline:
        panel.axhline(0.0, color=style.GREY, linewidth=1.2, linestyle=(0, (4, 2)))
    suffix = ("points" if found.baseline else "percent") if unit == "share" else unit
    suffix = unit_words(suffix, lang)
    panel.set_title(style.wrap(f"{found.outcome(outcome, lang)} ({suffix})", 52), size=10.5)
    if panel.get_subplotspec().is_last_row():
        panel.set_xlabel(found.lever_title(lever, lang))
    panel.xaxis.set_major_formatter(lambda each, _: found.value(lever, each, lang))
    span = np.nanmax(np.abs([low, middle, high]))
    places = 0 if span >= 50 else 1 if span >= 3 else 2 if span >= 0.1 else 4
    style.ticks(panel, lang, places)
