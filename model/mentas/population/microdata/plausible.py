"""Units that cannot be right: spending in thousands or a year's, capital in millions, weights of something else."""

from __future__ import annotations

import numpy as np

from mentas.files import Problem
from mentas.population.microdata.settings import Settings
from mentas.population.region import Region

LOWEST_MEDIAN = 1 / 20
"""Median spending a person over the poverty line below which the unit is wrong: no region is that poor."""
HIGHEST_MEDIAN = 6.0
"""The same from above: a year's spending, or a household's, stands where a month's a person should."""
WEIGHT_OFF = 3.0
"""Factor by which weights may miss the region's households."""
LEAST_CAPITAL = 1 / 1000
"""Median capital of a business, and of savings, over a poor household's month below which the unit is wrong."""
MOST_CAPITAL = 2000.0
BELIEVABLE = (0.2, 20.0)
"""Median spending over the line that a guess at the unit must lead to."""


def wrong_units(
    shown: str, region: Region, settings: Settings, *, regency: np.ndarray, weight: np.ndarray, size: np.ndarray,
    per_person: np.ndarray, capital: np.ndarray | None, savings: np.ndarray | None,
) -> list[Problem]:  # fmt: skip
    """Problems of units; money in rupiah as the settings say it."""
    found = _spending(shown, region, settings, regency, per_person, weight * size)
    for name, values in (("capital", capital), ("savings", savings)):
        if values is not None:
            found += _capital(shown, region, settings, name, values)
    return found + (_weights(shown, region, weight, size) if settings.covers == "region" else [])


def median(values: np.ndarray, weight: np.ndarray) -> float:
    """Weighted median."""
    order = np.argsort(values, kind="stable")
    upto = np.cumsum(weight[order])
    return float(values[order[np.searchsorted(upto, upto[-1] / 2.0)]])


def _spending(
    shown: str, region: Region, settings: Settings, regency: np.ndarray, per_person: np.ndarray, persons: np.ndarray
) -> list[Problem]:
    middle = median(per_person, persons)
    line = float(np.average(region.poverty_line[regency.astype(int)], weights=persons))
    ratio = middle / line
    insists = settings.spending_unit is not None and settings.spending_period is not None
    if LOWEST_MEDIAN <= ratio <= HIGHEST_MEDIAN or insists and ratio > HIGHEST_MEDIAN:
        return []
    against = f"median {_rp(middle)} a person a month against a poverty line of {_rp(line)}"
    low, high = BELIEVABLE
    if ratio < LOWEST_MEDIAN:
        unit = next((u for u, f in (("thousand", 1e3), ("million", 1e6)) if low <= ratio * f <= high), None)
        looks = f"looks like {unit}s of rupiah" if unit else "looks too small"
        advice = f"say so in the scenario: population.spending_unit: {unit or 'thousand'}, or mend the file"
    else:
        year = low <= ratio / 12.0 <= high
        looks = "looks like spending of a year, or of the whole household" if year else "looks too large"
        advice = (
            "say so: population.spending_period: year, or name the column spending_household; "
            "if it is right, name both population.spending_unit and population.spending_period"
        )
    return [Problem(shown, 0, 0, "spending", "unit", f"{looks}: {against}; {advice}")]


def _capital(shown: str, region: Region, settings: Settings, name: str, values: np.ndarray) -> list[Problem]:
    owned = values[values > 0]
    if owned.size < 5:
        return []
    ratio = float(np.median(owned)) / region.poor_budget
    if ratio < LEAST_CAPITAL:
        unit = "thousand" if ratio * 1e3 > LEAST_CAPITAL * 50 else "million"
        said = (
            f"looks like {unit}s of rupiah: median {_rp(float(np.median(owned)))} of those who have any; "
            f"say so in the scenario: population.capital_unit: {unit}, or mend the file"
        )
        return [Problem(shown, 0, 0, name, "unit", said)]
    if ratio > MOST_CAPITAL:
        said = f"looks too large: median {_rp(float(np.median(owned)))} of those who have any; mend the unit"
        return [Problem(shown, 0, 0, name, "unit", said)]
    return []


def _weights(shown: str, region: Region, weight: np.ndarray, size: np.ndarray) -> list[Problem]:
    households, total = float(region.households.sum()), float(weight.sum())
    if households / WEIGHT_OFF <= total <= households * WEIGHT_OFF:
        return []
    persons = float(region.persons.sum())
    looks = ""
    if abs(total / persons - 1.0) < 0.2:
        looks = "; they look like weights of persons: divide each by the household's size"
    elif abs(weight.size * 1.0 - total) < 0.5:
        looks = "; they are all one on average: where each row is one household of a sample, give survey weights"
    said = (
        f"weights sum to {total:,.0f} and the region has {households:,.0f} households{looks}; mend them, or say "
        "`population.covers: part` where the file is meant to hold only some of its households"
    )
    return [Problem(shown, 0, 0, "weight", "weights", said)]


def _rp(amount: float) -> str:
    return "Rp" + f"{amount:,.0f}".replace(",", ".")
