"""Shapes of spending a person: the two families that are honest about East Kalimantan, with mean one.

A shape is a table: log odds of the rank against log spending. Both families are a known density pushed through a
rising function, so one integration serves both, and no special functions are needed. GB2 is x = exp(y / a) with y
logistic-beta; the shifted lognormal is x = shift + (1 - shift) lognormal. Neither is fitted to the poverty gap.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

DISTRIBUTIONS: tuple[str, ...] = ("gb2", "shifted_lognormal")
"""Shapes that a scenario may ask for."""

POINTS = 4001
"""Points of the table: ranks are right to about 1e-7."""

DEPTH = 34.0
"""How far the table reaches into both tails, as the log of the density against its top."""


class Shape(NamedTuple):
    """Distribution of spending a person against its mean; ranks and logs rise together, shape (points,)."""

    log_odds: np.ndarray
    """log(u / (1 - u)) of the rank u, cut off at the top rank."""
    log_value: np.ndarray
    """Log of spending a person over the mean of persons."""
    top_rank: float
    """Rank at which the top is cut off: a survey hardly meets the very rich."""

    def log_quantile(self, rank: np.ndarray) -> np.ndarray:
        """Log of spending over the mean at ranks 0 to 1; any shape."""
        u = np.clip(np.asarray(rank, dtype=float) * self.top_rank, 1e-12, 1.0 - 1e-12)
        return np.interp(np.log(u / (1.0 - u)), self.log_odds, self.log_value)

    def rank(self, log_value: np.ndarray) -> np.ndarray:
        """Rank 0 to 1 of the log of spending over the mean; any shape."""
        odds = np.exp(np.interp(log_value, self.log_value, self.log_odds))
        return np.minimum(odds / (1.0 + odds) / self.top_rank, 1.0)


def shape(distribution: str, figures: Mapping[str, float]) -> Shape:
    """The named shape from its figures, scaled to mean one.

    Args:
        distribution: one of DISTRIBUTIONS.
        figures: `a`, `p`, `q` of GB2 or `shift`, `sigma` of the shifted lognormal, and `top_rank`.

    Raises:
        ValueError: there is no such distribution.
    """
    if distribution == "gb2":
        latent, log_density, log_value = _gb2(figures["a"], figures["p"], figures["q"])
    elif distribution == "shifted_lognormal":
        latent, log_density, log_value = _shifted_lognormal(figures["shift"], figures["sigma"])
    else:
        raise ValueError(f"{distribution!r} is not one of {', '.join(DISTRIBUTIONS)}")
    density = np.exp(log_density - log_density.max())
    below = _running_integral(latent, density)
    above = _running_integral(-latent[::-1], density[::-1])[::-1]
    inner = slice(1, -1)
    table = Shape(np.log(below[inner] / above[inner]), log_value[inner], figures["top_rank"])
    mean = _mean(table)
    return table._replace(log_value=table.log_value - np.log(mean))


def _gb2(a: float, p: float, q: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Grid of y, its log density up to a constant, and log x = y / a."""
    y = np.linspace(-DEPTH / p, DEPTH / q, POINTS)
    return y, p * y - (p + q) * np.logaddexp(0.0, y), y / a


def _shifted_lognormal(shift: float, sigma: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Grid of z, its log density up to a constant, and log x."""
    z = np.linspace(-np.sqrt(2.0 * DEPTH), np.sqrt(2.0 * DEPTH), POINTS)
    return z, -0.5 * z * z, np.log(shift + (1.0 - shift) * np.exp(sigma * z - 0.5 * sigma * sigma))


def _running_integral(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Integral of y up to each x: trapezoids with the first end correction, exact for cubics."""
    step = np.diff(x)
    slope = np.gradient(y, x, edge_order=2)
    parts = step * (y[1:] + y[:-1]) / 2.0 - step * step * np.diff(slope) / 12.0
    return np.concatenate([[0.0], np.cumsum(parts)])


def _mean(table: Shape) -> float:
    """Mean over persons, with the top cut off."""
    middle, width = fine_ranks()
    return float(np.sum(np.exp(table.log_quantile(middle)) * width))


def fine_ranks(points: int = 8000) -> tuple[np.ndarray, np.ndarray]:
    """Mid-ranks and their widths, finer towards both ends; widths sum to one. Shape (points,) each."""
    edges = 1.0 / (1.0 + np.exp(-np.linspace(-16.0, 16.0, points + 1)))
    edges[0], edges[-1] = 0.0, 1.0
    return (edges[1:] + edges[:-1]) / 2.0, np.diff(edges)
