"""A quadratic with interactions, shrunk: lines of its own in every structure, curves in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SHRINKAGES: np.ndarray = np.logspace(-4, 4, 25)


@dataclass(frozen=True)
class Quadratic:
    """Coefficients of all targets."""

    mean: np.ndarray
    """Shape (features,)."""
    scale: np.ndarray
    level: np.ndarray
    """Shape (targets,)."""
    slopes: np.ndarray
    """Shape (features, targets)."""

    def predict(self, shares: np.ndarray, thresholds: np.ndarray, structures: Sequence[float]) -> np.ndarray:
        """Values of shape (points, targets)."""
        found = (features(shares, thresholds, structures) - self.mean) / self.scale
        return np.asarray(self.level + found @ self.slopes)


def fitted(
    shares: np.ndarray, thresholds: np.ndarray, structures: Sequence[float], values: np.ndarray
) -> tuple[Quadratic, np.ndarray]:
    """The fit of every target and its root mean square error at a point left out, shape (targets,).

    How much it is shrunk is chosen for each target by that error.
    """
    raw = features(shares, thresholds, structures)
    mean, scale = raw.mean(axis=0), raw.std(axis=0)
    scale = np.where(scale > 1e-12, scale, 1.0)
    level = values.mean(axis=0)
    left, singular, right = np.linalg.svd((raw - mean) / scale, full_matrices=False)
    about = left.T @ (values - level)
    best = np.full(values.shape[1], np.inf)
    slopes = np.zeros((raw.shape[1], values.shape[1]))
    for shrinkage in SHRINKAGES * len(values) / 100.0:
        kept = singular**2 / (singular**2 + shrinkage)
        leverage = np.minimum((left**2 * kept).sum(axis=1) + 1.0 / len(values), 1.0 - 1e-9)
        missed = (values - level - left @ (kept[:, None] * about)) / (1.0 - leverage)[:, None]
        error = np.sqrt((missed**2).mean(axis=0))
        weights = singular / (singular**2 + shrinkage)
        better = error < best
        slopes[:, better] = (right.T @ (weights[:, None] * about))[:, better]
        best = np.minimum(best, error)
    return Quadratic(mean, scale, level, slopes), best


def features(shares: np.ndarray, thresholds: np.ndarray, structures: Sequence[float]) -> np.ndarray:
    """Lines, squares and products of the inputs, and lines of their own for each structure but the first."""
    lines = 2.0 * shares - 1.0
    rows, columns = np.triu_indices(lines.shape[1])
    products = lines[:, rows] * lines[:, columns]
    parts = [lines, products]
    for structure in structures[1:]:
        here = (thresholds == structure).astype(float)[:, None]
        parts += [here, here * lines]
    return np.hstack(parts)
