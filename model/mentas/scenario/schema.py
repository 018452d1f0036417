"""The keys of a scenario file: what each takes and means. The reference in the docs is written from here."""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """One key of a scenario file."""

    name: str
    takes: str
    sentence: str
    required: bool = False


KEYS: tuple[Key, ...] = (
    Key("extends", "path of another scenario", "The layer below: this file states only what differs."),
    Key("title", "{id: text, en: text}", "Name of the scenario in Indonesian and English.", required=True),
    Key("question", "{id: text, en: text}", "What the scenario asks.", required=True),
    Key("sources", "list of text", "Where its figures come from."),
    Key("region", "name or folder", "Region whose figures make the population.", required=True),
    Key("start", "YYYY-MM", "First month.", required=True),
    Key("years", "1 to 50", "Length of the run.", required=True),
    Key("scale", "above 0 to 1", "Rows for each household of the population; 1 is everyone.", required=True),
    Key("growth", "-0.2 to 0.2", "Real growth of earnings a year.", required=True),
    Key("inflation", "-0.05 to 0.5", "Rise of prices a year.", required=True),
    Key("markets", "responsive or fixed", "Whether local prices and sales answer.", required=True),
    Key(
        "population",
        "mapping",
        "How the population is made: distribution, burn_in_months, survey_programmes; or "
        "from a file of one's own: microdata, impute, and how it is written (docs/own_data.md).",
    ),
    Key("budget", "mapping", "A yearly envelope: per_year, shares by programme, indexed."),
    Key("programmes", "mapping by name", "What the government does; {} takes a programme as it is shipped."),
    Key("shocks", "list", "Regional shocks: title, start, months, regencies, wages, capital_loss, reach."),
    Key("parameters", "mapping by dotted name", "Changed parameters, within their plausible range."),
)

NAMES: tuple[str, ...] = tuple(key.name for key in KEYS)
POPULATION: tuple[str, ...] = (
    "distribution", "burn_in_months", "survey_programmes", "microdata", "impute", "separator", "decimal",
    "spending_unit", "spending_period", "capital_unit", "covers",
)  # fmt: skip
"""Keys of `population`."""
DISTRIBUTIONS: tuple[str, ...] = ("gb2", "shifted_lognormal")
MARKETS: tuple[str, ...] = ("responsive", "fixed")
BURN_IN = 36
"""Months that a population settles before the start, unless the file says otherwise."""
