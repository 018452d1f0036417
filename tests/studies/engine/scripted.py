"""Tasks that are told by their scenarios what to do, for every engine. Workers import this module by name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from mentas.studies import engine
from mentas.studies.finished import Finished, Task
from studies import fakes


def tasks(scenarios: Sequence[Any], replicates: int = 3) -> list[Task]:
    """A task a replicate; keys are `<name>-<replicate>`."""
    return [Task(1, r, tuple((f"{s.name}-{r}", s) for s in scenarios)) for r in range(replicates)]


def done(
    todo: Iterable[Task],
    by: engine.Engine,
    *,
    work: engine.Work = fakes.work,
    **options: Any,
) -> dict[str, Finished]:
    """Runs by key, in the order in which they were handed over; none twice."""
    got: dict[str, Finished] = {}

    def hand(runs: list[Finished]) -> None:
        for run in runs:
            assert run.key not in got, "a run was handed over twice"
            got[run.key] = run

    engine.execute(todo, work=work, engine=by, hand=hand, **options)
    return got


def content(runs: dict[str, Finished]) -> dict[str, Any]:
    """All that is in the runs, by key, as plain values."""
    return {
        key: (runs[key].error, {name: _plain(frame) for name, frame in runs[key].frames.items()})
        for key in sorted(runs)
    }


def _plain(frame: pd.DataFrame) -> Any:
    return list(frame.columns), [str(each) for each in frame.dtypes], frame.to_numpy().tolist()


class Unopenable(Exception):
    """An error that cannot be unpickled: it takes more than it was made from."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def mistaken(task: Task) -> list[Finished]:
    """Work that has a bug."""
    if task.replicate == 1:
        raise ZeroDivisionError("a bug")
    return fakes.work(task)


def unopenable(task: Task) -> list[Finished]:
    """Work whose error does not travel."""
    raise Unopenable("this ", "that")


def unsendable(task: Task) -> list[Finished]:
    """Work whose result does not travel."""
    return [Finished(key, frames={"outcomes": lambda: None}) for key, _ in task.runs]  # type: ignore[dict-item]


class Absent:
    """A scenario that the worker cannot open."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return (_only_in, (os.getpid(),))


def _only_in(process: int) -> Absent:
    if os.getpid() != process:
        raise ImportError("not to be had here")
    return Absent()


def whoami(task: Task) -> list[Finished]:
    """The process that did it, and the threads that it may use, as the error of each run."""
    said = [os.environ.get(name, "") for name in ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS")]
    return [Finished(key, error=f"{os.getpid()} {' '.join(said)}") for key, _ in task.runs]


def touched(task: Task) -> list[Finished]:
    """Work that leaves a file and then gives nothing."""
    for key, scenario in task.runs:
        Path(scenario.folder, key).touch()
    return [Finished(key) for key, _ in task.runs]
