"""The tables of keys in the page about studies, from the declarations that the validator reads by."""

from __future__ import annotations

from collections.abc import Iterable

from mentas.scenario.schema import Key
from mentas.studies.design import KEYS
from mentas.studies.regions.reading import KEYS as REGION
from mentas.studies.space import interest, plan
from mentas.studies.space.keys import LEVER, MIX, UNCERTAINTY

TABLES: dict[str, tuple[Key, ...]] = {
    "A study": KEYS,
    "One of `regions`": REGION,
    "One of `levers` or `uncertainties`": tuple(dict.fromkeys((*LEVER, *UNCERTAINTY))),
    "`mix` of a lever": MIX,
    "`design`": plan.KEYS,
    "`interest`": interest.KEYS,
}


def reference() -> str:
    """All keys in Markdown, a table for each mapping."""
    return "\n\n".join(f"{title}:\n\n{_table(keys)}" for title, keys in TABLES.items())


def _table(keys: Iterable[Key]) -> str:
    rows = (
        f"| `{key.name}` | {key.takes} | {'yes' if key.required else ''} | {key.sentence} |".replace("|  |", "| |")
        for key in keys
    )
    return "\n".join(["| key | takes | needed | meaning |", "| --- | --- | --- | --- |", *rows])
