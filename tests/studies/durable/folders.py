"""What a study's folder holds, but for what is of its making: times, processes, and how often it was started."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq

OF_MAKING = {
    "manifest.json": {"process", "started", "finished", "command"},
    "progress.json": {"process", "started", "last", "before", "serial"},
}
"""Fields by file."""


def content(folder: Path) -> dict[str, bytes]:
    """Bytes of all files, by path."""
    return {path.relative_to(folder).as_posix(): _bytes(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def _bytes(path: Path) -> bytes:
    if path.name not in OF_MAKING:
        return path.read_bytes()
    said = json.loads(path.read_text(encoding="utf-8"))
    return json.dumps({name: value for name, value in said.items() if name not in OF_MAKING[path.name]}).encode()


def different(one: Path, other: Path) -> list[str]:
    """Paths of files that two folders do not have alike."""
    ours, theirs = content(one), content(other)
    return [name for name in sorted({*ours, *theirs}) if ours.get(name) != theirs.get(name)]


def kept(folder: Path) -> set[str]:
    """Keys of the runs that a folder holds, as its files say and not as the store does."""
    keys: set[str] = set()
    for path in (folder / "runs").glob("*.parquet"):
        if not path.name.startswith("."):
            keys.update(pq.read_table(path, columns=["key"]).column("key").to_pylist())
    return keys
