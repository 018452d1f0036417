"""Inequality of spending a person among people, from one ranking."""

from __future__ import annotations

import numpy as np

from mentas.measures.catalogue import WHOLE, Groups, measure
from mentas.measures.lorenz import Inequality, inequality_of, shares_of
from mentas.measures.ranked import whole
from mentas.measures.snapshot import Snapshot


def inequality(values: np.ndarray, weight: np.ndarray) -> Inequality:
    """Gini index, Palma ratio and share of the poorest four tenths.

    Args:
        values: not negative, shape (rows,).
        weight: people whom each row stands for, shape (rows,).
    """
    return inequality_of(values, whole(weight))


def gini_index(values: np.ndarray, weight: np.ndarray) -> float:
    """Weighted Gini index, 0 to 1: half the mean absolute difference over the mean.

    Args:
        values: not negative, shape (rows,).
        weight: people whom each row stands for, shape (rows,).
    """
    return inequality(values, weight).gini


def bottom_share(values: np.ndarray, weight: np.ndarray, *, share: float) -> float:
    """Share of everything that the poorest `share` of people have; a row on the border counts in part."""
    return shares_of(values, whole(weight), share)[0]


def palma_ratio(values: np.ndarray, weight: np.ndarray) -> float:
    """What the richest tenth have over what the poorest four tenths have."""
    return inequality(values, weight).palma


@measure(unit="1", better="lower", kinds=WHOLE, en="Gini index of spending", id="Rasio Gini pengeluaran")
def gini(now: Snapshot) -> Groups:
    """Gini index of spending a person among all people."""
    return now.layout.spread(all=now.inequality.gini)


@measure(unit="1", better="lower", kinds=WHOLE, en="Palma ratio of spending", id="Rasio Palma pengeluaran")
def palma(now: Snapshot) -> Groups:
    """Spending of the tenth of people who spend most over that of the four tenths who spend least."""
    return now.layout.spread(all=now.inequality.palma)


@measure(
    unit="share",
    better="higher",
    kinds=WHOLE,
    en="Share of the bottom 40 % in spending",
    id="Pangsa pengeluaran 40% penduduk terbawah",
)
def bottom40_share(now: Snapshot) -> Groups:
    """Share of all spending that falls to the 40 % of people who spend least, today's and not the start's."""
    return now.layout.spread(all=now.inequality.bottom40)
