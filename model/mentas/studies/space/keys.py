"""The keys of one lever and of one uncertainty in a study file."""

from __future__ import annotations

from mentas.files import MOST_NUMBER
from mentas.language import N_
from mentas.parameters import EVIDENCE
from mentas.scenario.kinds import Bilingual, Flag, Listing, Number, Shares, Text, Word
from mentas.scenario.schema import Key
from mentas.studies.space.dimension import Role
from mentas.studies.space.groups import GROUPS

MOST_VALUES = 1000
MOST_PROGRAMMES = 20

PAIR = Listing(Number(-MOST_NUMBER, MOST_NUMBER), 2, least=2)
RANGES: tuple[str, ...] = ("plausible", "ensemble")
"""Where the ends of a parameter's range come from: its own file, or the calibrated sets (their middle 90 per cent)."""

MIX: tuple[Key, ...] = (
    Key("from", N_("{programme: 0 to 1}"), "Shares of the budget at 0.", True, Shares()),
    Key("to", N_("{programme: 0 to 1}"), "Shares of the budget at 1.", True, Shares()),
)

LEVER: tuple[Key, ...] = (
    Key("title", "{id: text, en: text}", "What readers call it.", kind=Bilingual()),
    Key("range", "[low, high]", "Ends of the numbers that it takes.", kind=PAIR),
    Key("whole", "true or false", "Whether it takes whole numbers only; a key that takes no others needs it not.",
        kind=Flag()),
    Key("log", "true or false", "Whether even steps are steps of a factor.", kind=Flag()),
    Key("values", "list", "All values that it takes, instead of a range."),
    Key("mix", "{from: shares, to: shares}", "A mixture of two ways to divide the budget: 0 is from, 1 is to."),
    Key("simplex", "list of programmes", "Any division of the budget among these programmes.",
        kind=Listing(Text(), MOST_PROGRAMMES, least=2, once=True)),
    Key("only", "list of scenarios", "Scenarios that it changes; by default all that have what it changes."),
    Key("group", ", ".join(GROUPS), "What it belongs to in an analysis of sensitivity.", kind=Word(tuple(GROUPS))),
)  # fmt: skip
"""Keys of one lever."""

UNCERTAINTY: tuple[Key, ...] = (
    *(key for key in LEVER if key.name not in ("mix", "simplex")),
    Key("ranges", " or ".join(RANGES), "Where a parameter's range comes from.", kind=Word(RANGES)),
    Key("evidence", "list of " + ", ".join(EVIDENCE), "Of a pattern: parameters known in these ways only.",
        kind=Listing(Word(EVIDENCE), least=1, once=True)),
)  # fmt: skip
"""Keys of one uncertainty; with none of them a parameter takes its plausible range."""

KEYS: dict[Role, tuple[Key, ...]] = {"lever": LEVER, "uncertainty": UNCERTAINTY}
FIELDS: dict[Role, str] = {"lever": "levers", "uncertainty": "uncertainties"}
"""Key of a study by role."""
