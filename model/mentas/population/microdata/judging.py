"""From a table of cells to values that a population can be made of, or a refusal that names every problem."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from mentas.files import Problem, Refusal, nearest, shorten
from mentas.language import N_, Said
from mentas.population.microdata import cells, plausible, private
from mentas.population.microdata.arrays import array, flags
from mentas.population.microdata.columns import (
    AGES,
    BY_NAME,
    COLUMNS,
    ONLY_WITH_BUSINESS,
    SPENDING,
    Column,
    imputed_as,
)
from mentas.population.microdata.settings import Settings
from mentas.population.microdata.table import Table, more
from mentas.population.region import Region
from mentas.state import SECTORS

FEW_ROWS = 30
"""Rows of a regency below which its own figures say little."""

MAY_DRAW: tuple[str, ...] = tuple(c.name for c in COLUMNS if c.need == "optional")
"""Columns of which cells may be drawn."""


def judged(table: Table, settings: Settings, region: Region) -> tuple[dict[str, np.ndarray], tuple[str, ...]]:
    """Values by column, NaN where the model draws, and notes for the reader.

    Raises:
        Refusal: with all problems of a kind; privacy first, then columns, then cells, then units.
    """
    _refuse(private_columns(table, region))
    _refuse(columns(table, settings))
    values: dict[str, np.ndarray] = {}
    problems: list[Problem] = []
    for name in table.columns:
        values[name], wrong = _read(table, BY_NAME[name], settings, region)
        problems += wrong
    business = values.get("business")
    for name, found in values.items():
        may = imputed_as(name) in settings.impute or BY_NAME[name].need == "free"
        problems += [] if problems else cells.empty(table, BY_NAME[name], found, business, may=may)
    _refuse(problems)
    rows = table.numbers.size
    for column in COLUMNS:
        values.setdefault(column.name, np.full(rows, np.nan))
    _no_business(values, table, settings)
    _refuse(_members(table, values) + _ids(table, values) + _places(table, values, region))
    _money(table, values, settings)
    _refuse(
        plausible.wrong_units(
            table.file, region, settings, regency=values["regency"], weight=values["weight"], size=values["size"],
            per_person=values["spending"] / values["size"],
            capital=values["capital"] if "capital" in table.columns else None,
            savings=values["savings"] if "savings" in table.columns else None,
        )
    )  # fmt: skip
    for column_values in values.values():
        column_values.flags.writeable = False
    return values, _notes(values, region)


def drawn_cells(values: Mapping[str, np.ndarray], name: str) -> int:
    """Cells of a column that the model draws; what a household without a business would run does not count."""
    gaps = np.isnan(values[name])
    return int(np.sum(gaps & (values["business"] != 0) if name in ONLY_WITH_BUSINESS else gaps))


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Refusal(problems)


def private_columns(table: Table, region: Region) -> list[Problem]:
    """Columns that look like something of a person, by header or by what they hold."""
    import pyarrow as pa
    import pyarrow.compute as pc

    expected = "|".join(re.escape(name) for name in (*region.regencies, *region.codes, *SECTORS))
    found = []
    for name, column in table.columns.items():
        place = table.places[name]
        kind = private.by_header(name)
        if kind:
            found.append(Problem(table.file, table.header, place, shorten(name), "private", private.refusal(kind)))
            continue
        texts = column if str(column.type) == "string" else column.cast(pa.string())
        if str(column.type) == "double":
            texts = _whole_texts(column)
        known = pc.match_substring_regex(texts, f"^({expected})$")
        texts = pc.if_else(known, pa.nulls(len(texts), pa.string()), texts)
        kind, row = private.by_values(texts, free=name not in BY_NAME, places=name == "regency")
        if kind:
            number = int(table.numbers[row])
            found.append(Problem(table.file, number, place, shorten(name), "private", private.refusal(kind)))
    return found


def _whole_texts(column: Any) -> Any:
    """Numbers as a spreadsheet shows whole ones; others are null."""
    import pyarrow as pa
    import pyarrow.compute as pc

    numbers = array(column)
    whole = np.isfinite(numbers) & (np.abs(numbers) < 2.0**62) & (numbers == np.floor(numbers))
    return pc.if_else(flags(whole), column, pa.nulls(len(column), pa.float64())).cast(pa.int64()).cast(pa.string())


def columns(table: Table, settings: Settings) -> list[Problem]:
    """Columns that are unknown, missing, or two for one thing."""
    header = table.header
    have = set(table.columns)
    found = [
        Problem(
            table.file, header, table.places[name], shorten(name), "unknown-column",
            Said("is no column of microdata: drop it, or give it one of the names of docs/own_data.md"),
            nearest=nearest(name, BY_NAME),
        )
        for name in table.columns
        if name not in BY_NAME
    ]  # fmt: skip
    missing = [c.name for c in COLUMNS if c.need == "always" and c.name not in have]
    found += [Problem(table.file, header, 1, name, "missing-column", Said("is missing")) for name in missing]
    if not have & set(SPENDING):
        said = Said("is missing: give {one} or {other}", one=SPENDING[0], other=SPENDING[1])
        found.append(Problem(table.file, header, 1, "spending", "missing-column", said))
    if set(SPENDING) <= have:
        said = Said("stands there twice, as {one} and {other}: keep one", one=SPENDING[0], other=SPENDING[1])
        found.append(Problem(table.file, header, 1, "spending", "two-columns", said))
    ages = set(AGES) & have
    if ages and ages != set(AGES):
        rest = ", ".join(name for name in AGES if name not in ages)
        said = Said("are given in part; give all six or none: {names} missing", names=rest)
        found.append(Problem(table.file, header, 1, "ages", "missing-column", said))
    if "size" not in have and not ages:
        found.append(
            Problem(table.file, header, 1, "size", "missing-column", Said("is missing: give size, or all six ages"))
        )
    absent = [imputed_as(c.name) for c in COLUMNS if c.need == "optional" and c.name not in have]
    absent = [name for name in dict.fromkeys(absent) if name not in settings.impute and not (name == "ages" and ages)]
    if absent:
        it = N_(
            "{names}: not in the file; add it, or let the model draw from the region's figures: population.impute: "
            "[{names}], or `impute: all`"
        )
        them = N_(
            "{names}: not in the file; add them, or let the model draw from the region's figures: population.impute: "
            "[{names}], or `impute: all`"
        )
        said = Said(it if len(absent) == 1 else them, names=", ".join(absent))
        found.append(Problem(table.file, header, 1, "", "not-imputed", said))
    return found


def _read(table: Table, column: Column, settings: Settings, region: Region) -> tuple[np.ndarray, list[Problem]]:
    if column.kind == "place":
        names = {plain_place(name): code for code, name in enumerate(region.regencies)}
        names |= {code: place for place, code in enumerate(region.codes)}
        shown = ", ".join(region.regencies[:12]) + (" …" if len(region.regencies) > 12 else "")
        allowed = Said("{names}", names=shown)
        return cells.codes(table, column, names, plain_place, allowed)
    if column.kind == "sector":
        return cells.sectors(table, column)
    return cells.numbers(table, column, settings.decimal)


def plain_place(name: str) -> str:
    """A place's name in lower case, without `Kabupaten` or `Kota` before it or `.0` behind a code."""
    plain = re.sub(r"^(kabupaten|kab\.?|kota)\s+", "", name.strip().lower())
    return plain.removesuffix(".0") if re.fullmatch(r"\d+\.0", plain) else plain


