"""Dots with intervals: how policies differ from the baseline, row by row, in a narrow picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mentas.language import tell
from mentas.report import numbers
from mentas.report.comparison import confidence
from mentas.report.comparison.effect import Effect
from mentas.report.comparison.scales import scale, ticks
from mentas.report.study import Study

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

MARKS = "osD^vPX"
"""Marks of the policies, so that grey prints can be read too."""

LINE = 0.19
"""Height of a line of letters, inches."""
STEP = 0.15
"""Room between dots of the same row, inches."""
BELOW = 0.72
"""Room for the axis and its name, inches."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is of, and the effects of policies; a heading has none."""

    label: str
    effects: tuple[Effect, ...] = ()


def draw(study: Study, rows: Sequence[Row], lang: str, *, left: float = 1.85, legend: bool = True) -> Picture:
    """Draw rows of dots, all of the same measure, from top to bottom.

    Args:
        study: the study.
        rows: with at least one dot; where every row has one, the difference stands beside it.
        lang: `id` or `en`.
        left: room for labels, inches.
        legend: whether the policies' marks are listed above; not where the rows' labels name them.
    """
    from mentas.report import style

    single = max(len(row.effects) for row in rows) == 1
    labels = [style.wrap(row.label, int(left * 11.5) if row.effects else 50) for row in rows]
    heights = [_height(row, label) for row, label in zip(rows, labels, strict=True)]
    shown = list(dict.fromkeys(each.policy for row in rows for each in row.effects)) if legend else []
    top = 0.1 + legend_height(study, shown, lang)
    sheet = style.Sheet(
        height=top + sum(heights) + BELOW, left=left, right=0.7 if single else 0.2, top=top, bottom=BELOW
    )
    fill(sheet.panel, study, rows, heights, lang, numbered=single, spaces=6)
    at = 0.0
    for row, label, height in zip(rows, labels, heights, strict=True):
        sheet.panel.annotate(
            label, xy=(0.0, at + height / 2), xycoords=("axes fraction", "data"), xytext=(12.0 - 72.0 * left, 0.0),
            textcoords="offset points", va="center", annotation_clip=False, size=10.5,
            weight="normal" if row.effects else "bold", linespacing=1.1,
            bbox={"facecolor": "white", "linewidth": 0, "pad": 0.5},
        )  # fmt: skip
        at += height
    list_marks(sheet.figure, study, shown, lang)
    return sheet.figure


def _height(row: Row, label: str) -> float:
    """Room that a row needs, inches."""
    if not row.effects:
        return LINE * (label.count("\n") + 1) + 0.12
    return max(LINE * (label.count("\n") + 1), STEP * len(row.effects), 0.2) + 0.14


def fill(
    panel: Any, study: Study, rows: Sequence[Row], heights: Sequence[float], lang: str, *, numbered: bool, spaces: int
) -> None:
    """Draw the dots, their intervals, the line of no difference and the axis of one panel.

    Args:
        panel: the axes.
        study: the study.
        rows: of the same measure.
        heights: of the rows, inches.
        lang: `id` or `en`.
        numbered: whether the difference stands beside each dot.
        spaces: between ticks of the axis, at most.
    """
    effects = [each for row in rows for each in row.effects]
    unit = study.measure(effects[0].measure)["unit"]
    known = [end for each in effects for end in (each.low, each.high, each.difference) if math.isfinite(end)]
    axis = scale(unit, known, lang, difference=True)
    low, high = axis.factor * min(0.0, *known, 0.0), axis.factor * max(0.0, *known, 0.0)
    room = 0.04 * (high - low) or 1.0
    panel.set_xlim(low - room, high + room)
    panel.set_ylim(sum(heights), 0.0)
    ticks(panel.xaxis, low - room, high + room, lang, most=spaces, signed=True)
    panel.set_xlabel(axis.name, size=10.5)
    panel.grid(axis="y", visible=False)
    panel.grid(axis="x", visible=True)
    panel.axvline(0.0, color="#404040", linewidth=1.1, zorder=1)
    panel.spines["left"].set_visible(False)
    panel.set_yticks([])
    places = _places([axis.factor * each.difference for each in effects])
    at = 0.0
    for row, height in zip(rows, heights, strict=True):
        for order, each in enumerate(row.effects):
            y = at + height / 2 + STEP * (order - (len(row.effects) - 1) / 2)
            _dot(panel, study, each, y, axis.factor)
            if numbered and math.isfinite(each.difference):
                text = numbers.plus(axis.factor * each.difference, places, lang)
                panel.annotate(text, xy=(1.03, y), xycoords=("axes fraction", "data"), va="center",
                               annotation_clip=False, size=11)  # fmt: skip
        at += height


def _places(values: Sequence[float]) -> int:
    """Decimal places of numbers beside dots."""
    most = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    return 2 if most < 10.0 else 1 if most < 100.0 else 0


def _dot(panel: Any, study: Study, each: Effect, y: float, factor: float) -> None:
    """One dot: full where it is told apart, the interval thin, that of the mean over models thick."""
    from mentas.report import style

    place = study.scenarios.index(each.policy)
    shade = style.colour(place)
    if each.known:
        panel.plot([factor * each.low, factor * each.high], [y, y], color=shade, linewidth=1.4, zorder=2)
    if each.over_models:
        panel.plot([factor * each.mean_low, factor * each.mean_high], [y, y], color=shade, linewidth=5.5, alpha=0.4,
                   solid_capstyle="butt", zorder=2)  # fmt: skip
    face = shade if confidence.told(each) else "white"
    panel.plot([factor * each.difference], [y], mark(study, each.policy), markersize=6.5, color=shade, mfc=face,
               mew=1.5, linestyle="none", zorder=3)  # fmt: skip


def mark(study: Study, policy: str) -> str:
    """The mark of a policy."""
    return MARKS[study.scenarios.index(policy) % len(MARKS)]


def legend_height(study: Study, policies: Sequence[str], lang: str) -> float:
    """Room that a list of the policies' marks takes, inches."""
    return sum(LINE * (text.count("\n") + 1) + 0.04 for text in _names(study, policies, lang))


def list_marks(figure: Picture, study: Study, policies: Sequence[str], lang: str) -> None:
    """List the policies' marks at the top of a picture."""
    from matplotlib.lines import Line2D

    from mentas.report import style

    if not policies:
        return
    shades = [style.colour(study.scenarios.index(name)) for name in policies]
    marks = [
        Line2D([], [], marker=mark(study, name), markersize=7, linewidth=0, color=shade)
        for name, shade in zip(policies, shades, strict=True)
    ]
    figure.legend(
        marks, _names(study, policies, lang), loc="upper left", frameon=False, fontsize=10.5, labelspacing=0.25,
        borderpad=0.2, borderaxespad=0.2, handletextpad=0.2,
    )  # fmt: skip


def _names(study: Study, policies: Sequence[str], lang: str) -> list[str]:
    from mentas.report import style

    return [style.wrap(study.title(name, lang), 58) for name in policies]


def explained(study: Study, lang: str) -> str:
    """How to read dots."""
    if study.varied:
        return tell(
            "Thin lines: 95 % of models; thick lines: 95 % interval of their mean; full marks: told apart.", lang
        )
    return tell("Lines: 95 % interval over replicates (luck only); full marks: told apart.", lang)
