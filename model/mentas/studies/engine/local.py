"""Workers on this machine: this process itself, or processes of its own that end with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for_sentinel
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, ClassVar

from mentas.studies.engine.protocol import SINGLE, WORTH
from mentas.studies.engine.travel import sealed, unsealed


@dataclass(frozen=True, slots=True)
class Here:
    """No workers: all is done in this process, a task at a time."""

    worth: ClassVar[float] = 0.0
    died: ClassVar[tuple[type[Exception], ...]] = ()
    workers: ClassVar[int] = 1
    ahead: ClassVar[int] = 1

    @contextmanager
    def opened(self) -> Iterator[Executor]:
        """An executor that does what it is given before it returns."""
        yield AtOnce()

    def check(self) -> None:
        """This process is at work."""


class AtOnce(Executor):
    """An executor without workers."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@dataclass(frozen=True, slots=True)
class Local:
    """Processes on this machine."""

    workers: int
    worth: ClassVar[float] = WORTH
    died: ClassVar[tuple[type[Exception], ...]] = (BrokenProcessPool,)

    @property
    def ahead(self) -> int:
        """A chunk a worker: the next is on its way before what came of the last is written."""
        return self.workers

    @contextmanager
    def opened(self) -> Iterator[Executor]:
        """Processes, each started when there is something for it to do."""
        crew = Crew(self.workers)
        try:
            yield crew
        except BaseException:
            crew.kill()
            raise
        finally:
            crew.shutdown()

    def check(self) -> None:
        """A process that dies is seen at once."""


class Crew(Executor):
    """Worker processes, each in a pool of its own: one that dies takes nobody else's work with it."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._last: dict[ProcessPoolExecutor, Future[Any]] = {}  # in the order in which they were given something
        self._context = _Recorded()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Give a call to a worker that has nothing to do, or else to the one whose last was given first."""
        call = sealed(fn, *args, **kwargs)
        while True:
            pool = self._free()
            try:
                with _unheard():
                    future = pool.submit(unsealed, call)
            except BrokenProcessPool:  # its worker died idle
                self._drop(pool)
            else:
                self._last.pop(pool, None)
                self._last[pool] = future
                return future

    def kill(self) -> None:
        """End every worker at once."""
        for process in self._context.started:
            process.kill()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:
        """End every worker after what it is at."""
        for pool in self._last:
            pool.shutdown(wait=wait, cancel_futures=cancel_futures)

    def _free(self) -> ProcessPoolExecutor:
        for pool, future in list(self._last.items()):
            if not future.done():
                continue
            if not isinstance(future.exception(), BrokenProcessPool):
                return pool
            self._drop(pool)
        if len(self._last) < self._workers:
            return ProcessPoolExecutor(1, mp_context=self._context, initializer=_settle_in)
        return next(iter(self._last))

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        pool.shutdown()
        self._last.pop(pool, None)


class _Recorded(SpawnContext):
    """A way of starting processes that remembers them: a pool does not tell its own, and they must be killed."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[SpawnProcess] = []

    def Process(self, *args: Any, **kwargs: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802
        process = SpawnProcess(*args, **kwargs)
        self.started.append(process)
        return process


@contextmanager
def _unheard() -> Iterator[None]:
    """Ctrl-C waits until the block has ended; a process that is started in it never hears one."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _settle_in() -> None:
    """Start of a worker: one thread, deaf to Ctrl-C (the parent decides), and gone when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(dict.fromkeys(SINGLE, "1"))
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()


def _leave_with(sentinel: int) -> None:
    wait_for_sentinel([sentinel])
    os._exit(1)
