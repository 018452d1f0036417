"""Deciles of people by spending a person: where the cuts lie, and who is in which.

A value belongs to the decile in which the middle of the people who have it falls, so that equal values never part.
Cuts are exact: weights are whole counts, and a histogram only narrows down which rows have to be sorted.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from mentas.kernels import kernel, rule
from mentas.measures.ranked import Ranked, merged, ranked, whole
from mentas.measures.sorting import FEW, extremes

BINS = 1 << 14
"""Bins of the histogram: its counts fit into the processor's second cache."""


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


@kernel
def assign_rows(values: Any, cuts: Any, out: Any) -> None:
    """Decile of each value: one more than the cuts that it reaches."""
    for i in range(values.size):
        decile = 1
        for j in range(9):
            decile += 1 if values[i] >= cuts[j] else 0
        out[i] = decile


def assign(per_person: np.ndarray, cuts: np.ndarray, out: np.ndarray) -> None:
    """Write each value's decile, 1 to 10, into `out` (int8, same shape); a value on a cut is in the decile above."""
    assign_rows(per_person, cuts, out)


def provincial_cuts(per_person: np.ndarray, person_weight: np.ndarray) -> np.ndarray:
    """The nine cuts between deciles of people; float64, shape (9,), the lowest value of deciles 2 to 10.

    A cut above which there is nobody lies just above the highest value.

    Args:
        per_person: spending a person, shape (rows,); any unit, which is the unit of the cuts.
        person_weight: people whom each row stands for, shape (rows,).

    Raises:
        ValueError: nobody is there, a value is not finite, or a weight is negative.
    """
    if not person_weight.size or not person_weight.max() > 0.0:
        raise ValueError("deciles need at least one person")
    if not np.isfinite(per_person).all():
        raise ValueError("values to be ranked must be finite")
    if per_person.size < FEW or per_person.min() < 0.0:
        found = ranked(per_person, person_weight)
        return _cuts(found, before=np.cumsum(found.counts) - found.counts, total=int(found.counts.sum()))
    return _cuts_by_histogram(per_person + 0.0, whole(person_weight))


def _cuts(found: Ranked, *, before: np.ndarray, total: int) -> np.ndarray:
    """Cuts among `found` values, given the weight below each."""
    middle = 10 * before + 5 * found.counts
    places = np.searchsorted(middle, [decile * total for decile in range(1, 10)])
    above = np.nextafter(found.values[-1], np.inf)
    return np.append(found.values, above)[places]


def _cuts_by_histogram(values: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Cuts of many non-negative values: only the bins that can hold a cut are sorted."""
    keys = values.view(np.int64)
    low, high = extremes(keys)
    if low == 0:  # zeros lie far from all else and would leave few bins for it
        low = values.min(where=values > 0.0, initial=np.inf).view(np.int64) if high > 0 else 0
    shift = max(int(high - low).bit_length() - (BINS.bit_length() - 1), 0)
    sums = np.zeros(BINS, dtype=np.int64)
    histogram(keys, counts, low, shift, sums)
    upto = np.cumsum(sums)
    total = int(upto[-1])

    # The cut lies in the bin that takes the running weight to d tenths or, if that bin's last value has its middle
    # below them, at the first value of the next bin with anybody in it. The last bin tells the highest value.
    filled = np.flatnonzero(sums)
    here = np.searchsorted(10 * upto[filled], [decile * total for decile in range(1, 10)])
    wanted = np.zeros(BINS, dtype=bool)
    wanted[filled[np.minimum(np.concatenate([here, here + 1, [filled.size]]), filled.size - 1)]] = True

    rows = np.empty(keys.size + 1, dtype=np.int32)
    rows = rows[: pick(keys, low, shift, wanted, rows)]
    order = rows[np.argsort(values[rows], kind="stable")]
    found = merged(values[order], counts[order])
    bins = np.maximum(found.values.view(np.int64) - low, 0) >> shift
    within = np.cumsum(found.counts) - found.counts
    first = np.searchsorted(bins, bins)  # the first of the found values in the same bin
    before = upto[bins] - sums[bins] + within - within[first]
    return _cuts(found, before=before, total=total)
