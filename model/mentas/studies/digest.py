"""The digest of a whole study: one line that two people compare to know whether their runs gave the same."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from mentas.studies.names_of_tables import CONFIRMED, FOLDER_OF_REGIONS, MORE, RUNS

PLACES: tuple[str, ...] = (RUNS, *(f"{folder}/{RUNS}" for folder in (FOLDER_OF_REGIONS, CONFIRMED, MORE)))
"""Tables of runs that a study may have."""

COLUMNS: tuple[str, ...] = ("region", "scenario", "point", "replicate", "key", "digest")
"""What tells a run and its results; a run that failed has no digest."""


def of(folder: Path) -> str | None:
    """sha256 over all runs in the study's order: which they are, what they depend on, and what they gave.

    Workers, retries, and whether the study was stopped in between leave it alone. None for a folder without a table of
    runs.

    Raises:
        OSError: a table cannot be read.
    """
    found = [name for name in PLACES if (folder / name).exists()]
    if not found:
        return None
    total = hashlib.sha256()
    for name in found:
        total.update(f"{name}\n".encode())
        for row in _rows(folder / name):
            total.update(f"{json.dumps(row, ensure_ascii=False)}\n".encode())
    return total.hexdigest()


def _rows(path: Path) -> list[tuple[object, ...]]:
    """Columns that there are of each run, in the table's order."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        there = set(pq.read_schema(path).names)
        table = pq.read_table(path, columns=[name for name in COLUMNS if name in there])
    except pa.ArrowInvalid as error:
        raise OSError(f"{path} is no table of runs: {error}") from None
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))
