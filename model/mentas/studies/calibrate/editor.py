"""JSON Schema of calibrations, for editors; from the declarations that the validator reads by."""

from __future__ import annotations

from mentas import parameters
from mentas.scenario.editor import DRAFT, closed, described, of_keys
from mentas.scenario.kinds import Listing, Number, Schema, Text, Word
from mentas.studies.calibrate.plan import KEYS, MOST_TRIALS
from mentas.studies.calibrate.targets import THRESHOLD


def calibrate_schema() -> Schema:
    """JSON Schema of a calibration."""
    about = {key.name: f"{key.sentence} Takes: {key.takes}." for key in KEYS}
    known = parameters.catalogue()
    names = Word(tuple(name for name in known if name != THRESHOLD))
    logs = Word(tuple(name for name in names.words if known[name].range[0] > 0.0))
    properties = of_keys(KEYS) | {
        "trials": described(Listing(Text(), MOST_TRIALS, least=1).schema(), about["trials"]),
        "parameters": described(Listing(names, least=1, once=True).schema(), about["parameters"]),
        "tied": {
            "type": "object",
            "propertyNames": names.schema(),
            "additionalProperties": {
                "type": "object",
                "properties": {"to": names.schema(), "times": Number(0.0, 1000.0).schema()},
                "required": ["to", "times"],
                "additionalProperties": False,
            },
            "description": about["tied"],
        },
        "log": described(Listing(logs, once=True).schema(), about["log"]),
    }
    return {
        "$schema": DRAFT,
        "$comment": "Written by `mentas schema calibrate`; change the declarations in studies/calibrate instead.",
        "title": "A calibration of mentas",
        "description": "Parameters of behaviour fitted to published trials.",
        **closed(KEYS, {key.name: properties[key.name] for key in KEYS}),
    }
