"""Poverty over people, each household against its own line: Foster-Greer-Thorbecke and Watts."""

from __future__ import annotations

from typing import Any

import numpy as np

from mentas.kernels import kernel
from mentas.measures import exact
from mentas.measures.catalogue import ALL, EVERY, HEAD, PROGRAMME, REGENCY, measure
from mentas.measures.snapshot import Ratio, Snapshot, ratio
from mentas.vmath import log

LEAST = 1.0
"""Spending that Watts counts at the least, Rp a month: the log of nothing is not a number."""


def shortfall(spending: np.ndarray, line: np.ndarray) -> np.ndarray:
    """How far spending lies below the line, as a share of the line; 0 for those on it and above."""
    line = np.asarray(line, dtype=np.float64)
    gap = np.subtract(line, spending)
    np.maximum(gap, 0.0, out=gap)
    gap /= line
    return gap


def log_shortfall(spending: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Log of line over spending; 0 for those on it and above."""
    spending = np.maximum(spending, LEAST, dtype=np.float64)
    found = np.divide(np.asarray(line, dtype=np.float64), spending, out=spending)
    np.maximum(found, 1.0, out=found)
    take_log(found)
    return found


@kernel
def take_log(values: Any) -> None:
    """Natural logarithm, in place: numpy's own depends on the machine and, on some, on the place of a row."""
    for i in range(values.size):
        values[i] = log(values[i])


def mean(values: np.ndarray, weight: np.ndarray) -> float:
    """Weighted mean, the same in any order of rows."""
    above, below = (exact.total(weight, v) for v in (values, np.ones(values.size)))
    return above / below


def fgt(spending: np.ndarray, line: np.ndarray, weight: np.ndarray, *, alpha: int) -> float:
    """Foster-Greer-Thorbecke index: the weighted mean of (shortfall / line) ** alpha, of 1 a poor row if alpha is 0.

    Args:
        spending: Rp a month, shape (rows,).
        line: poverty line in the same unit, above zero, shape (rows,).
        weight: people whom each row stands for, shape (rows,).
        alpha: 0 for the rate, 1 for the gap, 2 for the severity.
    """
    return mean(spending < line if alpha == 0 else shortfall(spending, line) ** alpha, weight)


def watts_index(spending: np.ndarray, line: np.ndarray, weight: np.ndarray) -> float:
    """Watts index: the weighted mean of the log of line over spending, of 0 for those who are not poor."""
    return mean(log_shortfall(spending, line), weight)


@measure(unit="share", better="lower", adds="ratio", kinds=EVERY, en="Poverty rate (P0)", id="Tingkat kemiskinan (P0)")
def poverty_rate(now: Snapshot) -> Ratio:
    """Share of people whose household spends less than its regency's poverty line (mean of about twelve months)."""
    return ratio(now.people(now.h.spending_mean < now.h.need), now.people())


@measure(
    unit="share",
    better="lower",
    adds="ratio",
    kinds=EVERY,
    en="Poverty gap (P1)",
    id="Indeks kedalaman kemiskinan (P1)",
)
def poverty_gap(now: Snapshot) -> Ratio:
    """Mean shortfall of people from their line, as a share of the line; nothing for those who are not poor."""
    return ratio(now.people(shortfall(now.h.spending_mean, now.h.need)), now.people())


@measure(
    unit="share",
    better="lower",
    adds="ratio",
    kinds=EVERY,
    en="Poverty severity (P2)",
    id="Indeks keparahan kemiskinan (P2)",
)
def poverty_severity(now: Snapshot) -> Ratio:
    """Mean squared shortfall of people from their line, as a share of the line: the very poor weigh more."""
    return ratio(now.people(shortfall(now.h.spending_mean, now.h.need) ** 2), now.people())


@measure(
    unit="log",
    better="lower",
    adds="ratio",
    kinds=(ALL, REGENCY, PROGRAMME, HEAD),
    en="Watts poverty index",
    id="Indeks kemiskinan Watts",
)
def watts(now: Snapshot) -> Ratio:
    """Mean over people of the log of their line over their spending; nothing for those who are not poor."""
    return ratio(now.people(log_shortfall(now.h.spending_mean, now.h.need)), now.people())


@measure(
    unit="share",
    better="lower",
    adds="ratio",
    kinds=EVERY,
    en="Poverty rate without transfers",
    id="Tingkat kemiskinan tanpa bantuan",
)
def poverty_rate_without_transfers(now: Snapshot) -> Ratio:
    """Share of people who would be poor if spending fell by the transfers received: arithmetic, nobody adapts."""
    return ratio(now.people(now.h.spending_mean - now.h.transfers_mean < now.h.need), now.people())
