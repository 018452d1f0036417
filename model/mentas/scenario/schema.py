"""The keys of a scenario file: what each takes and means. The reference in the docs and the JSON Schema for editors
are written from here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from mentas.files import Node, Reader
from mentas.language import N_, Said
from mentas.scenario.kinds import Bilingual, Flag, Kind, Listing, Month, Number, Special, Text, Whole, Word


class Key(NamedTuple):
    """One key of a scenario file, or of a mapping in it."""

    name: str
    takes: str
    sentence: str
    required: bool = False
    kind: Kind | None = None
    """How it is read; None where more than the value itself is needed."""


def values_of(reader: Reader, entries: Mapping[str, Node], field: str, keys: Iterable[Key]) -> dict[str, Any]:
    """The values of the keys that are there and can be read alone; `field` stands before their names in a refusal."""
    return {
        key.name: key.kind.read(reader, entries[key.name], f"{field}{key.name}")
        for key in keys
        if key.kind is not None and key.name in entries
    }


DISTRIBUTIONS: tuple[str, ...] = ("gb2", "shifted_lognormal")
MARKETS: tuple[str, ...] = ("responsive", "fixed")
BURN_IN = 36
"""Months that a population settles before the start, unless the file says otherwise."""

MOST_BURN_IN = 600

KEYS: tuple[Key, ...] = (
    Key("extends", "path of another scenario", "The layer below: this file states only what differs.", kind=Text()),
    Key("title", N_("{id: text, en: text}"), "Name of the scenario in Indonesian and English.", True, Bilingual()),
    Key("question", N_("{id: text, en: text}"), "What the scenario asks.", True, Bilingual()),
    Key("sources", "list of text", "Where its figures come from.", kind=Listing(Text())),
    Key("region", N_("name or folder"), "Region whose figures make the population.", True, Text()),
    Key("start", N_("YYYY-MM"), "First month.", True, Month()),
    Key("years", "1 to 50", "Length of the run.", True, Whole(1, 50)),
    Key("scale", "0.0001 to 1", "Rows for each household of the population; 1 is everyone.", True, Number(1e-4, 1.0)),
    Key("growth", "-0.2 to 0.2", "Real growth of earnings a year.", True, Number(-0.2, 0.2)),
    Key("inflation", "-0.05 to 0.5", "Rise of prices a year.", True, Number(-0.05, 0.5)),
    Key("markets", N_("responsive or fixed"), "Whether local prices and sales answer.", True, Word(MARKETS)),
    Key(
        "population", "mapping",
        "How the population is made: distribution, burn_in_months, survey_programmes; or from a file of one's own: "
        "microdata, impute, and how it is written (docs/own_data.md).",
    ),
    Key("budget", "mapping", "A yearly envelope: per_year, shares by programme, indexed."),
    Key("programmes", "mapping by name", "What the government does; {} takes a programme as it is shipped."),
    Key("shocks", "list", "Regional shocks: title, start, months, regencies, wages, capital_loss, reach."),
    Key("parameters", "mapping by dotted name", "Changed parameters, within their plausible range."),
)  # fmt: skip

NAMES: tuple[str, ...] = tuple(key.name for key in KEYS)


def _burn_in(reader: Reader, node: Node, field: str, _: object) -> int | None:
    months = reader.integer(node, field, 0, MOST_BURN_IN)
    if months is not None and months % 12:
        reader.wrong(node, field, "whole-years", Said("must be whole years"), allowed=Said("0, 12, 24 …"))
        return None
    return months


POPULATION: tuple[Key, ...] = (
    Key("distribution", "gb2 or shifted_lognormal", "Shape of spending.", kind=Word(DISTRIBUTIONS)),
    Key(
        "burn_in_months", "0 to 600, whole years", "Months that the population settles before the start.",
        kind=Special(_burn_in, Whole(0, MOST_BURN_IN).schema() | {"multipleOf": 12}),
    ),
    Key("survey_programmes", "true or false", "Whether the survey's programmes run before the start.", kind=Flag()),
)  # fmt: skip

BUDGET: tuple[Key, ...] = (
    Key("per_year", N_("Rp, 1 or more"), "Nominal rupiah a year for all programmes together.", True, Whole(1)),
    Key("shares", N_("{programme: 0 to 1}"), "Share of each programme; they sum to 1, and 0 leaves one out.", True),
    Key("indexed", "true or false", "Whether the envelope rises with prices.", kind=Flag()),
)

SHOCK: tuple[Key, ...] = (
    Key("title", N_("{id: text, en: text}"), "What it is called.", True, Bilingual()),
    Key("start", N_("YYYY-MM"), "First month.", True, Month()),
    Key("months", "1 to 600", "How long it lasts.", True, Whole(1, 600)),
    Key("regencies", "list of names", "Where it strikes; everywhere without it.", kind=Listing(Text(), once=True)),
    Key("wages", "-0.9 to 1", "Change of earnings while it lasts; -0.1 is a tenth less.", kind=Number(-0.9, 1.0)),
    Key("capital_loss", "0 to 1", "Share of business capital that a household struck loses.", kind=Number()),
    Key("reach", "0 to 1", "Chance that a household of these regencies is struck.", kind=Number()),
)
"""Keys of one shock."""

MOST_SHOCKS = 100
