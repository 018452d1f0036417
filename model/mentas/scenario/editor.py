"""JSON Schema of scenario files, for editors that complete and check while one types; from the declarations that the
validator itself reads by.

A schema sees one file and its values, not the layers below it, the spelling of a number, other files, or sums. What
it refuses the validator refuses too; the validator has the last word.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from mentas import parameters
from mentas.population.region import regions
from mentas.scenario import microdata
from mentas.scenario.kinds import Bilingual, Flag, Number, Schema, Shares, Word, mapping_schema, or_null
from mentas.scenario.programmes import FIELDS, MECHANISMS, OPTIONAL, definition, shipped
from mentas.scenario.schema import BUDGET, KEYS, MOST_SHOCKS, POPULATION, SHOCK, Key

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NAME = "^[A-Za-z0-9_]*[A-Za-z0-9][A-Za-z0-9_]*$"
"""What a programme may be called."""

BOTH: Schema = {"required": ["id", "en"]}
"""What two languages ask of a mapping that no layer below completes."""


def scenario_schema() -> Schema:
    """JSON Schema of a scenario file."""
    nested = {
        "population": mapping_schema(of_keys((*POPULATION, *microdata.KEYS))),
        "budget": mapping_schema(
            of_keys(BUDGET)
            | {"shares": Shares().schema() | {"propertyNames": _names(), "description": BUDGET[1].sentence}}
        ),
        "programmes": _programmes(),
        "shocks": {
            "type": "array",
            "maxItems": MOST_SHOCKS,
            "items": closed(SHOCK, of_keys(SHOCK)),
        },
        "parameters": parameters_schema(),
    }
    properties = of_keys(KEYS)
    for key in KEYS:
        if key.name in nested:
            properties[key.name] = described(nested[key.name], key.sentence)
    properties["region"] |= {"examples": list(regions())}
    alone = {
        "required": [key.name for key in KEYS if key.required],
        "properties": {
            "title": BOTH,
            "question": BOTH,
            "budget": {"required": [key.name for key in BUDGET if key.required]},
            "programmes": {
                "properties": dict.fromkeys(shipped(), {"properties": {"title": BOTH}}),
                "additionalProperties": {"required": ["mechanism", "title"], "properties": {"title": BOTH}},
            },
        },
    }
    return {
        "$schema": DRAFT,
        "$comment": "Written by `mentas schema scenario`; change the declarations in mentas/scenario instead.",
        "title": "A scenario of mentas",
        "description": "A place, a time, and what the government does.",
        **mapping_schema(properties, null=False),
        "if": {"not": {"required": ["extends"]}},
        "then": alone,
        "$defs": {mechanism: _mechanism(mechanism) for mechanism in MECHANISMS},
    }


def closed(keys: Iterable[Key], properties: dict[str, Schema]) -> Schema:
    """A mapping that no layer completes: all that is required must stand in it, titles in both languages."""
    keys = tuple(keys)
    for key in keys:
        if isinstance(key.kind, Bilingual):
            properties[key.name] |= BOTH
    return mapping_schema(properties, null=False, required=[key.name for key in keys if key.required])


def of_keys(keys: Iterable[Key]) -> dict[str, Schema]:
    """Schemas of the keys that have a kind, with what they mean."""
    return {key.name: described(key.kind.schema(), f"{key.sentence} Takes: {key.takes}.") for key in keys if key.kind}


def described(schema: Schema, sentence: str) -> Schema:
    """The schema with a sentence that an editor shows."""
    return {"description": sentence, **schema}


def text_of(schema: Schema) -> str:
    """The schema as it lies in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _programmes() -> Schema:
    known = {}
    for name in shipped():
        entries = definition(name).entries or {}
        title = (entries["title"].entries or {})["en"].text
        known[name] = {
            "description": f"{title}. {{}} takes it as it is shipped.",
            "$ref": _ref(entries["mechanism"].text),
        }
    union = {field: schema for mechanism in MECHANISMS for field, schema in _fields(mechanism).items()}
    choice = described(Word(MECHANISMS).schema(), "What kind of programme it is.")
    new: Schema = mapping_schema(_plain(choice) | union)
    new["allOf"] = [
        {
            "if": {"properties": {"mechanism": {"const": mechanism}}, "required": ["mechanism"]},
            "then": {"$ref": _ref(mechanism)},
        }
        for mechanism in MECHANISMS
    ]
    new["description"] = "A new programme needs a mechanism and a title; the rest comes from the mechanism."
    return {
        "type": ["object", "null"],
        "properties": known,
        "propertyNames": _names(),
        "additionalProperties": new,
    }


def _names() -> Schema:
    return {"pattern": NAME, "maxLength": 40}


def _ref(mechanism: str | None) -> str:
    return f"#/$defs/{mechanism}"


def _mechanism(mechanism: str) -> Schema:
    return mapping_schema(_plain({"const": mechanism}) | _fields(mechanism))


def _plain(mechanism: Schema) -> dict[str, Schema]:
    title = described(Bilingual().schema(), "Name of the programme in Indonesian and English.")
    active = described(Flag().schema(), "false switches the programme off.")
    return {"mechanism": mechanism, "title": title, "active": active}


def _fields(mechanism: str) -> dict[str, Schema]:
    """Fields of a mechanism, described by its own file."""
    entries = definition(mechanism).entries or {}
    found = {}
    for field, kind in FIELDS[mechanism].items():
        about = entries[field].entries or {}
        schema = or_null(kind.schema()) if field in OPTIONAL else kind.schema()
        found[field] = described(schema, f"{about['name'].text}. Unit: {about['unit'].text}.")
    return found


def parameters_schema() -> Schema:
    """Changed parameters by dotted name, each within its plausible range."""

    def one(parameter: parameters.Parameter) -> dict[str, Any]:
        schema = Number(*parameter.range).schema()
        low, high = parameter.range
        text = f"{parameter.title}. Unit: {parameter.unit}; {parameter.value:g} unless changed, {low:g} to {high:g}."
        return described(schema, text)

    return mapping_schema({name: one(parameter) for name, parameter in sorted(parameters.catalogue().items())})
