"""One world, lived through from start to end, and what came of it as frames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentas.studies.finished import FRAMES, Finished, Task

if TYPE_CHECKING:
    import pandas as pd

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
    """programme, regency, year (from 1), budget, delivered, admin, leaked, unspent (whole nominal Rp), recipients."""
    transitions: pd.DataFrame
    """basis, year, from, to (deciles, 1 to 10), households."""
    months: pd.DataFrame
    """What the world's data collector saw, a row a month."""


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
        seed: seed of all luck, 0 to 2**63 - 1.
        replicate: number of the world among those of the same seed.
        strict: check the ledger after every act instead of once a year.
        threads: threads that share the rows; the result does not depend on it.
        progress: told how many months are done.
    """
    from mentas.world import World

    return live_through(World(scenario, seed=seed, replicate=replicate, strict=strict, threads=threads), progress)


def live_through(world: World, progress: Tell | None = None) -> Result:
    """Step a new world to the end of its scenario, measuring it at the start and after every year."""
    import pandas as pd

    from mentas import measures

    scenario = world.policy
    outcomes = [(0, *row) for row in measures.table(world)]
    moves = []
    for month in range(1, scenario.months + 1):
        world.step()
        if month % 12 == 0:
            outcomes += [(month // 12, *row) for row in measures.table(world)]
            moves += [(basis, month // 12, *row) for basis, *row in measures.transitions(world)]
        if progress is not None:
            progress(month, scenario.months)
    return Result(
        scenario=scenario,
        seed=world.seed,
        replicate=world.replicate,
        outcomes=pd.DataFrame(outcomes, columns=["year", "measure", "group_kind", "group", "value"]),
        spending=_spending(world),
        transitions=pd.DataFrame(moves, columns=["basis", "year", "from", "to", "households"]),
        months=world.datacollector.get_model_vars_dataframe(),
    )


def live(task: Task) -> list[Finished]:
    """Do a task: run its scenarios one after the other; those that begin alike share one burn-in."""
    from mentas import beginning
    from mentas.world import World

    begins = [beginning.key(scenario, task.seed, task.replicate) for _, scenario in task.runs]
    shared = Counter(begins)
    started: dict[str, beginning.Beginning] = {}
    finished = []
    for (run_key, scenario), begin in zip(task.runs, begins, strict=True):
        try:
            if shared[begin] > 1 and begin not in started:
                started[begin] = beginning.burn_in(scenario, seed=task.seed, replicate=task.replicate)
            world = World(
                scenario, seed=task.seed, replicate=task.replicate, strict=task.strict, start=started.get(begin)
            )
            result = live_through(world)
            finished.append(Finished(run_key, frames={name: getattr(result, name) for name in FRAMES}))
        except Exception as error:  # a run that fails is a row with its error; the others go on
            finished.append(Finished(run_key, error=f"{type(error).__name__}: {error}"))
    return finished


def _spending(world: World) -> pd.DataFrame:
    """The programmes' books with regencies by name."""
    import pandas as pd

    columns = ["programme", "regency", "year", "budget", "delivered", "admin", "leaked", "unspent", "recipients"]
    frame = pd.DataFrame(world.government.books.rows(), columns=columns)
    names = pd.Series([world.region.regencies[int(place)] for place in frame["regency"]], dtype=str)
    return frame.assign(programme=frame["programme"].astype(str), regency=names)
