"""Values in rising order with the people who have them: what inequality, medians and deciles are read from.

Weights are turned into whole counts of a tiny unit, so that sums of weights are exact in any order, and equal values
are merged. Whatever is read from the merged values depends neither on the order of rows nor on how they were sorted.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from mentas.kernels import kernel
from mentas.measures.sorting import rising

ROOM = 58
"""All weights together stay below 2**ROOM units, so that ten times their sum still is an int64."""


class Ranked(NamedTuple):
    """Distinct values, rising, and the exact weight at each in units of 2**-scale; shape (values,)."""

    values: np.ndarray
    counts: np.ndarray
    """int64, above zero."""


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
    return np.rint(np.ldexp(weight, ROOM - bound)).astype(np.int64)


def merged(values: np.ndarray, counts: np.ndarray) -> Ranked:
    """Rising `values` with equal ones merged; values without weight are dropped."""
    if values.size == 0:
        return Ranked(values.astype(np.float64), counts)
    first = np.empty(values.size, dtype=bool)
    first[0] = True
    np.not_equal(values[1:], values[:-1], out=first[1:])
    starts = np.flatnonzero(first)
    counts = np.add.reduceat(counts, starts)
    some = counts > 0
    return Ranked(values[starts[some]].astype(np.float64), counts[some])


def ranked(values: np.ndarray, weight: np.ndarray) -> Ranked:
    """Values and weights, any order of rows, as a `Ranked`.

    Raises:
        ValueError: a value is not finite; a weight is negative or not finite.
    """
    order = rising(values)
    return merged(values[order], whole(weight)[order])


def median(values: np.ndarray, weight: np.ndarray) -> float:
    """Weighted median: the lowest value that at least half of the weight does not exceed; NaN if there is none."""
    found, counts = ranked(values, weight)
    if counts.size == 0:
        return float("nan")
    below = np.cumsum(counts)
    return float(found[np.searchsorted(2 * below, below[-1])])


@kernel
def medians_by_group(values: Any, counts: Any, cells: Any, first: Any, groups: Any, medians: Any) -> None:
    """Median of each group from rising rows; a cell belongs to groups[first[cell] : first[cell + 1]]."""
    weight = np.zeros(first.size - 1, dtype=np.int64)
    for i in range(values.size):
        weight[cells[i]] += counts[i]
    total = np.zeros(medians.size, dtype=np.int64)
    for cell in range(weight.size):
        for k in range(first[cell], first[cell + 1]):
            total[groups[k]] += weight[cell]
    below = np.zeros(medians.size, dtype=np.int64)
    medians[:] = np.nan
    for i in range(values.size):
        for k in range(first[cells[i]], first[cells[i] + 1]):
            g = groups[k]
            medians[g] = values[i] if 2 * below[g] < total[g] else medians[g]
            below[g] += counts[i]
