"""What a survey's spread says of the truth: part of it is noise, which a village must not be drawn with.

A trial describes the capital and profits of businesses as its survey found them. Taken for true, they would give many
owners an ability that no one has: a small firm with a good month would seem to earn half its capital every month.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mentas.population.village import Class, Population, Spread

MOST_TIED = 0.95
"""Most by which profit and capital can be correlated once noise is taken out of both."""


def without_noise(population: Population, reliability: float) -> Population:
    """The population as it is, from the population as surveyed: capital and profits of businesses spread less.

    A lognormal keeps its mean, and `reliability` of its variance; a correlation is corrected for attenuation. Other
    spreads, of which no single number says how they would shrink, stay as they are.
    """
    return replace(population, classes=tuple(_class(one, reliability) for one in population.classes))


def _class(one: Class, reliability: float) -> Class:
    if one.profit is None:
        return replace(one, capital=_shrunk(one.capital, reliability))
    tied = float(np.clip(one.profit_capital / reliability, -MOST_TIED, MOST_TIED))
    capital, profit = _shrunk(one.capital, reliability), _shrunk(one.profit, reliability)
    return replace(one, capital=capital, profit=profit, profit_capital=tied)


def _shrunk(spread: Spread, reliability: float) -> Spread:
    sd = spread.sd * np.sqrt(reliability)
    return replace(spread, sd=float(sd), median=float(spread.median * np.exp(0.5 * (spread.sd**2 - sd**2))))
