"""Points that stand in a CSV file of the planner's own: one row a point, a column for each lever and uncertainty."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mentas import files
from mentas.files import Problem, Refusal
from mentas.studies.space.dimension import Choice, Dimension, Simplex, Span
from mentas.studies.space.points import Point, shown

MOST_BYTES = 50_000_000
CLOSE = 1e-6
"""How far shares of a budget may sum from one, through rounding; they are scaled to one."""


def rows(path: Path, dimensions: Sequence[Dimension]) -> list[Point]:
    """The points of a file.

    Raises:
        Refusal: it cannot be read, lacks a column, or a value lies outside its lever; each with line and column.
    """
    problems: list[Problem] = []
    lines = _lines(path)
    header = [cell.strip() for cell in lines[0]] if lines else []
    columns = [column for each in dimensions for column in each.columns]
    for place, name in enumerate(header, 1):
        if name != "point" and name not in columns:
            near = files.nearest(name, columns)
            problems.append(Problem(str(path), 1, place, files.shorten(name), "unknown-column",
                                    "is no lever or uncertainty of this study", ", ".join(columns), near))  # fmt: skip
    for name in columns:
        if name not in header:
            problems.append(Problem(str(path), 1, 1, name, "missing", "has no column"))
    if len(set(header)) < len(header):
        problems.append(Problem(str(path), 1, 1, "", "twice", "names a column twice"))
    if not problems and len(lines) < 2:
        problems.append(Problem(str(path), 1, 1, "", "empty", "holds no point"))
    if problems:
        raise Refusal(problems)
    places = {name: header.index(name) for name in columns}
    found = []
    for line, cells in enumerate(lines[1:], 2):
        if len(cells) != len(header):
            problems.append(Problem(str(path), line, 1, "", "cells", f"has {len(cells)} cells and not {len(header)}"))
            continue
        point: list[Any] = []
        for each in dimensions:
            where = Problem(str(path), line, places[each.columns[0]] + 1, each.name, "", "")
            point += _values(each, [cells[places[column]].strip() for column in each.columns], where, problems)
        found.append(tuple(point))
    if problems:
        raise Refusal(problems)
    return found


def _lines(path: Path) -> list[list[str]]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refusal([Problem(str(path), 0, 0, "", "too-large", f"is larger than {MOST_BYTES:_} bytes")])
        text = path.read_bytes().decode("utf-8-sig")
        return [cells for cells in csv.reader(text.splitlines(), strict=True) if cells]
    except OSError as error:
        raise Refusal([Problem(str(path), 0, 0, "", "no-file", f"cannot be read: {error.strerror}")]) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refusal([Problem(str(path), 0, 0, "", "not-csv", f"is not CSV in UTF-8: {error}")]) from None


def _values(each: Dimension, cells: list[str], where: Problem, problems: list[Problem]) -> list[Any]:
    form = each.form
    if isinstance(form, Choice):
        known = {str(shown(option)): option for option in form.options}
        if cells[0] not in known:
            problems.append(_said(where, f"'{files.shorten(cells[0])}' is not one of its values", ", ".join(known)))
            return [None]
        return [known[cells[0]]]
    numbers = [_number(cell) for cell in cells]
    if any(number is None for number in numbers):
        problems.append(_said(where, f"'{files.shorten(' '.join(cells))}' is not a number", ""))
        return [None for _ in cells]
    values = [number for number in numbers if number is not None]
    if isinstance(form, Simplex):
        whole = math.fsum(values)
        if min(values) < 0.0 or abs(whole - 1.0) > CLOSE:
            problems.append(_said(where, f"shares sum to {whole:g}", "shares from 0 that sum to 1"))
        return [value / whole if whole else value for value in values]
    span: Span = form if isinstance(form, Span) else form.span
    (value,) = values
    if not span.low <= value <= span.high or (span.whole and value != int(value)):
        kind = "whole numbers " if span.whole else ""
        problems.append(_said(where, f"{value:g} is out of its range", f"{kind}{span.low:g} to {span.high:g}"))
    return [int(value) if span.whole and math.isfinite(value) else value]


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _said(where: Problem, message: str, allowed: str) -> Problem:
    return Problem(where.file, where.line, where.column, where.field, "out-of-range", message, allowed)
