"""Progress on stderr: a bar with the time left on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mentas.cli.amounts import count, duration
from mentas.language import N_, P_, _

if TYPE_CHECKING:
    from mentas.studies.engine import Progress

EVERY = 10.0
"""Seconds between plain lines."""

UNITS = {
    "runs": N_("runs"),
    "months": N_("months"),
    "points": P_("design", "points"),
    "replicates": N_("replicates"),
    "worlds": N_("worlds"),
}
"""What is counted, in words."""


@contextmanager
def shown(what: str, *, unit: str, quiet: bool) -> Iterator[Progress]:
    """A function to tell (done, total, failed), and a place on stderr where it shows.

    Args:
        what: is under way.
        unit: one of `UNITS`.
        quiet: whether nothing is shown.
    """
    if quiet:
        yield lambda done, total, failed: None
    elif sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown"):
        with _bar(what, _(UNITS[unit])) as tell:
            yield tell
    else:
        yield _lines(what, _(UNITS[unit]))


@contextmanager
def _bar(what: str, unit: str) -> Iterator[Progress]:
    from rich import progress

    from mentas.cli import screen

    columns = (
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.TextColumn("{task.fields[said]}", markup=False),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(*columns, console=screen.console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, said="")

        def tell(done: int, total: int, failed: int) -> None:
            bar.update(task, completed=done, total=total, said=_counts(done, total, unit, failed))

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
                words = N_("{done} of {total} {unit} were finished before")
                _say(what, _(words, done=count(done), total=count(total), unit=unit))
        elif done == total or now - last >= EVERY:
            last = now
            said = [_counts(done, total, unit, failed)]
            if first is not None and first[1] < done < total:
                left = (now - first[0]) / (done - first[1]) * (total - done)
                said.append(_("about {time} left", time=duration(left)))
            _say(what, ", ".join(said))
        if first is None and done > before:
            first = now, done

    return tell


def _say(what: str, words: str) -> None:
    print(f"{what}: {words}", file=sys.stderr, flush=True)


def _counts(done: int, total: int, unit: str, failed: int) -> str:
    """How far it is, and how much of it failed."""
    said = [_("{done} of {total} {unit}", done=count(done), total=count(total), unit=unit)]
    return ", ".join([*said, _("{n} failed", n=count(failed))] if failed else said)
