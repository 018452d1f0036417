"""How shares and differences are said in sentences and tables of flows."""

from __future__ import annotations

import math

from mentas.language import tell
from mentas.report import numbers
from mentas.report.document import Number, Range
from mentas.studies.analysis import told_apart


def apart(low: float, high: float, lang: str) -> str:
    """Whether a difference is told from zero, for a cell."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return numbers.DASH
    if low == high == 0.0:
        return tell("the same", lang)
    return tell("told apart", lang) if told_apart(low, high) else tell("not told apart", lang)


FEW = 100.0
"""Households below which they are told with decimal places, as a mean over replicates."""


def count(households: float, *, signed: bool = False) -> Number:
    """A mean number of households, or a difference of such."""
    return Number(households, "households", signed=signed, places=1 if abs(households) < FEW else 0)


def span(low: float, high: float, unit: str, *, signed: bool = False) -> Range:
    """An interval; that of few households shows a decimal, as their mean does."""
    few = unit == "households" and max(abs(low), abs(high)) < FEW
    return Range(low, high, unit, signed, 1 if few else None)
