"""The ensemble: parameter sets with weights, as studies draw from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mentas.studies import csv
from mentas.studies.calibrate.targets import parameters_of

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.calibrate.run import Calibration

NAME = "ensemble.csv"
WEIGHTS: tuple[str, ...] = (
    "weight_responsive_gb2",
    "weight_responsive_shifted_lognormal",
    "weight_fixed_gb2",
    "weight_fixed_shifted_lognormal",
)
"""Weights by market and shape of spending, each of sum 1 within a threshold."""


def frame(found: Calibration) -> pd.DataFrame:
    """A row a parameter set: threshold, set, weights, parameters."""
    import pandas as pd

    rows = []
    for each in found.structures:
        points = each.draws.points
        for place in range(len(points)):
            responsive, fixed = each.weighted.weights[place], each.fixed.weights[place]
            values = parameters_of(found.plan.priors, points.shares[place], each.threshold)
            row = {"threshold": each.threshold, "set": place}
            row |= dict(zip(WEIGHTS, (responsive, responsive, fixed, fixed), strict=True))
            row |= {prior.name: values[prior.name] for prior in found.plan.priors}
            rows.append(row | {tie.name: tie.value(values) for tie in found.plan.tied})
    return pd.DataFrame(rows)


def write(found: Calibration) -> Path:
    """Write the ensemble into the study's folder."""
    path = found.folder / NAME
    csv.write(path, frame(found))
    return path


def median(values: np.ndarray, weights: np.ndarray) -> float:
    """The value with half of the weight below it."""
    order = np.argsort(values, kind="stable")
    middle = np.cumsum(weights[order]) - weights[order] / 2.0
    return float(np.interp(0.5 * weights.sum(), middle, values[order]))
