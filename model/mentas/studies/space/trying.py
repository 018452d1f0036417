"""Trying a dimension on its scenarios, before anything is run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mentas import files
from mentas.files import Node, Reader, Refusal
from mentas.language import N_, Said
from mentas.studies.space.dimension import Dimension
from mentas.studies.variant import Variant

if TYPE_CHECKING:
    from mentas.studies.arms import Arm

MOST_TRIED = 2_000
"""Changed scenarios of a study that are made; beyond them only two values of each dimension are tried."""


class Trying:
    """Tries dimensions, and notes in a reader what a scenario refuses."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._left = MOST_TRIED

    def bears(self, dimension: Dimension, node: Node, field: str, arms: Sequence[Arm]) -> bool:
        """Whether each scenario bears a dimension's ends and what lies between."""
        for arm in arms:
            values = list(dimension.form.tried())
            if len(values) > max(self._left, 0):
                values = values[:2]
            self._left -= 0 if dimension.name.startswith("parameters.") else len(values)
            for each in values:
                try:
                    Variant(arm.scenario, tuple(dimension.changes(each).items())).made()
                except Refusal as refusal:
                    self._note(refusal, node, dimension, field, _shown(each), arm.name)
                    return False
        return True

    def _note(self, refusal: Refusal, node: Node, dimension: Dimension, field: str, value: str, arm: str) -> None:
        for problem in refusal.problems:
            text = N_("cannot be {value} in scenario {scenario}: {field}: {message}")
            if problem.field in ("", dimension.name):
                text = N_("cannot be {value} in scenario {scenario}: {message}")
            said = Said(text, value=value, scenario=arm, field=problem.field, message=problem.message)
            allowed, near = problem.allowed, problem.nearest
            self._reader.wrong(node, field, "not-borne", said, allowed=allowed, nearest=near)


def _shown(values: Sequence[Any]) -> str:
    return files.shorten(", ".join(_one(value) for value in values))


def _one(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:_.0f}" if value.is_integer() else f"{value:.6g}"
    return f"{value:_}" if isinstance(value, int) else str(list(value) if isinstance(value, tuple) else value)
