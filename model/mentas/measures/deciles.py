"""Deciles of people by spending a person: where the cuts lie, and who is in which.

A value belongs to the decile in which the middle of the people who have it falls, so that equal values never part.
Cuts are exact: weights are whole counts, and a histogram only narrows down which rows have to be sorted.
"""

from __future__ import annotations

import numpy as np

from mentas.kernels import spans
from mentas.measures.histogram import BINS, binned, picked, without_minus_zero
from mentas.measures.ranked import Ranked, ranked, ranked_counts, whole
from mentas.registry.register import grade
from mentas.sorting import FEW


def assign(per_person: np.ndarray, cuts: np.ndarray, out: np.ndarray) -> None:
    """Write each value's decile, 1 to 10, into `out` (int8, same shape); a value on a cut is in the decile above."""
    for lo, hi in spans(out.size):
        grade(per_person[lo:hi], cuts, out[lo:hi])


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
    return _cuts_by_histogram(without_minus_zero(per_person), whole(person_weight))


def _cuts(found: Ranked, *, before: np.ndarray, total: int) -> np.ndarray:
    """Cuts among `found` values, given the weight below each."""
    middle = 10 * before + 5 * found.counts
    places = np.searchsorted(middle, [decile * total for decile in range(1, 10)])
    above = np.nextafter(found.values[-1], np.inf)
    return np.append(found.values, above)[places]


def _cuts_by_histogram(values: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Cuts of many non-negative values: only the bins that can hold a cut are sorted."""
    keys, at, sums = binned(values, counts)
    upto = np.cumsum(sums)
    total = int(upto[-1])

    # The cut lies in the bin that takes the running weight to d tenths or, if that bin's last value has its middle
    # below them, at the first value of the next bin with anybody in it. The last bin tells the highest value.
    filled = np.flatnonzero(sums)
    here = np.searchsorted(10 * upto[filled], [decile * total for decile in range(1, 10)])
    wanted = np.zeros(BINS, dtype=bool)
    wanted[filled[np.minimum(np.concatenate([here, here + 1, [filled.size]]), filled.size - 1)]] = True

    rows = picked(keys, at, wanted)
    found = ranked_counts(values[rows], counts[rows])
    bins = np.maximum(found.values.view(np.int64) - at.low, 0) >> at.shift
    within = np.cumsum(found.counts) - found.counts
    first = np.searchsorted(bins, bins)  # the first of the found values in the same bin
    before = upto[bins] - sums[bins] + within - within[first]
    return _cuts(found, before=before, total=total)
