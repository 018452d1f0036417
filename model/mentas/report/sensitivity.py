"""Bars of sensitivity: shares of variance, sizes of effects, and the plane of effects and interactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mentas.report import numbers, style
from mentas.report.sensitivity_page import FAINT, HEAD, Page
from mentas.report.style import COLOURS, Figure
from mentas.report.words_of_sensitivity import say

if TYPE_CHECKING:
    import pandas as pd

MOST = 20
"""Names that a figure of bars shows."""
ROW = 0.34
"""Height of a row, inches."""
LEFT, RIGHT = 0.42, 0.95
"""Ends of the axes, shares of the width."""
LONGEST = 58
"""Letters of a line of a label."""
NAMED = len(COLOURS)
"""Points that the plane names: as many as there are colours to tell them apart."""
LIGHT, DARK = COLOURS[5], COLOURS[0]


def indices(table: pd.DataFrame, page: Page) -> Figure:
    """First-order and total Sobol indices as bars with intervals, the largest above.

    Args:
        table: of `studies.sensitivity.sobol`.
        page: words around.
    """
    rows = largest(table, "ST")
    with style.styled():
        figure, axes = _bars(rows, page, total=len(table), legend=True)
        for index, offset, shade in (("ST", -0.17, LIGHT), ("S1", 0.17, DARK)):
            for place, row in enumerate(rows.to_dict("records")):
                ends = [100.0 * row[f"{index}{end}"] for end in ("", "_low", "_high")]
                _bar(axes, place + offset, ends, shade if row["influential"] else FAINT)
        _finish(axes, page, 100.0 * rows["nothing"].max(), say("share", page.lang))
        _legend(figure, page)
    return figure


def effects(table: pd.DataFrame, page: Page, *, unit: str = "") -> Figure:
    """Mean absolute elementary effects as bars with intervals, the largest above.

    Args:
        table: of `studies.sensitivity.morris`.
        page: words around.
        unit: of the outcome, as it stands behind the words of the axis.
    """
    rows = largest(table, "mu_star")
    with style.styled():
        _, axes = drawn = _bars(rows, page, total=len(table))
        for place, row in enumerate(rows.to_dict("records")):
            ends = [row["mu_star"], row["mu_star_low"], row["mu_star_high"]]
            _bar(axes, place, ends, DARK if row["influential"] else FAINT)
        _finish(axes, page, rows["nothing"].max(), _with_unit(say("mu_star", page.lang), unit))
    return drawn[0]


def plane(table: pd.DataFrame, page: Page, *, unit: str = "") -> Figure:
    """Morris' plane: the size of effects and how much they depend on other parameters, the largest named.

    Args:
        table: of `studies.sensitivity.morris`, not of groups: those have no sigma.
        page: words around.
        unit: of the outcome.
    """
    named = table[table["influential"]].nlargest(NAMED, "mu_star").reset_index(drop=True)
    with style.styled():
        figure, height = page.figure(4.9, notes=[say("grey", page.lang), say("named", page.lang, shown=len(named))])
        axes = figure.add_axes((0.09, 1.1 / height, 0.55, 4.75 / height))
        top = float(np.nanmax([table["mu_star_high"].max(), table["sigma"].max(), 1e-300])) * 1.06
        axes.set(xlim=(-0.02 * top, top), ylim=(-0.02 * top, top))
        axes.plot([0.0, top], [0.0, top], color="#BFBFBF", linewidth=1.0, linestyle=(0, (4, 3)), zorder=1)
        axes.text(0.03, 0.97, say("bend", page.lang), transform=axes.transAxes, size=8.5, color=style.GREY, va="top")
        for row in table[~table["name"].isin(named["name"])].to_dict("records"):
            shade = "black" if row["influential"] else FAINT
            axes.plot([row["mu_star"]], [row["sigma"]], "o", color=shade, markersize=5, zorder=2)
        for place, row in enumerate(named.to_dict("records")):
            shade = style.colour(place)
            axes.plot([row["mu_star"]], [row["sigma"]], "o", color=shade, markersize=9, zorder=3)
            axes.plot([row["mu_star_low"], row["mu_star_high"]], [row["sigma"]] * 2, color=shade, lw=1.4, zorder=3)
        _beside(axes, named, page)
        axes.set_xlabel(_with_unit(say("mu_star", page.lang), unit), size=10)
        axes.set_ylabel(say("sigma", page.lang), size=10)
        axes.grid(True, axis="both")
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: f"{numbers.number(value, decimals(top), page.lang)}")
    return figure


def largest(table: pd.DataFrame, column: str) -> pd.DataFrame:
    return table.sort_values(column, ascending=False, kind="stable", ignore_index=True).head(MOST)


def _bars(rows: pd.DataFrame, page: Page, *, total: int, legend: bool = False) -> tuple[Figure, Any]:
    """A page with labels and empty axes for a bar a row."""
    notes = [say("bars", page.lang), say("grey", page.lang)]
    if total > len(rows):
        notes.append(say("more", page.lang, all=total, shown=len(rows)))
    tall, head = ROW * len(rows) + 0.2, HEAD + (0.3 if legend else 0.0)
    figure, height = page.figure(tall, notes=notes, head=head)
    axes = figure.add_axes((LEFT, 1.0 - (head + tall) / height, RIGHT - LEFT, tall / height))
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.axvline(0.0, color="#404040", lw=1.0, zorder=3)
    axes.grid(True, axis="x")
    axes.grid(False, axis="y")
    for place, row in enumerate(rows.to_dict("records")):
        label = style.wrap(page.label(row["name"]), LONGEST)
        shade, size = ("black" if row["influential"] else style.GREY), (8.5 if "\n" in label else 9.5)
        axes.text(
            -0.015, place, label, transform=axes.get_yaxis_transform(), ha="right", va="center", size=size,
            color=shade, linespacing=1.1,
        )  # fmt: skip
    return figure, axes


def _bar(axes: Any, place: float, ends: list[float], shade: str) -> None:
    middle, low, high = ends
    axes.barh([place], [max(middle, 0.0)], height=0.3, color=shade, zorder=2)
    axes.plot([max(low, 0.0), max(high, 0.0)], [place, place], color="#262626", lw=1.2, solid_capstyle="butt", zorder=4)


def _finish(axes: Any, page: Page, nothing: float, words: str) -> None:
    """Ends of the axis, its words, and the line below which chance alone lies."""
    high = max(axes.get_xlim()[1], 1e-12)
    axes.set_xlim(0.0, high)
    axes.set_xlabel(words, size=10)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.number(value, decimals(high), page.lang))
    if np.isfinite(nothing) and nothing > 0.004 * high:
        axes.axvspan(0.0, nothing, color="#EFEFEF", zorder=0)
        axes.axvline(nothing, color=style.GREY, lw=1.0, linestyle=(0, (4, 3)), zorder=1)
        axes.annotate(
            say("nothing", page.lang), (nothing, 1.0), xycoords=("data", "axes fraction"), xytext=(-2, 3),
            textcoords="offset points", size=8.5, color=style.GREY, annotation_clip=False,
        )  # fmt: skip


def _legend(figure: Figure, page: Page) -> None:
    from matplotlib.patches import Patch

    figure.legend(
        [Patch(color=LIGHT), Patch(color=DARK)], [say("total", page.lang), say("first", page.lang)], ncols=2,
        loc="upper left", frameon=False, fontsize=9.5, bbox_to_anchor=(LEFT - 0.01, 1.0 - 0.9 / figure.get_figheight()),
    )  # fmt: skip


def _beside(axes: Any, named: pd.DataFrame, page: Page) -> None:
    """Labels right of the plane, each tied to its point."""
    rows = named.to_dict("records")
    ends = [(row["sigma"], page.label(row["name"]), style.colour(place)) for place, row in enumerate(rows)]
    if ends:
        style.beside(axes, ends, width=44, size=9.0)
    for text, row in zip(axes.texts[-len(ends) :], rows, strict=True) if ends else ():
        axes.annotate(
            "", xy=(row["mu_star"], row["sigma"]), xycoords="data", xytext=(1.015, text.xy[1]),
            textcoords="axes fraction", annotation_clip=False, zorder=1,
            arrowprops={"arrowstyle": "-", "color": text.get_color(), "lw": 0.7, "alpha": 0.6},
        )  # fmt: skip


def _with_unit(words: str, unit: str) -> str:
    return f"{words}, {unit}" if unit else words


def decimals(high: float) -> int:
    """Decimal places of an axis that ends there."""
    return int(min(max(1 - np.floor(np.log10(high)), 0), 6))
