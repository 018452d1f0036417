"""Values in rising order with the people who have them: what inequality, medians and deciles are read from.

Weights are turned into whole counts of a tiny unit, so that sums of weights are exact in any order, and equal values
are merged. Whatever is read from the merged values depends neither on the order of rows nor on how they were sorted.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from mentas.kernels import kernel
from mentas.sorting import rising

ROOM = 58
"""All weights together stay below 2**ROOM units, so that ten times their sum still is an int64."""


class Ranked(NamedTuple):
    """Distinct values, rising, and the exact weight at each in units of 2**-scale; shape (values,)."""

    values: np.ndarray
    counts: np.ndarray
    """int64, above zero."""


@kernel
def count_units(weight: Any, units: float, counts: Any) -> None:
    """Weights times units, to the nearest whole number."""
    for i in range(counts.size):
        counts[i] = np.int64(np.rint(weight[i] * units))


def whole(weight: np.ndarray) -> np.ndarray:
    """Weights as whole counts of one tiny unit, a power of two; int64, shape of `weight`.

    Raises:
        ValueError: a weight is negative or not finite.
    """
    if weight.size == 0:
        return np.zeros(0, dtype=np.int64)
    least, most = float(weight.min()), float(weight.max())
    if not (least >= 0.0 and np.isfinite(most)):
        raise ValueError("weights must be finite and not negative")
    # Rows times the highest weight bounds the sum and, unlike the sum, is the same in any order.
    bound = np.frexp(most * weight.size)[1]
    counts = np.empty(weight.size, dtype=np.int64)
    count_units(weight, float(np.ldexp(1.0, ROOM - bound)), counts)
    return counts


@kernel
def merge(values: Any, counts: Any) -> int:
    """Bring rising values together, equal ones merged and those without weight left out; returns how many there are."""
    last = -1
    for i in range(values.size):
        if counts[i] == 0:
            continue
        if last >= 0 and values[last] == values[i]:
            counts[last] += counts[i]
        else:
            last += 1
            values[last] = values[i]
            counts[last] = counts[i]
    return last + 1


def ranked_counts(values: np.ndarray, counts: np.ndarray) -> Ranked:
    """Values and whole counts, any order of rows, as a `Ranked`.

    Raises:
        ValueError: a value is not finite.
    """
    values, counts = rising(values, counts)
    found = merge(values, counts)
    return Ranked(values[:found], counts[:found])


def ranked(values: np.ndarray, weight: np.ndarray) -> Ranked:
    """Values and weights, any order of rows, as a `Ranked`.

    Raises:
        ValueError: a value is not finite; a weight is negative or not finite.
    """
    return ranked_counts(values, whole(weight))


def median(values: np.ndarray, weight: np.ndarray) -> float:
    """Weighted median: the lowest value that at least half of the weight does not exceed; NaN if there is none."""
    found, counts = ranked(values, weight)
    if counts.size == 0:
        return float("nan")
    below = np.cumsum(counts)
    return float(found[np.searchsorted(2 * below, below[-1])])