def _no_business(values: dict[str, np.ndarray], table: Table, settings: Settings) -> None:
    """Where there is no business an empty cell of capital is nothing, unless it is to be imputed."""
    if "capital" in table.columns and "capital" not in settings.impute:
        values["capital"] = np.where(np.isnan(values["capital"]), 0.0, values["capital"])


def _members(table: Table, values: dict[str, np.ndarray]) -> list[Problem]:
    """Fill in size from the ages, and see that members add up."""
    ages = np.sum([values[name] for name in AGES], axis=0)
    size = np.where(np.isnan(values["size"]), ages, values["size"])
    values["size"] = size
    known = ~np.isnan(ages)
    name = "size" if "size" in table.columns else "adults"
    found = _cells(table, name, np.isnan(size), "no-size", Said("is empty, and so is one of the six ages"))
    found += _cells(table, name, known & (ages != size), "members", Said("differs from the sum of the six ages"))
    found += _cells(
        table, name, known & ~((size >= 1) & (size <= 30)), "out-of-range", Said("household of 0 or over 30")
    )
    if "disabled" in table.columns:
        found += _cells(table, "disabled", values["disabled"] > size, "members", Said("is more than the members"))
    return found


def _ids(table: Table, values: dict[str, np.ndarray]) -> list[Problem]:
    """Addresses: `id` where it is given, else the order of rows."""
    given = values.pop("id")
    if "id" not in table.columns:
        values["address"] = np.arange(given.size, dtype=np.int64)
        return []
    gaps = _cells(
        table, "id", np.isnan(given), "empty-cell", Said("is empty: number every household, or drop the column")
    )
    if gaps:
        return gaps
    _, first = np.unique(given, return_index=True)
    again = np.ones(given.size, dtype=bool)
    again[first] = False
    values["address"] = given.astype(np.int64)
    return _cells(table, "id", again, "duplicate-id", Said("was used before"))


def _places(table: Table, values: dict[str, np.ndarray], region: Region) -> list[Problem]:
    """Every regency needs a household, for it has a market."""
    rows = np.bincount(values["regency"].astype(int), minlength=len(region.regencies))
    none = [name for name, count in zip(region.regencies, rows, strict=True) if not count]
    if not none:
        return []
    names = ", ".join(none[:8]) + (" …" if len(none) > 8 else "")
    said = Said("no household of {names}: every regency of the region needs some", names=names)
    return [Problem(table.file, 0, 0, "regency", "no-rows", said)]


def _money(table: Table, values: dict[str, np.ndarray], settings: Settings) -> None:
    """Spending of the household and capital, in rupiah."""
    person, household = values.pop("spending_person"), values.pop("spending_household")
    spending = person * values["size"] if "spending_person" in table.columns else household
    values["spending"] = np.maximum(np.rint(spending * settings.spending_factor), 1.0)
    for name in ("capital", "savings"):
        values[name] = np.rint(values[name] * settings.capital_factor)


def _cells(table: Table, name: str, wrong: np.ndarray, code: str, message: Said) -> list[Problem]:
    rows = np.flatnonzero(wrong)
    found = [cells.problem(table, name, int(row), code, message) for row in rows[: cells.HANDFUL]]
    return found + more(table.file, name, rows.size - cells.HANDFUL, "cell")


def _notes(values: dict[str, np.ndarray], region: Region) -> tuple[Said, ...]:
    """What a reader should know although nothing is wrong."""
    rows = np.bincount(values["regency"].astype(int), minlength=len(region.regencies))
    few = [f"{name} ({count})" for name, count in zip(region.regencies, rows, strict=True) if count < FEW_ROWS]
    return (Said("fewer than {few} rows: {names}", few=FEW_ROWS, names=", ".join(few)),) if few else ()
