"""Who lives in a household: size, ages by the groups that PKH pays for, head, disability, pregnancy, place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from mentas.population.region import Region
from mentas.population.usual import Joint

MOST = 14
"""Most members of a household; the rare larger ones are cut off."""

BANDS = 20
"""Bands of rank that share one chance of being a child."""

Parameters = Mapping[str, float]


class People(NamedTuple):
    """Members of households by age group, and what else PKH and WRSE ask; arrays of shape (rows,)."""

    infants: np.ndarray
    primary: np.ndarray
    junior: np.ndarray
    senior: np.ndarray
    adults: np.ndarray
    elderly: np.ndarray
    lone: np.ndarray
    """Whether the head has no spouse: one adult or elder, with children at most."""


class Tables(NamedTuple):
    """Chances that are the same for all households of a region."""

    children: np.ndarray
    """Chance of at most j children among n further members, by band; shape (BANDS, MOST + 1, MOST + 1)."""
    infants: np.ndarray
    primary: np.ndarray
    junior: np.ndarray
    """Chance of at most j of n children in the age group, once the younger are counted; shape (MOST + 1, MOST + 1)."""
    female_couple: float
    """Chance that a woman heads a household whose head has a spouse."""
    female_lone: float
    """Chance that a woman heads a household whose head has none."""
    without_adults: float
    """Share of households of the old alone."""


def tables(region: Region, table: Joint, p: Parameters) -> Tables:
    """Chances from the parameters and from the region's sizes and share of women who head a household."""
    middle = (np.arange(BANDS) + 0.5) / BANDS
    child = np.clip(p["child_share"] + p["child_gradient"] * (middle - 0.5), 0.0, 1.0)
    older = 1.0 - p["infant_share"]
    later = older - p["primary_share"]
    alone = np.exp(1.0 - table.size)
    two = (table.size - 1.0) * alone
    parents = (1.0 - p["one_elder"] - p["two_elders"]) * lone_parent(table.usual_rank, p)
    lone = float(np.sum(table.households * (alone + (1.0 - alone) * parents)))
    share = region.demography["female_headed_share"]
    female_couple = share / (1.0 + (p["lone_women"] - 1.0) * lone)
    return Tables(
        children=np.stack([_at_most(chance) for chance in child]),
        infants=_at_most(p["infant_share"]),
        primary=_at_most(p["primary_share"] / older),
        junior=_at_most(p["junior_share"] / later),
        female_couple=female_couple,
        female_lone=min(p["lone_women"] * female_couple, 1.0),
        without_adults=float(np.sum(table.households * (alone * p["alone_elder"] + two * p["two_elders"]))),
    )


def lone_parent(rank: np.ndarray, p: Parameters) -> np.ndarray:
    """Chance that the adults of a household are headed by one without a spouse, by rank of usual earnings."""
    return np.clip(p["lone_parent"] + p["lone_gradient"] * (rank - 0.5), 0.0, 1.0)


def size(mean: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """Household sizes with means `mean`: one and a Poisson number of others; int64."""
    rate = mean - 1.0
    likely = np.exp(-rate)
    below = likely.copy()
    found = np.ones(mean.shape, dtype=np.int64)
    for others in range(1, MOST):
        found += chance >= below
        likely *= rate / others
        below += likely
    return found


def people(size_: np.ndarray, rank: np.ndarray, t: Tables, p: Parameters, u: list[np.ndarray]) -> People:
    """Ages of the members of households.

    Args:
        size_: members; int64.
        rank: rank of usual earnings, 0 to 1: the poor have more children.
        t: chances of the region.
        p: population.yaml.
        u: six arrays of uniform luck.
    """
    one = np.where(size_ == 1, p["alone_elder"], p["one_elder"])
    two = np.where(size_ == 1, 0.0, p["two_elders"])
    elderly = (u[0] < one + two).astype(np.int64) + (u[0] < two)
    younger = size_ - elderly
    couple = np.where((younger >= 2) & (u[1] >= lone_parent(rank, p)), 2, 1)
    base = np.minimum(couple, younger)
    others = younger - base
    band = np.minimum((rank * BANDS).astype(np.int64), BANDS - 1)
    children = _pick(t.children.reshape(-1, MOST + 1), band * (MOST + 1) + others, u[2])
    infants = _pick(t.infants, children, u[3])
    primary = _pick(t.primary, children - infants, u[4])
    junior = _pick(t.junior, children - infants - primary, u[5])
    return People(
        infants=infants,
        primary=primary,
        junior=junior,
        senior=children - infants - primary - junior,
        adults=younger - children,
        elderly=elderly,
        lone=base + elderly == 1,
    )


def pregnant(adults: np.ndarray, chance: np.ndarray, p: Parameters) -> np.ndarray:
    """Whether a member is pregnant; bool."""
    return chance < p["pregnancy"] * adults


def disabled(size_: np.ndarray, chance: np.ndarray, p: Parameters) -> np.ndarray:
    """Severely disabled members, 0 or 1; bool. That two live in one household is left out."""
    return chance < 1.0 - (1.0 - p["severe_disability"]) ** size_


def female_headed(lone: np.ndarray, chance: np.ndarray, t: Tables) -> np.ndarray:
    """Whether a woman heads the household; bool."""
    return chance < np.where(lone, t.female_lone, t.female_couple)


def urban(share: np.ndarray, rank: np.ndarray, chance: np.ndarray, p: Parameters) -> np.ndarray:
    """Whether the household lives in an urban area, where the poor are fewer; bool."""
    return chance < share + p["urban_gradient"] * share * (1.0 - share) * 2.0 * (rank - 0.5)


def _at_most(chance: float) -> np.ndarray:
    """Chance of at most j of n when each is one with `chance`; shape (MOST + 1, MOST + 1), n down, j across."""
    found = np.zeros((MOST + 1, MOST + 1))
    found[0, 0] = 1.0
    for n in range(1, MOST + 1):
        found[n] = (1.0 - chance) * found[n - 1]
        found[n, 1:] += chance * found[n - 1, :-1]
    return np.cumsum(found, axis=1)


def _pick(at_most: np.ndarray, row: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """A number from a row of `at_most`, by chance; int64."""
    flat = at_most.ravel()
    at = row * (MOST + 1)
    found = np.zeros(row.shape, dtype=np.int64)
    for j in range(MOST):
        found += chance >= flat[at + j]
    # A sum of chances may end below one by rounding; nobody has more children than members.
    return np.minimum(found, row % (MOST + 1))
