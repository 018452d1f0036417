"""Inequality of spending a person among people, from one ranking."""

from __future__ import annotations

from typing import Any

import numpy as np

from mentas.kernels import kernel
from mentas.measures.catalogue import WHOLE, Groups, measure
from mentas.measures.ranked import Ranked, ranked
from mentas.measures.snapshot import Snapshot


@kernel
def amount(values: Any, counts: Any) -> float:
    """Sum of value x weight, in the order of values."""
    found = 0.0
    for i in range(values.size):
        found += values[i] * counts[i]
    return found


@kernel
def ranked_amount(values: Any, counts: Any, total: int) -> float:
    """Sum of value x weight x (twice the middle rank less the `total`): below zero for the poorer half, and exact."""
    found = 0.0
    below = 0
    for i in range(values.size):
        found += values[i] * counts[i] * float(2 * below + counts[i] - total)
        below += counts[i]
    return found


@kernel
def within(counts: Any, wanted: float) -> tuple[int, int]:
    """How many values lie wholly within the poorest `wanted` weight, all but the last at most, and their weight."""
    below = 0
    for i in range(counts.size - 1):
        if below + counts[i] >= wanted:
            return i, below
        below += counts[i]
    return counts.size - 1, below


def gini_of(found: Ranked) -> float:
    """Gini index of ranked values; NaN if nobody has anything."""
    values, counts = found
    total = int(counts.sum())
    everything = amount(values, counts)
    if not everything > 0.0:
        return float("nan")
    return ranked_amount(values, counts, total) / (total * everything)


def lorenz_of(found: Ranked, share: float) -> float:
    """Share of everything that the poorest `share` of people have: the Lorenz curve, linear between values."""
    values, counts = found
    everything = amount(values, counts)
    if not everything > 0.0:
        return float("nan")
    wanted = share * int(counts.sum())
    last, below = within(counts, wanted)
    return (amount(values[:last], counts[:last]) + (wanted - below) * float(values[last])) / everything


def palma_of(found: Ranked) -> float:
    """Share of the richest tenth over that of the poorest four tenths; NaN if these have nothing."""
    poorest = lorenz_of(found, 0.4)
    return (1.0 - lorenz_of(found, 0.9)) / poorest if poorest > 0.0 else float("nan")


def gini_index(values: np.ndarray, weight: np.ndarray) -> float:
    """Weighted Gini index, 0 to 1: half the mean absolute difference over the mean.

    Args:
        values: not negative, shape (rows,).
        weight: people whom each row stands for, shape (rows,).
    """
    return gini_of(ranked(values, weight))


def bottom_share(values: np.ndarray, weight: np.ndarray, *, share: float) -> float:
    """Share of everything that the poorest `share` of people have; a row on the border counts in part."""
    return lorenz_of(ranked(values, weight), share)


def palma_ratio(values: np.ndarray, weight: np.ndarray) -> float:
    """What the richest tenth have over what the poorest four tenths have."""
    return palma_of(ranked(values, weight))


@measure(unit="1", better="lower", kinds=WHOLE, en="Gini index of spending", id="Rasio Gini pengeluaran")
def gini(now: Snapshot) -> Groups:
    """Gini index of spending a person among all people."""
    return now.layout.spread(all=gini_of(now.by_spending))


@measure(unit="1", better="lower", kinds=WHOLE, en="Palma ratio of spending", id="Rasio Palma pengeluaran")
def palma(now: Snapshot) -> Groups:
    """Spending of the tenth of people who spend most over that of the four tenths who spend least."""
    return now.layout.spread(all=palma_of(now.by_spending))


@measure(
    unit="share",
    better="higher",
    kinds=WHOLE,
    en="Share of the bottom 40 % in spending",
    id="Bagian pengeluaran 40 % terbawah",
)
def bottom40_share(now: Snapshot) -> Groups:
    """Share of all spending that falls to the 40 % of people who spend least, today's and not the start's."""
    return now.layout.spread(all=lorenz_of(now.by_spending, 0.4))
