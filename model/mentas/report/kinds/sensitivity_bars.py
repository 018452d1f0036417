"""Narrow figures of sensitivity: bars with intervals, their names above, and Morris' plane."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from mentas.language import tell
from mentas.report import numbers, sensitivity, style
from mentas.report import sensitivity_told as told
from mentas.report.kinds import drawing
from mentas.report.kinds.common import records
from mentas.report.sensitivity import DARK, LIGHT
from mentas.report.sensitivity_page import FAINT, Page
from mentas.report.spaced import Spaced
from mentas.report.words_of_sensitivity import say

MOST = 8
"""Names that a figure of bars shows."""

NAMED = 5
"""Points that the plane names."""


@dataclass(frozen=True)
class Spec:
    """Bars to be drawn."""

    rows: pd.DataFrame
    """name, influential, nothing and for each index three columns, as drawn; the largest first."""
    indices: tuple[str, ...]
    """The column that sorts, then another one below it."""
    words: str
    """Of the axis."""
    percent: bool
    """Whether values are shares of variance in per cent."""
    total: int
    """Parameters that there are."""


def spec(found: Spaced, labels: Mapping[str, str], table: pd.DataFrame, lang: str) -> Spec | None:
    """What is to be drawn of a table of indices; None where it holds none that is known."""
    unit = found.unit_words(labels["outcome"], lang)
    if "ST" in table:
        names = [f"{index}{end}" for index in ("ST", "S1") for end in ("", "_low", "_high")]
        shown = table.assign(**{name: 100.0 * table[name] for name in (*names, "nothing")})
        made = Spec(_largest(shown, "ST"), ("ST", "S1"), say("share", lang), True, len(table))
    elif "mu_star" in table:
        words = say("mu_star", lang)
        shown = told.drawn(found, labels, table)
        made = Spec(_largest(shown, "mu_star"), ("mu_star",), f"{words}, {unit}" if unit else words, False, len(table))
    else:
        shown = table.rename(columns={"delta_influential": "influential", "delta_nothing": "nothing"})
        words = tell("How much the whole distribution depends on it (delta)", lang)
        made = Spec(_largest(shown, "delta"), ("delta",), words, False, len(table))
    return made if made.rows[made.indices[0]].notna().any() else None


def _largest(table: pd.DataFrame, column: str) -> pd.DataFrame:
    return sensitivity.largest(table, column).head(MOST)


def note(spec: Spec, lang: str) -> str:
    """What a reader must know of the bars."""
    parts = [say("bars", lang), say("grey", lang)]
    if spec.total > len(spec.rows):
        parts.append(say("more", lang, all=spec.total, shown=len(spec.rows)))
    if np.isfinite(_nothing(spec)):
        parts.append(tell("Dashed line: what a parameter without effect could reach by chance.", lang))
    return " ".join(parts)


def _nothing(spec: Spec) -> float:
    return float(spec.rows["nothing"].max())


def draw(spec: Spec, page: Page) -> Any:
    """A bar for each parameter, or two, the name above and the value at its end."""
    lang, several = page.lang, len(spec.indices) > 1
    labels = [style.wrap(page.label(str(name)), 70) for name in spec.rows["name"]]
    with style.styled():
        row = (0.72 if several else 0.56) + 0.16 * max(label.count("\n") for label in labels)
        top = 0.4 if several else 0.12
        sheet = style.Sheet(height=row * len(labels) + top + 0.75, left=0.2, right=0.55, top=top, bottom=0.75)
        panel = sheet.panel
        nothing = _nothing(spec)
        ends = [*spec.indices, *(f"{index}_high" for index in spec.indices), "nothing"]
        high = float(np.nanmax([1e-12, *spec.rows[ends].to_numpy(dtype=float).ravel()]))
        panel.set(xlim=(0.0, 1.02 * high), ylim=(len(labels) - 0.35, -0.75), yticks=[])
        for place, each in enumerate(records(spec.rows)):
            panel.text(0.0, place - 0.24, labels[place], va="bottom", size=10, zorder=5,
                       color="black" if each["influential"] else style.GREY,
                       bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0})  # fmt: skip
            for number, index in enumerate(spec.indices):
                shade = (LIGHT, DARK)[number if several else 1] if each["influential"] else FAINT
                _bar(panel, place + 0.28 * number, each, index, shade, spec, lang)
        if np.isfinite(nothing) and nothing > 0.004 * high:
            panel.axvline(nothing, color=style.GREY, lw=1.1, linestyle=(0, (4, 3)), zorder=1)
        panel.grid(visible=False, axis="y")
        panel.grid(visible=True, axis="x")
        panel.spines["left"].set_visible(False)
        panel.axvline(0.0, color="#404040", lw=1.0, zorder=3)
        places = sensitivity.decimals(high)
        panel.xaxis.set_major_formatter(lambda value, _: numbers.number(value, places, lang))
        panel.set_xlabel(style.wrap(spec.words, 60), size=10)
        if several:
            _legend(sheet, lang)
        return sheet.figure


def _bar(panel: Any, place: float, row: Mapping[str, Any], index: str, shade: str, spec: Spec, lang: str) -> None:
    middle, low, high = (float(row[f"{index}{end}"]) for end in ("", "_low", "_high"))
    if not np.isfinite(middle):
        return
    panel.barh([place], [max(middle, 0.0)], height=0.24, color=shade, zorder=2)
    if np.isfinite(low) and np.isfinite(high):
        panel.plot(
            [max(low, 0.0), max(high, 0.0)], [place] * 2, color="#262626", lw=1.3, solid_capstyle="butt", zorder=4
        )
    top = max(middle, high if np.isfinite(high) else 0.0, 0.0)
    text = numbers.number(middle, 0 if spec.percent else sensitivity.decimals(max(abs(middle), 1e-12)), lang)
    panel.annotate(f"{text}%" if spec.percent else text, (top, place), xytext=(4, 0), textcoords="offset points",
                   va="center", size=10, color=style.GREY, annotation_clip=False)  # fmt: skip


def _legend(sheet: style.Sheet, lang: str) -> None:
    from matplotlib.patches import Patch

    sheet.figure.legend(
        handles=[Patch(color=LIGHT, label=say("total", lang)), Patch(color=DARK, label=say("first", lang))], ncols=2,
        loc="upper left", frameon=False, fontsize=10, bbox_to_anchor=(0.02, 1.0),
    )  # fmt: skip


def draw_plane(table: pd.DataFrame, page: Page, unit: str) -> Any:
    """Size of effects against how much they depend on others; the largest are numbered and named below."""
    lang = page.lang
    named = table[table["influential"]].nlargest(NAMED, "mu_star").reset_index(drop=True)
    with style.styled():
        labels = [style.wrap(f"{place + 1}  {page.label(str(name))}", 70) for place, name in enumerate(named["name"])]
        below = 0.75 + 0.2 * sum(label.count("\n") + 1 for label in labels)
        sheet = style.Sheet(height=3.6 + below, left=0.75, right=0.25, top=0.35, bottom=below)
        panel = sheet.panel
        top = float(np.nanmax([table["mu_star_high"].max(), table["sigma"].max(), 1e-300])) * 1.06
        panel.set(xlim=(-0.02 * top, top), ylim=(-0.02 * top, top))
        panel.plot([0.0, top], [0.0, top], color="#BFBFBF", lw=1.0, linestyle=(0, (4, 3)), zorder=1)
        for row in records(table[~table["name"].isin(named["name"])]):
            panel.plot([row["mu_star"]], [row["sigma"]], "o", color="black" if row["influential"] else FAINT, ms=4.5)
        spots = panel.transData.transform(named[["mu_star", "sigma"]].to_numpy()) * 72.0 / sheet.figure.dpi
        away = drawing.clear([(float(x), float(y)) for x, y in spots])
        for place, row in enumerate(records(named)):
            shade = style.colour(place)
            panel.plot([row["mu_star_low"], row["mu_star_high"]], [row["sigma"]] * 2, color=shade, lw=1.4, zorder=3)
            panel.plot([row["mu_star"]], [row["sigma"]], "o", color=shade, ms=6, zorder=4)
            panel.annotate(str(place + 1), (row["mu_star"], row["sigma"]), xytext=away[place], ha="center", va="center",
                           textcoords="offset points", size=10, weight="bold", zorder=5,
                           arrowprops={"arrowstyle": "-", "color": shade, "lw": 0.9, "shrinkB": 2.0})  # fmt: skip
        panel.grid(visible=True, axis="both")
        for axis in (panel.xaxis, panel.yaxis):
            drawing.ticked(axis, lang)
        drawing.above(panel, tell("sigma: how much it depends on others", lang))
        words = tell("mu*: size of the effect over the whole range", lang)
        panel.set_xlabel(f"{words}, {unit}" if unit else words, size=10)
        height = sheet.figure.get_figheight()
        sheet.figure.text(0.04, (below - 0.62) / height, "\n".join(labels), size=10, va="top", linespacing=1.25)
        return sheet.figure
