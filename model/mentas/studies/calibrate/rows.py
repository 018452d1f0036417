"""Points at which the model has been run, one line each, kept as soon as they end.

A line carries its own checksum: one that was cut off by a crash or a full disk is not read and its point is run again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

NAME = "points.jsonl"


class Rows:
    """The points of a folder; only for the holder of its lock.

    Args:
        folder: the study's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._moments: dict[str, np.ndarray] = {}
        if self._path.exists():
            text = self._path.read_bytes()
            if text and not text.endswith(b"\n"):
                self._append(b"\n")
            for line in text.split(b"\n"):
                row = _read(line)
                if row is not None:
                    self._moments[row["key"]] = np.array(row["moments"], dtype=float)

    def __contains__(self, key: str) -> bool:
        return key in self._moments

    def keep(self, key: str, moments: np.ndarray, parameters: dict[str, float]) -> None:
        """Keep a finished point; it is on the disk when this returns.

        Args:
            key: of the point.
            moments: shape (replicates, targets).
            parameters: for the reader of the file; nothing reads them back.
        """
        row = {"key": key, "moments": moments.tolist(), "parameters": parameters}
        text = json.dumps(row, sort_keys=True)  # NaN as Python writes it: only this module reads it
        self._append(f"{_sum(text)} {text}\n".encode())
        self._moments[key] = moments

    def read(self, keys: Sequence[str]) -> np.ndarray:
        """Moments of points by key, shape (keys, replicates, targets); NaN for those that are not there."""
        shape = next((self._moments[key].shape for key in keys if key in self._moments), (1, 0))
        return np.array([self._moments.get(key, np.full(shape, np.nan)) for key in keys]).reshape(len(keys), *shape)

    def _append(self, line: bytes) -> None:
        with self._path.open("ab") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())


def _read(line: bytes) -> dict[str, Any] | None:
    """A row, or None if the line is not whole."""
    try:
        total, _, text = line.decode().partition(" ")
        return json.loads(text) if text and total == _sum(text) else None
    except ValueError:
        return None


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
