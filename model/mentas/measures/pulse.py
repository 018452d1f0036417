"""The world's pulse: a few monthly figures, cheap enough to take every month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mentas import columns
from mentas.kernels import kernel
from mentas.rows import BLOCK, weighted_total
from mentas.state import ACTIVE, Households

if TYPE_CHECKING:
    from mentas.world import World

COLUMNS: tuple[str, ...] = (
    "month", "poverty_rate", "spending", "earned", "transfers", "businesses_open", "price", "groups_active",
)  # fmt: skip
"""What is collected each month: shares of persons and households, rupiah a person a month, an index, a count."""

FINE = 1024.0
"""Weights are summed in whole 1024ths, so that the order of rows cannot change a sum."""


Patient = columns.part(Households, "Patient", "weight size need spending spending_mean earned transfers open")


@kernel
def pulse_rows(lo: int, hi: int, h: Any) -> Any:
    """Sums over rows: (persons, poor persons, spending, earned, transfers, households, open businesses)."""
    sums = np.zeros(7)
    for start in range(lo, hi, BLOCK):
        stop = min(start + BLOCK, hi)
        weight = h.weight[start:stop]
        persons, poor = count_persons(weight, h.size[start:stop], h.spending_mean[start:stop], h.need[start:stop])
        sums[0] += persons
        sums[1] += poor
        sums[2] += weighted_total(weight, h.spending[start:stop])
        sums[3] += weighted_total(weight, h.earned[start:stop])
        sums[4] += weighted_total(weight, h.transfers[start:stop])
        households, businesses = count_open(weight, h.open[start:stop])
        sums[5] += households
        sums[6] += businesses
    return sums


@kernel
def count_persons(weight: Any, size: Any, spending_mean: Any, need: Any) -> tuple[int, int]:
    """Persons, and those below the line, in 1024ths."""
    persons, poor = 0, 0
    for i in range(weight.size):
        here = int(np.floor(weight[i] * float(size[i]) * FINE))
        persons += here
        poor += here if spending_mean[i] < float(need[i]) else 0
    return persons, poor


@kernel
def count_open(weight: Any, open_: Any) -> tuple[int, int]:
    """Households, and those with a business, in 1024ths."""
    households, businesses = 0, 0
    for i in range(weight.size):
        here = int(np.floor(weight[i] * FINE))
        households += here
        businesses += here if open_[i] > 0 else 0
    return households, businesses


def take(world: World) -> dict[str, float]:
    """The pulse after the month just lived."""
    sums = world.sweep(pulse_rows, Patient.of(world.households))
    persons = sums[0] / FINE
    active = world.groups.status[: world.group_count] == ACTIVE
    values = (
        world.month, sums[1] / sums[0], sums[2] / persons, sums[3] / persons, sums[4] / persons, sums[6] / sums[5],
        float(world.markets.price.mean()), float(world.groups.weight[: world.group_count][active].sum()),
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))
