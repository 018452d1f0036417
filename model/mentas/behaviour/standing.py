"""Standing: who stays above the line without transfers, and who falls back.

*Mentas* is 24 months in a row in which spending without transfers stands above the poverty line, reached by a
household that started below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mentas import columns
from mentas.kernels import kernel, rule
from mentas.rows import BLOCK
from mentas.state import Households

if TYPE_CHECKING:
    from mentas.world import World

MENTAS_MONTHS = 24
"""Months above the line that make a household mentas: the definition of the outcome, not a parameter."""

STANDING = "need spending_mean transfers_mean months_above started_poor mentas fell_back"
Standing = columns.part(Households, "Standing", STANDING)
Beginner = columns.part(
    Households,
    "Beginner",
    f"{STANDING} provincial_decile national_decile baseline_decile baseline_national received ever",
)


@rule
def stands(spending_mean: float, transfers_mean: float, need: float) -> float:
    """1 if twelve-month mean spending without transfers reaches the need."""
    return 1.0 if spending_mean - transfers_mean >= need else 0.0


@kernel
def count_months(spending_mean: Any, transfers_mean: Any, need: Any, months_above: Any) -> None:
    """Months in a row above the line without transfers."""
    for i in range(months_above.size):
        above = stands(spending_mean[i], transfers_mean[i], float(need[i]))
        months_above[i] = int((float(months_above[i]) + 1.0) * above)


@kernel
def mark(months_above: Any, started_poor: Any, mentas: Any, fell_back: Any) -> None:
    """Mark those who fall below the line after reaching mentas, then those who reach it."""
    for i in range(mentas.size):
        fell_back[i] = fell_back[i] | (mentas[i] if months_above[i] == 0 else 0)
        mentas[i] = mentas[i] | (started_poor[i] if months_above[i] >= MENTAS_MONTHS else 0)


@kernel
def judge_rows(lo: int, hi: int, h: Any) -> Any:
    """Count months above the line; mark mentas and falls. No money moves."""
    for start in range(lo, hi, BLOCK):
        stop = min(start + BLOCK, hi)
        count_months(
            h.spending_mean[start:stop], h.transfers_mean[start:stop], h.need[start:stop], h.months_above[start:stop]
        )
        mark(h.months_above[start:stop], h.started_poor[start:stop], h.mentas[start:stop], h.fell_back[start:stop])
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
    world.sweep(judge_rows, Standing.of(world.households))
