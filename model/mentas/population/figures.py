"""Figures of a region: numbers with unit, date and source, read from a CSV in long form."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mentas import files, units
from mentas.files import DECIMAL, Problem, Refusal, nearest, shorten
from mentas.language import N_, Said

COLUMNS: tuple[str, ...] = ("id", "quantity", "place", "period", "value", "unit", "source", "url", "note")
"""Header of a figures file."""

MOST_BYTES = 5_000_000
MOST_DIGITS = 40


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
    line: int = field(default=0, compare=False)
    """Line of the file, for messages."""

    @property
    def plain(self) -> float:
        """The value, per cent turned into a share."""
        return self.value / 100.0 if self.unit == "percent" else self.value


def read_figures(path: Path) -> tuple[Figure, ...]:
    """All figures of the file.

    Raises:
        Refusal: the file cannot be read, or a row has no source, no known unit, no finite number, or an id that was
            used before.
    """
    name = str(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refusal(
                [Problem(name, 0, 0, "", "too-large", Said("is larger than {most:,} bytes", most=MOST_BYTES))]
            )
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.reader(handle, strict=True)
            header = next(reader, [])
            rows = [(reader.line_num, row) for row in reader if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = files.reason(error) if isinstance(error, OSError) else shorten(str(error))
        raise Refusal([Problem(name, 0, 0, "", "unreadable", Said("cannot be read: {reason}", reason=why))]) from None
    if tuple(header) != COLUMNS:
        raise Refusal(
            [
                Problem(
                    name,
                    1,
                    1,
                    "",
                    "header",
                    Said("has another header"),
                    allowed=Said("{names}", names=",".join(COLUMNS)),
                )
            ]
        )
    figures: list[Figure] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for line, row in rows:
        wrong = _wrong(row, seen)
        if wrong is None:
            identity, quantity, place, period, value, unit, source, url, note = row
            figure = Figure(identity, quantity, place, float(value), unit, period, source, url, note, line)
            figures.append(figure)
            seen.add(identity)
        else:
            shown, code, message, near = wrong
            problems.append(Problem(name, line, 1, shown, code, message, nearest=near))
    if problems:
        raise Refusal(problems)
    return tuple(figures)


def _wrong(row: list[str], seen: set[str]) -> tuple[str, str, Said, str] | None:
    """What is wrong with a row: field, code, message, nearest name; None if nothing is."""
    if len(row) != len(COLUMNS):
        text = Said("has {count} fields, not {wanted}", count=len(row), wanted=len(COLUMNS))
        return shorten(row[0]), "fields", text, ""
    identity, quantity, place, _, value, unit, source, _, _ = row
    name = shorten(identity)
    if not identity or identity in seen:
        return name, "id", Said("has no id") if not identity else Said("has an id that was used before"), ""
    if not quantity or not place:
        return name, "nameless", Said("has no quantity or no place"), ""
    if not source:
        return name, "no-source", Said("has no source"), ""
    if not units.known(unit):
        return name, "unit", Said("has the unknown unit '{unit}'", unit=shorten(unit)), nearest(unit, units.UNITS)
    sound = bool(DECIMAL.fullmatch(value)) and "_" not in value and len(value) <= MOST_DIGITS
    if not sound or not math.isfinite(float(value)):
        text = Said("has the value '{value}', which is not a plain number", value=shorten(value))
        return name, "not-a-number", text, ""
    return None


def of_places(figures: Sequence[Figure], quantity: str, places: Sequence[str]) -> list[float]:
    """The plain value of the quantity for each place, in the order of `places`.

    Raises:
        ValueError: a place has no figure, or more than one.
    """
    found: dict[str, list[float]] = {place: [] for place in places}
    for figure in figures:
        if figure.quantity == quantity and figure.place in found:
            found[figure.place].append(figure.plain)
    for place, values in found.items():
        if len(values) != 1:
            text = N_("{quantity} of {place}: {count} figures, one is needed")
            raise ValueError(Said(text, quantity=quantity, place=place, count=len(values)))
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
                raise ValueError(Said("{quantity} has more than one figure", quantity=figure.quantity))
            found[name] = figure.plain
    return found
