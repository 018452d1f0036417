"""The picture of how numbers are known: a bar for each grade, from firm to open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mentas.report import numbers, style
from mentas.report.grounds import grades

if TYPE_CHECKING:
    from matplotlib.figure import Figure

KNOWN, OPEN = "#0072B2", "#E69F00"
"""Of numbers that something stands behind, and of assumptions."""


def draw(found: Mapping[str, int], lang: str) -> Figure:
    """Counts and shares by grade."""
    all_, most = sum(found.values()), max(found.values())
    sheet = style.Sheet(height=0.32 * len(found) + 0.25, left=1.55, right=0.2, top=0.1, bottom=0.15)
    panel = sheet.panel
    for place, (grade, count) in enumerate(found.items()):
        open_ = grade == "assumption"
        panel.barh(place, count, height=0.7, color=OPEN if open_ else KNOWN, hatch="//" if open_ else None,
                   edgecolor="white", linewidth=0.0)  # fmt: skip
        text = f"{count} ({numbers.number(100.0 * count / all_, 0, lang)}%)"
        panel.text(count + 0.012 * most, place, text, va="center_baseline", size=10.5, color="#202020")
    panel.set_yticks(range(len(found)), [style.wrap(grades.grade(grade, lang), 20) for grade in found], size=10.5)
    panel.tick_params(axis="y", length=0)
    panel.set_xlim(0.0, 1.24 * most)
    panel.set_ylim(len(found) - 0.45, -0.55)
    panel.set_xticks([])
    panel.spines["bottom"].set_visible(False)
    panel.grid(visible=False)
    return sheet.figure
