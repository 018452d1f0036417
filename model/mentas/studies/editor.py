"""JSON Schema of study files, for editors; from the declarations that the validator reads by."""

from __future__ import annotations

from collections.abc import Iterable

from mentas.scenario.editor import BOTH, DRAFT, closed, described, of_keys
from mentas.scenario.kinds import Listing, Schema, Text, mapping_schema
from mentas.studies import kinds
from mentas.studies.arms import MOST_SCENARIOS
from mentas.studies.design import KEYS
from mentas.studies.regions.reading import KEYS as REGION
from mentas.studies.regions.reading import MOST_REGIONS
from mentas.studies.space import interest, plan, spaces
from mentas.studies.space.dimension import Role
from mentas.studies.space.forms import PLAIN
from mentas.studies.space.keys import FIELDS, MIX, MOST_VALUES
from mentas.studies.space.keys import KEYS as DIMENSION


def study_schema() -> Schema:
    """JSON Schema of a study file."""
    properties = of_keys(KEYS)
    sentences = {key.name: f"{key.sentence} Takes: {key.takes}." for key in KEYS}
    properties["scenarios"] = described(Listing(Text(), MOST_SCENARIOS, least=1).schema(), sentences["scenarios"])
    properties["baseline"] = described(Text().schema(), sentences["baseline"])
    region = mapping_schema(of_keys(REGION), null=False, required=["region"])
    listed: Schema = {"type": "array", "minItems": 1, "maxItems": MOST_REGIONS, "items": region}
    properties["regions"] = described(listed, sentences["regions"])
    for role, name in FIELDS.items():
        entry: Schema = {"type": ["object", "null"], "additionalProperties": _dimension(role)}
        properties[name] = described(entry, sentences[name])
    properties["design"] = described(_design(), sentences["design"])
    properties["constants"] = described({"type": ["object", "null"]}, sentences["constants"])
    properties["interest"] = described(interest.schema(Text().schema()), sentences["interest"])
    return {
        "$schema": DRAFT,
        "$comment": "Written by `mentas schema study`; change the declarations in mentas/studies/design.py instead.",
        "title": "A study of mentas",
        "description": "Scenarios set side by side on the same luck.",
        **closed(KEYS, {key.name: properties[key.name] for key in KEYS}),
        "allOf": [_of_kind(kind) for kind in kinds.STUDIES],
    }


def _of_kind(kind: str) -> Schema:
    """What a study of a kind must have, and must not."""
    if kind == "compare":
        then: Schema = {"properties": dict.fromkeys(spaces.SPACED, False)}
    else:
        only = {name: False for name, owner in plan.OF_KIND.items() if owner != kind}
        design = {"properties": {"method": {"enum": list(plan.METHODS[kind])}} | only}
        others = [name for name, owner in (("interest", "sweep"), ("regions", "compare")) if owner != kind]
        others += ["uncertainties"] if kind == "frontier" else []
        dimensions = [{"required": [name]} for name in FIELDS.values()]
        properties: Schema = {"design": design} | dict.fromkeys(others, False)
        needed = ["design"]
        if kind == "frontier":
            properties |= {"scenarios": {"minItems": 2}, "outcomes": {"minItems": 1}}
            needed.append("outcomes")
        then = {"required": needed, "anyOf": dimensions, "properties": properties}
    return {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": then}


def _design() -> Schema:
    """How points are laid, each method with the keys that it looks at."""
    keys = []
    for name, methods in plan.TAKES.items():
        others = [each for each in plan.ALL if each not in methods]
        keys.append({"if": _method(others), "then": {"properties": {name: False}}})
        if name in plan.NEEDED:
            keys.append({"if": _method(methods), "then": {"required": [name]}})
    return mapping_schema(of_keys(plan.KEYS), null=False, required=["method"], allOf=keys)


def _method(names: Iterable[str]) -> Schema:
    return {"properties": {"method": {"enum": list(names)}}, "required": ["method"]}


def _dimension(role: Role) -> Schema:
    """One lever or uncertainty."""
    keys = DIMENSION[role]
    known = of_keys(keys)
    known["title"] |= BOTH
    about = {key.name: f"{key.sentence} Takes: {key.takes}." for key in keys}
    values = {"type": "array", "minItems": 1, "maxItems": MOST_VALUES, "items": PLAIN.schema()}
    known["values"] = described(values, about["values"])
    known["only"] = described(Listing(Text(), MOST_SCENARIOS, least=1, once=True).schema(), about["only"])
    if role == "lever":
        known["mix"] = described(closed(MIX, of_keys(MIX)), about["mix"])
    return mapping_schema({key.name: known[key.name] for key in keys})
