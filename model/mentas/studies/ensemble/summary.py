"""The summary of a study whose replicates differ in structure and parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from mentas.studies.analysis import CELL, grids
from mentas.studies.ensemble.doubt import FLAGS, KINDS, split

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.ensemble.nest import Nest

ADDED: tuple[str, ...] = (
    "diff_low90", "diff_high90", "diff_mean_low", "diff_mean_high",
    *(f"share_{kind}" for kind in KINDS), *(f"sd_{kind}" for kind in KINDS), "set_to_zero",
)  # fmt: skip
"""Columns that the summary has besides those of a study without doubt; shares and sd are of the difference, and of
the level where there is no difference."""


def summary(runs: pd.DataFrame, *, scenarios: Sequence[str], baseline: str | None, nest: Nest) -> pd.DataFrame:
    """One row for each scenario, measure, group and year, as `analysis.summary` has, and the columns `ADDED`.

    Args:
        runs: one row for each outcome of each run.
        scenarios: names in the order wanted.
        baseline: the scenario that differences are taken against, or None for no differences.
        nest: structure and model of each replicate.
    """
    import pandas as pd

    cells = runs[CELL].drop_duplicates(ignore_index=True)
    values, stated, replicates = grids(runs, cells, scenarios)
    parts = []
    for scenario in scenarios:
        level = of_nest(values[scenario], nest, replicates)
        part = cells.assign(scenario=scenario, **{name: level[name] for name in ("mean", "low", "high")})
        part["n"] = level["n"].astype("int64")
        if baseline is None or scenario == baseline:
            part = part.assign(difference=np.nan, diff_low=np.nan, diff_high=np.nan, pairs=0)
            gap = level
            for name in ADDED[:4]:
                part[name] = np.nan
        else:
            gap = of_nest(differences(values[scenario], values[baseline]), nest, replicates)
            part = part.assign(difference=gap["mean"], pairs=gap["n"].astype("int64"))
            for name in ("low", "high", "low90", "high90", "mean_low", "mean_high"):
                part[f"diff_{name}"] = gap[name]
        for kind in KINDS:
            part[f"share_{kind}"], part[f"sd_{kind}"] = gap[f"share_{kind}"], gap[f"sd_{kind}"]
        part["set_to_zero"] = _zeros(gap)
        parts.append(part[stated[scenario]])
    order = ["scenario", "measure", "group", "year", "mean", "low", "high"]
    order += ["difference", "diff_low", "diff_high", "n", "pairs", "group_kind", *ADDED]
    return pd.concat(parts, ignore_index=True)[order]


def of_nest(values: np.ndarray, nest: Nest, replicates: np.ndarray) -> dict[str, np.ndarray]:
    """What `split` finds in values by cell and replicate."""
    structure, model = nest.structures(replicates), nest.models(replicates)
    return split(values, structure=structure, model=model, population=nest.population)


def differences(values: np.ndarray, baseline: np.ndarray) -> np.ndarray:
    """Values less the baseline's in the same replicate."""
    with np.errstate(invalid="ignore"):  # infinity less infinity is not observed either
        return values - baseline


def _zeros(found: Mapping[str, np.ndarray]) -> list[str]:
    """Components whose estimate was below zero, by name."""
    pairs = zip(*(found[name] for name in FLAGS), strict=True)
    return [" ".join(kind for kind, zero in zip(KINDS[1:], flags, strict=True) if zero) for flags in pairs]
