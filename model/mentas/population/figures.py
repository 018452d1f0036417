"""Figures of a region: numbers with unit, date and source, read from a CSV in long form."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mentas import units

COLUMNS: tuple[str, ...] = ("id", "quantity", "place", "period", "value", "unit", "source", "url", "note")
"""Header of a figures file."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One sourced number."""

    id: str
    quantity: str
    place: str
    value: float
    unit: str
    as_of: str
    source: str
    url: str
    note: str
    """Opens with [verbatim], [derived], [assumption] or [invented]; derived figures give their formula."""

    @property
    def plain(self) -> float:
        """The value, per cent turned into a share."""
        return self.value / 100.0 if self.unit == "percent" else self.value


def read_figures(path: Path) -> tuple[Figure, ...]:
    """All figures of the file.

    Raises:
        ValueError: a row has no source, no known unit, no finite number, or an id that was used before.
    """
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path}:1: the header must be {','.join(COLUMNS)}")
        rows = [(reader.line_num, row) for row in reader]
    figures: list[Figure] = []
    seen: set[str] = set()
    for line, row in rows:
        where = f"{path}:{line}: {row['id'] or 'a figure'}"
        if None in row.values() or None in row:
            raise ValueError(f"{where} does not have {len(COLUMNS)} fields")
        if not row["id"] or row["id"] in seen:
            raise ValueError(f"{where} has no id, or one that was used before")
        if not row["source"]:
            raise ValueError(f"{where} has no source")
        if not units.known(row["unit"]):
            raise ValueError(f"{where} has the unknown unit {row['unit']!r}")
        seen.add(row["id"])
        value = _number(row["value"], where)
        figures.append(
            Figure(
                id=row["id"],
                quantity=row["quantity"],
                place=row["place"],
                value=value,
                unit=row["unit"],
                as_of=row["period"],
                source=row["source"],
                url=row["url"],
                note=row["note"],
            )
        )
    return tuple(figures)


def _number(text: str, where: str) -> float:
    try:
        value = float(text) if "_" not in text else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(f"{where} has the value {text!r}, which is not a finite number")
    return value


def of_places(figures: Sequence[Figure], quantity: str, places: Sequence[str]) -> list[float]:
    """The plain value of the quantity for each place, in the order of `places`.

    Raises:
        ValueError: a place has no figure, or more than one.
    """
    found = {place: [f.plain for f in figures if f.quantity == quantity and f.place == place] for place in places}
    for place, values in found.items():
        if len(values) != 1:
            raise ValueError(f"{quantity} of {place}: {len(values)} figures, one is needed")
    return [found[place][0] for place in places]


def of_region(figures: Sequence[Figure], prefix: str) -> dict[str, float]:
    """Plain values of all quantities that open with `prefix`, by the rest of their name.

    Raises:
        ValueError: a quantity has more than one figure.
    """
    found: dict[str, float] = {}
    for figure in figures:
        if figure.quantity.startswith(prefix):
            name = figure.quantity.removeprefix(prefix)
            if name in found:
                raise ValueError(f"{figure.quantity} has more than one figure")
            found[name] = figure.plain
    return found
