"""Runs made without a model, and what a store's folder holds."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from mentas.studies.finished import Finished
from studies import fakes

SCENARIO = fakes.FakeScenario("a", effect=0.1)


def keys(count: int, *, start: int = 0) -> list[str]:
    """Run keys."""
    return [hashlib.sha256(str(number).encode()).hexdigest() for number in range(start, start + count)]


def run(key: str, number: int = 0) -> Finished:
    """A run that ended well; its figures depend on `number`."""
    return Finished(key, frames=fakes.frames(SCENARIO, number))


def failed(key: str, error: str = "ValueError: planted") -> Finished:
    return Finished(key, error=error)


def runs(names: list[str]) -> list[Finished]:
    """Runs that ended well, each with its own figures, whatever else is run."""
    return [run(name, int(name[:4], 16)) for name in names]


def content(folder: Path) -> dict[str, bytes]:
    """Bytes of all files of runs, by name."""
    return {path.name: path.read_bytes() for path in sorted((folder / "runs").iterdir())}


def plain(frames: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Frames of a run, pandas or Arrow, as lists of rows."""
    return {
        name: frame.to_pylist() if hasattr(frame, "to_pylist") else frame.to_dict("records")
        for name, frame in frames.items()
    }
