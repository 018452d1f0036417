"""A file of microdata as columns: CSV as text, Parquet as it is; every row keeps its number in the file."""

from __future__ import annotations

import csv
import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from mentas.files import Problem, Refusal, reason, refused, shorten
from mentas.language import N_, Said
from mentas.population.microdata.arrays import flags, trimmed, true
from mentas.population.microdata.settings import SEPARATORS

MOST_BYTES = 2_000_000_000
MOST_ROWS = 5_000_000
MOST_COLUMNS = 300
MOST_HEADER = 100_000
MORE = {
    "cell": (N_("and {count:,} more cell like it"), N_("and {count:,} more cells like it")),
    "row": (N_("and {count:,} more row like it"), N_("and {count:,} more rows like it")),
}
"""How a list of problems ends that goes on, for one and for many."""

FIRST = 65_536
"""Bytes by which the kind of a file is told."""


@dataclass(frozen=True)
class Table:
    """Columns by header, each an Arrow array, and the number of each row in the file."""

    file: str
    columns: dict[str, Any]
    """Text, numbers or flags; empty cells are null. In the order of the file."""
    places: dict[str, int]
    """Number of each column in the file, from 1."""
    numbers: np.ndarray
    """Number of each row: as a spreadsheet shows it for CSV, from 1 for Parquet."""
    header: int
    """Number of the header's row; 0 for Parquet."""


