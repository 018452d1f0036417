"""A run as a row: what its frames are made of, their digest, and the way from frames to records and back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from mentas.studies.finished import FRAMES, HOUSEHOLDS, PARTS, Finished

KEPT: tuple[str, ...] = (*FRAMES, HOUSEHOLDS, PARTS)
"""Frames that a row has room for."""

NOT_A_NUMBER = b"\x00\x00\x00\x00\x00\x00\xf8\x7f"
"""The one NaN of a digest, whichever the machine wrote."""


@cache
def record_types() -> dict[str, Any]:
    """Arrow types of the frames' records, by frame."""
    import pyarrow as pa

    text, year, small, money, flag = pa.string(), pa.int16(), pa.int8(), pa.int64(), pa.bool_()
    number = pa.float64()
    cell = {"year": year, "measure": text, "group_kind": text, "group": text}
    spending = {"programme": text, "regency": text, "year": year} | dict.fromkeys(
        ("budget", "delivered", "admin", "leaked", "unspent"), money
    )
    transitions = {"basis": text, "year": year, "from": small, "to": small, "households": number}
    households = {
        "year": year, "household": pa.int64(), "weight": number, "regency": text, "urban": flag, "size": small,
        "female_headed": flag, "baseline_decile": small, "decile": small, "national_decile": small, "need": number,
        "spending": number, "earned": number, "transfers": number, "received": number, "cash": number,
        "capital": number, "business": flag, "started_poor": flag, "mentas": flag, "fell_back": flag,
    }  # fmt: skip
    return {
        "outcomes": pa.struct([*cell.items(), ("value", number)]),
        "spending": pa.struct([*spending.items(), ("recipients", number)]),
        "transitions": pa.struct(list(transitions.items())),
        HOUSEHOLDS: pa.struct(list(households.items())),
        PARTS: pa.struct([*cell.items(), ("above", number), ("below", number)]),
    }


@cache
def schema() -> Any:
    """Arrow schema of a file of runs."""
    import pyarrow as pa

    plain = [pa.field(name, pa.string()) for name in ("key", "error", "digest")]
    return pa.schema([*plain, *(pa.field(name, _listed(name)) for name in KEPT)])


@cache
def encodings() -> dict[str, list[str]]:
    """Columns whose values are numbered, and whose bytes are split: a fifth smaller than by default, and six times as
    fast to write."""
    import pyarrow as pa

    leaves = [(f"{frame}.list.element.{field.name}", field.type) for frame in KEPT for field in record_types()[frame]]
    return {
        "dictionary": [path for path, kind in leaves if kind == pa.string()],
        "split": [path for path, kind in leaves if kind == pa.float64()],
    }


def rows(runs: Sequence[Finished]) -> Any:
    """Runs as an Arrow table, a row each. A frame without rows is as none; a run whose frames do not fit has failed."""
    import pyarrow as pa

    judged = [_judged(run) for run in runs]
    plain = [[run.key for run in runs], [error for _, error in judged]]
    plain.append([None if error is not None else _digest(structs) for structs, error in judged])
    lists = [[_list(frame, structs.get(frame)) for structs, _ in judged] for frame in KEPT]
    columns = [*(pa.array(values, pa.string()) for values in plain), *map(pa.concat_arrays, lists)]
    return pa.Table.from_arrays(columns, schema=schema())


def _judged(run: Finished) -> tuple[dict[str, Any], str | None]:
    """A run's frames as arrays of records, or why there are none, in characters that a file can hold."""
    error = run.error
    if error is None:
        try:
            return _structs(run.frames), None
        except Exception as wrong:  # a run that fails is a row with its error; the others go on
            error = f"{type(wrong).__name__}: {wrong}"
    return {}, error.encode("utf-8", "backslashreplace").decode()


