"""The columns that a file of microdata may have: the validator, the JSON Schema and the docs are made from here."""

from __future__ import annotations

from typing import Any, NamedTuple

from mentas.state import SECTORS

MOST_ADDRESS = 2**27
"""One more than the largest `id`."""


class Column(NamedTuple):
    """One column of a file of microdata: one row is one household."""

    name: str
    kind: str
    """`place`, `sector`, `flag` (0 or 1), `whole` or `number`."""
    unit: str
    low: float
    high: float
    sentence: str
    fills: str = ""
    """Column of `Households` that it fills, where it fills one as it is."""
    need: str = "optional"
    """`always`; `one of` its group; `free` to be left out; or `optional`: left out only if imputed by name."""
    group: str = ""
    """`ages`: all six or none. `spending`: exactly one."""


def _age(name: str, sentence: str) -> Column:
    return Column(name, "whole", "persons", 0, 20, sentence, fills=name, group="ages")


def _flag(name: str, sentence: str, fills: str = "", need: str = "optional") -> Column:
    return Column(name, "flag", "0 or 1", 0, 1, sentence, fills=fills, need=need)


COLUMNS: tuple[Column, ...] = (
    Column("regency", "place", "name or BPS code", 0, 0, "Regency or city, one of the region's.", need="always"),
    Column("weight", "number", "households", 1e-3, 1e6, "Households of the population that the row stands for.",
           need="always"),
    Column("size", "whole", "persons", 1, 30, "Members; may be left out where the six ages are given.",
           fills="size", need="one of", group="members"),
    _age("infants", "Children of 0 to 6 years."),
    _age("primary", "Children of 7 to 12 years (SD)."),
    _age("junior", "Children of 13 to 15 years (SMP)."),
    _age("senior", "Children of 16 to 18 years (SMA)."),
    _age("adults", "Members of 19 to 59 years."),
    _age("elderly", "Members of 60 years and more."),
    Column("spending_person", "number", "Rp/month", 1e-4, 1e10,
           "Spending a person at prices of the region's period, transfers included.", need="one of", group="spending"),
    Column("spending_household", "number", "Rp/month", 1e-4, 1e11,
           "Spending of the whole household, instead of `spending_person`.", need="one of", group="spending"),
    _flag("urban", "Lives in an urban area.", "urban"),
    Column("disabled", "whole", "persons", 0, 20, "Members with a severe disability, counted in their age group too.",
           fills="disabled"),
    _flag("pregnant", "A member is pregnant.", "pregnant"),
    _flag("female_headed", "A woman heads the household.", "female_headed"),
    _flag("business", "The household runs a business of its own, open today.", "open"),
    Column("sector", "sector", ", ".join(SECTORS), 0, 0, "Sector of the business; empty where there is none.",
           fills="sector"),
    _flag("female_owner", "A woman runs the business; empty where there is none.", "female_owner"),
    Column("capital", "number", "Rp", 0, 1e12, "Tools, stock and animals of the business at replacement cost.",
           fills="capital"),
    Column("savings", "number", "Rp", 0, 1e12, "Money at hand and savings.", fills="cash"),
    Column("decile", "whole", "decile", 1, 10, "National decile in the registry (DTSEN)."),
    _flag("pkh", "Receives PKH today."),
    _flag("bpnt", "Receives BPNT today."),
    Column("id", "whole", "number", 0, MOST_ADDRESS - 1,
           "Number of the household, never a NIK: with it the order of rows does not matter.", need="free"),
)  # fmt: skip
"""All columns, in the order in which the docs list them."""

BY_NAME: dict[str, Column] = {column.name: column for column in COLUMNS}
AGES: tuple[str, ...] = tuple(column.name for column in COLUMNS if column.group == "ages")
SPENDING: tuple[str, ...] = tuple(column.name for column in COLUMNS if column.group == "spending")
MAY_BE_IMPUTED: tuple[str, ...] = ("ages", *(c.name for c in COLUMNS if c.need == "optional" and c.group != "ages"))
"""What a scenario may name under `population.impute`."""

ONLY_WITH_BUSINESS: tuple[str, ...] = ("sector", "female_owner", "capital")
"""Columns whose cells may be empty where `business` is 0."""


def imputed_as(name: str) -> str:
    """The name under which a column is imputed."""
    return "ages" if name in AGES else name


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one row of microdata as an object."""
    rows = {column.name: _property(column) for column in COLUMNS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One household of a file of microdata",
        "type": "object",
        "properties": rows,
        "required": [column.name for column in COLUMNS if column.need == "always"],
        "allOf": [
            {"anyOf": [{"required": ["size"]}, {"required": list(AGES)}]},
            {"oneOf": [{"required": [name]} for name in SPENDING]},
            {"dependentRequired": {name: [other for other in AGES if other != name] for name in AGES}},
        ],
        "additionalProperties": False,
    }


def _property(column: Column) -> dict[str, Any]:
    described = {"description": column.sentence, "x-unit": column.unit}
    if column.kind == "place":
        return {"type": ["string", "integer"], **described}
    if column.kind == "sector":
        return {"enum": [*SECTORS, None], **described}
    number = {"type": "number" if column.kind == "number" else "integer"}
    return number | {"minimum": column.low, "maximum": column.high} | described


def reference() -> str:
    """The table of the docs."""
    needs = {"always": "yes", "free": "no", "optional": "or imputed"}
    lines = ["| column | unit | range | needed | meaning |", "| --- | --- | --- | --- | --- |"]
    for column in COLUMNS:
        limits = "" if column.kind in ("place", "sector") else f"{_short(column.low)} to {_short(column.high)}"
        need = needs.get(column.need) or ("or the six ages" if column.group == "members" else "one of the two")
        lines.append(f"| `{column.name}` | {column.unit} | {limits} | {need} | {column.sentence} |")
    return "\n".join(lines)


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 1 or number == 0 else f"{number:g}"
