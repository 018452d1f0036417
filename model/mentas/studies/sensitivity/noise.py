"""How much of what differs between rows of a design is luck that more replicates would even out.

Replicates are common luck: replicate k of every row lives through the same luck. So y of row r and replicate k is

    y[r, k] = m + a[r] + b[k] + e[r, k]

where a is what the row does, b what the luck does to all rows alike, and e how this luck meets this row. Between rows
b drops out: means of rows differ by a and by the mean of R numbers e. With n rows and the mean squares of a two-way
layout without repetition,

    rows:       E[R sum (mean[r] - mean)**2 / (n - 1)]                                    = R var(a) + var(e)
    remainder:  E[sum (y[r, k] - mean[r] - mean[k] + mean)**2 / ((n - 1) (R - 1))]        = var(e)

and the share of noise in the variance of row means, (var(e) / R) / (var(a) + var(e) / R), is estimated by remainder /
rows. The variance within rows over R would count b too, though no comparison of rows knows it. The interval is that of
a ratio of mean squares (F), exact where a and e are normal.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from mentas.studies.analysis import LEVEL
from mentas.studies.sensitivity.results import checked


@dataclass(frozen=True, slots=True)
class Noise:
    """Noise in means of rows; NaN with one replicate, which tells nothing about it."""

    share: float
    """Share of the variance of row means that is Monte Carlo noise."""
    low: float
    high: float
    """Ends of its 95 % interval, at most 1."""
    deviation: float
    """Standard deviation of the noise in the mean of one row, in units of y."""


def noise(y: np.ndarray) -> Noise:
    """Noise in the means of rows.

    Args:
        y: shape (rows, replicates); replicate k of each row has the same luck.

    Raises:
        UnusableResultsError: some results are not finite.
    """
    from scipy.special import fdtri

    y = checked(y)
    rows, replicates = y.shape
    if rows < 2 or replicates < 2:
        return Noise(math.nan, math.nan, math.nan, math.nan)
    of_rows, of_luck = y.mean(axis=1, keepdims=True), y.mean(axis=0, keepdims=True)
    free = (rows - 1) * (replicates - 1)
    rest = float(((y - of_rows - of_luck + y.mean()) ** 2).sum()) / free
    between = replicates * float(of_rows.var(ddof=1))
    deviation = math.sqrt(rest / replicates)
    if between == 0.0:
        return Noise(math.nan, math.nan, math.nan, deviation)
    share = rest / between
    low, high = (share / float(fdtri(free, rows - 1, 0.5 + side * LEVEL / 2)) for side in (1, -1))
    return Noise(min(share, 1.0), min(low, 1.0), min(high, 1.0), deviation)
