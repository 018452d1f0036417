"""Running tasks, in this process or in several; every finished task is handed over as soon as it ends.

A worker that dies (killed, out of memory) takes the pool with it. The tasks that were under way are then done
again one run at a time, each alone in a fresh worker; a run that kills its worker again is reported as failed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait as wait_for_sentinel

from mentas.studies.finished import Finished, Task
from mentas.studies.problems import InterruptedStudyError

Work = Callable[[Task], list[Finished]]
Hand = Callable[[list[Finished]], None]
Progress = Callable[[int, int, int], None]
"""Told after every task: runs finished, runs in all, runs failed."""

DIED = "the worker process died twice in this run (killed, or out of memory)"

SINGLE = ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Thread pools that a worker keeps at one: the workers themselves fill the cores."""


def execute(tasks: Sequence[Task], *, work: Work, workers: int, hand: Hand) -> None:
    """Do all tasks; `hand` gets each with its runs, in the order in which they end.

    With one worker all is done in this process, without a pool.
    """
    if workers == 1 or len(tasks) == 1:
        for task in tasks:
            hand(work(task))
        return
    struck = _pooled(tasks, work=work, workers=min(workers, len(tasks)), hand=hand)
    for task in (part for whole in struck for part in whole.split()):
        if _pooled([task], work=work, workers=1, hand=hand):
            hand([Finished(key, error=DIED) for key, _ in task.runs])


def execute_and_keep(
    tasks: Sequence[Task], *, work: Work, workers: int, keep: Hand, total: int, progress: Progress | None
) -> dict[str, str]:
    """Do the tasks that are left of `total` runs, keep what each gave, and return the errors of failed runs by key.

    Raises:
        InterruptedStudyError: Ctrl-C; what was handed to `keep` is kept.
    """
    ended = total - sum(len(task.runs) for task in tasks)
    errors: dict[str, str] = {}

    def hand(runs: list[Finished]) -> None:
        nonlocal ended
        keep(runs)
        errors.update({run.key: run.error for run in runs if run.error is not None})
        ended += len(runs)
        if progress is not None:
            progress(ended, total, len(errors))

    if progress is not None:
        progress(ended, total, 0)
    try:
        execute(tasks, work=work, workers=workers, hand=hand)
    except KeyboardInterrupt:
        raise InterruptedStudyError(done=ended - len(errors), total=total) from None
    return errors


def _pooled(tasks: Iterable[Task], *, work: Work, workers: int, hand: Hand) -> list[Task]:
    """Do tasks in a pool; those that were under way when a worker died are returned, the others are done."""
    waiting = deque(tasks)
    struck: list[Task] = []
    while waiting:
        earlier = set(multiprocessing.active_children())
        pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_settle_in)
        running: dict[Future[list[Finished]], Task] = {}
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    running[pool.submit(work, waiting[0])] = waiting[0]
                    waiting.popleft()
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    runs = future.result()
                    del running[future]
                    hand(runs)
        except BrokenProcessPool:
            struck += [task for future, task in running.items() if not _ended(future, hand)]
        except BaseException:
            for child in set(multiprocessing.active_children()) - earlier:
                child.kill()
            raise
        finally:
            pool.shutdown(cancel_futures=True)
    return struck


def _ended(future: Future[list[Finished]], hand: Hand) -> bool:
    """Hand over a task that ended well just before the pool broke."""
    if future.done() and future.exception() is None:
        hand(future.result())
        return True
    return False


def _settle_in() -> None:
    """Start of a worker: one thread, deaf to Ctrl-C (the parent decides), and gone when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in SINGLE:
        os.environ[name] = "1"
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()


def _leave_with(sentinel: int) -> None:
    wait_for_sentinel([sentinel])
    os._exit(1)
