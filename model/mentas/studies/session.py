"""A study under way: its folder, its finished runs, and the workers that do what is missing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from mentas.studies import engine, failures, limits
from mentas.studies.failures import Failure
from mentas.studies.limits import Limits, Pace
from mentas.studies.store import Store

if TYPE_CHECKING:
    from mentas.studies.engine import Engine, Progress, Work
    from mentas.studies.finished import Finished, Task
    from mentas.studies.roster import Roster
    from mentas.studies.rounds import Reached


@dataclass(frozen=True, slots=True)
class How:
    """How a study is run; none of it changes a result."""

    engine: Engine
    work: Work
    strict: bool = False
    """Whether the ledger is checked after every act."""
    retry_failed: bool = False
    """Whether those are run again that failed before."""
    fail_fast: bool = False
    """Whether the first run that fails ends the study."""
    progress: Progress | None = None
    """Told how many runs are done."""
    limits: Limits = limits.NONE
    """What decides how many replicates there are, besides their number."""


class Session:
    """What a study works with. Only for the holder of the folder's lock."""

    def __init__(self, folder: Path, how: How) -> None:
        self.folder = folder
        self.how = how
        self.reused = 0
        """Runs that were there before."""
        seconds = how.limits.seconds
        self.deadline = None if seconds is None else time.monotonic() + seconds
        """When all runs should have ended."""
        self.reached: Reached | None = None
        """How many replicates there are, where limits decided."""
        self._store: Store | None = None
        self._known: set[str] = set()

    @property
    def store(self) -> Store:
        """The finished runs."""
        assert self._store is not None, "a study has runs before it has results"
        return self._store

    def execute(self, roster: Roster, *, pace: Pace | None = None) -> tuple[Failure, ...]:
        """Do what is missing of some runs, keep it, and name those that failed.

        Args:
            roster: the runs. It may have more than the one before.
            pace: how long replicates are begun; by default all are.

        Raises:
            InterruptedStudyError: Ctrl-C; finished runs are kept.
            FailedRunError: a run failed, and the study was to end then; finished runs are kept.
            OSError: the folder cannot be written; finished runs are kept.
        """
        unique = roster.unique
        if self._store is None:
            self._store = Store(self.folder, unique)
            if self.how.retry_failed:
                self._store.forget_failed()
        elif not self._known.issuperset(unique):
            self._store.extend(unique)
        store = self._store
        there = {run for run in unique if run in store}
        self.reused += sum(run in there and run not in self._known for run in roster.keys)
        self._known.update(unique)

        def keep(runs: list[Finished]) -> None:
            store.keep(runs)
            if pace is not None:
                pace.tell(len(runs))

        tasks = self._tasks(roster, there)
        engine.execute_and_keep(
            tasks if pace is None else pace.paced(tasks), work=self.how.work, engine=self.how.engine, keep=keep,
            total=len(unique), ended=len(there), progress=self.how.progress, fail_fast=self.how.fail_fast,
        )  # fmt: skip
        store.close()
        return tuple(failures.of(roster, store.failed))

    def _tasks(self, roster: Roster, done: set[str]) -> Iterator[Task]:
        """What is left; one run at a time where workers would idle otherwise."""
        tasks = roster.tasks(done=done)
        workers = self.how.engine.workers
        first = list(islice(tasks, workers))
        if len(first) < workers:
            return iter([part for task in first for part in task.split()])
        return chain(first, tasks)
