"""The world's pulse: a few monthly figures, cheap enough to take every month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mentas.kernels import kernel
from mentas.rows import whole

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
    for i in range(lo, hi):
        weight = h.weight[i]
        persons = np.floor(weight * float(h.size[i]) * FINE)
        sums[0] += persons
        sums[1] += persons if h.spending_mean[i] < float(h.need[i]) else 0.0
        sums[2] += whole(weight * h.spending[i])
        sums[3] += whole(weight * h.earned[i])
        sums[4] += whole(weight * h.transfers[i])
        sums[5] += np.floor(weight * FINE)
        sums[6] += np.floor(weight * float(h.open[i]) * FINE)
    return sums


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
