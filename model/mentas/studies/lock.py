"""One study at a time in a folder: a kernel lock on the folder itself, which ends with the process that holds it."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from mentas.language import Said
from mentas.studies import atomic
from mentas.studies.problems import RefusedError

MANIFEST = "manifest.json"

PATIENCE = 0.5
"""Seconds to wait for a lock: who asks whether a folder is held holds it for an instant."""

Kind = Literal["alone", "shared"]
"""A lock that none else may have, or one that others may have too."""


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
        raise RefusedError(Said("{folder} is a file; choose a folder with --out", folder=folder))
    new = [above for above in (folder, *folder.parents) if not above.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in new:
        atomic.sync(made.parent)
    return folder


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold `folder` for as long as the block lasts.

    Raises:
        RefusedError: another study holds it; the message says which. Or its file system, or this system, knows no
            locks.
    """
    handle = _open(folder)
    try:
        limit = time.monotonic() + PATIENCE
        while not _taken(handle, folder, "alone"):
            if time.monotonic() > limit:
                raise RefusedError(
                    Said(
                        "{folder} is in use by {holder}; wait for it or choose another --out", folder=folder,
                        holder=_named(folder),
                    )
                )  # fmt: skip
            time.sleep(PATIENCE / 10)
        yield
    finally:
        os.close(handle)


def holder(folder: Path) -> Said | None:
    """The study that holds `folder` at this moment, in words; None if none does.

    Raises:
        RefusedError: its file system, or this system, knows no locks.
    """
    handle = _open(folder)
    try:
        return None if _taken(handle, folder, "shared") else _named(folder)
    finally:
        os.close(handle)


def _open(folder: Path) -> int:
    """A handle of the folder.

    Raises:
        RefusedError: this system has no locks on folders, as Windows has none.
    """
    try:
        import fcntl  # noqa: F401
    except ImportError:
        raise RefusedError(
            Said(
                "{folder}: a study needs locks on folders, which this system ({system}) does not have; run it under "
                "Linux or macOS, or on Windows in WSL",
                folder=folder, system=sys.platform,
            )
        ) from None  # fmt: skip
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)


def _taken(handle: int, folder: Path, kind: Kind) -> bool:
    """Whether a lock could be taken."""
    import fcntl

    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if kind == "alone" else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise RefusedError(
            Said(
                "{folder} is on a file system without locks (flock: {error}), where two studies could spoil each "
                "other's runs; choose an --out on another",
                folder=folder, error=error.strerror,
            )
        ) from error  # fmt: skip
    return True


def _named(folder: Path) -> Said:
    """The study that wrote the folder's manifest, in words."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        words = {name: manifest[name] for name in ("study", "process", "started")}
    except (OSError, ValueError, KeyError, TypeError):
        return Said("another study")
    return Said("study '{study}' (process {process}, started {started})", **words)
