"""What narrow figures share: the unit above the axis, numbers on it, and how many decimals they need."""

from __future__ import annotations

from typing import Any

import numpy as np

from mentas.language import tell
from mentas.report import numbers, style
from mentas.report.sweep_words import unit as unit_words


def scaled(unit: str, lang: str, *, gap: bool) -> tuple[float, str]:
    """By what a value is multiplied before it is drawn, and the words of its axis.

    Args:
        unit: of the value.
        lang: `id` or `en`.
        gap: whether it is a difference; those of shares are in points.
    """
    if unit == "share":
        return 100.0, tell("percentage points", lang) if gap else "%"
    if unit == "Rp/person/month":
        return 1e-3, tell("Rp thousand a person a month", lang)
    if unit.startswith("Rp") and unit != "Rp/Rp":
        return 1e-6, tell("Rp million", lang)
    return 1.0, unit_words(unit, lang)


def above(panel: Any, words: str) -> None:
    """The unit above the axis, read without turning one's head."""
    panel.set_title(words[:1].upper() + words[1:], size=10, color=style.GREY, loc="left")


def ticked(axis: Any, lang: str) -> None:
    """Numbers along an axis, `panel.xaxis` or `panel.yaxis`, with as many decimals as tell its ticks apart."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
    ticks = axis.get_ticklocs()
    step = abs(float(ticks[1] - ticks[0])) if len(ticks) > 1 else 1.0
    places = int(np.clip(np.ceil(-np.log10(step) - 1e-9), 0, 6)) if step > 0.0 else 0
    axis.set_major_formatter(lambda value, _: numbers.number(value, places, lang))
