"""Doing what is left of a study, keeping it as it ends, and ending well when stopped from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mentas.studies.engine.drive import execute
from mentas.studies.engine.protocol import Engine, Hand, Work
from mentas.studies.finished import Finished, Task
from mentas.studies.problems import InterruptedStudyError

Progress = Callable[[int, int, int], None]
"""Told after every chunk of tasks: runs finished, runs in all, runs failed."""


def execute_and_keep(
    tasks: Iterable[Task],
    *,
    work: Work,
    engine: Engine,
    keep: Hand,
    total: int,
    ended: int,
    progress: Progress | None = None,
    fail_fast: bool = False,
) -> dict[str, str]:
    """Do the tasks that are left of `total` runs, of which `ended` were there before; keep what each gave.

    Returns:
        The errors of failed runs, by key.

    Raises:
        InterruptedStudyError: Ctrl-C, or SIGTERM in the main thread; what was handed to `keep` is kept.
        FailedRunError: a run failed and `fail_fast` was asked for; it is kept.
        RefusedError: the engine has no workers, or lost them; what was handed to `keep` is kept.
    """
    errors: dict[str, str] = {}
    now = ended

    def hand(runs: list[Finished]) -> None:
        nonlocal now
        keep(runs)
        errors.update({run.key: run.error for run in runs if run.error is not None})
        now += len(runs)
        if progress is not None:
            progress(now, total, len(errors))

    if progress is not None:
        progress(now, total, 0)
    try:
        execute(tasks, work=work, engine=engine, hand=hand, runs=total - ended, fail_fast=fail_fast)
    except KeyboardInterrupt:
        raise InterruptedStudyError(done=now - len(errors), total=total) from None
    return errors
