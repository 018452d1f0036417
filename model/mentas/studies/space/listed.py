"""Points that stand in a CSV file of the planner's own: one row a point, a column for each lever and uncertainty."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from mentas import files
from mentas.files import MOST_PROBLEMS, NOTHING, Problem, Refusal
from mentas.files.reader import AMBIGUOUS, COMMA
from mentas.language import N_, Said
from mentas.studies.space.dimension import Choice, Dimension, Simplex, Span
from mentas.studies.space.plan import MOST_POINTS
from mentas.studies.space.points import POINT, Point, shown

MOST_BYTES = 50_000_000
CLOSE = 1e-6
"""How far shares of a budget may sum from one, through rounding; they are scaled to one."""


def rows(path: Path, dimensions: Sequence[Dimension]) -> list[Point]:
    """The points of a file.

    Columns are parted by commas, or by semicolons with decimal commas, as a spreadsheet writes them where decimals
    have commas. A column `point` is not looked at, so that points.csv of another study can be lived again.

    Raises:
        Refusal: it cannot be read, lacks a column, or a value lies outside its lever; each with line and column.
    """
    told = _Told(str(path))
    text = _text(path)
    semicolons = ";" in text.partition("\n")[0] and "," not in text.partition("\n")[0]
    lines = _lines(text, ";" if semicolons else ",", told)
    places = _places(lines[0] if lines else (1, []), dimensions, told)
    told.finish()
    if len(lines) < 2:
        told.wrong(1, 1, "", "empty", Said("holds no point"))
    if len(lines) - 1 > MOST_POINTS:
        said = Said("holds {count:_} points", count=len(lines) - 1)
        told.wrong(1, 1, "", "long-list", said, allowed=Said("up to {most:_}", most=MOST_POINTS))
    told.finish()
    found = []
    width = len(lines[0][1])
    for number, cells in lines[1:]:
        if len(cells) != width:
            said = Said("has {count} cells and not {wanted}", count=len(cells), wanted=width)
            told.wrong(number, 1, "", "cells", said)
            continue
        point: list[Any] = []
        for each in dimensions:
            own = [cells[places[column]] for column in each.columns]
            where = number, places[each.columns[0]] + 1, each.name
            point += _values(each, own, where, told, decimal="," if semicolons else ".")
        found.append(tuple(point))
    told.finish()
    return found


class _Told:
    """What is wrong with a file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []

    def wrong(
        self,
        line: int,
        column: int,
        field: str,
        code: str,
        message: Said,
        *,
        allowed: Said = NOTHING,
        nearest: str = "",
    ) -> None:
        """Note a problem; so many end the reading."""
        self._problems.append(Problem(self._file, line, column, files.shorten(field), code, message, allowed, nearest))
        if len(self._problems) >= MOST_PROBLEMS:
            self.finish()

    def finish(self) -> None:
        """Refuse if anything was wrong.

        Raises:
            Refusal: with all of it.
        """
        if self._problems:
            raise Refusal(self._problems)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as handle:
            data = handle.read(MOST_BYTES + 1)
    except OSError as error:
        _refuse(path, "no-file", Said("cannot be read: {reason}", reason=files.reason(error)))
    if len(data) > MOST_BYTES:
        _refuse(path, "too-large", Said("is larger than {most:_} bytes", most=MOST_BYTES))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        _refuse(path, "not-utf8", Said("is not text in UTF-8: save it as CSV UTF-8"))


def _refuse(path: Path, code: str, message: Said) -> NoReturn:
    raise files.refused(str(path), code, message) from None


def _lines(text: str, separator: str, told: _Told) -> list[tuple[int, list[str]]]:
    """Rows that are not empty, each with the number of its line."""
    found = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    kept = []
    try:
        for cells in found:
            bare = [cell.strip() for cell in cells]
            if any(bare):
                kept.append((found.line_num, bare))
    except csv.Error as error:
        said = Said("is not CSV: {reason}", reason=files.shorten(str(error)))
        told.wrong(max(found.line_num, 1), 1, "", "not-csv", said)
    told.finish()
    return kept


