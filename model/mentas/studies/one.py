"""One world, lived through from start to end, and what came of it as frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mentas.studies.finished import FRAMES, Finished, Task

if TYPE_CHECKING:
    import pandas as pd

    from mentas.beginning import Beginning
    from mentas.scenario import Scenario
    from mentas.world import World

Tell = Callable[[int, int], None]
"""Told after every month: months done, months in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one world became."""

    scenario: Scenario
    seed: int
    replicate: int
    outcomes: pd.DataFrame
    """year (0 is the start), measure, group_kind, group, value."""
    spending: pd.DataFrame
    """programme, regency, year (from 1), budget, delivered, admin, leaked, unspent (whole nominal rupiah), recipients."""
    transitions: pd.DataFrame
    """basis, year, from, to (deciles, 1 to 10), households."""
    months: pd.DataFrame
    """What the world's data collector saw, month by month."""


def run(
    scenario: Scenario,
    *,
    seed: int = 1,
    replicate: int = 0,
    strict: bool = False,
    threads: int = 1,
    progress: Tell | None = None,
) -> Result:
    """Run one world of a scenario.

    Args:
        scenario: what the government does, where, and for how long.
        seed: seed of all luck, 0 to 2**64 - 1.
        replicate: number of the world among those of the same seed.
        strict: check the ledger after every act instead of once a year.
        threads: threads that share the rows; the result does not depend on it.
        progress: told how many months are done.
    """
    from mentas.world import World

    world = World(scenario, seed=seed, replicate=replicate, strict=strict, threads=threads)
    return _lived(world, progress)
