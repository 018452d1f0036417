"""The chart of decile movement: where those who start in the bottom four deciles stand at the end."""

from __future__ import annotations

from typing import Any

import numpy as np

from mentas.report import numbers, style
from mentas.report.study import Study
from mentas.report.words import say

BASES: tuple[tuple[str, str], ...] = (("provincial_anchored", "anchored"), ("provincial_reranked", "reranked"))

STEPS: tuple[tuple[str, str], ...] = (
    ("fell", "#B35806"), ("stayed", "#D9D9D9"), ("rose1", "#C6DBEF"), ("rose2", "#6BAED6"), ("rose3", "#2171B5"),
)  # fmt: skip
"""What happened to a household, and its colour: brown down, grey the same, blue up, darker for more."""

DECILES = 4


def moves(study: Study, lang: str) -> style.Chart | None:
    """A bar for each policy and each of the bottom four deciles, in the two ways of counting."""
    year = min(study.last, int(study.transitions["year"].max())) if len(study.transitions) else 0
    if year == 0:
        return None
    bars = DECILES * len(study.scenarios)
    chart = style.Chart(
        study, lang,
        title=say("fig_moves", lang, years=year),
        subtitle=f"{say('fig_moves_sub', lang, region=study.region(lang), n=study.replicates)}.\n{say('common', lang)}",
        height=3.4 + 0.34 * bars, grid=(1, 2), left=0.23,
    )  # fmt: skip
    for column, (basis, key) in enumerate(BASES):
        panel = chart.panels[0, column]
        _bars(chart, panel, basis, year)
        panel.set_title(style.wrap(say(key, lang), 44), size=10.5)
        if column:
            panel.set_yticklabels([])
    _legend(chart)
    return chart


def shares(study: Study, scenario: str, basis: str, year: int) -> np.ndarray:
    """What became of each of the bottom four deciles, shares of its households; shape (4, steps), rows sum to one."""
    t = study.transitions
    t = t[(t["scenario"] == scenario) & (t["basis"] == basis) & (t["year"] == year) & (t["from"] <= DECILES)]
    found = np.zeros((DECILES, len(STEPS)))
    for before, after, households in zip(t["from"], t["to"], t["households"], strict=True):
        found[before - 1, int(np.clip(after - before, -1, 3)) + 1] += households
    return found / np.maximum(found.sum(axis=1, keepdims=True), 1e-300)


def _bars(chart: style.Chart, panel: Any, basis: str, year: int) -> None:
    study, lang = chart.study, chart.lang
    places, labels = [], []
    for decile in range(DECILES):
        for order, scenario in enumerate(study.scenarios):
            at = decile * (len(study.scenarios) + 1.1) + order
            parts = 100.0 * shares(study, scenario, basis, year)[decile]
            left = 0.0
            for part, (name, shade) in zip(parts, STEPS, strict=True):
                panel.barh(at, part, left=left, height=0.86, color=shade, edgecolor="white", linewidth=0.6)
                if part >= 8.0:
                    ink = "white" if name in ("fell", "rose3") else "#202020"
                    text = numbers.number(part, 0, lang)
                    panel.text(left + part / 2.0, at, text, ha="center", va="center", size=8.5, color=ink)
                left += part
            places.append(at)
            labels.append(style.wrap(study.title(scenario, lang), 34))
        middle = decile * (len(study.scenarios) + 1.1) - 0.62
        panel.text(0.0, middle, say("decile", lang, decile=decile + 1), size=10, weight="bold", va="bottom")
    panel.set_yticks(places, labels, size=8)
    panel.tick_params(axis="y", length=0)
    panel.invert_yaxis()
    panel.set_xlim(0, 100)
    panel.grid(False)
    panel.set_xticks([0, 25, 50, 75, 100])


def _legend(chart: style.Chart) -> None:
    from matplotlib.patches import Patch

    handles = [Patch(color=shade, label=say(name, chart.lang)) for name, shade in STEPS]
    height = chart.figure.get_figheight()
    chart.figure.legend(
        handles=handles, loc="lower center", ncols=len(STEPS), frameon=False, bbox_to_anchor=(0.6, 0.45 / height),
        fontsize=9.5,
    )  # fmt: skip
