"""One study at a time in a folder: a kernel lock on the folder itself, which ends with the process that holds it."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mentas.studies.problems import RefusedError

MANIFEST = "manifest.json"


def opened(out: Path | None, name: str) -> Path:
    """The folder of a study, made if it is not there; by default `outputs/<name>`.

    Raises:
        RefusedError: there is a file of that name.
    """
    folder = out if out is not None else Path("outputs") / name
    if folder.exists() and not folder.is_dir():
        raise RefusedError(f"{folder} is a file; choose a folder with --out")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold `folder` for as long as the block lasts.

    Raises:
        RefusedError: another study holds it; the message says which.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RefusedError(
                f"{folder} is in use by {_holder(folder)}; wait for it or choose another --out"
            ) from None
        yield
    finally:
        os.close(handle)


def _holder(folder: Path) -> str:
    """The study that wrote the folder's manifest, in words."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return f"study '{manifest['study']}' (process {manifest['process']}, started {manifest['started']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another study"
