"""JSON Schema of studies of patterns, for editors; from the declarations that the validator reads by."""

from __future__ import annotations

from mentas.scenario.editor import DRAFT, closed, described, of_keys
from mentas.scenario.kinds import Schema, Text, mapping_schema
from mentas.studies.design import MOST_NAME, NAME
from mentas.studies.patterns.design import KEYS, MOST_PATTERNS, OBSERVED, PATTERN, SETS


def patterns_schema() -> Schema:
    """JSON Schema of a study of patterns."""
    about = {key.name: f"{key.sentence} Takes: {key.takes}." for key in (*KEYS, *PATTERN)}
    observed = mapping_schema(of_keys(OBSERVED), null=False)
    observed["oneOf"] = [
        {"required": sorted(keys), "propertyNames": {"enum": sorted(keys)}} for keys in SETS
    ]  # one of them, and no key besides
    one = of_keys(PATTERN)
    one["name"] |= {"pattern": f"^(?:{NAME.pattern})$", "maxLength": MOST_NAME}
    one["scenario"] = described(Text().schema(), about["scenario"])
    one["changes"] = described({"type": ["object", "null"]}, about["changes"])
    one["observed"] = described(observed, about["observed"])
    items = closed(PATTERN, {key.name: one[key.name] for key in PATTERN})
    listed: Schema = {"type": "array", "minItems": 1, "maxItems": MOST_PATTERNS, "items": items}
    properties = of_keys(KEYS) | {"patterns": described(listed, about["patterns"])}
    return {
        "$schema": DRAFT,
        "$comment": "Written by `mentas schema patterns`; change the declarations in mentas/studies/patterns instead.",
        "title": "A study of patterns of mentas",
        "description": "What was observed of a region, set against statistics of its simulated worlds.",
        **closed(KEYS, {key.name: properties[key.name] for key in KEYS}),
    }
