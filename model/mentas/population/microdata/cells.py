"""Cells as numbers: what each column may hold, and for the first few that are wrong, where and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from mentas.files import NOTHING as NO_WORDS
from mentas.files import Problem, listed, nearest, shorten
from mentas.files.reader import A_NUMBER, A_WHOLE_NUMBER
from mentas.language import Said
from mentas.population.microdata.arrays import array, flags, true
from mentas.population.microdata.columns import ONLY_WITH_BUSINESS, Column
from mentas.population.microdata.table import Table, more
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
    flag, span = Said("0 or 1"), Said("{low:_.10g} to {high:_.0f}", low=column.low, high=column.high)
    limits = flag if column.kind == "flag" else span
    what = {"flag": flag, "whole": A_WHOLE_NUMBER}.get(column.kind, A_NUMBER)
    rows = np.flatnonzero(wrong | outside | broken)
    problems = []
    for row in rows[:HANDFUL]:
        text = _text(cells, int(row))
        if int(row) in bad:
            code, message = explain(text, what, decimal)
        elif outside[row]:
            code, message = "out-of-range", Said("{text} is out of range", text=_shown(text))
        else:
            code, message = "not-whole", Said("{text} must be {what}", text=_shown(text), what=what)
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


def explain(text: str, what: Said, decimal: str | None) -> tuple[str, Said]:
    """Code and message for text that is not the number it should be."""
    if FORMULA.fullmatch(text):
        return "formula", Said("begins as a formula does: paste values only")
    if NOTHING.fullmatch(text):
        return "no-value", Said(
            "'{text}' is no number; leave the cell empty where nothing is known", text=shorten(text, 20)
        )
    if COMMA_THOUSANDS.fullmatch(text) and (text.count(",") > 1 or "." in text):
        return "comma", Said(
            "{text} has commas between thousands: write {plain}", text=_shown(text), plain=_bare(text, ",")
        )
    if COMMA_THOUSANDS.fullmatch(text) and decimal is None:
        return "ambiguous-number", (
            Said(
                "{text} can be read in two ways: write {plain} if the comma marks thousands, or say in the "
                'scenario that it marks decimals: population.decimal: ","',
                text=_shown(text),
                plain=_bare(text, ","),
            )
        )
    if WITH_COMMA.fullmatch(text) and decimal != ",":
        return "comma", Said(
            '{text} has a decimal comma; say so in the scenario: population.decimal: ","', text=_shown(text)
        )
    if THOUSANDS.fullmatch(text) and decimal is None:
        return "ambiguous-number", (
            Said(
                "{text} can be read in two ways: write {plain} for thousands, or say in the scenario which "
                'it is: population.decimal: "," where points mark thousands, "." where they mark decimals',
                text=_shown(text),
                plain=_bare(text, "."),
            )
        )
    if "%" in text:
        return "percent", Said("{text} has a percent sign", text=_shown(text))
    if text.lower().startswith("rp"):
        return "currency", Said("{text} has a currency sign: write the number alone", text=_shown(text))
    return "not-a-number", Said("{text} must be {what}", text=_shown(text), what=what)


def _shown(text: str) -> Said:
    """A value for a message; words are not repeated, for they may be of a person."""
    digits = sum(c.isdigit() for c in text)
    letters = sum(c.isalpha() for c in text.lower().removeprefix("rp"))
    if letters > 1 or not digits or digits >= 15:
        return _letters(text) if letters or not digits else Said("a number of {count} digits", count=digits)
    return Said("'{text}'", text=shorten(text, 30))


def _letters(text: str) -> Said:
    return Said("a text of {count} characters", count=len(text))


def _bare(text: str, mark: str) -> str | Said:
    """A number without the marks between its thousands, for a message."""
    return text.replace(mark, "") if _shown(text).startswith("'") else Said("the digits alone")


def codes(
    table: Table, column: Column, code_of: Mapping[str, int], key: Callable[[str], str], allowed: Said
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
        if FORMULA.fullmatch(text):
            code_, message = f"formula-{column.kind}", Said("begins as a formula does")
        elif safe:
            code_, message = f"unknown-{column.kind}", Said("'{text}' is not known", text=shorten(text, 30))
        else:
            code_, message = f"unknown-{column.kind}", Said("{text} is not known", text=_letters(text))
        problems.append(problem(table, column.name, int(row), code_, message, allowed, close))
    found[rows] = np.nan
    return found, problems + more(table.file, column.name, len(rows) - HANDFUL, "cell")


def sectors(table: Table, column: Column) -> tuple[np.ndarray, list[Problem]]:
    """The sector of each row as an index into `SECTORS`."""
    return codes(table, column, {n: i for i, n in enumerate(SECTORS)}, lambda t: t.lower(), listed(SECTORS))


def empty(table: Table, column: Column, values: np.ndarray, business: np.ndarray | None, *, may: bool) -> list[Problem]:
    """Problems of the cells that are empty and may not be."""
    if may:
        return []
    gaps = np.isnan(values)
    if column.name in ONLY_WITH_BUSINESS and business is not None:
        gaps &= business != 0
    rows = np.flatnonzero(gaps)
    message = Said("is empty: give a value")
    if column.need == "optional":
        message = Said("is empty: give a value, or name the column in the scenario's population.impute")
    found = [problem(table, column.name, int(row), "empty-cell", message) for row in rows[:HANDFUL]]
    return found + more(table.file, column.name, len(rows) - HANDFUL, "cell")


def problem(
    table: Table, name: str, row: int, code: str, message: Said, allowed: Said = NO_WORDS, near: str = ""
) -> Problem:
    """A problem of one cell, at its row and column in the file."""
    return Problem(table.file, int(table.numbers[row]), table.places[name], name, code, message, allowed, near)


def _text(cells: Any, row: int) -> str:
    return str(cells[row].as_py())
