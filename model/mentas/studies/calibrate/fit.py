"""Whether the calibrated model agrees with what was published, and where it does not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mentas.studies.calibrate.posterior import Aim

MISFIT = 2.5
"""Deviations of the posterior's mean from a published effect beyond which a target counts as missed."""

DOUBT = 0.05
"""Chance, if the model is right, below which what is seen counts as a sign that it is wrong."""


@dataclass(frozen=True)
class Agreement:
    """How one structure agrees with all targets together."""

    squares: float
    """Sum over targets of squared deviations, weighted mean over draws."""
    chance: float
    """Posterior predictive chance of a larger sum; careful, as the parameters were fitted to the same targets."""
    worst: float
    """Largest deviation of the posterior's mean from a target."""
    worst_allowed: float
    """What it exceeds with chance `DOUBT` if all is right, over so many targets."""

    @property
    def misspecified(self) -> bool:
        """Whether no parameters of the prior make the model agree with what was published."""
        return self.chance < DOUBT or self.worst > self.worst_allowed


def agreement(moments: np.ndarray, weights: np.ndarray, aim: Aim) -> Agreement:
    """Compare draws with what was published.

    The sum of squares of a draw is compared with chi squared of as many degrees as there are targets: what repeated
    trials would give if the draw were true.

    Args:
        moments: shape (draws, targets).
        weights: shape (draws,), sum 1; a draw without finite moments has none.
        aim: what was published.
    """
    from scipy.special import chdtrc, ndtri

    counted = weights > 0.0
    misses = aim.misses(moments[counted])
    share = weights[counted] / weights[counted].sum()
    squares = (misses**2).sum(axis=1)
    targets = moments.shape[1]
    worst = float(np.abs(share @ misses).max())
    limit = float(ndtri(1.0 - (1.0 - (1.0 - DOUBT) ** (1.0 / targets)) / 2.0))
    return Agreement(float(share @ squares), float(share @ chdtrc(targets, squares)), worst, limit)


def quantiles(values: np.ndarray, weights: np.ndarray, at: tuple[float, ...]) -> np.ndarray:
    """Weighted quantiles of each column, shape (quantiles, columns); values that are not finite have no weight."""
    found = np.full((len(at), values.shape[1]), np.nan)
    for column in range(values.shape[1]):
        seen = np.isfinite(values[:, column]) & (weights > 0.0)
        if seen.any():
            order = np.argsort(values[seen, column], kind="stable")
            ranked, heavy = values[seen, column][order], weights[seen][order]
            middle = (np.cumsum(heavy) - heavy / 2.0) / heavy.sum()
            found[:, column] = np.interp(at, middle, ranked)
    return found
