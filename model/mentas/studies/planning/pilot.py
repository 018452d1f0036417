"""A few runs of a study, timed and measured, and kept as its first."""

from __future__ import annotations

import math
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mentas.studies.store import records, shards

if TYPE_CHECKING:
    from mentas.studies.engine import Engine, Work
    from mentas.studies.finished import Finished, Task
    from mentas.studies.roster import Roster
    from mentas.studies.store import Store

SECONDS = 20.0
"""How long runs are begun, after the first has ended."""

COLD, WARM = 90.0, 10.0
"""Seconds that a worker may need before its first run: to compile the model, or only to import it."""

POINTS = 3
"""Points that they are spread over."""

MOST = 30
"""Tasks that are timed, at most."""


class Timed(NamedTuple):
    """A task that was done."""

    process: int
    seconds: float
    memory: int
    """Most that its process has had of memory so far, bytes."""
    runs: list[Finished]


def timed(work: Work, task: Task) -> Timed:
    """Do a task and measure it."""
    begun = time.perf_counter()
    runs = work(task)
    return Timed(os.getpid(), time.perf_counter() - begun, peak(), runs)


def peak() -> int:
    """Most that this process has had of memory so far, bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


@dataclass(slots=True)
class Pilot:
    """What a few runs showed."""

    tasks: list[Timed] = field(default_factory=list)
    """Those done by a process that had done one before; what came first waited for imports and the compiler."""
    first: list[Timed] = field(default_factory=list)
    """The first of each process."""
    died: int = 0
    """Workers that died."""
    bytes_a_run: float = 0.0
    """Of a run in its store, compressed."""

    @property
    def seen(self) -> list[Timed]:
        """What tells how long a task takes: the first ones only where there is nothing else."""
        return self.tasks or self.first

    @property
    def warm(self) -> bool:
        """Whether the time of tasks is known apart from the start of workers."""
        return bool(self.tasks)

    @property
    def rates(self) -> list[float]:
        """Seconds a run, by task."""
        return [each.seconds / len(each.runs) for each in self.seen]

    @property
    def start(self) -> float:
        """Seconds that a worker needs before its first run."""
        if not self.tasks or not self.first:
            return 0.0
        usual = sum(self.rates) / len(self.rates)
        return max(max(each.seconds - usual * len(each.runs) for each in self.first), 0.0)

    @property
    def memory(self) -> int:
        """Most that a worker had of memory, bytes."""
        return max((each.memory for each in (*self.tasks, *self.first)), default=0)

    @property
    def runs(self) -> int:
        """Runs that were done."""
        return sum(len(each.runs) for each in (*self.tasks, *self.first))

    @property
    def failed(self) -> int:
        """Those of them that failed."""
        return sum(run.error is not None for each in (*self.tasks, *self.first) for run in each.runs)


def pilot(roster: Roster, store: Store, *, engine: Engine, work: Work, start: float, seconds: float = SECONDS) -> Pilot:
    """Do some of what is left of a study, and keep it.

    Args:
        roster: all runs of the study.
        store: those that have ended.
        engine: workers of this machine.
        work: what does a task.
        start: seconds that a worker may need before its first run.
        seconds: how long tasks are begun after the first; one a worker is done, however long it takes.

    Raises:
        OSError: the folder cannot be written; what was kept stays.
    """
    done, limit, known = Pilot(), math.inf, set()
    left = _spread(roster, store)
    running: set[Future[Timed]] = set()
    with engine.opened() as executor:
        while True:
            while len(running) < engine.workers and _begin(done, limit - time.monotonic(), len(running), start):
                task = next(left, None)
                if task is None:
                    break
                running.add(executor.submit(timed, work, task))
            if not running:
                break
            ended, running = wait(running, return_when=FIRST_COMPLETED)
            limit = min(limit, time.monotonic() + seconds)
            for future in ended:
                try:
                    found = future.result()
                except engine.died:
                    done.died += 1
                    continue
                (done.tasks if found.process in known else done.first).append(found)
                known.add(found.process)
                store.keep(found.runs)
            if done.died:
                break
    done.bytes_a_run = _bytes([run for each in done.seen for run in each.runs])
    return done


def _begin(done: Pilot, left: float, running: int, start: float) -> bool:
    """Whether another task is begun: it should end in the seconds that are left, as far as is known."""
    if done.died or len(done.first) + len(done.tasks) + running >= MOST:
        return False
    longest = max((each.seconds for each in done.seen), default=0.0)
    return (longest if done.warm else max(longest - start, 0.0)) <= left


def places(roster: Roster) -> list[int]:
    """Points over which a pilot is spread: the first of each third."""
    points = len(roster.points)
    return sorted({number * points // POINTS for number in range(POINTS)})


def _spread(roster: Roster, store: Store) -> Iterator[Task]:
    """Tasks that are left, replicate by replicate at some points."""
    return roster.tasks(done=store, points=places(roster))


def _bytes(runs: list[Finished]) -> float:
    """Bytes of a run in a shard."""
    if not runs:
        return 0.0
    with tempfile.TemporaryDirectory(prefix="mentas-plan-") as folder:
        path = Path(folder) / "shard.parquet"
        shards.write(path, shards.grouped([records.rows(runs)], limit=shards.GROUP))
        return path.stat().st_size / len(runs)
