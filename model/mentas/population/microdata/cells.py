"""Cells as numbers: what each column may hold, and for the first few that are wrong, where and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from mentas.files import Problem, nearest, shorten
from mentas.population.microdata.columns import ONLY_WITH_BUSINESS, Column
from mentas.population.microdata.table import Table, array, flags, more, true
from mentas.state import SECTORS

HANDFUL = 5
"""Wrong cells of a column that are named; the rest are counted."""

POINT = r"[-+]?\d+(\.\d+)?([eE][-+]?\d{1,2})?"
COMMA = r"[-+]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?"
THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+")
COMMA_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
WITH_COMMA = re.compile(r"[-+]?(\d+|\d{1,3}(\.\d{3})+),\d+")
FORMULA = re.compile(r"[=@].*|[-+][^\d.,].*", re.DOTALL)
NOTHING = re.compile(r"(?i)[-+]?(nan|n/?a|null|none|inf(inity)?|-|\.|#.*)")
LONGEST = 40


def numbers(table: Table, column: Column, decimal: str | None) -> tuple[np.ndarray, list[Problem]]:
    """A column of numbers or flags; NaN where the cell is empty. Wrong cells are NaN too, and problems."""
    cells = table.columns[column.name]
    money = column.unit.startswith("Rp")
    if str(cells.type) != "string":
        found = array(cells)
        wrong = ~np.isfinite(found) & true(cells.is_valid())
    else:
        found, wrong = _parsed(cells, decimal, ambiguous=money and decimal is None)
    bad = {int(row): "" for row in np.flatnonzero(wrong)}
    with np.errstate(invalid="ignore"):
        outside = ~wrong & ((found < column.low) | (found > column.high))
        broken = ~wrong & ~outside & (column.kind != "number") & (found != np.floor(found)) & ~np.isnan(found)
    limits = "0 or 1" if column.kind == "flag" else f"{column.low:_.10g} to {column.high:_.0f}"
    what = {"flag": "0 or 1", "whole": "a whole number"}.get(column.kind, "a number")
    rows = np.flatnonzero(wrong | outside | broken)
    problems = []
    for row in rows[:HANDFUL]:
        text = _text(cells, int(row))
        if int(row) in bad:
            code, message = explain(text, what, decimal)
        elif outside[row]:
            code, message = "out-of-range", f"{_shown(text)} is out of range"
        else:
            code, message = "not-whole", f"{_shown(text)} must be {what}"
        problems.append(problem(table, column.name, int(row), code, message, allowed=limits))
    found[rows] = np.nan
    return found, problems + more(table.file, column.name, len(rows) - HANDFUL, "cell")


def _parsed(cells: Any, decimal: str | None, *, ambiguous: bool) -> tuple[np.ndarray, np.ndarray]:
    """Text as float64, and which cells are no numbers."""
    import pyarrow as pa
    import pyarrow.compute as pc

    fits = true(pc.match_substring_regex(cells, f"^({COMMA if decimal == ',' else POINT})$"))
    fits &= np.nan_to_num(array(pc.utf8_length(cells))) <= LONGEST
    if ambiguous:
        fits &= ~true(pc.match_substring_regex(cells, f"^({THOUSANDS.pattern})$"))
    sound = pc.if_else(flags(fits), cells, pa.nulls(len(cells), pa.string()))
    if decimal == ",":
        sound = pc.replace_substring(pc.replace_substring(sound, ".", ""), ",", ".")
    return array(pc.replace_substring_regex(sound, r"^\+", "")), true(cells.is_valid()) & ~fits


def explain(text: str, what: str, decimal: str | None) -> tuple[str, str]:
    """Code and message for text that is not the number it should be."""
    if FORMULA.fullmatch(text):
        return "formula", "begins as a formula does: paste values only"
    if NOTHING.fullmatch(text):
        return "no-value", f"'{shorten(text, 20)}' is no number; leave the cell empty where nothing is known"
    if COMMA_THOUSANDS.fullmatch(text) and (text.count(",") > 1 or "." in text):
        return "comma", f"{_shown(text)} has commas between thousands: write {_bare(text, ',')}"
    if COMMA_THOUSANDS.fullmatch(text) and decimal is None:
        return "ambiguous-number", (
            f"{_shown(text)} can be read in two ways: write {_bare(text, ',')} if the comma marks thousands, or say "
            'in the scenario that it marks decimals: population.decimal: ","'
        )
    if WITH_COMMA.fullmatch(text) and decimal != ",":
        return "comma", f'{_shown(text)} has a decimal comma; say so in the scenario: population.decimal: ","'
    if THOUSANDS.fullmatch(text) and decimal is None:
        return "ambiguous-number", (
            f"{_shown(text)} can be read in two ways: write {_bare(text, '.')} for thousands, or say in the scenario "
            'which it is: population.decimal: "," where points mark thousands, "." where they mark decimals'
        )
    if "%" in text:
        return "percent", f"{_shown(text)} has a percent sign"
    if text.lower().startswith("rp"):
        return "currency", f"{_shown(text)} has a currency sign: write the number alone"
    return "not-a-number", f"{_shown(text)} must be {what}"


def _shown(text: str) -> str:
    """A value for a message; words are not repeated, for they may be of a person."""
    digits = sum(c.isdigit() for c in text)
    letters = sum(c.isalpha() for c in text.lower().removeprefix("rp"))
    if letters > 1 or not digits or digits >= 15:
        return f"a text of {len(text)} characters" if letters or not digits else f"a number of {digits} digits"
    return f"'{shorten(text, 30)}'"


def _bare(text: str, mark: str) -> str:
    """A number without the marks between its thousands, for a message."""
    return text.replace(mark, "") if _shown(text).startswith("'") else "the digits alone"


def codes(
    table: Table, column: Column, code_of: Mapping[str, int], key: Callable[[str], str], allowed: str
) -> tuple[np.ndarray, list[Problem]]:
    """A column of words as codes, NaN where the cell is empty. `key` makes spellings alike."""
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = table.columns[column.name]
    if str(cells.type) != "string":
        cells = cells.cast(pa.string())
    packed = pc.dictionary_encode(cells)
    words = packed.dictionary.to_pylist()
    code = np.array([code_of.get(key(word), -1) for word in words] + [np.nan], dtype=float)
    found = code[np.nan_to_num(array(packed.indices), nan=len(words)).astype(int)]
    rows = np.flatnonzero(found == -1)
    problems = []
    for row in rows[:HANDFUL]:
        text = _text(cells, int(row))
        close = nearest(key(text), list(code_of))
        safe = close or (text.isdigit() and len(text) < 10)
        said = f"'{shorten(text, 30)}'" if safe else f"a text of {len(text)} characters"
        code_, message = ("formula", "begins as a formula does") if FORMULA.fullmatch(text) else ("unknown", said)
        message = message if code_ == "formula" else f"{message} is not known"
        problems.append(problem(table, column.name, int(row), f"{code_}-{column.kind}", message, allowed, close))
    found[rows] = np.nan
    return found, problems + more(table.file, column.name, len(rows) - HANDFUL, "cell")


def sectors(table: Table, column: Column) -> tuple[np.ndarray, list[Problem]]:
    """The sector of each row as an index into `SECTORS`."""
    return codes(table, column, {n: i for i, n in enumerate(SECTORS)}, lambda t: t.lower(), ", ".join(SECTORS))


def empty(table: Table, column: Column, values: np.ndarray, business: np.ndarray | None, *, may: bool) -> list[Problem]:
    """Problems of the cells that are empty and may not be."""
    if may:
        return []
    gaps = np.isnan(values)
    if column.name in ONLY_WITH_BUSINESS and business is not None:
        gaps &= business != 0
    rows = np.flatnonzero(gaps)
    hint = "give a value"
    if column.need == "optional":
        hint += ", or name the column in the scenario's population.impute"
    found = [problem(table, column.name, int(row), "empty-cell", f"is empty: {hint}") for row in rows[:HANDFUL]]
    return found + more(table.file, column.name, len(rows) - HANDFUL, "cell")


def problem(table: Table, name: str, row: int, code: str, message: str, allowed: str = "", near: str = "") -> Problem:
    """A problem of one cell, at its row and column in the file."""
    return Problem(table.file, int(table.numbers[row]), table.places[name], name, code, message, allowed, near)


def _text(cells: Any, row: int) -> str:
    return str(cells[row].as_py())
