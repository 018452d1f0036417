"""Histograms of floats by their leading bits: they tell where a cut or a median lies, so that few rows need sorting."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from mentas.kernels import kernel, rule
from mentas.sorting import FEW, extremes, rising

BINS = 1 << 14
"""Bins of a histogram: its counts fit into the processor's second cache."""

GROUP_BINS = 1 << 13
"""Bins of each of the histograms by group: of so many, few rows share a bin with a median."""

FEW_BINS = 1 << 8
"""Bins where rows are few, so that going through the bins takes no longer than through the rows."""


@rule
def bin_of(key: int, low: int, shift: int) -> int:
    """Bin of a float's bit pattern; whatever lies below `low` goes into the first."""
    return max(key - low, 0) >> shift


@kernel
def histogram(keys: Any, counts: Any, low: int, shift: int, sums: Any) -> None:
    """Exact weight in each bin."""
    for i in range(keys.size):
        sums[bin_of(keys[i], low, shift)] += counts[i]


@kernel
def pick(keys: Any, low: int, shift: int, wanted: Any, rows: Any) -> int:
    """Rows that fall into a wanted bin, written to `rows`; returns how many."""
    found = 0
    for i in range(keys.size):
        rows[found] = i
        found += 1 if wanted[bin_of(keys[i], low, shift)] else 0
    return found


def without_minus_zero(values: np.ndarray) -> np.ndarray:
    """`values`, not negative; a copy of them if -0.0 is among them, whose bits are out of order."""
    values = np.ascontiguousarray(values, dtype=np.float64)
    low, _ = extremes(values.view(np.int64))
    return values + 0.0 if low < 0 else values


class Scale(NamedTuple):
    """How bit patterns become bins."""

    low: int
    shift: int


def scale(values: np.ndarray, *, bins: int = BINS) -> Scale:
    """Bins, a power of two, for finite, non-negative `values`, fine where most of them lie."""
    low, high = (int(key) for key in extremes(values.view(np.int64)))
    if low == 0 and high > 0:  # zeros lie far from all else and would leave few bins for it
        low = int(values.min(where=values > 0.0, initial=np.inf).view(np.int64))
    return Scale(low, max((high - low).bit_length() - (bins.bit_length() - 1), 0))


def binned(values: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, Scale, np.ndarray]:
    """Keys of finite, non-negative `values`, the scale of their bins, and the exact weight in each bin."""
    keys = values.view(np.int64)
    at = scale(values)
    sums = np.zeros(BINS, dtype=np.int64)
    histogram(keys, counts, at.low, at.shift, sums)
    return keys, at, sums


def picked(keys: np.ndarray, at: Scale, wanted: np.ndarray) -> np.ndarray:
    """Rows of `keys` that fall into the `wanted` bins, rising; int32."""
    rows = np.empty(keys.size + 1, dtype=np.int32)
    return rows[: pick(keys, at.low, at.shift, wanted, rows)]


@kernel
def histogram_by_group(
    keys: Any, counts: Any, cells: Any, first: Any, groups: Any, low: int, shift: int, sums: Any
) -> None:
    """Exact weight of each group in each bin; a cell belongs to groups[first[cell] : first[cell + 1]]."""
    for i in range(keys.size):
        place = bin_of(keys[i], low, shift)
        for k in range(first[cells[i]], first[cells[i] + 1]):
            sums[groups[k], place] += counts[i]


@kernel
def settle_medians(
    keys: Any, counts: Any, cells: Any, first: Any, groups: Any, low: int, shift: int, middle: Any, below: Any,
    total: Any, medians: Any,
) -> None:  # fmt: skip
    """Find each group's median among rising rows of its `middle` bin, given the weight `below` that bin."""
    for i in range(keys.size):
        place = bin_of(keys[i], low, shift)
        for k in range(first[cells[i]], first[cells[i] + 1]):
            g = groups[k]
            if place == middle[g] and 2 * below[g] < total[g]:
                medians[g] = i
                below[g] += counts[i]


def medians(
    values: np.ndarray, counts: np.ndarray, cells: np.ndarray, first: np.ndarray, groups: np.ndarray, size: int
) -> np.ndarray:
    """Median of each group: the lowest value that at least half of the weight does not exceed; NaN where nobody is.

    Args:
        values: not negative, shape (rows,).
        counts: whole weight of each row; int64.
        cells: cell of each row.
        first: where the groups of each cell begin in `groups`, with the end appended.
        groups: groups of the cells, one cell after the other.
        size: number of groups.

    Raises:
        ValueError: a value is negative or not finite.
    """
    if not (np.isfinite(values).all() and values.min(initial=0.0) >= 0.0):
        raise ValueError("values must be finite and not negative")
    found = np.full(size, np.nan)
    if values.size == 0:
        return found
    values = without_minus_zero(values)
    keys = values.view(np.int64)
    bins = GROUP_BINS if values.size >= FEW else FEW_BINS
    at = scale(values, bins=bins)
    sums = np.zeros((size, bins), dtype=np.int64)
    histogram_by_group(keys, counts, cells, first, groups, at.low, at.shift, sums)
    upto = np.cumsum(sums, axis=1, out=sums)
    total = upto[:, -1].copy()
    middle = np.array([np.searchsorted(2 * row, row[-1]) for row in upto])
    before = np.where(middle > 0, upto[np.arange(size), middle - 1], 0)
    wanted = np.zeros(bins, dtype=bool)
    wanted[middle[total > 0]] = True
    rows = picked(keys, at, wanted)
    _, rows = rising(values[rows], rows.astype(np.int64))
    place = np.full(size, -1, dtype=np.int64)
    settle_medians(
        keys[rows], counts[rows], cells[rows], first, groups, at.low, at.shift, middle, before, total, place
    )  # fmt: skip
    there = place >= 0
    found[there] = values[rows[place[there]]]
    return found
