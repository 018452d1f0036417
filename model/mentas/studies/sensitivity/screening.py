"""Morris screening: which names move an outcome at all, and whether they move it alone."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from mentas.studies.sampling import blocks
from mentas.studies.sensitivity import salib
from mentas.studies.sensitivity.noise import noise
from mentas.studies.sensitivity.results import fitting

if TYPE_CHECKING:
    import pandas as pd


def morris(
    design: np.ndarray,
    y: np.ndarray,
    *,
    names: Sequence[str],
    seed: int,
    levels: int = 4,
    groups: Mapping[str, str] | None = None,
    grouped: bool = False,
) -> pd.DataFrame:
    """Elementary effects: what a step from 0 to 1 in the unit cube would do, seen from many places.

    Args:
        design: what `sampling.morris` gave.
        y: shape (rows, replicates).
        names: of the design's columns.
        seed: of the bootstrap.
        levels: of the design.
        groups: group by name.
        grouped: whether the design moved whole groups; then each row is a group, and effects have no direction.

    Returns:
        name, group, mu, mu_star, mu_star_low, mu_star_high, sigma, rank, nothing, influential; in the order of names.
        `nothing` is the mu_star of a name that did no more than deal the luck anew (NaN with one replicate: then
        nothing is taken for 0), and what is influential has its whole interval above it.

    Raises:
        UnusableResultsError: results are not finite or do not fit the design.
    """
    import pandas as pd

    moved = blocks(names, groups if grouped else None)
    y = fitting(design, y, names=len(names), step=len(moved) + 1)
    labels = [(groups or {}).get(name, name) for name in names] if grouped else None
    found = salib.analysed(
        "analyze_morris", design, y.mean(axis=1), seed=seed, groups=labels, num_levels=levels, **salib.resampling()
    )
    mu_star = np.asarray(found["mu_star"], dtype=float)
    half = np.asarray(found["mu_star_conf"], dtype=float)
    nothing = noise(y).deviation * math.sqrt(2.0) * math.sqrt(2.0 / math.pi) / _step(levels)
    table = pd.DataFrame(
        {
            "name": list(moved),
            "group": [(groups or {}).get(name, name) for name in moved],
            "mu": np.nan if grouped else np.asarray(found["mu"], dtype=float),
            "mu_star": mu_star,
            "mu_star_low": np.maximum(mu_star - half, 0.0),
            "mu_star_high": mu_star + half,
            "sigma": np.ma.filled(np.ma.asarray(found["sigma"], dtype=float), np.nan),
        }
    )
    table["rank"] = table["mu_star"].rank(ascending=False, method="min").astype("int64")
    table["nothing"] = nothing
    return table.assign(influential=table["mu_star_low"] > (0.0 if math.isnan(nothing) else nothing))


def _step(levels: int) -> float:
    return levels / (2.0 * (levels - 1.0))
