"""The tables of keys and outcomes in the docs, from the declarations that the validator reads by."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from mentas.scenario.kinds import Listing
from mentas.studies.trial.keys import TRIAL, TRIAL_DEFAULTS
from mentas.studies.trial.panels import OUTCOMES
from mentas.studies.trial.shapes import Named, Record
from mentas.studies.trial.trial import Spread, Trial


def reference() -> str:
    """All keys by the mapping in which they stand, and all outcomes."""
    parts = []
    for place, record in _records("", Record(TRIAL, Trial, TRIAL_DEFAULTS)):
        parts += [f"#### {f'In `{place}`' if place else 'At the top'}", "", _table(record), ""]
    parts += ["#### Outcomes", "", "| outcome | what it is |", "| --- | --- |"]
    parts += [f"| `{name}` | {sentence}. |" for name, sentence in OUTCOMES.items()]
    return "\n".join(parts)


def _records(place: str, record: Record) -> Iterator[tuple[str, Record]]:
    """A record and those in it, each with the place where it stands; gifts, which stand twice, are told of once."""
    yield place, record
    for key in record.keys:
        kind, name = key.kind, f"{place}.{key.name}" if place else key.name
        if isinstance(kind, Named):
            kind, name = kind.of, f"{name}.NAME"
        elif isinstance(kind, Listing):
            kind, name = kind.of, f"{name}[]"
        if isinstance(kind, Record) and key.name != "control_gifts":
            yield from _records(name, kind)


def _table(record: Record) -> str:
    defaults = {name: one.default for name, one in inspect.signature(record.make).parameters.items()}
    defaults |= record.defaults
    lines = ["| key | takes | if left out | meaning |", "| --- | --- | --- | --- |"]
    for key in record.keys:
        without = "must be there" if key.required else _shown(defaults.get(key.name))
        lines.append(f"| `{key.name}` | {key.takes} | {without} | {key.sentence} |")
    return "\n".join(lines)


def _shown(value: Any) -> str:
    """A default as a file would write it; nothing where it only leaves something open."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Spread):
        return f"{value.median:g}"
    return f"{value:g}" if isinstance(value, int | float) else value if isinstance(value, str) else ""
