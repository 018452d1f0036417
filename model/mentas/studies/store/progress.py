"""How far a study is, in a small file that can be read at once. Light to import.

The file is written before any loose file is deleted, and the name of a loose file holds the counts as of then. So
the newer of the two says how many runs have ended, at whatever moment the study is killed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from mentas.studies import atomic

NAME = "progress.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Counts of a study's runs."""

    total: int
    done: int
    """Runs that have ended, well or not."""
    failed: int
    before: int
    """Runs that had ended when the study was last started."""
    serial: int
    """Number of the last loose file that is counted."""
    process: int
    """The process that was last started."""
    started: float
    """When, in seconds since 1970."""
    last: float
    """When a run was last kept by it; as `started` if none was."""


def write(folder: Path, progress: Progress) -> None:
    """Write the file, whole but perhaps not yet on the disk: what a power cut loses, opening the store mends."""
    atomic.write_text(folder / NAME, json.dumps(asdict(progress)) + "\n", durable=False)


def read(folder: Path) -> Progress | None:
    """What the file says; None if there is none, or it is none."""
    try:
        said = json.loads((folder / NAME).read_text(encoding="utf-8"))
        found = Progress(**{field.name: said[field.name] for field in fields(Progress)})
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if all(type(value) in (int, float) for value in asdict(found).values()) else None
