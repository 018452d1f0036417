"""One world, lived through from start to end, and what came of it as frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentas.studies import variant
from mentas.studies.finished import FRAMES, HOUSEHOLDS, PARTS, Finished, Task

if TYPE_CHECKING:
    import pandas as pd

    from mentas.beginning import Beginning
    from mentas.measures import Part, Start
    from mentas.scenario import Scenario
    from mentas.world import World

HOUSEHOLD: dict[str, str] = {
    "household": "id", "weight": "weight", "urban": "urban", "size": "size", "female_headed": "female_headed",
    "baseline_decile": "baseline_decile", "decile": "provincial_decile", "national_decile": "national_decile",
    "need": "need", "spending": "spending_mean", "earned": "earned_mean", "transfers": "transfers_mean",
    "received": "received", "cash": "cash", "capital": "capital", "business": "open", "started_poor": "started_poor",
    "mentas": "mentas", "fell_back": "fell_back",
}  # fmt: skip
"""Column of the state by column of households' rows, which are kept on request; besides these year and regency."""

CELL: tuple[str, ...] = ("year", "measure", "group_kind", "group")
"""What a number of a run is of."""

MOST_KEPT = 250_000
"""Most households whose burn-in a process remembers after a task of one run: it takes as much memory as the world."""

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
    parts: pd.DataFrame
    """year, measure, group_kind, group, above, below: sums by which regions are added up, of measures that can be."""
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


def live_through(world: World, progress: Tell | None = None, *, kinds: frozenset[str] | None = None) -> Result:
    """Step a new world to the end of its scenario, measuring it at the start and after every year.

    Args:
        world: new.
        progress: told how many months are done.
        kinds: kinds of group to report; None reports all.
    """
    import pandas as pd

    from mentas import measures

    scenario = world.policy
    start = measures.start(world)
    found = [(0, *row) for row in _parts(world, kinds, start)]
    moves = []
    for month in range(1, scenario.months + 1):
        world.step()
        if month % 12 == 0:
            found += [(month // 12, *row) for row in _parts(world, kinds, start)]
            moves += [(basis, month // 12, *row) for basis, *row in measures.transitions(world)]
        if progress is not None:
            progress(month, scenario.months)
    whole = pd.DataFrame(found, columns=["year", *measures.Part._fields])
    adds = whole["measure"].map({name: bool(measure.adds) for name, measure in measures.MEASURES.items()})
    return Result(
        scenario=scenario,
        seed=world.seed,
        replicate=world.replicate,
        outcomes=whole[[*CELL, "value"]],
        spending=_spending(world),
        transitions=pd.DataFrame(moves, columns=["basis", "year", "from", "to", "households"]),
        parts=whole.loc[adds.astype(bool), [*CELL, "above", "below"]],
        months=world.datacollector.get_model_vars_dataframe(),
    )


def live(task: Task) -> list[Finished]:
    """Do a task: run its scenarios one after the other; those that begin alike share one burn-in."""
    finished = []
    for run_key, scenario in task.runs:
        try:
            finished.append(Finished(run_key, frames=_frames(task, variant.of(scenario))))
        except Exception as error:  # a run that fails is a row with its error; the others go on
            finished.append(Finished(run_key, error=f"{type(error).__name__}: {error}"))
    return finished


def _frames(task: Task, scenario: Scenario) -> dict[str, pd.DataFrame]:
    """What is kept of one run."""
    from mentas.world import World

    rows = float(scenario.region.households.sum()) * scenario.scale
    shares = len(task.runs) > 1 or rows <= MOST_KEPT
    start = _LAST.of(scenario, task.seed, task.replicate) if shares else None
    world = World(scenario, seed=task.seed, replicate=task.replicate, strict=task.strict, start=start)
    return frames_of(world, task)


def frames_of(world: World, task: Task, progress: Tell | None = None) -> dict[str, pd.DataFrame]:
    """Live through a new world of a task; returns what the task keeps of it."""
    result = live_through(world, progress, kinds=task.kinds)
    frames = {name: getattr(result, name) for name in (*FRAMES, PARTS) if name == "outcomes" or name in task.frames}
    if HOUSEHOLDS in task.frames:
        frames[HOUSEHOLDS] = rows_of(world)
    return frames


class _Last:
    """The last burn-in of this process: runs that follow each other often begin alike. What a run gives does not depend
    on it."""

    def __init__(self) -> None:
        self._key = ""
        self._start: Beginning | None = None

    def of(self, scenario: Scenario, seed: int, replicate: int) -> Beginning:
        """The burn-in of a run."""
        from mentas import beginning

        key = beginning.key(scenario, seed, replicate)
        if key != self._key:
            self._key, self._start = key, None
        if self._start is None:
            self._start = beginning.burn_in(scenario, seed=seed, replicate=replicate)
        return self._start


_LAST = _Last()


def rows_of(world: World) -> pd.DataFrame:
    """A row a household of a world, sorted by id, in the columns that studies keep on request."""
    import numpy as np
    import pandas as pd

    h = world.households
    order = np.argsort(h.id)
    columns = {name: getattr(h, column)[order] for name, column in HOUSEHOLD.items()}
    regency = np.asarray(world.region.regencies, dtype=object)[h.regency[order]]
    return pd.DataFrame(columns | {"regency": regency.astype(str), "year": world.policy.years})


def _parts(world: World, kinds: frozenset[str] | None, start: Start) -> list[Part]:
    """Measures of the groups of some kinds."""
    from mentas import measures

    return [row for row in measures.parts(world, start=start) if kinds is None or row.group_kind in kinds]


def _spending(world: World) -> pd.DataFrame:
    """The programmes' books with regencies by name."""
    import pandas as pd

    columns = ["programme", "regency", "year", "budget", "delivered", "admin", "leaked", "unspent", "recipients"]
    frame = pd.DataFrame(world.government.books.rows(), columns=columns)
    names = pd.Series([world.region.regencies[int(place)] for place in frame["regency"]], dtype=str)
    return frame.assign(programme=frame["programme"].astype(str), regency=names)
