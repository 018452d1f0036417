"""Moments for calibration: what the patterns with the role `calibrate` come to under other parameters.

Every set of parameters is tried on the same luck, so that two sets differ by what they do and not by their dice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from mentas.studies.patterns.design import Observed, Patterns

if TYPE_CHECKING:
    from mentas.studies.patterns.running import Asked

AIM = "calibrate"


def targets(patterns: Patterns) -> dict[str, Observed]:
    """What calibration aims at, by name of the pattern; figures from memory are left out."""
    return {p.name: p.observed for p in patterns.patterns if p.role == AIM and not p.from_memory}


def moments(
    parameters: Mapping[str, float], replicates: int, *, patterns: Patterns, scale: float | None = None
) -> dict[str, float]:
    """Mean over replicates of each target's statistic, by name of the pattern; NaN where it could not be measured.

    Args:
        parameters: changed parameters by dotted name, such as enterprise.threshold; over those that a world changes.
        replicates: worlds for each scenario, on the study's seed; the first are the same whatever their number.
        patterns: the study whose targets are meant.
        scale: share of the households to simulate, instead of the study's.
    """
    found = draws(parameters, replicates, patterns=patterns, scale=scale)
    return {name: float(np.nanmean(v)) if np.isfinite(v).any() else float("nan") for name, v in found.items()}


def draws(
    parameters: Mapping[str, float], replicates: int, *, patterns: Patterns, scale: float | None = None
) -> dict[str, np.ndarray]:
    """As `moments`, a value for each replicate; shape (replicates,)."""
    from mentas.studies.patterns.running import measure
    from mentas.world import World

    aims = [p for p in patterns.patterns if p.name in targets(patterns)]
    changes = {f"parameters.{name}": value for name, value in parameters.items()}
    changes |= {"scale": scale} if scale is not None else {}
    found = {p.name: np.full(replicates, np.nan) for p in aims}
    for arm in patterns.study.arms:
        mine = [p for p in aims if p.world == arm.name]
        if not mine:
            continue
        asked: Asked = tuple(sorted({(p.month, p.statistic) for p in mine}))
        scenario = arm.scenario.with_changes(changes) if changes else arm.scenario
        for replicate in range(replicates):
            world = World(scenario, seed=patterns.study.seed, replicate=replicate)
            measured = {(month, name): value for month, name, value in measure(world, asked)}
            for p in mine:
                found[p.name][replicate] = measured[p.month, p.statistic]
    return found
