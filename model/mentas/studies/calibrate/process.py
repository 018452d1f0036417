"""A Gaussian process around a straight line, with a length of its own for every input (Matern 5/2) and noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LEARNED_FROM = 160
"""Points from which lengths are learned: the time to learn grows with their cube. All points are then fitted."""


@dataclass(frozen=True)
class Process:
    """A fitted process; its mean is all that is asked of it."""

    line: np.ndarray
    """Level and slopes, shape (1 + inputs,)."""
    lengths: np.ndarray
    """Shape (inputs,)."""
    size: float
    """Variance of the process."""
    at: np.ndarray
    """Points divided by the lengths, shape (points, inputs)."""
    weights: np.ndarray
    """Shape (points,)."""

    def predict(self, inputs: np.ndarray) -> np.ndarray:
        """Means, shape (points,)."""
        mean = self.line[0] + inputs @ self.line[1:]
        return np.asarray(mean + matern(inputs / self.lengths, self.at, self.size) @ self.weights)


def fitted(inputs: np.ndarray, values: np.ndarray, *, seed: int) -> tuple[Process, float]:
    """The process through some points, and its root mean square error at a point left out.

    Args:
        inputs: each from -1 to 1, shape (points, inputs).
        values: shape (points,).
        seed: of the choice of points from which lengths are learned.
    """
    design = np.column_stack([np.ones(len(inputs)), inputs])
    line = np.linalg.solve(design.T @ design + 1e-3 * np.eye(design.shape[1]), design.T @ values)
    rest = values - design @ line
    scale = float(rest.std()) or 1.0
    chosen = np.random.default_rng(seed).permutation(len(inputs))[:LEARNED_FROM]
    size, lengths, noise = _learned(inputs[chosen], rest[chosen] / scale)
    at = inputs / lengths
    inverse = np.linalg.inv(matern(at, at, size) + (noise + 1e-8) * np.eye(len(at)))
    weights = inverse @ (rest / scale)
    missed = weights / np.diag(inverse) * scale
    return Process(line, lengths, size, at, weights * scale), float(np.sqrt(np.mean(missed**2)))


def matern(left: np.ndarray, right: np.ndarray, size: float) -> np.ndarray:
    """Covariance of points whose inputs are divided by their lengths, shape (left, right)."""
    squares = (left**2).sum(axis=1)[:, None] + (right**2).sum(axis=1)[None, :] - 2.0 * left @ right.T
    far = np.sqrt(5.0 * np.maximum(squares, 0.0))
    return np.asarray(size * (1.0 + far + far**2 / 3.0) * np.exp(-far))


def _learned(inputs: np.ndarray, values: np.ndarray) -> tuple[float, np.ndarray, float]:
    """Variance, lengths and noise that make the values most likely."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

    kernel = ConstantKernel(1.0, (1e-2, 1e3)) * Matern(np.full(inputs.shape[1], 3.0), (0.3, 100.0), nu=2.5)
    kernel = kernel + WhiteKernel(0.1, (1e-6, 2.0))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a length at its bound means an input without effect
        found = GaussianProcessRegressor(kernel, alpha=1e-8, optimizer=_climb).fit(inputs, values).kernel_
    return float(found.k1.k1.constant_value), np.asarray(found.k1.k2.length_scale), float(found.k2.noise_level)


def _climb(objective: object, start: np.ndarray, bounds: np.ndarray) -> tuple[np.ndarray, float]:
    """Thirty steps of L-BFGS: enough for lengths of the right order, which is all that is needed."""
    from scipy.optimize import minimize

    found = minimize(objective, start, jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 30})
    return found.x, float(found.fun)
