"""Ordering by value, exactly and fast: four radix passes over the leading bits, then a short insertion sort.

Non-negative floats have the order of their bit patterns. The leading 32 bits that differ leave almost nothing to
mend; where they leave much (values that agree in 32 bits and differ after), the remaining digits are sorted too.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from mentas.kernels import kernel

FEW = 20_000
"""Rows below which numpy's sort is the faster one."""

DIGIT = 8
PASSES = 4

PATIENCE = 16
"""Moves a row that the insertion sort may make before it gives up."""


@kernel
def extremes(keys: Any) -> Any:
    """Lowest and highest key."""
    low, high = keys[0], keys[0]
    for i in range(keys.size):
        low = min(low, keys[i])
        high = max(high, keys[i])
    return low, high


@kernel
def scatter(keys: Any, order: Any, keys_out: Any, order_out: Any, low: int, shift: int) -> None:
    """Order rows by eight bits of key - low; rows that agree keep their order."""
    place = np.zeros(257, dtype=np.int64)
    for i in range(keys.size):
        place[(((keys[i] - low) >> shift) & 255) + 1] += 1
    for digit in range(256):
        place[digit + 1] += place[digit]
    for i in range(keys.size):
        digit = ((keys[i] - low) >> shift) & 255
        keys_out[place[digit]] = keys[i]
        order_out[place[digit]] = order[i]
        place[digit] += 1


@kernel
def mend(keys: Any, order: Any, patience: int) -> bool:
    """Sort nearly sorted rows by insertion; False if it took more than `patience` moves and was left unfinished."""
    moves = 0
    for i in range(1, keys.size):
        key, row, j = keys[i], order[i], i
        while j > 0 and keys[j - 1] > key:
            keys[j] = keys[j - 1]
            order[j] = order[j - 1]
            j -= 1
        keys[j] = key
        order[j] = row
        moves += i - j
        if moves > patience:
            return False
    return True


def radix_order(values: np.ndarray) -> np.ndarray:
    """Rows in rising order of `values` (finite, not negative), equal ones in row order; int32, shape (rows,)."""
    keys = (values + 0.0).view(np.int64)  # + 0.0 turns -0.0, whose bits are out of order, into 0.0
    low, high = extremes(keys)
    bits = int(high - low).bit_length()
    order = np.arange(keys.size, dtype=np.int32)
    keys_out, order_out = np.empty_like(keys), np.empty_like(order)
    leading = [max(bits - DIGIT * left, 0) for left in range(PASSES, 0, -1)]
    for shifts in (leading, range(0, bits, DIGIT)):
        for shift in shifts:
            scatter(keys, order, keys_out, order_out, low, shift)
            keys, keys_out, order, order_out = keys_out, keys, order_out, order
        if mend(keys, order, PATIENCE * keys.size):
            break
    return order


def rising(values: np.ndarray) -> np.ndarray:
    """Rows in rising order of `values`, equal ones in row order.

    Raises:
        ValueError: a value is not finite.
    """
    if not np.isfinite(values).all():
        raise ValueError("values to be ranked must be finite")
    if values.size < FEW or values.min() < 0.0:
        return np.argsort(values, kind="stable")
    return radix_order(values)
