"""Where the model is run: a scrambled Sobol sequence over the priors, spread evenly over the structures.

The structure is a dimension of the sequence of its own. Counting it off by the number of the point would tie it to the
parameters: the lowest digits of a Sobol point's number fix the highest digits of all its coordinates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Points:
    """Places in the prior, each in one structure."""

    shares: np.ndarray
    """Shape (points, parameters), 0 to 1: ranks in the priors."""
    thresholds: np.ndarray
    """Shape (points,)."""

    def __len__(self) -> int:
        return len(self.thresholds)

    def __add__(self, other: Points) -> Points:
        return Points(np.vstack([self.shares, other.shares]), np.concatenate([self.thresholds, other.thresholds]))

    def where(self, chosen: np.ndarray) -> Points:
        """Some of them, by index or by truth."""
        return Points(self.shares[chosen], self.thresholds[chosen])


def design(count: int, *, parameters: int, thresholds: Sequence[float], seed: int) -> Points:
    """The first points of the sequence; more points are the same ones and others."""
    from scipy.stats import qmc

    sequence = qmc.Sobol(parameters + 1, scramble=True, rng=np.random.default_rng(seed))
    cube = sequence.random_base2(max(count - 1, 0).bit_length())[:count]
    places = np.minimum((cube[:, -1] * len(thresholds)).astype(int), len(thresholds) - 1)
    return Points(cube[:, :-1], np.asarray(thresholds, dtype=float)[places])
