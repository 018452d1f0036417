"""Setting households onto the survey: where people rank, and earnings that move by a factor.

Ranks are read from histograms of spending or earnings a person against the median that the survey gives the
regency. Their bins are even steps of the logarithm, near enough, that double a thousand times finer than a factor
of two: no finer ranking would change an anchored distribution in any figure that is reported. Counts are whole, so
that neither the order of rows nor the number of threads changes a bit.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from mentas import columns
from mentas.kernels import kernel, rule
from mentas.rows import BLOCK, whole
from mentas.state import Households

OCTAVES = 8
"""Factors of two on each side of the median that the bins cover; whatever lies beyond falls into the end bins."""

FINE_BITS = 10
"""Bins to a factor of two, as a power of two."""

BINS = 2 * OCTAVES << FINE_BITS
SHIFT = np.int64(52 - FINE_BITS)
LOWEST = np.int64((1023 - OCTAVES) << FINE_BITS)
"""Leading bits of the lowest value that has a bin of its own."""

MIDDLES = (((np.arange(BINS) + LOWEST) << SHIFT) | (np.int64(1) << (SHIFT - 1))).view(np.float64)
"""The value in the middle of each bin."""

UNITS = 1024.0
"""People are counted in whole 1024ths."""

Counted = columns.part(Households, "Counted", "weight size regency permanent spending_mean transfers_mean")
Scaled = columns.part(
    Households,
    "Scaled",
    "size regency permanent cash expected spending earned spending_mean earned_mean transfers_mean",
)


@rule
def bin_of(ratio: float) -> int:
    """Bin of a ratio to the median; a float's leading bits rise with its logarithm."""
    place = int(np.float64(ratio).view(np.int64) >> SHIFT) - int(LOWEST)
    return min(max(place, 0), BINS - 1)


@kernel
def count_rows(lo: int, hi: int, h: Any, median: Any) -> Any:
    """People of rows lo to hi by spending, then by usual earnings; shape (2 x BINS,)."""
    counts = np.zeros(2 * BINS)
    for i in range(lo, hi):
        persons = np.floor(h.weight[i] * float(h.size[i]) * UNITS)
        base = float(h.size[i]) * median[h.regency[i]]
        counts[bin_of(h.spending_mean[i] / base)] += persons
        counts[BINS + bin_of(h.permanent[i] / base)] += persons
    return counts


@kernel
def count_by_regency(lo: int, hi: int, h: Any, median: Any) -> Any:
    """People by regency and spending, then rupiah of transfers and of spending by regency."""
    regencies = median.size
    counts = np.zeros(regencies * (BINS + 2))
    for i in range(lo, hi):
        r = int(h.regency[i])
        persons = np.floor(h.weight[i] * float(h.size[i]) * UNITS)
        counts[r * BINS + bin_of(h.spending_mean[i] / (float(h.size[i]) * median[r]))] += persons
        counts[regencies * BINS + r] += whole(h.transfers_mean[i])
        counts[regencies * (BINS + 1) + r] += whole(h.spending_mean[i])
    return counts


@kernel
def shape_rows(lo: int, hi: int, h: Any, median: Any, factors: Any) -> Any:
    """Move earnings by the factor of the bin of usual earnings. Books are opened anew afterwards."""
    factor = np.empty(BLOCK)
    for start in range(lo, hi, BLOCK):
        stop = min(start + BLOCK, hi)
        for i in range(start, stop):
            factor[i - start] = factors[bin_of(h.permanent[i] / (float(h.size[i]) * median[h.regency[i]]))]
        scale(start, stop, h, factor)
    return np.zeros(0)


@kernel
def level_rows(lo: int, hi: int, h: Any, factors: Any) -> Any:
    """Move earnings by the factor of the regency. Books are opened anew afterwards."""
    factor = np.empty(BLOCK)
    for start in range(lo, hi, BLOCK):
        stop = min(start + BLOCK, hi)
        for i in range(start, stop):
            factor[i - start] = factors[h.regency[i]]
        scale(start, stop, h, factor)
    return np.zeros(0)


@kernel
def scale(lo: int, hi: int, h: Any, factor: Any) -> None:
    """Multiply usual earnings, and the money that came of them, by `factor`; transfers stay as they are."""
    multiply(h.permanent[lo:hi], factor)
    multiply(h.cash[lo:hi], factor)
    multiply(h.spending[lo:hi], factor)
    multiply(h.earned[lo:hi], factor)
    multiply(h.earned_mean[lo:hi], factor)
    multiply_earned(h.expected[lo:hi], h.transfers_mean[lo:hi], factor)
    multiply_earned(h.spending_mean[lo:hi], h.transfers_mean[lo:hi], factor)


@kernel
def multiply(money: Any, factor: Any) -> None:
    """Money times factor, in whole rupiah."""
    for i in range(money.size):
        money[i] = whole(money[i] * factor[i])


@kernel
def multiply_earned(money: Any, transfers: Any, factor: Any) -> None:
    """What goes beyond the transfers times factor, in whole rupiah."""
    for i in range(money.size):
        paid = min(transfers[i], money[i])
        money[i] = whole((money[i] - paid) * factor[i] + paid)


def quantile(counts: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Ratios to the median below which shares `at` of the people lie, linear between the mid-ranks of bins."""
    filled = np.flatnonzero(counts)
    return np.interp(at, mid_ranks(counts)[filled], MIDDLES[filled])


def mid_ranks(counts: np.ndarray) -> np.ndarray:
    """Share of people below the middle of those in each bin; shape (BINS,)."""
    return (np.cumsum(counts) - 0.5 * counts) / counts.sum()
