"""One study at a time in a folder: a kernel lock on the folder itself, which ends with the process that holds it."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mentas.studies import atomic
from mentas.studies.problems import RefusedError

MANIFEST = "manifest.json"

PATIENCE = 0.5
"""Seconds to wait for a lock: who asks whether a folder is held holds it for an instant."""


def place(out: Path | None, name: str) -> Path:
    """The folder of a study, which need not be there; by default `outputs/<name>`."""
    return out if out is not None else Path("outputs") / name


def opened(out: Path | None, name: str) -> Path:
    """The folder of a study, made if it is not there.

    Raises:
        RefusedError: there is a file of that name.
    """
    folder = place(out, name)
    if folder.exists() and not folder.is_dir():
        raise RefusedError(f"{folder} is a file; choose a folder with --out")
    new = [above for above in (folder, *folder.parents) if not above.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in new:
        atomic.sync(made.parent)
    return folder


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold `folder` for as long as the block lasts.

    Raises:
        RefusedError: another study holds it; the message says which. Or its file system knows no locks.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        limit = time.monotonic() + PATIENCE
        while not _taken(handle, folder, fcntl.LOCK_EX):
            if time.monotonic() > limit:
                raise RefusedError(f"{folder} is in use by {_named(folder)}; wait for it or choose another --out")
            time.sleep(PATIENCE / 10)
        yield
    finally:
        os.close(handle)


def holder(folder: Path) -> str | None:
    """The study that holds `folder` at this moment, in words; None if none does.

    Raises:
        RefusedError: its file system knows no locks.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        return None if _taken(handle, folder, fcntl.LOCK_SH) else _named(folder)
    finally:
        os.close(handle)


def _taken(handle: int, folder: Path, kind: int) -> bool:
    """Whether a lock could be taken."""
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise RefusedError(
            f"{folder} is on a file system without locks (flock: {error.strerror}), where two studies could spoil "
            "each other's runs; choose an --out on another"
        ) from error
    return True


def _named(folder: Path) -> str:
    """The study that wrote the folder's manifest, in words."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return f"study '{manifest['study']}' (process {manifest['process']}, started {manifest['started']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another study"
