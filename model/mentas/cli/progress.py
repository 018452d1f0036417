"""Progress on stderr: a bar with the time left on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mentas.studies.engine import Progress

EVERY = 10.0
"""Seconds between plain lines."""


@contextmanager
def shown(what: str, *, unit: str, quiet: bool) -> Iterator[Progress]:
    """A function to tell (done, total, failed), and a place on stderr where it shows."""
    if quiet:
        yield lambda done, total, failed: None
    elif sys.stderr.isatty():
        with _bar(what, unit) as tell:
            yield tell
    else:
        yield _lines(what, unit)


@contextmanager
def _bar(what: str, unit: str) -> Iterator[Progress]:
    from rich import progress
    from rich.console import Console

    columns = (
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn(unit + "{task.fields[failed]}, left"),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, failed="")

        def tell(done: int, total: int, failed: int) -> None:
            bar.update(task, completed=done, total=total, failed=_failed(failed))

        yield tell


def _lines(what: str, unit: str) -> Progress:
    last = time.monotonic()
    before: int | None = None
    # What ends first may have waited for the compiler, which says nothing of the others: time counts from its end.
    first: tuple[float, int] | None = None

    def tell(done: int, total: int, failed: int) -> None:
        nonlocal last, before, first
        now = time.monotonic()
        if before is None:
            before = done
            if done:
                print(f"{what}: {done} of {total} {unit} were finished before", file=sys.stderr, flush=True)
        elif done == total or now - last >= EVERY:
            last = now
            end = ""
            if first is not None and first[1] < done < total:
                left = (now - first[0]) / (done - first[1]) * (total - done)
                end = f", about {duration(left)} left"
            print(f"{what}: {done} of {total} {unit}{_failed(failed)}{end}", file=sys.stderr, flush=True)
        if first is None and done > before:
            first = now, done

    return tell


def _failed(failed: int) -> str:
    return f", {failed} failed" if failed else ""


def duration(seconds: float) -> str:
    """A time in words: 3 h 20 min, 4 min 10 s, 12 s."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"
