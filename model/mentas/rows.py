"""Arithmetic that every pass over rows shares: whole rupiah, limits, exact totals, the size of a block."""

from __future__ import annotations

from typing import Any

import numpy as np

from mentas.kernels import kernel, rule

BLOCK = 1024
"""Rows of a block: its scratch arrays stay in the processor's first caches."""

LANES = 8
"""Partial sums of a total, so that the loop vectorises; exact, since whole numbers are summed."""


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
    sums = np.zeros(LANES)
    even = values.size - values.size % LANES
    for start in range(0, even, LANES):
        for lane in range(LANES):
            sums[lane] += values[start + lane]
    rest = 0.0
    for i in range(even, values.size):
        rest += values[i]
    for lane in range(LANES):
        rest += sums[lane]
    return rest
