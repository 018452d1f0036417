"""Units that cannot be right: spending in thousands or a year's, capital in millions, weights of something else."""

from __future__ import annotations

import numpy as np

from mentas.files import Problem
from mentas.language import N_, Said
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
LOOKS: dict[str, str] = {
    "thousand": N_("looks like thousands of rupiah"),
    "million": N_("looks like millions of rupiah"),
    "": N_("looks too small"),
    "year": N_("looks like spending of a year, or of the whole household"),
    "large": N_("looks too large"),
}
"""What money looks like that is in another unit."""


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
    low, high = BELIEVABLE
    amounts = {"middle": _rp(middle), "line": _rp(line)}
    if ratio < LOWEST_MEDIAN:
        unit = next((u for u, f in (("thousand", 1e3), ("million", 1e6)) if low <= ratio * f <= high), "")
        said = Said(
            "{looks}: median {middle} a person a month against a poverty line of {line}; say so in the scenario: "
            "population.spending_unit: {unit}, or mend the file",
            looks=Said(LOOKS[unit]), unit=unit or "thousand", **amounts,
        )  # fmt: skip
    else:
        looks = LOOKS["year"] if low <= ratio / 12.0 <= high else LOOKS["large"]
        said = Said(
            "{looks}: median {middle} a person a month against a poverty line of {line}; say so: "
            "population.spending_period: year, or name the column spending_household; if it is right, name both "
            "population.spending_unit and population.spending_period",
            looks=Said(looks), **amounts,
        )  # fmt: skip
    return [Problem(shown, 0, 0, "spending", "unit", said)]


def _capital(shown: str, region: Region, settings: Settings, name: str, values: np.ndarray) -> list[Problem]:
    owned = values[values > 0]
    if owned.size < 5:
        return []
    ratio = float(np.median(owned)) / region.poor_budget
    if ratio < LEAST_CAPITAL:
        unit = "thousand" if ratio * 1e3 > LEAST_CAPITAL * 50 else "million"
        said = Said(
            "{looks}: median {middle} of those who have any; say so in the scenario: population.capital_unit: {unit}, "
            "or mend the file",
            looks=Said(LOOKS[unit]), middle=_rp(float(np.median(owned))), unit=unit,
        )  # fmt: skip
        return [Problem(shown, 0, 0, name, "unit", said)]
    if ratio > MOST_CAPITAL:
        middle = _rp(float(np.median(owned)))
        said = Said("looks too large: median {middle} of those who have any; mend the unit", middle=middle)
        return [Problem(shown, 0, 0, name, "unit", said)]
    return []


def _weights(shown: str, region: Region, weight: np.ndarray, size: np.ndarray) -> list[Problem]:
    households, total = float(region.households.sum()), float(weight.sum())
    if households / WEIGHT_OFF <= total <= households * WEIGHT_OFF:
        return []
    persons = float(region.persons.sum())
    if abs(total / persons - 1.0) < 0.2:
        text = N_(
            "weights sum to {total:,.0f} and the region has {households:,.0f} households; they look like weights of "
            "persons: divide each by the household's size; mend them, or say `population.covers: part` where the file "
            "is meant to hold only some of its households"
        )
    elif abs(weight.size * 1.0 - total) < 0.5:
        text = N_(
            "weights sum to {total:,.0f} and the region has {households:,.0f} households; they are all one on "
            "average: where each row is one household of a sample, give survey weights; mend them, or say "
            "`population.covers: part` where the file is meant to hold only some of its households"
        )
    else:
        text = N_(
            "weights sum to {total:,.0f} and the region has {households:,.0f} households; mend them, or say "
            "`population.covers: part` where the file is meant to hold only some of its households"
        )
    said = Said(text, total=total, households=households)
    return [Problem(shown, 0, 0, "weight", "weights", said)]


def _rp(amount: float) -> str:
    return "Rp" + f"{amount:,.0f}".replace(",", ".")
