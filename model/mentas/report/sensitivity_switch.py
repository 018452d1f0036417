"""The figure of switch points: over which part of each parameter's range which policy is the better one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from mentas.report import style
from mentas.report.sensitivity_page import EDGE, HEAD, Page
from mentas.report.style import COLOURS, Figure
from mentas.report.words_of_sensitivity import say
from mentas.studies.sensitivity.switching import SWITCH

if TYPE_CHECKING:
    import pandas as pd

ROW = 0.56
LEFT, RIGHT = 0.42, 0.93
LONGEST = 50
HALF = 0.17
"""Half the height of a range, in rows."""
LEGEND = 0.62
"""Inches of the legend."""
POLICY, BASELINE, UNSURE = COLOURS[0], COLOURS[1], "#DDDDDD"
LOOKS: dict[int, dict[str, Any]] = {
    1: {"facecolor": POLICY},
    -1: {"facecolor": BASELINE, "hatch": "////", "edgecolor": "white", "linewidth": 0.0},
    0: {"facecolor": UNSURE},
}
"""Of a part where the policy is better, where the baseline is, and where it cannot be told."""


def switches(
    table: pd.DataFrame,
    page: Page,
    *,
    policy: str,
    baseline: str,
    adopted: Mapping[str, float] | None = None,
    lower_is_better: bool = False,
) -> Figure:
    """Ranges of parameters, coloured by the policy that is better there.

    Args:
        table: of `studies.sensitivity.switch`, of the difference policy - baseline.
        page: words around.
        policy: its title.
        baseline: its title.
        adopted: value by name that scenarios use, to be marked.
        lower_is_better: whether the policy is better where the difference is negative.
    """
    names = list(dict.fromkeys(table["name"]))
    better = -1 if lower_is_better else 1
    with style.styled():
        tall, head = ROW * len(names) + 0.1, HEAD + LEGEND
        figure, height = page.figure(tall, notes=[say("lines", page.lang)], head=head, foot=0.6)
        axes = figure.add_axes((LEFT, 1.0 - (head + tall) / height, RIGHT - LEFT, tall / height))
        axes.set(xlim=(0.0, 1.0), ylim=(len(names) - 0.45, -0.55), xticks=[], yticks=[])
        axes.grid(False)
        for side in axes.spines.values():
            side.set_visible(False)
        for place, name in enumerate(names):
            _range(axes, place, table[table["name"] == name].to_dict("records"), page, better)
            value = (adopted or {}).get(name, math.nan)
            _adopted(axes, place, value, table[table["name"] == name].iloc[0])
            label = style.wrap(page.label(name), LONGEST)
            axes.text(
                -0.02, place, label, ha="right", va="center", size=8.5 if "\n" in label else 9.5, linespacing=1.1,
            )  # fmt: skip
        _legend(figure, page, policy, baseline, marked=bool(adopted))
    return figure


def _range(axes: Any, place: int, rows: list[dict[str, Any]], page: Page, better: int) -> None:
    """One parameter: its parts, the ends of its range, and its switch points."""
    low, high, name = rows[0]["lowest"], rows[0]["highest"], rows[0]["name"]
    for start, end, sign in parts(rows):
        _part(axes, place, start, end, sign * better)
    for row in rows:
        if row["found"] == SWITCH:
            at = within(row["value"], row)
            axes.plot([at, at], [place - HALF - 0.07, place + HALF + 0.07], color="black", lw=2.0, zorder=4)
            words = page.value(name, row["value"])
            axes.text(at, place - HALF - 0.1, words, ha="center", va="bottom", size=9, weight="bold")
    for end, value, side in ((0.0, low, "left"), (1.0, high, "right")):
        axes.text(end, place + HALF + 0.05, page.value(name, value), ha=side, va="top", size=8, color=style.GREY)


def parts(rows: list[dict[str, Any]]) -> list[tuple[float, float, int]]:
    """A parameter's range from end to end: start and end of each part, 0 to 1, and the sign of the difference there,
    0 where it cannot be told.

    Args:
        rows: of one parameter, in the order of its switch points.
    """
    found, start, sign = [], 0.0, int(rows[0]["sign_below"])
    for row in rows:
        if row["found"] == SWITCH:
            low, high = within(row["low"], row), within(row["high"], row)
            found += [(start, low, sign), (low, high, 0)]
            start, sign = high, int(row["sign_above"])
    return [part for part in [*found, (start, 1.0, sign)] if part[1] > part[0]]


def _part(axes: Any, place: int, start: float, end: float, sign: int) -> None:
    axes.add_patch(Rectangle((start, place - HALF), end - start, 2.0 * HALF, **LOOKS[sign]))


def _adopted(axes: Any, place: int, value: float, row: Any) -> None:
    if math.isfinite(value):
        at = min(max(within(value, row), 0.0), 1.0)
        axes.plot([at], [place], "D", color="white", mec="black", ms=7.5, mew=1.4, zorder=5, clip_on=False)


def within(value: float, row: Any) -> float:
    """Where a value lies within its range, 0 to 1."""
    wide = row["highest"] - row["lowest"]
    return float((value - row["lowest"]) / wide) if wide > 0.0 else 0.5


def _legend(figure: Figure, page: Page, policy: str, baseline: str, *, marked: bool) -> None:
    signs: list[Any] = [
        Patch(facecolor=POLICY),
        Patch(facecolor=BASELINE, hatch="////", edgecolor="white", linewidth=0.0),
        Patch(facecolor=UNSURE),
        Line2D([], [], marker="|", color="black", lw=0, markersize=12, markeredgewidth=2.0),
    ]
    words = [say("better", page.lang, policy=policy), say("better", page.lang, policy=baseline)]
    words += [say("unclear", page.lang), say("switch", page.lang)]
    if marked:
        signs.append(Line2D([], [], marker="D", color="white", mec="black", lw=0, ms=7.5, mew=1.4))
        words.append(say("adopted", page.lang))
    figure.legend(
        signs, [style.wrap(each, 46) for each in words], ncols=3, loc="upper left", frameon=False, fontsize=9,
        bbox_to_anchor=(EDGE - 0.01, 1.0 - 0.98 / figure.get_figheight()), columnspacing=1.6,
    )  # fmt: skip
