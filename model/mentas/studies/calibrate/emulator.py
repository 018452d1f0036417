"""Emulators: what the model would say of a target at parameters at which it was not run, and how surely.

A moment is compressed first, `asinh((moment - published) / width)`: within the width it is nearly itself, far off only
its order counts, so that corners of the prior in which the model explodes do not spoil the fit where it matters. The
width goes by what is allowed or by how the moment spreads, whichever leaves less error at the published value. Two
forms compete for each target by the error that leaves one out: a quadratic with interactions, shrunk, and
a Gaussian process around a line. The winner's error is its predictive standard deviation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mentas.studies.calibrate import quadratic
from mentas.studies.calibrate.points import Points
from mentas.studies.calibrate.process import Process, fitted
from mentas.studies.calibrate.quadratic import Quadratic

WIDE = 3.0
"""Width of what is not compressed, in allowed deviations or in spreads of the moment over the points."""

LITTLE = 0.5
"""R2 below which an emulator is flagged."""


@dataclass(frozen=True)
class Emulators:
    """Emulators of all targets at once."""

    thresholds: tuple[float, ...]
    centre: np.ndarray
    width: np.ndarray
    """Shape (targets,): centre and width of the compression."""
    ridge: Quadratic
    """Of all targets; those that a process tells better are overwritten."""
    processes: dict[int, Process]
    """By number of the target."""
    error: np.ndarray
    """Compressed, shape (targets,): root mean square of what is missed at a point left out."""
    r2: np.ndarray
    """Share of the compressed variance that is told at points left out, shape (targets,)."""

    def predict(self, points: Points) -> tuple[np.ndarray, np.ndarray]:
        """Moments and their standard deviations, both of shape (points, targets)."""
        inputs = coded(points, self.thresholds)
        compressed = self.ridge.predict(points.shares, points.thresholds, self.thresholds)
        for target, process in self.processes.items():
            compressed[:, target] = process.predict(inputs)
        compressed = np.clip(compressed, -20.0, 20.0)
        moments = self.centre + self.width * np.sinh(compressed)
        return moments, self.width * np.cosh(compressed) * self.error

    def form(self, target: int) -> str:
        """Which form won."""
        return "gaussian process" if target in self.processes else "quadratic"


def fit(
    points: Points,
    moments: np.ndarray,
    *,
    centre: np.ndarray,
    width: np.ndarray,
    thresholds: Sequence[float],
    seed: int,
    processes: bool = True,
) -> Emulators:
    """Fit emulators.

    Args:
        points: where the model was run.
        moments: what it said, shape (points, targets), finite.
        centre: published values, shape (targets,).
        width: allowed deviations, shape (targets,).
        thresholds: all structures.
        seed: of the choice of points from which lengths are learned.
        processes: whether Gaussian processes compete.
    """
    thresholds = tuple(thresholds)
    wide = _width(points, moments, centre=centre, allowed=width, thresholds=thresholds)
    compressed = np.arcsinh((moments - centre) / wide)
    ridge, error = quadratic.fitted(points.shares, points.thresholds, thresholds, compressed)
    inputs = coded(points, thresholds)
    spread = compressed.std(axis=0)
    won: dict[int, Process] = {}
    for target in range(moments.shape[1]) if processes else ():
        if spread[target] > 1e-9:
            process, missed = fitted(inputs, compressed[:, target], seed=seed)
            if missed < error[target]:
                won[target], error[target] = process, missed
    r2 = 1.0 - (error / np.maximum(spread, 1e-12)) ** 2
    return Emulators(thresholds, centre, wide, ridge, won, error, np.where(spread > 1e-9, r2, 1.0))


def _width(
    points: Points, moments: np.ndarray, *, centre: np.ndarray, allowed: np.ndarray, thresholds: tuple[float, ...]
) -> np.ndarray:
    """Width of the compression of each target, shape (targets,)."""
    low, high = np.quantile(moments, [0.25, 0.75], axis=0)
    best, least = WIDE * allowed, np.full(len(centre), np.inf)
    for width in (WIDE * allowed, WIDE * np.maximum(allowed, (high - low) / 1.35)):
        compressed = np.arcsinh((moments - centre) / width)
        error = width * quadratic.fitted(points.shares, points.thresholds, thresholds, compressed)[1]
        best, least = np.where(error < least, width, best), np.minimum(error, least)
    return best


def coded(points: Points, thresholds: Sequence[float]) -> np.ndarray:
    """Inputs of a process, each from -1 to 1: the parameters' ranks, the structure, and whether it is the lowest."""
    span = max(thresholds) - min(thresholds)
    along = 2.0 * (points.thresholds - min(thresholds)) / span - 1.0 if span else np.zeros(len(points))
    lowest = np.where(points.thresholds == min(thresholds), 1.0, -1.0) if len(thresholds) > 2 else np.zeros(len(points))
    return np.column_stack([2.0 * points.shares - 1.0, along, lowest])
