"""Files of runs: written group by group, and read back run by run through a cache of bounded size."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from mentas.studies import atomic
from mentas.studies.store import records

GROUP = 500_000
"""Records after which a shard begins a new row group, so that households' rows need not fit in memory at once."""

LOOSE_GROUP = 20_000
"""The same of a loose file, whose runs are wanted one by one: neighbours in it are seldom so in the study."""

CACHE = 128 << 20
"""Bytes of row groups that a reader holds."""

FILES = 256
"""Files of which a reader knows where their runs are."""


class DamagedError(Exception):
    """A file is not what was once written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path


def write(path: Path, groups: Iterable[Any], *, compression: str = "zstd") -> None:
    """Write row groups of runs as one file, whole or not at all.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    atomic.stream_to(path, partial(_fill, groups=groups, compression=compression))


def _fill(handle: BinaryIO, *, groups: Iterable[Any], compression: str) -> None:
    import pyarrow.parquet as pq

    encodings = records.encodings()
    with pq.ParquetWriter(
        handle, records.schema(), compression=compression, write_page_checksum=True,
        use_dictionary=encodings["dictionary"], use_byte_stream_split=encodings["split"],
    ) as writer:  # fmt: skip
        for group in groups:
            writer.write_table(group, row_group_size=len(group))


def grouped(tables: Iterable[Any], *, limit: int) -> Iterator[Any]:
    """Runs as row groups of at most `limit` records, or of one run; the same however they are divided into tables."""
    import pyarrow as pa

    waiting: list[Any] = []
    held = 0
    for table in tables:
        start = 0
        for row, size in enumerate(records.records(table).tolist()):
            if held and held + size > limit:
                yield pa.concat_tables([*waiting, table.slice(start, row - start)]).combine_chunks()
                waiting, held, start = [], 0, row
            held += size
        waiting.append(table.slice(start))
    if waiting:
        yield pa.concat_tables(waiting).combine_chunks()


def columns(path: Path, *names: str) -> list[tuple[str | None, ...]]:
    """Some of the columns `key`, `error` and `digest` of a file, a tuple a run.

    Raises:
        DamagedError: it cannot be read.
    """
    with _opened(path) as file:
        found = file.read(columns=list(names), use_threads=False)
        return list(zip(*(found.column(name).to_pylist() for name in names), strict=True))


def fits(path: Path) -> bool:
    """Whether a file's columns are those that this version of mentas writes.

    Raises:
        DamagedError: it cannot be read.
    """
    with _opened(path) as file:
        return bool(file.schema_arrow.equals(records.schema()))


def groups(path: Path) -> Iterator[Any]:
    """Row groups of a file, one after the other.

    Raises:
        DamagedError: it cannot be read.
    """
    with _opened(path) as file:
        for group in range(file.num_row_groups):
            yield _group(file, group)


def _group(file: Any, number: int) -> Any:
    """A row group; one that has missing values, which none is written with, is refused."""
    found = file.read_row_group(number, use_threads=False).cast(records.schema())
    if records.missing(found):
        raise ValueError("values are missing")
    return found


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            yield file
    except OSError as error:
        if error.errno is not None:
            raise OSError(error.errno, error.strerror or str(error), str(path)) from error
        raise DamagedError(path, str(error)) from error
    except (pa.ArrowException, KeyError, ValueError) as error:
        raise DamagedError(path, str(error)) from error


class Reader:
    """Reads single runs, and remembers the row groups that they came from."""

    def __init__(self, limit: int = CACHE) -> None:
        self.limit = limit
        self._groups: OrderedDict[tuple[Path, int], Any] = OrderedDict()
        self._places: OrderedDict[Path, dict[str, tuple[int, int]]] = OrderedDict()
        self._bytes = 0

    def row(self, path: Path, key: str) -> Any:
        """A run as a table of one row.

        Raises:
            DamagedError: the file cannot be read, or does not hold the run.
        """
        if path not in self._places:
            self._locate(path)
        self._places.move_to_end(path)
        if key not in self._places[path]:
            raise DamagedError(path, "a run is missing")
        group, row = self._places[path][key]
        if (path, group) not in self._groups:
            with _opened(path) as file:
                self._hold(path, group, _group(file, group))
        self._groups.move_to_end((path, group))
        return self._groups[path, group].slice(row, 1)

    def remember(self, path: Path, groups: Iterable[Any]) -> None:
        """Hold the row groups of a file that was just written."""
        self.forget(path)
        places: dict[str, tuple[int, int]] = {}
        for number, group in enumerate(groups):
            places |= {key: (number, row) for row, key in enumerate(group.column("key").to_pylist())}
            self._hold(path, number, group)
        self._place(path, places)

    def forget(self, path: Path) -> None:
        """Let go of a file that is gone or replaced."""
        for number in {group for group, _ in self._places.pop(path, {}).values()}:
            if (path, number) in self._groups:
                self._bytes -= self._groups.pop((path, number)).nbytes

    def _locate(self, path: Path) -> None:
        with _opened(path) as file:
            keys = [file.read_row_group(g, ["key"]).column("key").to_pylist() for g in range(file.num_row_groups)]
        self._place(path, {key: (group, row) for group, found in enumerate(keys) for row, key in enumerate(found)})

    def _place(self, path: Path, places: dict[str, tuple[int, int]]) -> None:
        self._places[path] = places
        while len(self._places) > FILES:
            self.forget(next(iter(self._places)))

    def _hold(self, path: Path, number: int, group: Any) -> None:
        self._groups[path, number] = group
        self._bytes += group.nbytes
        while self._bytes > self.limit and len(self._groups) > 1:
            _, old = self._groups.popitem(last=False)
            self._bytes -= old.nbytes
