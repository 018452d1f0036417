"""Writing whole files or nothing: a temporary file in the same folder, fsync, rename, fsync of the folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PARTIAL = ".partial-"
"""How the names of unfinished files begin; whatever carries it may be deleted."""


@contextmanager
def replacing(path: Path, *, durable: bool = True) -> Iterator[Path]:
    """A temporary path beside `path`, which takes its place once the block has ended without an error.

    Args:
        path: the file to be written.
        durable: whether it must outlast a power cut; whole it is in any case but that one.

    Raises:
        OSError: the disk is full or the folder cannot be written; its `filename` is `path`.
    """
    partial = path.with_name(f"{PARTIAL}{os.getpid()}-{path.name}")
    try:
        yield partial
        if durable:
            sync(partial)
        os.replace(partial, path)
        if durable:
            sync(path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
    finally:
        partial.unlink(missing_ok=True)


def write_text(path: Path, text: str, *, durable: bool = True) -> None:
    """Write `text` as UTF-8, whole or not at all."""
    with replacing(path, durable=durable) as partial, open(partial, "w", encoding="utf-8", newline="\n") as handle:
        handle.write(text)


def write_with(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a temporary file that then takes the place of `path`."""
    with replacing(path) as partial:
        write(partial)


def stream_to(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let `write` fill an open temporary file that then takes the place of `path`."""
    with replacing(path) as partial, open(partial, "wb") as handle:
        write(handle)


def sweep(folder: Path) -> None:
    """Delete what interrupted writers left behind. Only for the holder of the folder's lock."""
    for partial in folder.glob(f"{PARTIAL}*"):
        partial.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
