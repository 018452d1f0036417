"""JSON Schema of trial files, for editors; from the declarations that the validator reads by."""

from __future__ import annotations

from mentas.scenario.editor import DRAFT, closed, described, of_keys, parameters_schema
from mentas.scenario.kinds import Schema
from mentas.studies.trial.design import LIST
from mentas.studies.trial.keys import TRIAL


def trial_schema() -> Schema:
    """JSON Schema of a trial, or of a list of trials."""
    properties = of_keys(TRIAL)
    (key,) = (key for key in TRIAL if key.kind is None)
    properties[key.name] = described(parameters_schema(), f"{key.sentence} Takes: {key.takes}.")
    return {
        "$schema": DRAFT,
        "$comment": "Written by `mentas schema trial`; change the keys in mentas/studies/trial/keys.py instead.",
        "title": "A trial of mentas, or a list of trials",
        "description": "A published trial, to be replayed in the model.",
        "if": {"properties": {"kind": {"const": "trials"}}, "required": ["kind"]},
        "then": {"$ref": "#/$defs/trials"},
        "else": {"$ref": "#/$defs/trial"},
        "$defs": {
            "trial": closed(TRIAL, {one.name: properties[one.name] for one in TRIAL}),
            "trials": closed(LIST, of_keys(LIST)),
        },
    }
