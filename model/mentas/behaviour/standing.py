"""Standing: who stays above the line without transfers, and who falls back.

*Mentas* is 24 months in a row in which spending without transfers stands above the poverty line, reached by a
household that started below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mentas.kernels import kernel, rule

if TYPE_CHECKING:
    from mentas.world import World

MENTAS_MONTHS = 24
"""Months above the line that make a household mentas: the definition of the outcome, not a parameter."""


@rule
def stands(spending_mean: float, transfers_mean: float, need: float) -> float:
    """1 if twelve-month mean spending without transfers reaches the need."""
    return 1.0 if spending_mean - transfers_mean >= need else 0.0


@kernel
def judge_rows(lo: int, hi: int, h: Any) -> Any:
    """Count months above the line; mark mentas and falls. No money moves."""
    for i in range(lo, hi):
        above = stands(h.spending_mean[i], h.transfers_mean[i], float(h.need[i]))
        h.months_above[i] = int((float(h.months_above[i]) + 1.0) * above)
        reached = int(h.months_above[i]) >= MENTAS_MONTHS and h.started_poor[i] == 1
        if h.mentas[i] == 1 and above == 0.0:
            h.fell_back[i] = 1
        if reached:
            h.mentas[i] = 1
    return np.zeros(0)


@kernel
def start_rows(lo: int, hi: int, h: Any) -> Any:
    """Fix at the start who is poor without transfers, and the deciles from which movement is counted."""
    for i in range(lo, hi):
        h.started_poor[i] = 1 - int(stands(h.spending_mean[i], h.transfers_mean[i], float(h.need[i])))
        h.baseline_decile[i] = h.provincial_decile[i]
        h.baseline_national[i] = h.national_decile[i]
        h.months_above[i] = 0
        h.mentas[i] = 0
        h.fell_back[i] = 0
        h.received[i] = 0.0
        h.ever[i] = 0
    return np.zeros(0)


def judge(world: World) -> None:
    """Everyone's standing after the month."""
    world.sweep(judge_rows, world.households)
