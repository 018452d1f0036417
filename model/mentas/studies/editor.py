"""JSON Schema of study files, for editors; from the declarations that the validator reads by."""

from __future__ import annotations

from mentas.scenario.editor import DRAFT, closed, described, of_keys
from mentas.scenario.kinds import Listing, Schema, Text
from mentas.studies.design import KEYS, MOST_SCENARIOS


def study_schema() -> Schema:
    """JSON Schema of a study file."""
    properties = of_keys(KEYS)
    sentences = {key.name: f"{key.sentence} Takes: {key.takes}." for key in KEYS}
    properties["scenarios"] = described(Listing(Text(), MOST_SCENARIOS, least=1).schema(), sentences["scenarios"])
    properties["baseline"] = described(Text().schema(), sentences["baseline"])
    return {
        "$schema": DRAFT,
        "$comment": "Written by `mentas schema study`; change the declarations in mentas/studies/design.py instead.",
        "title": "A study of mentas",
        "description": "Scenarios set side by side on the same luck.",
        **closed(KEYS, {key.name: properties[key.name] for key in KEYS}),
    }
