"""Arithmetic that every pass over rows shares: whole rupiah, limits, exact totals, the size of a block."""

from __future__ import annotations

from typing import Any

import numpy as np

from mentas.kernels import kernel, rule

BLOCK = 2048
"""Rows of a block: its scratch arrays stay in the processor's first caches."""


@rule
def whole(amount: float) -> float:
    """`amount` in whole rupiah, halves up."""
    return np.floor(amount + 0.5)


@rule
def clamp(value: float, low: float, high: float) -> float:
    """`value` held between `low` and `high`."""
    return min(max(value, low), high)


@kernel
def total(values: Any) -> float:
    """Sum of whole-rupiah values: exact below 2**53, so any order of rows gives the same bits."""
    found = 0
    for i in range(values.size):
        found += int(values[i])
    return float(found)


@kernel
def weighted_total(weight: Any, values: Any) -> float:
    """Sum for the population that the rows stand for, each row in whole rupiah; exact below 2**53."""
    found = 0
    for i in range(values.size):
        found += int(whole(weight[i] * values[i]))
    return float(found)


@kernel
def shared(codes: Any) -> int:
    """The code that all rows of a block share, or -1: rows are drawn by regency, so most blocks have but one."""
    low, high = codes[0], codes[0]
    for i in range(codes.size):
        low = min(low, codes[i])
        high = max(high, codes[i])
    return int(low) if low == high else -1


@kernel
def look_up(codes: Any, index: Any, out: Any) -> None:
    """Each row's value of `index`."""
    one = shared(codes)
    if one >= 0:
        out[:] = index[one]
        return
    for i in range(out.size):
        out[i] = index[codes[i]]


@kernel
def pick(flags: Any, where: Any) -> int:
    """Places of the rows whose flag is 1, so that costly arithmetic runs on them alone; returns how many there are."""
    count = 0
    for i in range(flags.size):
        where[count] = i
        count += int(flags[i])
    return count
