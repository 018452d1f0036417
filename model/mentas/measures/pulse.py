"""The world's pulse: a few monthly figures, cheap enough to take every month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mentas.kernels import kernel
from mentas.markets.goods import weigh
from mentas.rows import BLOCK, total

if TYPE_CHECKING:
    from mentas.world import World

COLUMNS: tuple[str, ...] = (
    "month", "poverty_rate", "spending", "earned", "transfers", "businesses_open", "price", "groups_active",
)  # fmt: skip
"""What is collected each month: shares of persons and households, rupiah a person a month, an index, a count."""

FINE = 1024.0
"""Weights are summed in whole 1024ths, so that the order of rows cannot change a sum."""


@kernel
def pulse_rows(lo: int, hi: int, h: Any) -> Any:
    """Sums over rows: (persons, poor persons, spending, earned, transfers, households, open businesses)."""
    sums = np.zeros(7)
    part = np.empty(BLOCK)
    poor = np.empty(BLOCK)
    for start in range(lo, hi, BLOCK):
        stop = min(start + BLOCK, hi)
        n = stop - start
        weight = h.weight[start:stop]
        count_persons(weight, h.size[start:stop], h.spending_mean[start:stop], h.need[start:stop], part[:n], poor[:n])
        sums[0] += total(part[:n])
        sums[1] += total(poor[:n])
        weigh(weight, h.spending[start:stop], part[:n])
        sums[2] += total(part[:n])
        weigh(weight, h.earned[start:stop], part[:n])
        sums[3] += total(part[:n])
        weigh(weight, h.transfers[start:stop], part[:n])
        sums[4] += total(part[:n])
        count_open(weight, h.open[start:stop], part[:n], poor[:n])
        sums[5] += total(part[:n])
        sums[6] += total(poor[:n])
    return sums


@kernel
def count_persons(weight: Any, size: Any, spending_mean: Any, need: Any, persons: Any, poor: Any) -> None:
    """Persons of each row, and those below the line, in 1024ths."""
    for i in range(persons.size):
        persons[i] = np.floor(weight[i] * float(size[i]) * FINE)
        poor[i] = persons[i] if spending_mean[i] < float(need[i]) else 0.0


@kernel
def count_open(weight: Any, open_: Any, households: Any, businesses: Any) -> None:
    """Households of each row, and those with a business, in 1024ths."""
    for i in range(households.size):
        households[i] = np.floor(weight[i] * FINE)
        businesses[i] = households[i] * float(open_[i])


def take(world: World) -> dict[str, float]:
    """The pulse after the month just lived."""
    sums = world.sweep(pulse_rows, world.households)
    persons = sums[0] / FINE
    active = world.groups.status[: world.group_count] == 2
    values = (
        world.month, sums[1] / sums[0], sums[2] / persons, sums[3] / persons, sums[4] / persons, sums[6] / sums[5],
        float(world.markets.price.mean()), float(world.groups.weight[: world.group_count][active].sum()),
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))
