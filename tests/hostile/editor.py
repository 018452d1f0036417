"""A document as an editor sees it: YAML 1.2 (core schema) made JSON, told over by JSON Schema."""

from __future__ import annotations

import re
from typing import Any

from jsonschema import Draft202012Validator

from mentas.files import Node
from mentas.scenario.editor import scenario_schema
from mentas.studies.calibrate.editor import calibrate_schema
from mentas.studies.editor import study_schema
from mentas.studies.patterns.editor import patterns_schema
from mentas.studies.trial.editor import trial_schema

WHOLE = re.compile(r"[-+]?[0-9]+")
OCTAL = re.compile(r"0o[0-7]+")
HEX = re.compile(r"0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
INFINITE = re.compile(r"[-+]?\.(inf|Inf|INF)")

SCHEMAS = {
    "scenario": scenario_schema,
    "study": study_schema,
    "patterns": patterns_schema,
    "trial": trial_schema,
    "calibrate": calibrate_schema,
}
CHECKS = {kind: Draft202012Validator(schema()) for kind, schema in SCHEMAS.items()}


def seen(node: Node) -> Any:
    """The JSON value of a node by the core schema of YAML 1.2."""
    if node.entries is not None:
        return {key: seen(value) for key, value in node.entries.items()}
    if node.items is not None:
        return [seen(item) for item in node.items]
    text = node.text or ""
    if node.quoted:
        return text
    if text in ("", "null", "Null", "NULL", "~"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if WHOLE.fullmatch(text):
        return int(text) if len(text) < 4000 else float("inf")
    if OCTAL.fullmatch(text) or HEX.fullmatch(text):
        return int(text, 0)
    if FLOAT.fullmatch(text):
        return float(text)
    if INFINITE.fullmatch(text):
        return float(text.replace(".", ""))
    return float("nan") if text in (".nan", ".NaN", ".NAN") else text


def objections(kind: str, node: Node) -> list[str]:
    """What an editor underlines."""
    return [
        f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in CHECKS[kind].iter_errors(seen(node))
    ]
