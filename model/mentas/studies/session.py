"""A study under way: its folder, its finished runs, and the workers that do what is missing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from mentas.studies import executor, failures
from mentas.studies.failures import Failure
from mentas.studies.store import Store

if TYPE_CHECKING:
    from mentas.studies.executor import Progress, Work
    from mentas.studies.finished import Task
    from mentas.studies.roster import Roster


class Session:
    """What a study works with. Only for the holder of the folder's lock.

    Args:
        folder: of the study.
        workers: processes; None takes one a core.
        strict: whether the ledger is checked after every act.
        progress: told how many runs are done.
        work: what does a task.
    """

    def __init__(
        self, folder: Path, *, workers: int | None, strict: bool, progress: Progress | None, work: Work
    ) -> None:
        self.folder = folder
        self.strict = strict
        self.store = Store(folder)
        self.reused = 0
        """Runs that were there before."""
        self._workers = workers or os.cpu_count() or 1
        self._progress = progress
        self._work = work
        self._known: set[str] = set()

    def execute(self, roster: Roster) -> tuple[Failure, ...]:
        """Do what is missing of some runs, keep it, and name those that failed.

        Raises:
            InterruptedStudyError: Ctrl-C; finished runs are kept.
            OSError: the folder cannot be written; finished runs are kept.
        """
        there = {run for run in roster.unique if run in self.store}
        self.reused += sum(run in there and run not in self._known for run in roster.keys)
        self._known.update(roster.keys)
        errors = executor.execute_and_keep(
            list(self._tasks(roster, there)), work=self._work, workers=self._workers, keep=self.store.keep,
            total=len(roster.unique), progress=self._progress,
        )  # fmt: skip
        return tuple(failures.of(roster, errors))

    def _tasks(self, roster: Roster, done: set[str]) -> Iterator[Task]:
        """What is left; one run at a time where workers would idle otherwise."""
        tasks = roster.tasks(done=done)
        first = list(islice(tasks, self._workers))
        if len(first) < self._workers:
            return iter([part for task in first for part in task.split()])
        return chain(first, tasks)
