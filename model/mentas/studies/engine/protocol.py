"""What an engine is: workers behind an executor, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from typing import Protocol

from mentas.studies.finished import Finished, Task

Work = Callable[[Task], list[Finished]]
"""Does a task. Workers that are processes import it by name; what it depends on is in the task."""

Hand = Callable[[list[Finished]], None]
"""Told the runs of a chunk of tasks when it has ended, in the driver, in order of ending."""

SINGLE = ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Thread pools that a worker keeps at one: the workers themselves fill the cores."""

WORTH = 2.0
"""Seconds of work in a chunk: beside it, a journey and a write are small, and little is lost with a worker."""


class Engine(Protocol):
    """How workers are had. One engine can be opened again and again, not twice at once."""

    @property
    def worth(self) -> float:
        """Seconds of work that should travel together; 0 if nothing travels."""

    @property
    def died(self) -> tuple[type[Exception], ...]:
        """What a future ends with when the worker that had its chunk has died."""

    @property
    def workers(self) -> int:
        """How many chunks are done at the same time; on a cluster it changes."""

    @property
    def ahead(self) -> int:
        """How many chunks are handed out at the same time."""

    def opened(self) -> AbstractContextManager[Executor]:
        """Workers for as long as the block lasts; an exception out of it ends at once what they are at."""

    def check(self) -> None:
        """Asked whenever nothing has ended for a while.

        Raises:
            RefusedError: there is nobody left to wait for.
        """