def finished(row: Any) -> Finished:
    """A row as a run again, with Arrow tables as frames: all of `FRAMES`, and others if there are any."""
    import pyarrow as pa

    (error,) = row.column("error").to_pylist()
    (key,) = row.column("key").to_pylist()
    if error is not None:
        return Finished(key, error=error)
    frames = {}
    for frame, record in record_types().items():
        values = row.column(frame)[0].values
        if values is not None:
            frames[frame] = pa.Table.from_struct_array(values)
        elif frame in FRAMES:
            frames[frame] = pa.schema(list(record)).empty_table()
    return Finished(key, frames=frames)


def records(table: Any) -> Any:
    """Records of all frames in each row of a table of runs, shape (rows,), int64."""
    import numpy as np
    import pyarrow.compute as pc

    lengths = [pc.fill_null(pc.list_value_length(table.column(frame)), 0).to_numpy() for frame in KEPT]
    return np.sum(lengths, axis=0, dtype=np.int64)


def missing(table: Any) -> int:
    """Values that are missing in the records of a table of runs."""
    listed = [chunk for frame in KEPT for chunk in table.column(frame).chunks]
    return sum(column.null_count for chunk in listed for column in chunk.flatten().flatten())


def digest(frames: Mapping[str, Any]) -> str:
    """sha256 of a run's frames, pandas or Arrow; see `mentas.studies.finished.digest`."""
    return _digest(_structs(frames))


def _digest(structs: Mapping[str, Any]) -> str:
    total = hashlib.sha256()
    for frame in KEPT:
        if frame in structs:
            total.update(f"{frame} {len(structs[frame])}\n".encode())
            for place, field in enumerate(structs[frame].type):
                column = structs[frame].field(place)
                for part in _canonical(field.name, column):
                    total.update(part)
    return total.hexdigest()


def _canonical(name: str, column: Any) -> list[bytes]:
    """A column as the bytes that its digest is made of."""
    import numpy as np
    import pyarrow as pa

    if column.type == pa.string():
        _, places, data = column.buffers()
        ends = np.frombuffer(places, np.int32)[column.offset : column.offset + len(column) + 1]
        text = memoryview(data)[ends[0] : ends[-1]] if data is not None else b""
        return [f"{name} text\n".encode(), np.diff(ends).astype("<u4").tobytes(), bytes(text)]
    values = column.to_numpy(zero_copy_only=False)
    word = {"double": "float64"}.get(str(column.type), str(column.type))
    if word == "float64":
        little = values.astype("<f8")
        little[np.isnan(little)] = np.frombuffer(NOT_A_NUMBER, "<f8")[0]
        return [f"{name} {word}\n".encode(), little.tobytes()]
    plain = values.astype("u1" if word == "bool" else values.dtype.newbyteorder("<"))
    return [f"{name} {word}\n".encode(), plain.tobytes()]


def _structs(frames: Mapping[str, Any]) -> dict[str, Any]:
    """Frames that have rows, as arrays of records."""
    return {frame: _struct(frame, frames[frame]) for frame in KEPT if frame in frames and len(frames[frame])}


def _struct(frame: str, data: Any) -> Any:
    import pyarrow as pa

    record = record_types()[frame]
    fields = []
    for field in record:
        values = data[field.name]
        column = values if isinstance(values, pa.ChunkedArray) else pa.array(values, type=field.type, from_pandas=False)
        if isinstance(column, pa.ChunkedArray):  # text of pandas may be such as well, where frames were put together
            column = column.combine_chunks().cast(field.type)
        if column.null_count:
            raise ValueError(f"{frame}: column {field.name} has {column.null_count} missing values")
        fields.append(column)
    return pa.StructArray.from_arrays(fields, fields=list(record))


def _list(frame: str, struct: Any) -> Any:
    """One list of records, or null."""
    import pyarrow as pa

    if struct is None:
        return pa.nulls(1, _listed(frame))
    return pa.ListArray.from_arrays(pa.array([0, len(struct)], pa.int32()), struct, type=_listed(frame))


def _listed(frame: str) -> Any:
    """The type of a column of frames, as Parquet gives it back."""
    import pyarrow as pa

    return pa.list_(pa.field("element", record_types()[frame]))
