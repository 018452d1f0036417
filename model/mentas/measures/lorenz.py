"""How unequal values are: Gini index and shares of the poorest, from one walk up the values.

Many values are ranked a part at a time, the lowest first, so that no ranking of them all has to be held.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from mentas.kernels import kernel
from mentas.measures.histogram import binned, picked, without_minus_zero
from mentas.measures.ranked import Ranked, ranked_counts
from mentas.sorting import FEW

PARTS = 4
"""Parts of about equal weight in which many values are ranked."""


class Inequality(NamedTuple):
    """Figures of one distribution; NaN where nobody has anything."""

    gini: float
    palma: float
    """Share of the richest tenth over that of the poorest four tenths."""
    bottom40: float
    """Share of the poorest four tenths."""


@kernel
def next_border(wanted: Any, borders: Any) -> float:
    """The least of the `wanted` weights that has not been reached."""
    found = np.inf
    for k in range(wanted.size):
        if borders[k, 3] == 0.0:
            found = min(found, wanted[k])
    return found


@kernel
def walk(values: Any, counts: Any, total: int, below: int, wanted: Any, sums: Any, borders: Any) -> int:
    """Walk up a part of the values, with the weight `below` it; returns the weight below the next part.

    Args:
        values: rising, above those of earlier parts.
        counts: their whole weights.
        total: weight of all parts.
        below: weight of the earlier parts.
        wanted: weights of the poorest whose shares are asked for.
        sums: value x weight in the order of values; and value x weight x (twice the middle rank less the `total`),
            which is below zero for the poorer half, and exact.
        borders: for each of `wanted`, the value at which that weight is reached, or else the highest, and the first of
            `sums` and the weight below this value; then 1 once it is reached.
    """
    amount, ranked = sums[0], sums[1]
    next_ = next_border(wanted, borders)
    for i in range(values.size):
        if below + counts[i] >= next_ or i == values.size - 1:
            for k in range(wanted.size):
                if borders[k, 3] == 0.0:
                    borders[k, 0] = values[i]
                    borders[k, 1] = amount
                    borders[k, 2] = float(below)
                    borders[k, 3] = 1.0 if below + counts[i] >= wanted[k] else 0.0
            next_ = next_border(wanted, borders)
        amount += values[i] * counts[i]
        ranked += values[i] * counts[i] * float(2 * below + counts[i] - total)
        below += counts[i]
    sums[0], sums[1] = amount, ranked
    return below


def parts(values: np.ndarray, counts: np.ndarray, *, total: int) -> Iterator[Ranked]:
    """Values and whole counts, any order of rows, ranked a part at a time, the lowest values first.

    Raises:
        ValueError: a value is not finite.
    """
    if not np.isfinite(values).all():
        raise ValueError("values to be ranked must be finite")
    if values.size < FEW or total == 0 or values.min() < 0.0:
        yield ranked_counts(values, counts)
        return
    values = without_minus_zero(values)
    keys, at, sums = binned(values, counts)
    part = (np.cumsum(sums) - sums) // (total // PARTS + 1)
    for wanted in range(PARTS):
        rows = picked(keys, at, part == wanted)
        yield ranked_counts(values[rows], counts[rows])


def walked(values: np.ndarray, counts: np.ndarray, shares: np.ndarray) -> tuple[float, np.ndarray]:
    """Gini index, and what the poorest `shares` of people have of everything: the Lorenz curve, linear between values.

    Args:
        values: not negative, shape (rows,).
        counts: whole weights, all together below 2**58.
        shares: of people, between 0 and 1.
    """
    total = int(counts.sum())
    wanted = shares * total
    sums, borders, below = np.zeros(2), np.zeros((shares.size, 4)), 0
    for found in parts(values, counts, total=total):
        below = walk(found.values, found.counts, total, below, wanted, sums, borders)
    everything = float(sums[0])
    if not everything > 0.0:
        return float("nan"), np.full(shares.size, np.nan)
    return float(sums[1]) / (total * everything), (
        borders[:, 1] + (wanted - borders[:, 2]) * borders[:, 0]
    ) / everything


def shares_of(values: np.ndarray, counts: np.ndarray, *shares: float) -> list[float]:
    """Shares of everything that the poorest `shares` of people have; a row on the border counts in part."""
    _, found = walked(values, counts, np.array(shares))
    return [float(share) for share in found]


def inequality_of(values: np.ndarray, counts: np.ndarray) -> Inequality:
    """Inequality of values, not negative, with whole counts."""
    gini, found = walked(values, counts, np.array([0.4, 0.9]))
    poorest, all_but_richest = (float(share) for share in found)
    palma = (1.0 - all_but_richest) / poorest if poorest > 0.0 else float("nan")
    return Inequality(gini, palma, poorest)
