"""JSON Schema of study files, for editors; from the declarations that the validator reads by."""

from __future__ import annotations

from mentas.scenario.editor import DRAFT, closed, described, of_keys
from mentas.scenario.kinds import Listing, Schema, Text, mapping_schema
from mentas.studies.arms import MOST_SCENARIOS
from mentas.studies.design import KEYS
from mentas.studies.regions.reading import KEYS as REGION
from mentas.studies.regions.reading import MOST_REGIONS
from mentas.studies.space import interest, plan
from mentas.studies.space.dimension import Role
from mentas.studies.space.keys import KEYS as DIMENSION
from mentas.studies.space.keys import MIX, MOST_VALUES


def study_schema() -> Schema:
    """JSON Schema of a study file."""
    properties = of_keys(KEYS)
    sentences = {key.name: f"{key.sentence} Takes: {key.takes}." for key in KEYS}
    properties["scenarios"] = described(Listing(Text(), MOST_SCENARIOS, least=1).schema(), sentences["scenarios"])
    properties["baseline"] = described(Text().schema(), sentences["baseline"])
    region = mapping_schema(of_keys(REGION), null=False, required=["region"])
    listed: Schema = {"type": "array", "minItems": 1, "maxItems": MOST_REGIONS, "items": region}
    properties["regions"] = described(listed, sentences["regions"])
    roles: tuple[tuple[str, Role], ...] = (("levers", "lever"), ("uncertainties", "uncertainty"))
    for name, role in roles:
        entry: Schema = {"type": ["object", "null"], "additionalProperties": _dimension(role)}
        properties[name] = described(entry, sentences[name])
    properties["design"] = described(
        mapping_schema(of_keys(plan.KEYS), null=False, required=["method"]), sentences["design"]
    )
    properties["constants"] = described({"type": ["object", "null"]}, sentences["constants"])
    properties["interest"] = described(interest.schema(Text().schema()), sentences["interest"])
    return {
        "$schema": DRAFT,
        "$comment": "Written by `mentas schema study`; change the declarations in mentas/studies/design.py instead.",
        "title": "A study of mentas",
        "description": "Scenarios set side by side on the same luck.",
        **closed(KEYS, {key.name: properties[key.name] for key in KEYS}),
    }


def _dimension(role: Role) -> Schema:
    """One lever or uncertainty."""
    keys = DIMENSION[role]
    known = of_keys(keys)
    about = {key.name: f"{key.sentence} Takes: {key.takes}." for key in keys}
    known["values"] = described({"type": "array", "minItems": 1, "maxItems": MOST_VALUES}, about["values"])
    known["only"] = described(Listing(Text(), MOST_SCENARIOS, least=1, once=True).schema(), about["only"])
    if role == "lever":
        known["mix"] = described(closed(MIX, of_keys(MIX)), about["mix"])
    return mapping_schema({key.name: known[key.name] for key in keys})