def _places(header: tuple[int, list[str]], dimensions: Sequence[Dimension], told: _Told) -> dict[str, int]:
    """Place of each column that the dimensions have."""
    line, names = header
    columns = [column for each in dimensions for column in each.columns]
    mistyped = set()
    for place, name in enumerate(names, 1):
        if names.index(name) + 1 < place:
            told.wrong(line, place, name, "twice", Said("names a column twice"))
        elif name != POINT and name not in columns:
            text = Said("is no lever or uncertainty of this study") if name else Said("a column has no name")
            near = files.nearest(name, columns)
            mistyped.add(near)
            told.wrong(line, place, name, "unknown-column", text, allowed=_short(columns), nearest=near)
    for name in columns:
        if name not in names and name not in mistyped:
            told.wrong(line, 1, name, "missing", Said("has no column"))
    return {name: names.index(name) for name in columns if name in names}


def _values(
    each: Dimension, cells: Sequence[str], where: tuple[int, int, str], told: _Told, *, decimal: str
) -> Sequence[Any]:
    """The values of a dimension; what is wrong with them is noted."""
    form = each.form
    if isinstance(form, Choice):
        option = _option(form, cells[0], decimal)
        if option is None:
            text = Said("'{value}' is not one of its values", value=files.shorten(cells[0]))
            told.wrong(*where, "out-of-range", text, allowed=_short(str(shown(known)) for known in form.options))
        return [option]
    values = []
    for place, cell in enumerate(cells):
        value = _number(cell, decimal)
        if isinstance(value, Said):
            told.wrong(where[0], where[1], each.columns[place], "not-a-number", value)
            return [None for _ in cells]
        values.append(value)
    if isinstance(form, Simplex):
        whole = math.fsum(values)
        if min(values) < 0.0 or abs(whole - 1.0) > CLOSE:
            said = Said("shares sum to {total:.10g}", total=whole)
            told.wrong(*where, "shares", said, allowed=Said("shares from 0 that sum to 1"))
        return [value / whole if whole else value for value in values]
    span: Span = form if isinstance(form, Span) else form.span
    (value,) = values
    if not span.low <= value <= span.high or (span.whole and value != int(value)):
        text = Said("{value:.10g} is out of its range", value=value)
        limits = N_("whole numbers {low:_.10g} to {high:_.10g}") if span.whole else N_("{low:_.10g} to {high:_.10g}")
        allowed = Said(limits, low=span.low, high=span.high)
        told.wrong(*where, "out-of-range", text, allowed=allowed)
    return [int(value) if span.whole else value]


def _option(form: Choice, cell: str, decimal: str) -> Any:
    """The value that a cell names: by its text, in whatever case a spreadsheet writes it, or by its number."""
    for option in form.options:
        if str(shown(option)).casefold() == cell.casefold():
            return option
    number = _number(cell, decimal)
    for option in form.options:
        if isinstance(option, int | float) and not isinstance(option, bool) and option == number:
            return option
    return None


def _number(cell: str, decimal: str) -> float | Said:
    """The number that a cell holds, or why it is none."""
    text = files.shorten(cell)
    if decimal == "," and AMBIGUOUS.fullmatch(cell):
        return Said("'{text}' can be read in two ways: leave the points out", text=text)
    if decimal == "." and COMMA.fullmatch(cell):
        return Said("'{text}' has a comma: write decimals with a point, or part columns by semicolons", text=text)
    try:
        value = float(cell.replace(",", ".") if decimal == "," else cell)
    except ValueError:
        value = math.nan
    if math.isfinite(value) and cell.isascii() and "_" not in cell:
        return value
    return Said("'{text}' is not a number", text=text)


def _short(names: Iterable[str]) -> Said:
    return Said("{names}", names=files.shorten(", ".join(names), 300))