def fingerprint(path: Path, shown: str) -> str:
    """sha256 of a file's bytes, hex.

    Raises:
        Refusal: it is no regular file, too large, or cannot be read.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise refused(shown, "no-file", Said("is not a regular file"))
        if about.st_size > MOST_BYTES:
            said = Said("is larger than {most:,} bytes", most=MOST_BYTES)
            raise Refusal([Problem(shown, 0, 0, "", "too-large", said)])
        digest = hashlib.sha256()
        with path.open("rb") as handle:
            while block := handle.read(1 << 20):
                digest.update(block)
        return digest.hexdigest()
    except OSError as error:
        raise refused(shown, "unreadable", Said("cannot be read: {reason}", reason=reason(error))) from None


def read(path: Path, shown: str, separator: str | None) -> Table:
    """The file's columns, whatever they hold.

    Raises:
        Refusal: it is neither CSV in UTF-8 nor Parquet, or is broken, too long or too wide.
    """
    with path.open("rb") as handle:
        first = handle.read(FIRST)
    wrong = _not_a_table(first)
    if wrong:
        raise refused(shown, *wrong)
    table = _parquet(path, shown) if first[:4] == b"PAR1" else _csv(path, shown, first, separator)
    if len(table.numbers) > MOST_ROWS:
        raise _too_long(shown)
    if not len(table.numbers):
        raise refused(shown, "empty", Said("has a header but no rows"))
    return table


def _too_long(shown: str) -> Refusal:
    return refused(shown, "too-long", Said("has more than {most:,} rows", most=MOST_ROWS))


def _not_a_table(first: bytes) -> tuple[str, Said] | None:
    """What the first bytes of a file give away: a code and a message, or None."""
    if not first.strip():
        return "empty", Said("is empty")
    if first[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return "spreadsheet", Said("is a spreadsheet: save it as CSV (UTF-8)")
    if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "not-utf8", Said("is text in UTF-16: save it as CSV (UTF-8)")
    if first[:4] != b"PAR1" and b"\0" in first:
        return "not-text", Said("is neither text nor Parquet")
    return None


def _csv(path: Path, shown: str, first: bytes, separator: str | None) -> Table:
    import pyarrow as pa
    from pyarrow import csv as arrow

    between = SEPARATORS[separator or ","]
    try:
        lines = first.decode("utf-8-sig", errors="strict" if len(first) < FIRST else "ignore").splitlines()
    except UnicodeDecodeError:
        raise _not_utf8(path, shown) from None
    skipped = next((place for place, line in enumerate(lines) if line.strip()), 0)
    header = _header(lines[skipped] if lines else "", shown, skipped + 1, separator)
    torn: list[tuple[int, int]] = []
    blank: list[int] = []

    def judge(row: Any) -> str:
        if row.text.strip():
            torn.append((row.number, row.actual_columns))
        else:
            blank.append(row.number)
        return "skip"

    names = [str(place) for place in range(len(header))]
    try:
        found = arrow.read_csv(
            path,
            read_options=arrow.ReadOptions(column_names=names, skip_rows=skipped + 1, use_threads=False),
            parse_options=arrow.ParseOptions(
                delimiter=between, ignore_empty_lines=False, invalid_row_handler=judge if len(names) > 1 else None
            ),
            convert_options=arrow.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""],
                quoted_strings_can_be_null=True,
            ),
        )  # fmt: skip
    except pa.ArrowInvalid as error:
        if "UTF8" in str(error):
            raise _not_utf8(path, shown) from None
        if "Empty CSV" in str(error) or "skip" in str(error):
            raise refused(shown, "empty", Said("has a header but no rows")) from None
        raise refused(shown, "not-csv", Said("is not CSV: {reason}", reason=shorten(str(error), 120))) from None
    if torn:
        text = N_("row has {count} values, not {wanted}; is a separator or a line break inside a value?")
        problems = [
            Problem(shown, n, 1, "", "fields", Said(text, count=count, wanted=len(header))) for n, count in torn[:5]
        ]
        raise Refusal(problems + more(shown, "", len(torn) - 5, "row"))
    numbers = np.delete(np.arange(found.num_rows + len(blank)) + skipped + 2, np.array(blank, dtype=int) - skipped - 2)
    columns = {name: trimmed(column.combine_chunks()) for name, column in zip(header, found.columns, strict=True)}
    full = np.zeros(found.num_rows, dtype=bool)
    for column in columns.values():
        full |= true(column.is_valid())
    keep = flags(full)
    columns = {name: column.filter(keep) for name, column in columns.items()} if not full.all() else columns
    places = {name: place for place, name in enumerate(header, start=1)}
    return Table(shown, columns, places, numbers[full], skipped + 1)


def _header(line: str, shown: str, row: int, separator: str | None) -> list[str]:
    """Headers of a CSV, in lower case.

    Raises:
        Refusal: there is another separator, or a header is empty or doubled.
    """
    between = SEPARATORS[separator or ","]
    others = {name: line.count(mark) for name, mark in SEPARATORS.items() if mark != between}
    likely = max(others, key=lambda name: others[name])
    if len(line) > MOST_HEADER:
        said = Said("header is longer than {most:,} characters", most=MOST_HEADER)
        raise refused(shown, "long-line", said, line=row, column=1)
    if others[likely] > line.count(between):
        said = Said(
            'its columns are parted by {likely!r}; say so in the scenario: population.separator: "{likely}"',
            likely=likely,
        )
        raise refused(shown, "separator", said, line=row, column=1)
    return unique([field.strip().lower() for field in next(csv.reader([line], delimiter=between), [])], shown, row)


def unique(header: list[str], shown: str, row: int) -> list[str]:
    """The headers, if each stands there once.

    Raises:
        Refusal: one is empty or doubled, or there are too many.
    """
    problems = []
    if len(header) > MOST_COLUMNS:
        raise refused(shown, "too-wide", Said("has more than {most} columns", most=MOST_COLUMNS), line=row, column=1)
    for place, name in enumerate(header, start=1):
        if not name:
            said = Said("column {place} has no header", place=place)
            problems.append(Problem(shown, row, place, "", "no-header", said))
        elif header.index(name) < place - 1:
            said = Said("stands there twice, first in column {first}", first=header.index(name) + 1)
            problems.append(Problem(shown, row, place, shorten(name), "duplicate-header", said))
    if problems:
        raise Refusal(problems)
    return header


def _not_utf8(path: Path, shown: str) -> Refusal:
    """The first row that is not UTF-8."""
    row = 0
    with path.open("rb") as handle:
        for row, line in enumerate(handle, start=1):  # noqa: B007
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                break
    return refused(shown, "not-utf8", Said("is not text in UTF-8: save it as CSV (UTF-8)"), line=row, column=1)


def _parquet(path: Path, shown: str) -> Table:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        # A handle of our own: a name such as s3://… must never leave this machine.
        with path.open("rb") as handle, parquet.ParquetFile(handle) as file:
            if file.metadata.num_rows > MOST_ROWS:
                raise _too_long(shown)
            header = unique([name.strip().lower() for name in file.schema_arrow.names], shown, 0)
            nested = [
                _nested(shown, name, str(kind))
                for name, kind in zip(header, file.schema_arrow.types, strict=True)
                if not _plain(kind)
            ]
            if nested:
                raise Refusal(nested)
            found = file.read()
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, Refusal):
            raise
        said = Said("is not Parquet that can be read: {reason}", reason=shorten(str(error), 120))
        raise Refusal([Problem(shown, 0, 0, "", "not-parquet", said)]) from None
    columns = {name: _unpacked(column) for name, column in zip(header, found.columns, strict=True)}
    places = {name: place for place, name in enumerate(header, start=1)}
    return Table(shown, columns, places, np.arange(1, found.num_rows + 1), 0)


def _nested(shown: str, name: str, kind: str) -> Problem:
    said = Said("is of type {kind}: give one plain value", kind=shorten(kind))
    return Problem(shown, 0, 0, shorten(name), "nested", said)


def _plain(kind: Any) -> bool:
    import pyarrow.types as t

    inner = kind.value_type if t.is_dictionary(kind) else kind
    text = t.is_string(inner) or t.is_large_string(inner)
    return text or t.is_boolean(inner) or t.is_integer(inner) or t.is_floating(inner) or t.is_decimal(inner)


def _unpacked(column: Any) -> Any:
    """Text as string, numbers as float64 or int64, flags as they are."""
    import pyarrow as pa
    import pyarrow.types as t

    plain = column.combine_chunks() if hasattr(column, "combine_chunks") else column
    if t.is_dictionary(plain.type):
        plain = plain.cast(plain.type.value_type)
    if t.is_string(plain.type) or t.is_large_string(plain.type):
        return trimmed(plain.cast(pa.string()))
    if t.is_decimal(plain.type) or t.is_floating(plain.type) or t.is_uint64(plain.type):
        return plain.cast(pa.float64(), safe=False)
    return plain.cast(pa.int64()) if t.is_integer(plain.type) else plain


def more(shown: str, field: str, count: int, what: str) -> list[Problem]:
    """The last line of a list of problems that goes on."""
    if count <= 0:
        return []
    return [Problem(shown, 0, 0, field, "more", Said(MORE[what][count > 1], count=count))]
