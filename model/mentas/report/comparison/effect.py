"""How a policy differs from the baseline: one difference with every interval that the study has of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mentas.report.study import Group, Study

FIELDS: tuple[str, ...] = (
    "mean", "difference", "diff_low", "diff_high", "diff_low90", "diff_high90", "diff_mean_low", "diff_mean_high",
    "pairs",
)  # fmt: skip
"""Columns of a summary that an effect is made of; a study without doubt about the model has not all of them."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A measure under a policy, and its difference to the baseline; what is not known is NaN."""

    policy: str
    """Name of the scenario."""
    measure: str
    mean: float
    difference: float
    low: float
    high: float
    """Ends of the 95 % interval of the difference: of models where they vary, of the mean over luck where not."""
    low90: float
    high90: float
    """Ends of the 90 % interval over models."""
    mean_low: float
    mean_high: float
    """Ends of the 95 % interval of the mean over models."""
    pairs: int

    @property
    def known(self) -> bool:
        """Whether the difference has an interval."""
        return self.pairs >= 2 and not math.isnan(self.low)

    @property
    def over_models(self) -> bool:
        """Whether its interval is one over models."""
        return not math.isnan(self.mean_low)


def effect(study: Study, policy: str, measure: str, year: int, group: Group | None = None) -> Effect | None:
    """A policy's effect on a measure in a year; None where the study has no such number."""
    try:
        path = study.path(policy, measure, group)
    except KeyError:
        return None
    return made(policy, measure, path.loc[year].to_dict()) if year in path.index else None


def made(policy: str, measure: str, row: Mapping[Any, Any]) -> Effect:
    """An effect from a row of a summary."""
    mean, difference, low, high, low90, high90, mean_low, mean_high, pairs = (
        float(row.get(name, math.nan)) for name in FIELDS
    )
    return Effect(policy, measure, mean, difference, low, high, low90, high90, mean_low, mean_high, int(pairs))


def effects(study: Study, measure: str, year: int, group: Group | None = None) -> list[Effect]:
    """The effects of all policies but the baseline that have the measure, in the study's order."""
    found = [effect(study, policy, measure, year, group) for policy in study.others]
    return [each for each in found if each is not None]
