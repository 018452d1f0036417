"""What the files of a store are called. Light to import."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = "runs"

BLOCK = 50
"""Runs in a shard."""

DAMAGED = ".damaged-"
"""How the name of a file begins that could not be read and was set aside."""

_LOOSE = re.compile(r"loose-(?P<serial>\d{10})-(?P<done>\d+)-(?P<failed>\d+)\.parquet")
_SHARD = re.compile(r"(\d{8}|older)-[0-9a-f]{16}\.parquet")


@dataclass(frozen=True, slots=True, order=True)
class Loose:
    """What the name of a loose file says."""

    serial: int
    """Loose files are numbered in the order in which they are written."""
    done: int
    """Runs of the study that had ended, well or not, when the file was written, its own among them."""
    failed: int
    """Those among them that failed."""

    @property
    def name(self) -> str:
        return f"loose-{self.serial:010d}-{self.done}-{self.failed}.parquet"


def loose(name: str) -> Loose | None:
    """What the name of a loose file says; None if it is not one's."""
    found = _LOOSE.fullmatch(name)
    return None if found is None else Loose(*(int(found[part]) for part in ("serial", "done", "failed")))


def shard(keys: Sequence[str], *, position: int | None) -> str:
    """Name of the shard of these runs: where they begin in the study, if they are of it, and which they are."""
    digest = hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16]
    return f"{'older' if position is None else f'{position:08d}'}-{digest}.parquet"


def files(folder: Path) -> list[Path]:
    """Files of a store, in the order of their names; whatever else lies in the folder is not looked at."""
    return sorted(path for path in folder.iterdir() if _SHARD.fullmatch(path.name) or _LOOSE.fullmatch(path.name))


def last_loose(folder: Path) -> tuple[Loose, Path] | None:
    """The loose file that was written last, if there is any."""
    try:
        found = [(known, folder / name) for name in os.listdir(folder) if (known := loose(name)) is not None]
    except FileNotFoundError:
        return None
    return max(found, default=None)
