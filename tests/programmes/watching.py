"""Living some months, and what a test looks at on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from mentas.world import World

T = TypeVar("T")

SURE = {"delivery_failure": 0, "leakage": 0, "admin_share": 0}
"""A programme whose money all arrives and that costs nothing but its benefits."""

EVERYONE = {"deciles": [1, 10], "conditions": [], "quota": 60}
"""A programme with a place for each of the village's sixty households."""


def watch(world: World, months: int, look: Callable[[World], T]) -> list[T]:
    """What `look` sees after each of the months."""
    found = []
    for _ in range(months):
        world.step()
        found.append(look(world))
    return found


def paid(world: World) -> np.ndarray:
    """Rupiah that each household was paid in the month just lived."""
    return world.households.transfers.copy()


def received(world: World) -> np.ndarray:
    """Rupiah and goods that each household has received since the start."""
    return world.households.received.copy()


def enrolled(world: World, programme: str) -> np.ndarray:
    """Rows on the programme's list."""
    return np.flatnonzero(world.households.enrolled & world.bit(programme))


def total(world: World, line: str, programme: str | None = None) -> int:
    """Rupiah booked on a line of the books."""
    return sum(int(row[line]) for row in world.government.books.rows() if programme in (None, row["programme"]))  # type: ignore[call-overload]
