"""How numbers are kept: money in whole rupiah, shares in single precision."""

from __future__ import annotations

import math
from collections.abc import Sequence
from ctypes import c_float


def whole(amount: float) -> float:
    """`amount` in whole rupiah, halves up."""
    return float(math.floor(amount + 0.5))


def single(value: float) -> float:
    """`value` as the state keeps shares and logs: in single precision."""
    return c_float(value).value


def between(value: float, low: float, high: float) -> float:
    """`value`, but no less than `low` and no more than `high`."""
    return min(max(value, low), high)


def decile(value: float, cuts: Sequence[float]) -> int:
    """Decile 1 to 10 of a value; one on a cut belongs to the decile above."""
    return 1 + sum(value >= cut for cut in cuts)
