"""Textbook definitions in plain Python, one loop each: what the measures are held against."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import fsum, log, nan

from hypothesis import strategies as st

Numbers = Sequence[float]

people = st.integers(1, 8_000).map(lambda eighths: eighths / 8)
"""Weights in eighths of a person, so that sums of them are exact."""

rupiah = st.one_of(st.sampled_from([0, 500_000, 866_000]), st.integers(0, 10**8)).map(float)
"""Spending a person; some values are common, so that many people tie."""

populations = st.lists(st.tuples(rupiah, people), min_size=1, max_size=40)
"""Spending and weight of up to forty rows."""


def fgt(spending: Numbers, line: Numbers, weight: Numbers, alpha: int) -> float:
    """Foster, Greer and Thorbecke: the mean over all people of the gap of the poor to the power of alpha."""
    poor = [(x, z, w) for x, z, w in zip(spending, line, weight, strict=True) if x < z]
    return fsum(w * ((z - x) / z) ** alpha for x, z, w in poor) / fsum(weight)


def watts(spending: Numbers, line: Numbers, weight: Numbers) -> float:
    """Watts: the mean over all people of the log of line over spending, of at least one rupiah, of the poor."""
    poor = [(max(x, 1.0), z, w) for x, z, w in zip(spending, line, weight, strict=True) if x < z]
    return fsum(w * log(z / x) for x, z, w in poor) / fsum(weight)


def gini(values: Numbers, weight: Numbers) -> float:
    """Half the mean absolute difference between two people over the mean; NaN if nobody has anything."""
    rows = list(zip(values, weight, strict=True))
    everyone = fsum(weight)
    mean = fsum(x * w for x, w in rows) / everyone
    difference = fsum(w * v * abs(x - y) for x, w in rows for y, v in rows) / everyone**2
    return difference / (2 * mean) if mean > 0 else nan


def first(rows: list[tuple[float, float]], share: Fraction) -> float:
    """What the first `share` of people in `rows` of value and weight have; the row on the border counts in part."""
    left = share * sum(Fraction(w) for _, w in rows)
    parts = []
    for value, weight in rows:
        taken = min(Fraction(weight), left)
        parts.append(value * float(taken))
        left -= taken
    return fsum(parts)


def bottom(values: Numbers, weight: Numbers, percent: int) -> float:
    """Share of everything that falls to the poorest per cent of people."""
    everything = fsum(x * w for x, w in zip(values, weight, strict=True))
    return first(sorted(zip(values, weight, strict=True)), Fraction(percent, 100)) / everything if everything else nan


def palma(values: Numbers, weight: Numbers) -> float:
    """What the richest tenth have over what the poorest four tenths have."""
    rows = sorted(zip(values, weight, strict=True))
    poorest = first(rows, Fraction(4, 10))
    return first(rows[::-1], Fraction(1, 10)) / poorest if poorest > 0 else nan


def median(values: Numbers, weight: Numbers) -> float:
    """The lowest value that at least half of the people do not exceed."""
    everyone = sum(Fraction(w) for w in weight)
    for value in sorted(set(values)):
        if 2 * sum(Fraction(w) for x, w in zip(values, weight, strict=True) if x <= value) >= everyone:
            return value
    return nan


def deciles(values: Numbers, weight: Numbers) -> list[int]:
    """Decile in which the middle of the people with each value falls; a middle on the border is in the higher one."""
    everyone = sum(Fraction(w) for w in weight)
    found = []
    for value in values:
        below = sum(Fraction(w) for x, w in zip(values, weight, strict=True) if x < value)
        here = sum(Fraction(w) for x, w in zip(values, weight, strict=True) if x == value)
        found.append(int(10 * (below + here / 2) / everyone) + 1)
    return found
