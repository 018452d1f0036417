"""Doing tasks on an engine; every chunk of tasks is handed over as soon as it ends.

When a worker dies (killed, out of memory), the tasks that it had are done again, one run at a time and nothing beside
it; a run whose worker dies again is reported as failed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from time import monotonic

from mentas.studies.engine.chunks import Feed
from mentas.studies.engine.interrupts import Interruption, heard
from mentas.studies.engine.protocol import Engine, Hand, Work
from mentas.studies.engine.travel import do
from mentas.studies.finished import Finished, Task
from mentas.studies.problems import FailedRunError

DIED = "the worker process died twice in this run (killed, or out of memory)"

GLANCE = 0.2
"""Seconds after which a driver that waits looks whether it was stopped."""

PATIENCE = 5.0
"""Seconds without an end after which the engine is asked whether there is still somebody at work."""

MANY = 100
"""Struck runs that wait until all else is done; more are done at once, alone, so that they do not pile up."""

Running = Future[tuple[float, list[Finished]]]


def execute(
    tasks: Iterable[Task],
    *,
    work: Work,
    engine: Engine,
    hand: Hand,
    runs: int | None = None,
    chunk: int | None = None,
    fail_fast: bool = False,
) -> None:
    """Do all tasks; `hand` gets the runs of each chunk in the order in which the chunks end.

    Args:
        tasks: pulled as they are needed.
        work: what does a task; an error that is a run's own is in what it returns.
        engine: who does them.
        hand: told in this process.
        runs: in all tasks together; found out by itself if `tasks` is a list.
        chunk: tasks that travel together, by default as many as are worth the journey.
        fail_fast: stop at the first failed run. What ended before it, and the run itself, are handed over.

    Raises:
        FailedRunError: a run failed and `fail_fast` was asked for.
        RefusedError: the engine has no workers, or lost them.
        KeyboardInterrupt: Ctrl-C, or SIGTERM; what has not ended is given up.
        Exception: what `work` raised, or `hand`.
    """
    if runs is None and isinstance(tasks, Collection):
        runs = sum(len(task.runs) for task in tasks)
    feed = Feed(tasks, runs=runs, worth=engine.worth, size=chunk)
    if feed.more:
        with heard() as stop, engine.opened() as executor:
            Drive(feed, work, engine, executor, hand, fail_fast, stop).all()


class Drive:
    """One execution, on workers that are there."""

    def __init__(
        self, feed: Feed, work: Work, engine: Engine, executor: Executor, hand: Hand, fail_fast: bool,
        stop: Interruption,
    ) -> None:  # fmt: skip
        self._feed, self._work, self._engine, self._executor = feed, work, engine, executor
        self._hand, self._fail_fast, self._stop = hand, fail_fast, stop
        self._asked = monotonic()
        self._running: dict[Running, list[Task]] = {}
        self._struck: deque[Task] = deque()

    def all(self) -> None:
        """Do what there is to do."""
        with self._stop.waiting(self._engine.worth > 0):  # what is done in this process is stopped in the middle
            while self._running or self._struck or self._feed.more:
                self._stop.check()
                self._fill()
                if self._running:
                    self._collect()
                while self._struck and not self._running:
                    self._isolate(self._struck.popleft())

    def _fill(self) -> None:
        """Give every worker something to do, unless all that is left are runs to be done alone."""
        while self._feed.more and len(self._struck) < MANY and len(self._running) < self._engine.ahead:
            chunk = self._feed.take(self._engine.workers)
            self._running[self._executor.submit(do, self._work, chunk)] = chunk

    def _collect(self) -> None:
        """Wait for chunks to end, and hand over what they gave."""
        results, error = [], None
        for future in self._ended(self._running):
            chunk = self._running.pop(future)
            try:
                seconds, runs = future.result()
            except self._engine.died:
                self._struck.extend(part for task in chunk for part in task.split())
            except Exception as raised:  # no run's own: what ended beside it is handed over first
                error = raised
            else:
                self._feed.learn(len(runs), seconds)
                results.append(runs)
        if error is None and self._engine.worth:
            self._fill()  # no worker elsewhere waits for what is written now
        for runs in results:
            self._hand(runs)
        if error is not None:
            raise error
        if self._fail_fast:
            _stop_at_failure(results)

    def _isolate(self, task: Task) -> None:
        """Do a run that was under way when its worker died, and nothing beside it."""
        future = self._executor.submit(do, self._work, [task])
        while not self._ended([future]):
            pass
        try:
            runs = future.result()[1]
        except self._engine.died:
            runs = [Finished(key, error=DIED) for key, _ in task.runs]
        self._hand(runs)
        if self._fail_fast:
            _stop_at_failure([runs])

    def _ended(self, futures: Iterable[Running]) -> set[Running]:
        """Those that have ended, after a glance at most."""
        ended = wait(futures, timeout=GLANCE, return_when=FIRST_COMPLETED).done
        self._stop.check()
        if ended or monotonic() - self._asked > PATIENCE:
            if not ended:
                self._engine.check()
            self._asked = monotonic()
        return ended


def _stop_at_failure(results: Iterable[list[Finished]]) -> None:
    for run in (run for runs in results for run in runs):
        if run.error is not None:
            raise FailedRunError(key=run.key, error=run.error)
