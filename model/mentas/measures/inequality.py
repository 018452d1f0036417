"""Inequality of spending a person, over persons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentas.measures.catalogue import whole

if TYPE_CHECKING:
    from mentas.measures.people import People


def gini_index(values: np.ndarray, weight: np.ndarray) -> float:
    """Gini coefficient of values sorted to rise: half the mean absolute difference over the mean."""
    total = weight.sum()
    before = np.cumsum(weight) - 0.5 * weight
    mean = float(values @ weight) / total
    return float(2.0 * (weight * before) @ values / (total * total * mean) - 1.0)


def share_between(values: np.ndarray, weight: np.ndarray, low: float, high: float) -> float:
    """Share of the total that falls to the weight between two ranks; values sorted to rise, rows divided at a rank."""
    total = weight.sum()
    ends = np.cumsum(weight) / total
    starts = ends - weight / total
    part = np.clip(np.minimum(ends, high) - np.maximum(starts, low), 0.0, None)
    return float(part @ values / ((ends - starts) @ values))


def median_of(values: np.ndarray, weight: np.ndarray) -> float:
    """Weighted median of values sorted to rise: the first value at which half of the weight is reached."""
    running = np.cumsum(weight)
    return float(values[np.searchsorted(running, 0.5 * running[-1])])


@whole(unit="1", id="Rasio gini", en="Gini coefficient", better="lower")
def gini(p: People) -> float:
    """Gini coefficient of spending a person."""
    return gini_index(p.ranked_spending, p.ranked_persons)


@whole(unit="1", id="Rasio Palma", en="Palma ratio", better="lower")
def palma(p: People) -> float:
    """Spending of the richest tenth over that of the poorest four tenths."""
    values, weight = p.ranked_spending, p.ranked_persons
    return share_between(values, weight, 0.9, 1.0) / share_between(values, weight, 0.0, 0.4)


@whole(unit="share", id="Bagian pengeluaran 40 persen terbawah", en="Spending share of the bottom 40 %", better="higher")
def bottom40_share(p: People) -> float:
    """Share of all spending that falls to the poorest four tenths."""
    return share_between(p.ranked_spending, p.ranked_persons, 0.0, 0.4)


@whole(unit="Rp/person/month", id="Median pengeluaran per kapita", en="Median spending a person", better="higher")
def spending_median(p: People) -> float:
    """Median of spending a person."""
    return median_of(p.ranked_spending, p.ranked_persons)


@whole(unit="Rp/person/month", id="Median pendapatan per kapita", en="Median income a person", better="higher")
def income_median(p: People) -> float:
    """Median of income a person, transfers included."""
    order = np.argsort(p.income, kind="stable")
    return median_of(p.income[order], p.persons[order])
