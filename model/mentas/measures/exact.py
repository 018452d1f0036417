"""Sums that no order of rows, chunks or threads can change: every term is added as two whole numbers.

A term is cut into its whole part and its rest, the rest in whole units of 2**-42: it is off by at most 2**-43, far
below what a float64 can tell in a sum of persons or rupiah. Whole numbers add up the same in any order.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from mentas.kernels import kernel

BITS = 42
UNITS = float(1 << BITS)
"""Units of the rest: 2**20 rests and a carry fit into an int64."""

CARRY = 1 << 20
"""Rows after which the rests are carried over."""

PIECE = 1 << 15
"""Rows whose values are turned into floats at a time, in the processor's second cache and not in memory."""

MOST = float(1 << 62)
"""Terms must add up to less, whatever their signs."""


@kernel
def add_rows(cells: Any, weight: Any, values: Any, sums: Any) -> float:
    """Add weight x value of each row to its cell: (whole part, rest); returns the sum of the terms' sizes."""
    size = 0.0
    for start in range(0, cells.size, CARRY):
        for i in range(start, min(start + CARRY, cells.size)):
            term = weight[i] * values[i]
            size += abs(term)
            whole = np.floor(term)
            sums[cells[i], 0] += np.int64(whole)
            sums[cells[i], 1] += np.int64(np.rint((term - whole) * UNITS))
        for cell in range(sums.shape[0]):
            sums[cell, 0] += sums[cell, 1] >> BITS
            sums[cell, 1] &= (1 << BITS) - 1
    return size


def by_cell(cells: np.ndarray, weight: np.ndarray, values: np.ndarray, *, count: int) -> np.ndarray:
    """Sums of weight x value by cell as (whole part, rest); int64, shape (count, 2).

    Args:
        cells: cell of each row, below `count`.
        weight: float64, shape (rows,).
        values: any number or flag, shape (rows,).
        count: number of cells.

    Raises:
        ValueError: a term is not finite, or the terms are too large to be added as whole numbers.
    """
    sums = np.zeros((count, 2), dtype=np.int64)
    size = 0.0
    for lo in range(0, cells.size, PIECE):
        part = slice(lo, lo + PIECE)
        size += add_rows(cells[part], weight[part], np.asarray(values[part], dtype=np.float64), sums)
    if not size < MOST:
        raise ValueError("values to be added up must be finite, and their sum below 2**62")
    return sums


def regrouped(sums: np.ndarray, groups: np.ndarray, *, count: int) -> np.ndarray:
    """Sums added up by group; int64, shape (count, 2).

    Args:
        sums: (whole part, rest) of each entry, fewer than 2**20 entries a group.
        groups: group of each entry, below `count`.
        count: number of groups.
    """
    found = np.zeros((count, 2), dtype=np.int64)
    for part in (0, 1):
        np.add.at(found[:, part], groups, sums[:, part])
    return found


def as_float(sums: np.ndarray) -> np.ndarray:
    """Sums as float64, shape (count,): the same bits for the same sum, however it was put together."""
    whole = sums[:, 0] + (sums[:, 1] >> BITS)
    return whole + (sums[:, 1] & ((1 << BITS) - 1)) / UNITS


def total(weight: np.ndarray, values: np.ndarray) -> float:
    """Sum of weight x value over all rows."""
    return float(as_float(by_cell(np.zeros(values.size, dtype=np.int32), weight, values, count=1))[0])
