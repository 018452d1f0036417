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
    s0, s1, s2, s3, s4, s5, s6, s7 = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    even = values.size - values.size % LANES
    for i in range(0, even, LANES):
        s0 += values[i]
        s1 += values[i + 1]
        s2 += values[i + 2]
        s3 += values[i + 3]
        s4 += values[i + 4]
        s5 += values[i + 5]
        s6 += values[i + 6]
        s7 += values[i + 7]
    rest = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7))
    for i in range(even, values.size):
        rest += values[i]
    return rest
