"""Where the answer changes with the structure: the difference to the baseline at each level of each axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from mentas.studies.analysis import CELL, grids
from mentas.studies.ensemble import doubt
from mentas.studies.ensemble.plan import AXES
from mentas.studies.ensemble.summary import differences

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.ensemble.nest import Nest

SHOWN: tuple[tuple[str, str], ...] = (("all", "all"), ("decile", "1-4"))
"""Groups that the table holds."""

WHOLE = "all"
"""Axis and level of the row that holds all structures."""

COLUMNS = (
    "scenario", "measure", "group", "year", "axis", "level", "difference", "diff_low", "diff_high", "diff_mean_low",
    "diff_mean_high", "pairs", "turns", "group_kind",
)  # fmt: skip


def table(runs: pd.DataFrame, *, scenarios: Sequence[str], baseline: str | None, nest: Nest) -> pd.DataFrame:
    """The difference of each scenario to the baseline, over all structures and at each level of each axis.

    `turns` says of an axis that the answer changes with it, as `turned` does.
    """
    import pandas as pd

    shown = pd.MultiIndex.from_frame(runs[["group_kind", "group"]]).isin(SHOWN)
    cells = runs.loc[shown, CELL].drop_duplicates(ignore_index=True)
    values, stated, replicates = grids(runs[shown], cells, scenarios)
    parts = []
    for scenario in scenarios if baseline is not None else ():
        if scenario == baseline:
            continue
        gap = differences(values[scenario], values[str(baseline)])
        for (axis, level), (found, turns) in _levels(gap, replicates, nest).items():
            part = cells.assign(scenario=scenario, axis=axis, level=level, difference=found["mean"], turns=turns)
            part["pairs"] = found["n"].astype("int64")
            for name in ("low", "high", "mean_low", "mean_high"):
                part[f"diff_{name}"] = found[name]
            parts.append(part[stated[scenario]])
    columns = list(COLUMNS)
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def turned(parts: Sequence[Mapping[str, np.ndarray]], whole: Mapping[str, np.ndarray]) -> np.ndarray:
    """Whether the answer changes between levels: at one, the mean over models lies wholly on the other side of zero
    than at another, or than over all structures. One that is not known lies on no side."""
    below = np.any([part["mean_high"] < 0.0 for part in (*parts, whole)], axis=0)
    above = np.any([part["mean_low"] > 0.0 for part in (*parts, whole)], axis=0)
    return below & above


def _levels(
    gap: np.ndarray, replicates: np.ndarray, nest: Nest
) -> dict[tuple[str, str], tuple[dict[str, np.ndarray], np.ndarray]]:
    """By axis and level: what `doubt.split` finds there, and whether the axis turns the answer."""
    structure, model = nest.structures(replicates), nest.models(replicates)
    whole = doubt.split(gap, structure=structure, model=model, population=nest.population)
    result = {(WHOLE, WHOLE): (whole, np.zeros(len(gap), dtype=bool))}
    for axis in AXES:
        levels, place = nest.levels[axis], nest.level(axis, replicates)
        if len(levels) < 2:
            continue
        there = nest.population // len(levels)
        found = [
            doubt.split(gap[:, at], structure=structure[at], model=model[at], population=there)
            for at in (place == number for number in range(len(levels)))
        ]
        turns = turned(found, whole)
        result |= {(axis, level): (part, turns) for level, part in zip(levels, found, strict=True)}
    return result
