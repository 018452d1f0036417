"""Inequality of spending a person among people, from one ranking."""

from __future__ import annotations

import numpy as np

from mentas.measures.catalogue import WHOLE, Groups, measure
from mentas.measures.ranked import Ranked, ranked
from mentas.measures.snapshot import Snapshot


def gini_of(found: Ranked) -> float:
    """Gini index of ranked values; NaN if nobody has anything."""
    values, counts = found
    total = int(counts.sum())
    amount = counts * values
    whole = float(amount.sum())
    if not whole > 0.0:
        return float("nan")
    # Twice the middle rank less the total, in whole units: below zero for the poorer half, and exact.
    rank = np.cumsum(counts)
    rank *= 2
    rank -= counts
    rank -= total
    amount *= rank
    return float(amount.sum()) / (total * whole)


def lorenz_of(found: Ranked, share: float) -> float:
    """Share of everything that the poorest `share` of people have: the Lorenz curve, linear between values."""
    values, counts = found
    total = int(counts.sum())
    amount = counts * values
    whole = float(amount.sum())
    if not whole > 0.0:
        return float("nan")
    upto = np.cumsum(counts)
    wanted = share * total
    last = min(int(np.searchsorted(upto, wanted)), counts.size - 1)
    part = wanted - float(upto[last] - counts[last])
    return (float(amount[:last].sum()) + part * float(values[last])) / whole


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
    return now.layout.spread(all=gini_of(now.by_spending.everyone))


@measure(unit="1", better="lower", kinds=WHOLE, en="Palma ratio of spending", id="Rasio Palma pengeluaran")
def palma(now: Snapshot) -> Groups:
    """Spending of the tenth of people who spend most over that of the four tenths who spend least."""
    return now.layout.spread(all=palma_of(now.by_spending.everyone))


@measure(
    unit="share",
    better="higher",
    kinds=WHOLE,
    en="Share of the bottom 40 % in spending",
    id="Bagian pengeluaran 40 % terbawah",
)
def bottom40_share(now: Snapshot) -> Groups:
    """Share of all spending that falls to the 40 % of people who spend least, today's and not the start's."""
    return now.layout.spread(all=lorenz_of(now.by_spending.everyone, 0.4))
