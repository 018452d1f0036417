"""Where a study keeps its runs: Parquet shards in `runs/`, one a task, written as the tasks end.

A row is a run: its key, its error if it failed, and its frames as lists of records. There is no index beside the
shards; what is finished is what they say. A shard that cannot be read counts as never written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from mentas.studies import atomic
from mentas.studies.finished import FRAMES, Finished

SHARDS = "runs"


@dataclass(frozen=True, slots=True)
class Stored:
    """A finished run as it is kept."""

    key: str
    frames: dict[str, Any]
    """Arrow tables by name of the frame."""
    digest: str


class Store:
    """The finished runs in a study's folder. Only for the holder of the folder's lock."""

    def __init__(self, folder: Path) -> None:
        self.shards = folder / SHARDS
        self.shards.mkdir(exist_ok=True)
        for place in (folder, self.shards):
            atomic.sweep(place)
        self._home: dict[str, Path] = {}
        for shard in sorted(self.shards.glob("*.parquet")):
            for key in _finished_keys(shard):
                self._home.setdefault(key, shard)

    def __contains__(self, key: object) -> bool:
        """Whether the run ended well; one that failed is tried again."""
        return key in self._home

    def keep(self, runs: Sequence[Finished]) -> None:
        """Write the runs of a task as one shard.

        Raises:
            OSError: the disk is full or the folder cannot be written; no part of the shard is left.
        """
        name = hashlib.sha256("\n".join(run.key for run in runs).encode()).hexdigest()[:16]
        shard = self.shards / f"{name}.parquet"
        atomic.write_with(shard, partial(_write, runs))
        self._home.update({run.key: shard for run in runs if run.error is None})

    def stream(self, keys: Sequence[str]) -> Iterator[tuple[str, Stored | None]]:
        """What is kept of runs, in the order asked for; None for a run that has no results."""
        for key in keys:
            found = self.read([key])
            yield key, Stored(key, found[key], "") if key in found else None

    def read(self, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Frames of finished runs, by key: Arrow tables by name of the frame."""
        wanted = dict.fromkeys(key for key in keys if key in self._home)
        found: dict[str, dict[str, Any]] = {}
        for shard in dict.fromkeys(self._home[key] for key in wanted):
            table = _read(shard)
            for row, key in enumerate(table.column("key").to_pylist()):
                if key in wanted and self._home[key] == shard:
                    found[key] = {
                        frame: _records(table.column(frame)[row])
                        for frame in FRAMES
                        if table.column(frame)[row].is_valid
                    }
        return found


@cache
def record_types() -> dict[str, Any]:
    """Arrow types of the frames' records, by frame."""
    import pyarrow as pa

    text, year, decile, money = pa.string(), pa.int16(), pa.int8(), pa.int64()
    outcomes = {"year": year, "measure": text, "group_kind": text, "group": text, "value": pa.float64()}
    spending = {"programme": text, "regency": text, "year": year} | dict.fromkeys(
        ("budget", "delivered", "admin", "leaked", "unspent"), money
    )
    transitions = {"basis": text, "year": year, "from": decile, "to": decile, "households": pa.float64()}
    households = {"id": pa.int64()}
    return {
        "outcomes": pa.struct(list(outcomes.items())),
        "spending": pa.struct([*spending.items(), ("recipients", pa.float64())]),
        "transitions": pa.struct(list(transitions.items())),
        "households": pa.struct(list(households.items())),
    }


def _write(runs: Sequence[Finished], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {"key": pa.array([run.key for run in runs]), "error": pa.array([run.error for run in runs], pa.string())}
    for frame in FRAMES:
        columns[frame] = pa.concat_arrays([_list(run, frame) for run in runs])
    pq.write_table(pa.table(columns), path, compression="zstd", write_page_checksum=True)


def _list(run: Finished, frame: str) -> Any:
    """One list of records: a run's frame, or null if it failed."""
    import pyarrow as pa

    record = record_types()[frame]
    if run.error is not None or frame not in run.frames:
        return pa.nulls(1, pa.list_(record))
    data = run.frames[frame]
    fields = [pa.array(data[field.name], type=field.type, from_pandas=False) for field in record]
    values = pa.StructArray.from_arrays(fields, fields=list(record))
    return pa.ListArray.from_arrays(pa.array([0, len(data)], pa.int32()), values)


def _read(shard: Path) -> Any:
    import pyarrow.parquet as pq

    return pq.read_table(shard, page_checksum_verification=True)


def _records(listed: Any) -> Any:
    """A list of records as an Arrow table."""
    import pyarrow as pa

    return pa.Table.from_struct_array(listed.values)


def _finished_keys(shard: Path) -> list[str]:
    """Keys of the runs in a shard that ended well; none if the shard cannot be read."""
    import pyarrow as pa

    try:
        table = _read(shard)
        pairs = zip(table.column("key").to_pylist(), table.column("error").to_pylist(), strict=True)
        return [key for key, error in pairs if error is None]
    except (pa.ArrowException, OSError, KeyError):
        return []
