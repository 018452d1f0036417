"""Welfare: the level and the shape of spending a person in each regency.

Within a regency spending has one shape, shared by all; its level puts the regency's poverty rate on its own line.
Ranks count persons.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mentas.population.region import Region
from mentas.population.shape import Shape, shape

Quantile = Callable[[np.ndarray | int, np.ndarray], np.ndarray]


class Target(NamedTuple):
    """What spending a person is set onto: one shape for all regencies, and in each a rank at which it is known."""

    median: np.ndarray
    """Rp/person/month by regency, against which spending is ranked over all regencies."""
    ratio: Callable[[np.ndarray], np.ndarray]
    """Spending over its regency's median at ranks of persons, all regencies together."""
    rate: np.ndarray
    """Rank of persons by regency."""
    there: np.ndarray
    """Spending at that rank, Rp/person/month."""


def target(region: Region, distribution: str) -> Target:
    """The region's target: its fitted shape, and its poverty rates on its lines."""
    quantile = target_quantile(region, distribution)
    every, rate = np.arange(len(region.regencies)), np.asarray(region.poverty_rate)
    median = quantile(every, np.full(every.size, 0.5))
    return Target(
        median=median, ratio=lambda rank: quantile(0, rank) / median[0], rate=rate, there=quantile(every, rate)
    )


def shape_of(region: Region, distribution: str) -> Shape:
    """The region's shape of spending by its name.

    Raises:
        ValueError: there is no such distribution.
    """
    return shape(distribution, region.distribution.get(distribution, {}))


def log_level(region: Region, spread: Shape) -> np.ndarray:
    """Log of mean spending a person, Rp/month, that puts each poverty rate on its line; shape (regencies,)."""
    return np.log(region.poverty_line) - spread.log_quantile(region.poverty_rate)


def national_cuts(region: Region, distribution: str) -> np.ndarray:
    """National decile cuts on the scale of the region's own spending, Rp/person/month; shape (9,).

    Cuts are published on the survey's scale. Here each regency's spending is put on its own line, all of which lie
    below the provincial one, so that people spend less on average than the survey prints; cuts move by the same
    factor, and as many people fall below them as on the survey's scale.
    """
    mean = float(np.average(np.exp(log_level(region, shape_of(region, distribution))), weights=region.persons))
    return region.national_cuts * (mean / region.cut_mean_spending)


def target_quantile(region: Region, distribution: str) -> Quantile:
    """The function (regency, rank of persons) -> spending, Rp/person/month; both broadcast."""
    spread = shape_of(region, distribution)
    level = log_level(region, spread)
    return lambda regency, rank: np.exp(level[regency] + spread.log_quantile(rank))


def target_rank(region: Region, distribution: str) -> Quantile:
    """The function (regency, spending in Rp/person/month) -> rank of persons, 0 to 1; both broadcast."""
    spread = shape_of(region, distribution)
    level = log_level(region, spread)
    return lambda regency, spending: spread.rank(np.log(np.maximum(spending, 1.0)) - level[regency])
