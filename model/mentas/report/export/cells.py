"""What a cell of a table is outside of the page: a number to reckon with, or a text that is only that."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mentas.language import N_, tell
from mentas.report import numbers
from mentas.report.document import Number, Range, Table, Value

ENDS = (N_("{column}: lower end"), N_("{column}: upper end"))

Cell = str | int | float | None
"""What remains of a value: the text, or the number in the unit that `scaled` gives it."""


def spread(table: Table, lang: str) -> tuple[list[str], list[list[Value]]]:
    """Columns and rows of a table in which both ends of an interval have a column of their own."""
    wide = [any(isinstance(row[place], Range) for row in table.rows) for place in range(len(table.columns))]
    columns: list[str] = []
    for name, two in zip(table.columns, wide, strict=True):
        columns += [tell(end, lang, column=name) for end in ENDS] if two else [name]
    return columns, [list(_parts(row, wide)) for row in table.rows]


def _parts(row: tuple[Value, ...], wide: list[bool]) -> Iterator[Value]:
    for value, two in zip(row, wide, strict=True):
        if not two:
            yield value
        elif isinstance(value, Range):
            yield Number(value.low, value.unit, value.signed, value.places)
            yield Number(value.high, value.unit, value.signed, value.places)
        else:
            yield value
            yield None


def scaled(value: Value) -> Cell:
    """The number of a cell; a difference of shares is in points, what is not known is empty.

    Raises:
        TypeError: an interval, which has two.
    """
    if isinstance(value, Range):
        raise TypeError("an interval has two cells")
    if not isinstance(value, Number):
        return value
    if not math.isfinite(value.value):
        return None
    return 100.0 * value.value if value.unit == "share" and value.signed else value.value


def places(value: Number) -> int:
    """Decimal places that a reader is shown."""
    if value.unit == "share" and (value.signed or value.places is None):
        return max(value.places or 0, 2)
    if value.unit.startswith("Rp") and value.unit != "Rp/Rp":
        return 0
    usual = numbers.PLACES.get(value.unit, 3)
    return max(value.places or 0, usual) if value.signed or value.places is None else value.places
