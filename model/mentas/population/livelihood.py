"""What a household lives on: its business, the skill and mind it brings, idle hands, savings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from mentas.population.region import Region
from mentas.state import SECTORS

Parameters = Mapping[str, float]


class Sectors(NamedTuple):
    """Cumulative shares of the sectors of household businesses; shape (sectors,) each."""

    urban: np.ndarray
    rural: np.ndarray


def sectors(region: Region) -> Sectors:
    """The region's sectors."""
    shares = [[region.business[f"sectors_{kind}.{sector}"] for sector in SECTORS] for kind in ("urban", "rural")]
    return Sectors(np.cumsum(shares[0]), np.cumsum(shares[1]))


def sector(urban: np.ndarray, chance: np.ndarray, t: Sectors) -> np.ndarray:
    """Sector of the business that the household runs, or would run; int64."""
    found = np.zeros(chance.shape, dtype=np.int64)
    for place in range(len(SECTORS) - 1):
        found += chance >= np.where(urban, t.urban[place], t.rural[place])
    return found


def has_business(
    urban: np.ndarray,
    adults: np.ndarray,
    rank: np.ndarray,
    chance: np.ndarray,
    *,
    region: Region,
    p: Parameters,
    without_adults: float,
) -> np.ndarray:
    """Whether a household runs a business: more in rural areas and among the poorer, never the old alone; bool.

    `without_adults` is the share of households of the old alone, so that the region's share holds over all households.
    """
    rural = 1.0 - float(region.persons @ region.urban_share / region.persons.sum())
    share = region.business["share"] + p["rural_business"] * (~urban - rural) + p["business_gradient"] * (rank - 0.5)
    return (chance < share / (1.0 - without_adults)) & (adults > 0)


def woman_owner(sector_: np.ndarray, female_headed: np.ndarray, chance: np.ndarray, p: Parameters) -> np.ndarray:
    """Whether a woman runs, or would run, the business: always where a woman heads the household; bool."""
    shares = np.array([p[f"women_{name}"] for name in SECTORS])
    return female_headed | (chance < shares[sector_])


def ability(z: np.ndarray, p: Parameters) -> np.ndarray:
    """Productivity as an entrepreneur: lognormal with median 1."""
    return np.exp(p["ability_sd"] * z)


def capital(
    runs: np.ndarray,
    rank: np.ndarray,
    skill: np.ndarray,
    z: np.ndarray,
    chance: np.ndarray,
    *,
    budget: float,
    p: Parameters,
) -> np.ndarray:
    """Productive capital, Rp: two heaps, many small businesses and a few large, the poorest near nothing.

    Some households without a business still own tools or stock of one that is closed.
    """
    from_middle = rank - 0.5
    large = chance < np.clip(p["large_share"] + p["large_gradient"] * from_middle, 0.0, 1.0)
    embryo = chance < p["embryo_share"]
    small_log = np.log(p["small_capital"]) + p["capital_gradient"] * from_middle + p["small_capital_sd"] * z
    large_log = np.log(p["large_capital"]) + p["large_capital_sd"] * z
    log_budgets = np.where(large, large_log, small_log) + p["capital_ability"] * np.log(skill)
    closed = np.where(embryo, p["embryo_capital"] * np.exp(p["small_capital_sd"] * z), 0.0)
    return np.rint(budget * np.where(runs, np.exp(log_budgets), closed))


def idle(rank: np.ndarray, z: np.ndarray, p: Parameters) -> np.ndarray:
    """Share of working time that is idle, more among the poor."""
    return np.clip(p["idle_mean"] + p["idle_gradient"] * (rank - 0.5) + p["idle_sd"] * z, 0.0, p["idle_most"])


def disposition(rank: np.ndarray, z: np.ndarray, p: Parameters) -> np.ndarray:
    """Level to which the mindset returns, a little lower among the poor; never a matter of policy."""
    mean = p["disposition_mean"] + p["disposition_gradient"] * (rank - 0.5)
    return np.clip(mean + p["disposition_sd"] * z, 0.0, 1.0)


def cash(spending: np.ndarray, rank: np.ndarray, z: np.ndarray, p: Parameters) -> np.ndarray:
    """Money at hand, Rp: months of spending, lognormal, more among the better off."""
    median = p["cash_poorest"] + (p["cash_richest"] - p["cash_poorest"]) * rank
    return np.rint(spending * median * np.exp(p["cash_sd"] * z))
