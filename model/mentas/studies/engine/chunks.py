"""Tasks in chunks: pulled as they are needed, as many together as are worth a journey, fewer towards the end."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from mentas.studies.finished import Task

MOST = 50
"""Runs in a chunk, at most."""

RECENT = 8
"""Chunks by which the next is measured; what was slow at first, as a compiler is, is forgotten."""


class Feed:
    """Tasks to be done.

    Args:
        tasks: pulled one by one, never more than the next chunk and one beyond.
        runs: in all tasks together, if that is known.
        worth: seconds of work in a chunk; 0 for a task a chunk.
        size: tasks in a chunk, instead of measuring.
    """

    def __init__(self, tasks: Iterable[Task], *, runs: int | None, worth: float, size: int | None) -> None:
        self._tasks = iter(tasks)
        self._left, self._worth, self._size = runs, worth, size
        self._recent: deque[tuple[int, float]] = deque(maxlen=RECENT)
        self._grown = 1
        self._next = next(self._tasks, None)

    @property
    def more(self) -> bool:
        """Whether there is a task left."""
        return self._next is not None

    def take(self, workers: int) -> list[Task]:
        """The next chunk for one of so many workers: a task at least, if there is one left."""
        wanted = self._wanted(workers)
        chunk: list[Task] = []
        runs = 0
        while self._next is not None and self._fits(chunk, runs + len(self._next.runs), wanted):
            chunk.append(self._next)
            runs += len(self._next.runs)
            self._next = next(self._tasks, None)
        if self._left is not None:
            self._left -= runs
        return chunk

    def learn(self, runs: int, seconds: float) -> None:
        """A chunk of so many runs took a worker so long."""
        self._recent.append((runs, seconds))
        self._grown = min(2 * max(runs, self._grown), MOST)

    def _fits(self, chunk: list[Task], runs: int, wanted: float) -> bool:
        if not chunk:
            return True
        return len(chunk) < self._size if self._size is not None else runs <= wanted

    def _wanted(self, workers: int) -> float:
        """Runs that the next chunk should hold."""
        if not self._recent:
            return 1
        runs, seconds = (sum(each) for each in zip(*self._recent, strict=True))
        wanted = min(self._grown, self._worth * runs / max(seconds, 1e-9))
        # Half of a fair share of what is left, so that at the end no worker waits long for another.
        return wanted if self._left is None else min(wanted, self._left / (2 * workers))
