"""What this machine has free, and whether its folders can be locked."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from mentas.cli import amounts
from mentas.cli.doctor.finding import Finding, ok, problem, warning
from mentas.language import _, current, into
from mentas.studies import lock
from mentas.studies.planning import machine
from mentas.studies.problems import RefusedError

MEMORY = 1_000_000_000
"""Bytes that the whole province takes on one worker, with what Python itself takes."""

DISK, LEAST = 1_000_000_000, 50_000_000
"""Bytes that some studies and their figures take, and that one small one does."""

OUTPUTS = Path("outputs")


def cores() -> Iterator[Finding]:
    """How many runs can go at once."""
    yield ok("cores", _("cores"), _("{n}; a study uses all unless --workers says otherwise", n=machine.cores()))


def memory() -> Iterator[Finding]:
    """Whether a world of a province fits."""
    what, free = _("memory"), machine.free_memory()
    if free is None:
        yield ok("memory", what, _("this system does not say what is free"))
    elif free < MEMORY:
        to_do = _("Close other programs, or use fewer --workers: a worker of a province takes about {size}.",
                  size=amounts.size(MEMORY))  # fmt: skip
        yield warning("memory", what, _("{size} free", size=amounts.size(free)), to_do)
    else:
        yield ok("memory", what, _("{size} free", size=amounts.size(free)))


def disk() -> Iterator[Finding]:
    """Whether results fit where they are written."""
    free = machine.free_disk(OUTPUTS)
    what, said = _("disk"), _("{size} free for {folder}", size=amounts.size(free), folder=OUTPUTS.absolute())
    to_do = _("Make room, or write elsewhere with --out.")
    if free < LEAST:
        yield problem("disk", what, said, to_do)
    elif free < DISK:
        yield warning("disk", what, said, to_do)
    else:
        yield ok("disk", what, said)


def locks() -> Iterator[Finding]:
    """Whether a study can be written here, and be held against another."""
    what = _("results folder")
    there = next(place for place in (OUTPUTS.absolute(), *OUTPUTS.absolute().parents) if place.is_dir())
    try:
        with tempfile.TemporaryDirectory(prefix=".mentas-doctor-", dir=there) as folder, lock.held(Path(folder)):
            yield ok("locks", what, _("{folder} can be written and locked", folder=there))
    except RefusedError as error:
        yield problem("locks", what, into(error.args[0], current()), _("Write studies elsewhere with --out."))
    except OSError as error:
        found = _("{folder} cannot be written: {error}", folder=there, error=_(error.strerror or type(error).__name__))
        yield problem("locks", what, found, _("Go to a folder of your own, or write elsewhere with --out."))
