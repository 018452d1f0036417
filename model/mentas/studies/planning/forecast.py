"""What a few runs say of all: time, memory and disk, and what replicates buy."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from mentas.studies.planning.pilot import Pilot

WIDE = 0.1
"""Least part by which the ninth tenth of the time left is above the middle: what else the machine does is not seen."""

UNKNOWN = 0.5
"""The same where one task was timed, or none without the start of its worker in it."""

FEWEST = 3
"""Differences from which a standard deviation is told."""

TABLES = 1.3
"""Bytes of a study's tables by byte of its store, about: they hold the same numbers once more, with labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """Seconds that runs take."""

    p50: float
    p90: float


def time_left(pilot: Pilot, runs: int, *, workers: int) -> Time:
    """How long so many runs take.

    The time of a run is told from few tasks: its mean has Student's t of the spread between them, divided by the root
    of their number.
    """
    import numpy as np
    from scipy.special import stdtrit

    rates = np.asarray(pilot.rates)
    busy = max(min(workers, runs), 1)
    middle = (pilot.start if runs else 0.0) + runs * float(rates.mean()) / busy
    above = UNKNOWN
    if pilot.warm and len(rates) > 1:
        spread = float(rates.std(ddof=1)) * math.sqrt(1.0 / len(rates) + 1.0 / max(runs, 1))
        above = max(float(stdtrit(len(rates) - 1, 0.9)) * spread / float(rates.mean()), WIDE)
    return Time(p50=middle, p90=middle * (1.0 + above))


def memory(pilot: Pilot, *, workers: int, own: int) -> int:
    """Bytes of all workers and of the process that drives them; with one worker that is the same process."""
    return max(pilot.memory, own) if workers == 1 else pilot.memory * workers + own


def disk(pilot: Pilot, runs: int) -> int:
    """Bytes of so many runs and of the tables made of them."""
    return math.ceil(pilot.bytes_a_run * runs * (1.0 + TABLES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How much a difference varies between replicates, from few of them."""

    replicates: int
    """Of which it is known; at the point and policy where there are most."""
    typical: float
    """Root of the mean variance over policies and points."""
    worst: float
    """Standard deviation where it is greatest."""
    freedom: int
    """Degrees of freedom of a standard deviation: policies and points share luck, so that more of them tell little."""
    cells: int
    """Policies times points that were looked at."""

    def halfwidth(self, n: int, *, worst: bool = False) -> float:
        """Half-width of the 95 per cent interval of the mean of n replicates; infinite for one."""
        from scipy.special import stdtrit

        if n < 2:
            return math.inf
        return float(stdtrit(n - 1, 0.975)) * (self.worst if worst else self.typical) / math.sqrt(n)

    @property
    def within(self) -> tuple[float, float]:
        """Factors between which the true half-width lies, 90 per cent: chi-square of the variance."""
        from scipy.special import chdtri

        low, high = (float(chdtri(self.freedom, tail)) for tail in (0.05, 0.95))
        return math.sqrt(self.freedom / low), math.sqrt(self.freedom / high)

    def needed(self, halfwidth: float, *, most: int) -> int:
        """Replicates with which the widest interval is so narrow; `most` if not with fewer."""
        low, high = 2, most
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.halfwidth(middle, worst=True) <= halfwidth else (middle + 1, high)
        return low


def spread(gaps: np.ndarray) -> Spread | None:
    """How much differences vary between replicates; None where none is known from `FEWEST`.

    Args:
        gaps: shape (policies, points, replicates), NaN where not known.
    """
    import numpy as np

    rows = gaps.reshape(-1, gaps.shape[-1])
    n = np.isfinite(rows).sum(axis=1)
    rows, n = rows[n >= FEWEST], n[n >= FEWEST]
    if not len(rows):
        return None
    variances = np.nanvar(np.where(np.isfinite(rows), rows, np.nan), axis=1, ddof=1)
    return Spread(
        replicates=int(n.max()), typical=math.sqrt(float(variances.mean())), worst=math.sqrt(float(variances.max())),
        freedom=int(n.max()) - 1, cells=len(rows),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What is known of an effect where structure and parameters vary; the widest policy and point."""

    replicates: int
    mean: float
    """Half-width of the interval of the mean over models."""
    effect: float
    """Half-width of the interval of the effect in another model."""
    least: float
    """What is left of `effect` however many replicates there are."""

    def halfwidth(self, n: int, *, worst: bool = False) -> float:
        """Half-width of the interval of the mean over models with so many replicates, about; the widest in any case."""
        return self.mean * math.sqrt(self.replicates / n)

    def needed(self, halfwidth: float, *, most: int) -> int:
        """Replicates with which the interval of the mean is so narrow; `most` if not with fewer."""
        return min(max(math.ceil(self.replicates * (self.mean / halfwidth) ** 2), 2), most)


def doubt(found: dict[str, np.ndarray], replicates: int) -> Doubt | None:
    """The same from what `ensemble.doubt.split` found; None where no interval is known yet."""
    import numpy as np

    mean, effect = ((found[high] - found[low]) / 2.0 for low, high in (("mean_low", "mean_high"), ("low", "high")))
    known = np.isfinite(mean) & np.isfinite(effect)
    if not known.any():
        return None
    place = int(np.flatnonzero(known)[np.argmax(mean[known])])
    dice = found["share_dice"][place]
    left = math.sqrt(max(1.0 - dice, 0.0)) if np.isfinite(dice) else math.nan
    return Doubt(
        replicates=replicates, mean=float(mean[place]), effect=float(effect[place]), least=float(effect[place]) * left
    )  # fmt: skip
