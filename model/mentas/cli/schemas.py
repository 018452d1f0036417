"""`mentas schema`: what editors need to complete and check files while one types."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any


class Kind(StrEnum):
    """Kinds of file that have a schema."""

    scenario = "scenario"
    study = "study"
    trial = "trial"
    microdata = "microdata"
    patterns = "patterns"
    calibrate = "calibrate"


KINDS = ", ".join(Kind)


def text(kind: Kind) -> str:
    """The schema of a kind of file, as JSON."""
    from mentas.population.microdata import json_schema
    from mentas.scenario.editor import scenario_schema, text_of
    from mentas.studies.calibrate.editor import calibrate_schema
    from mentas.studies.editor import study_schema
    from mentas.studies.patterns.editor import patterns_schema
    from mentas.studies.trial.editor import trial_schema

    makers: dict[Kind, Callable[[], dict[str, Any]]] = {
        Kind.scenario: scenario_schema,
        Kind.study: study_schema,
        Kind.trial: trial_schema,
        Kind.microdata: json_schema,
        Kind.patterns: patterns_schema,
        Kind.calibrate: calibrate_schema,
    }
    return text_of(makers[kind]())


def show(kind: Kind, out: Path | None) -> None:
    """Print the schema, or write it to a file, whole or not at all."""
    if out is None:
        print(text(kind), end="")
        return
    from mentas.studies import atomic

    atomic.write_text(out, text(kind))
    print(out)
