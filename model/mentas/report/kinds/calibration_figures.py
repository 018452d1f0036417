"""Narrow figures of a calibration: parameters within their plausible ranges, and targets met and missed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from mentas.language import P_, tell
from mentas.report import numbers, parameter_titles, style

FARTHEST = 8.0
"""Allowed deviations beyond which a mark stands at the edge."""

SHARES = ("0.05", "0.25", "0.5", "0.75", "0.95")
"""Quantiles that are drawn."""

MISFIT = 2.5
"""Allowed deviations from which a target is missed."""


def draw_posterior(priors: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, str]], lang: str) -> Any:
    """A bar for each parameter, its plausible range, with a line for each threshold."""
    thresholds = list(dict.fromkeys(row["threshold"] for row in rows))
    with style.styled():
        labels = [style.wrap(parameter_titles.title(str(prior["name"]), lang), 66) for prior in priors]
        tall = 0.42 + 0.16 * len(thresholds) + 0.17 * max((label.count("\n") for label in labels), default=0)
        sheet = style.Sheet(height=tall * len(priors) + 0.6, left=0.25, right=0.25, top=0.45, bottom=0.15)
        panel, gap = sheet.panel, 0.16 / tall
        for place, (prior, label) in enumerate(zip(priors, labels, strict=True)):
            half = gap * len(thresholds) / 2.0
            panel.barh(place, 1.0, height=2.0 * half, color="#E9E9E9", zorder=0)
            panel.text(0.0, place - half - 0.04, label, va="bottom", size=10)
            for number, row in enumerate(row for row in rows if row["parameter"] == prior["name"]):
                at = {share: within(float(row[f"posterior_{share}"]), prior) for share in SHARES}
                y = place - half + gap * (number + 0.5)
                shade = style.colour(number)
                panel.plot([at["0.05"], at["0.95"]], [y, y], color=shade, lw=1.4)
                panel.plot([at["0.25"], at["0.75"]], [y, y], color=shade, lw=4.0, solid_capstyle="butt")
                panel.plot([at["0.5"]], [y], "osD^"[number % 4], color="white", mec=shade, ms=5.5, zorder=3)
        panel.set(xlim=(0.0, 1.0), ylim=(len(priors) - 0.4, -0.75), xticks=[], yticks=[])
        panel.grid(visible=False)
        for side in panel.spines.values():
            side.set_visible(False)
        _legend(sheet, thresholds, lang)
        return sheet.figure


def within(value: float, prior: Mapping[str, Any]) -> float:
    """Where a value lies in the plausible range of its parameter, 0 to 1."""
    low, high = float(prior["low"]), float(prior["high"])
    if prior["log"]:
        value, low, high = math.log(value), math.log(low), math.log(high)
    return (value - low) / (high - low) if high > low else 0.5


def draw_fit(rows: Sequence[Mapping[str, str]], lang: str) -> Any:
    """A row for each target of a trial: how far the calibrated model is off, at each threshold."""
    targets = list(dict.fromkeys(row["target"] for row in rows))
    thresholds = list(dict.fromkeys(row["threshold"] for row in rows))
    with style.styled():
        sheet = style.Sheet(height=0.55 * len(targets) + 1.2, left=0.25, right=0.25, top=0.45, bottom=0.55)
        panel = sheet.panel
        for edge in (-MISFIT, MISFIT):
            panel.axvline(edge, color=style.GREY, lw=1.0, ls=(0, (4, 3)), zorder=1)
        panel.axvline(0.0, color="#404040", lw=1.0, zorder=1)
        for place, target in enumerate(targets):
            panel.text(0.0, place - 0.18, target.partition("/")[2] or target, va="bottom", size=10,
                       transform=panel.get_yaxis_transform(), zorder=5,
                       bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6})  # fmt: skip
            for row in (row for row in rows if row["target"] == target):
                number = thresholds.index(row["threshold"])
                at = min(max(float(row["z"]), -FARTHEST), FARTHEST)
                panel.plot([at], [place + 0.08 * (number - (len(thresholds) - 1) / 2)], "osD^"[number % 4], ms=6,
                           color=style.colour(number), zorder=3)  # fmt: skip
        panel.set(xlim=(-FARTHEST - 0.4, FARTHEST + 0.4), ylim=(len(targets) - 0.6, -0.75), yticks=[])
        panel.grid(visible=False, axis="y")
        panel.spines["left"].set_visible(False)
        panel.xaxis.set_major_formatter(lambda value, _: numbers.number(value, 0, lang))
        panel.set_xlabel(tell("Allowed deviations", lang), size=10)
        _legend(sheet, thresholds, lang)
        return sheet.figure


def _legend(sheet: style.Sheet, thresholds: Sequence[str], lang: str) -> None:
    from matplotlib.lines import Line2D

    handles = []
    for number, threshold in enumerate(thresholds):
        level = numbers.number(float(threshold), 0 if float(threshold).is_integer() else 1, lang)
        shade, label = style.colour(number), tell(P_("column", "threshold {level}"), lang, level=level)
        handles.append(Line2D([], [], marker="osD^"[number % 4], color=shade, lw=1.4, ms=5.5, label=label))
    sheet.figure.legend(handles=handles, loc="upper left", ncols=4, frameon=False, fontsize=10,
                        bbox_to_anchor=(0.01, 1.0), columnspacing=1.0, handlelength=1.4)  # fmt: skip
