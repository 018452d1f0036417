"""The chart of regret: what each candidate on the frontier falls short of the best, structure by structure."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.patches import Rectangle

from mentas.report import numbers, style
from mentas.report.frontier_map import scale
from mentas.report.frontier_reading import Frontier, structure
from mentas.report.frontier_words import say
from mentas.studies.frontier.regret import MEAN
from mentas.studies.frontier.tried import Outcome

SHOWN = 14
"""Candidates at most: those of the smallest largest regret, and the baseline."""

LONGEST = 18
"""Letters of the name of a column."""

ROOM = 78
"""Letters that fit side by side above the columns."""

SHADES = "YlOrBr"
"""From light to dark, so that grey prints can be read too."""

DARK = 0.55
"""Share of the largest regret from which white letters are read."""


def chart(found: Frontier, outcome: Outcome, lang: str) -> style.Page:
    """A table in shades: structures below each other, candidates in order along the frontier."""
    names = _shown(found, outcome)
    table = found.tables["regret"]
    mine = table[(table["outcome"] == outcome.name) & table["candidate"].isin(names)]
    rows = list(dict.fromkeys(str(each) for each in mine["structure"]))
    cells = {(str(r["structure"]), str(r["candidate"])): r for r in mine.to_dict("records")}
    times, unit = scale(outcome)
    measure = getattr(outcome, lang)
    subtitle = say(
        "fig_regret_sub", lang, measure=measure, unit=say(unit, lang) if unit else outcome.unit,
        baseline=found.title(found.baseline, lang),
    )  # fmt: skip
    page = style.Page(
        title=say("fig_regret", lang), subtitle=style.wrap(subtitle, style.LETTERS),
        source=found.source(lang), height=2.95 + 0.34 * (len(rows) + 1), grid=(1, 1), left=0.25, right=0.03, roof=0.6,
    )  # fmt: skip
    panel = page.panels[0, 0]
    regret = np.array([[times * cells[row, name]["regret"] for name in names] for row in rows])
    top = max(float(regret.max()), np.finfo(float).tiny)
    places = 0 if top >= 20.0 else 1 if top >= 2.0 else 2 if top >= 0.2 else 3
    for y, row in enumerate(rows):
        for x, name in enumerate(names):
            cell = cells[row, name]
            doubt = not (cell["apart"] or cell["best"])
            _cell(panel, x, _height(rows, y), regret[y, x], top, places, lang, doubt=doubt)
    for x, name in enumerate(names):
        largest = times * found.row("cautious", name, outcome.name)["max_regret"]
        _cell(panel, x, len(rows) + 0.6, largest, top, places, lang, doubt=False, bold=True)
    _frame(panel, found, outcome, names, rows, lang)
    return page


def _shown(found: Frontier, outcome: Outcome) -> list[str]:
    names = found.regretted(outcome.name)
    worth = {name: found.row("cautious", name, outcome.name)["max_regret"] for name in names}
    kept = sorted((name for name in names if name != found.baseline), key=lambda name: worth[name])[: SHOWN - 1]
    return [name for name in names if name in kept or name == found.baseline]


def _height(rows: list[str], place: int) -> float:
    """Where a row stands: the mean a little below the structures."""
    return place + (0.3 if rows[place] == MEAN else 0.0)


def _cell(
    panel: Any, x: float, y: float, value: float, top: float, places: int, lang: str, *, doubt: bool, bold: bool = False
) -> None:
    shade = colormaps[SHADES](0.85 * value / top)
    panel.add_patch(Rectangle((x - 0.5, y - 0.5), 1.0, 1.0, facecolor=shade, edgecolor="white", linewidth=1.0))
    text = numbers.number(value, places, lang)
    ink = "white" if value > DARK * top else "#202020"
    panel.text(x, y, f"({text})" if doubt else text, ha="center", va="center", size=9, color=ink,
               weight="bold" if bold else "normal")  # fmt: skip


def _frame(panel: Any, found: Frontier, outcome: Outcome, names: list[str], rows: list[str], lang: str) -> None:
    """Names above, structures on the left, a frame around the cautious choice."""
    bottom = len(rows) + 0.6
    heights = [*(_height(rows, place) for place in range(len(rows))), bottom]
    panel.set_yticks(heights, [*(structure(row, lang) for row in rows), say("largest", lang)], size=9)
    titles = [say("baseline", lang) if name == found.baseline else found.title(name, lang) for name in names]
    titles = [textwrap.shorten(title, LONGEST, placeholder="…") for title in titles]
    tilt = any(len(title) > ROOM / len(names) for title in titles)
    panel.set_xticks(range(len(names)), titles, size=9.5, rotation=35 if tilt else 0, ha="left" if tilt else "center")
    panel.xaxis.tick_top()
    panel.tick_params(length=0)
    panel.set_xlim(-0.55, len(names) - 0.45)
    panel.set_ylim(bottom + 0.6, -0.6)
    panel.grid(visible=False)
    for spine in panel.spines.values():
        spine.set_visible(False)
    chosen = names.index(found.choice(outcome.name))
    panel.add_patch(Rectangle((chosen - 0.5, -0.5), 1.0, bottom + 1.0, fill=False, edgecolor="black", linewidth=2.0,
                              zorder=5))  # fmt: skip
    ticks = panel.get_xticklabels()
    ticks[chosen].set_weight("bold")


def known(found: Frontier) -> bool:
    """Whether there are structures to regret in."""
    table: pd.DataFrame = found.tables["regret"]
    return len(set(table["structure"])) > 2 and len(found.regretted(found.outcomes[0].name)) > 1
