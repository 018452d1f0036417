"""Ordering by value, exactly and fast: four radix passes over the leading bits, then a short insertion sort.

Non-negative floats have the order of their bit patterns. The leading 32 bits that differ leave almost nothing to
mend; where they leave much (values that agree in 32 bits and differ after), the remaining digits are sorted too.
Whole numbers (weights, places) travel with their values, so that nothing has to be looked up afterwards.
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
def scatter(keys: Any, others: Any, keys_out: Any, others_out: Any, low: int, shift: int) -> None:
    """Order rows by eight bits of key - low; rows that agree keep their order."""
    place = np.zeros(257, dtype=np.int64)
    for i in range(keys.size):
        place[(((keys[i] - low) >> shift) & 255) + 1] += 1
    for digit in range(256):
        place[digit + 1] += place[digit]
    for i in range(keys.size):
        digit = ((keys[i] - low) >> shift) & 255
        keys_out[place[digit]] = keys[i]
        others_out[place[digit]] = others[i]
        place[digit] += 1


@kernel
def mend(keys: Any, others: Any, patience: int) -> bool:
    """Sort nearly sorted rows by insertion; False if it took more than `patience` moves and was left unfinished."""
    moves = 0
    for i in range(1, keys.size):
        key, other, j = keys[i], others[i], i
        while j > 0 and keys[j - 1] > key:
            keys[j] = keys[j - 1]
            others[j] = others[j - 1]
            j -= 1
        keys[j] = key
        others[j] = other
        moves += i - j
        if moves > patience:
            return False
    return True


def radix_sorted(values: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """New arrays of `values` (finite, not negative) in rising order, and of the int64 that goes with each."""
    keys = (values + 0.0).view(np.int64)  # + 0.0 turns -0.0, whose bits are out of order, into 0.0
    others = others.copy()
    low, high = extremes(keys)
    bits = int(high - low).bit_length()
    keys_out, others_out = np.empty_like(keys), np.empty_like(others)
    leading = [max(bits - DIGIT * left, 0) for left in range(PASSES, 0, -1)]
    for shifts in (leading, range(0, bits, DIGIT)):
        for shift in shifts:
            scatter(keys, others, keys_out, others_out, low, shift)
            keys, keys_out, others, others_out = keys_out, keys, others_out, others
        if mend(keys, others, PATIENCE * keys.size):
            break
    return keys.view(np.float64), others


def rising(values: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """New arrays of `values` in rising order, float64, and of the int64 that goes with each; equal ones in row order.

    Raises:
        ValueError: a value is not finite.
    """
    if not np.isfinite(values).all():
        raise ValueError("values to be ranked must be finite")
    if values.size < FEW or values.min() < 0.0:
        order = np.argsort(values, kind="stable")
        return values[order].astype(np.float64), others[order]
    return radix_sorted(values.astype(np.float64, copy=False), others)
