"""Which structure, parameter set and luck each replicate of a study lives in: a balanced nested plan.

Two replicates in a row are two lucks of one parameter set, so that luck can be told from parameters. The pairs go
round the structures, so that any beginning of the plan holds thresholds, markets and shapes of spending as evenly as
its length allows. More replicates keep the earlier ones as they are.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from mentas.studies.ensemble.sets import THRESHOLDS, Ensemble, ParameterSet

LUCKS = 2
"""Replicates in a row that share a parameter set."""

AXES: tuple[str, ...] = ("threshold", "market", "shape")
"""What a structure is made of."""

CELLS: tuple[tuple[str, str], ...] = (
    ("responsive", "gb2"),
    ("fixed", "shifted_lognormal"),
    ("responsive", "shifted_lognormal"),
    ("fixed", "gb2"),
)
"""Market and shape; every two in a row hold both markets and both shapes."""

GOLDEN = (math.sqrt(5.0) - 1.0) / 2.0
"""Step between draws: points that far apart on a circle keep apart however many there are."""


@dataclass(frozen=True, slots=True)
class Structure:
    """One shape of the model."""

    threshold: float
    market: str
    shape: str

    def level(self, axis: str) -> str:
        """What it is on an axis, as tables name it."""
        return f"{self.threshold:g}" if axis == "threshold" else str(getattr(self, axis))


STRUCTURES: tuple[Structure, ...] = tuple(
    Structure(threshold, *CELLS[place ^ round_]) for round_ in range(4) for place, threshold in enumerate(THRESHOLDS)
)
"""All sixteen. Four in a row hold every threshold and every cell once (a Latin square)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a replicate lives."""

    replicate: int
    structure: Structure
    model: int
    """Number of the pair of replicates that share a structure and a parameter set."""
    parameters: ParameterSet

    @property
    def luck(self) -> int:
        """Number of the luck: no two replicates share theirs."""
        return self.replicate


def structures(held: Mapping[str, str] | None = None) -> tuple[Structure, ...]:
    """The structures in the order of the plan, without those that differ from a level at which an axis is held."""
    held = held or {}
    return tuple(each for each in STRUCTURES if all(each.level(axis) == level for axis, level in held.items()))


def places(
    ensemble: Ensemble, *, seed: int, replicates: int, held: Mapping[str, str] | None = None
) -> tuple[Place, ...]:
    """The plan of a study.

    Args:
        ensemble: the parameter sets.
        seed: of the study; another seed draws other sets.
        replicates: how many.
        held: level by axis, where the study holds one.
    """
    order = structures(held)
    draws = {each: _Draw(ensemble.of(each.threshold), each, seed) for each in order}
    found = []
    for replicate in range(replicates):
        model = replicate // LUCKS
        structure = order[model % len(order)]
        found.append(Place(replicate, structure, model, draws[structure][model // len(order)]))
    return tuple(found)


class _Draw:
    """Sets of one structure, drawn by weight: systematically, from a shuffle and a start that the seed gives."""

    def __init__(self, sets: Sequence[ParameterSet], structure: Structure, seed: int) -> None:
        self._key = f"{seed} {structure.threshold:g} {structure.market} {structure.shape}"
        cell = structure.market, structure.shape
        self._sets = sorted((s for s in sets if s.weights[cell] > 0.0), key=lambda s: self._uniform(str(s.number)))
        self._upto = list(accumulate(each.weights[cell] for each in self._sets))
        self._start = self._uniform("start")

    def __getitem__(self, turn: int) -> ParameterSet:
        at = (self._start + turn * GOLDEN) % 1.0 * self._upto[-1]
        return next((s for s, upto in zip(self._sets, self._upto, strict=True) if at < upto), self._sets[-1])

    def _uniform(self, what: str) -> float:
        """A number from 0 to 1 that depends on the seed, the structure and a word, and on nothing else."""
        return int.from_bytes(hashlib.sha256(f"{self._key} {what}".encode()).digest()[:6], "big") / 2.0**48
