"""Draw a population: the only place that invents households."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from mentas import columns, luck
from mentas.population import demography, livelihood, sample
from mentas.population.region import Region
from mentas.population.shape import Shape
from mentas.population.usual import Joint, draw_spending, joint
from mentas.population.welfare import log_level, shape_of
from mentas.state import NEVER, Households

CHUNK = 32768
"""Households drawn at a time: little memory, and it stays in the caches."""

KNOWN = 8
"""Regions whose tables are remembered, half a megabyte each."""

MEMBERS = luck.stream("population.members")
SCHOOL = luck.stream("population.school")
PLACE = luck.stream("population.place")
BUSINESS = luck.stream("population.business")
SKILL = luck.stream("population.skill")
MIND = luck.stream("population.mind")


class Draw(NamedTuple):
    """All that the households of a region have in common."""

    region: Region
    level: np.ndarray
    """Log of mean spending a person, Rp/month, by regency."""
    joint: Joint
    chances: demography.Tables
    sectors: livelihood.Sectors
    parameters: Mapping[str, float]
    lasting_error_sd: float
    seed: int
    replicate: int


def build(
    region: Region,
    *,
    scale: float,
    seed: int,
    replicate: int,
    distribution: str,
    parameters: Mapping[str, float],
    persistent_sd: float,
    lasting_error_sd: float,
) -> Households:
    """Draw the households of a region at its start month; rows are in order of regency.

    Spending is what a survey sees, transfers included. Usual earnings are set as if all of it were earned: the
    world that takes over knows transfers and businesses, and moves earnings until spending is as it was. Labour
    capacity and what the registry knows are the world's to fill.

    Args:
        region: places, people, lines and figures.
        scale: rows over households, above 0 to 1.
        seed: seed of all luck.
        replicate: number of the world among those of the same seed.
        distribution: shape of spending, `gb2` or `shifted_lognormal`.
        parameters: values of population.yaml by name.
        persistent_sd: standard deviation of the persistent part of earnings, log.
        lasting_error_sd: standard deviation of the registry's lasting error, log.

    Raises:
        ValueError: the scale, the distribution or a deviation is out of bounds.
    """
    strata = sample.plan(region, scale, parameters)
    spread, table = _shaped(region, distribution, persistent_sd)
    draw = Draw(
        region=region,
        level=log_level(region, spread),
        joint=table,
        chances=demography.tables(region, table, parameters),
        sectors=livelihood.sectors(region),
        parameters=parameters,
        lasting_error_sd=lasting_error_sd,
        seed=seed,
        replicate=replicate,
    )
    households: Households = columns.empty(Households, sum(stratum.rows for stratum in strata))
    first = 0
    for stratum in strata:
        origin = sample.origin(stratum, seed, replicate)
        for start in range(0, stratum.rows, CHUNK):
            stop = min(start + CHUNK, stratum.rows)
            rows = Households(*(column[first + start : first + stop] for column in households))
            rows.id[:] = sample.ids(stratum, start, stop)
            rows.weight[:] = sample.weights(stratum, start, stop)
            rows.regency[:] = stratum.regency
            rank = _earn(rows, draw, stratum, *sample.even(stratum, origin, start, stop))
            lone = live(rows, draw, rank)
            reside(rows, draw, rank, lone)
            work(rows, draw, rank)
            think(rows, draw, rank)
        first += stratum.rows
    households.granted[:] = NEVER
    households.group[:] = -1
    return households


@lru_cache(maxsize=KNOWN)
def _shaped(region: Region, distribution: str, persistent_sd: float) -> tuple[Shape, Joint]:
    """Shape of spending, and usual earnings, luck and size together: there is no luck in them, and they take longer
    than drawing ten thousand households, so that they are made once for all worlds of a region."""
    spread = shape_of(region, distribution)
    table = joint(region, spread, persistent_sd)
    for each in (*spread, *table):
        if isinstance(each, np.ndarray):
            each.flags.writeable = False
    return spread, table


def uniforms(rows: Households, draw: Draw, stream: int) -> list[np.ndarray]:
    """Four arrays of uniform luck."""
    found = [np.empty(rows.id.size) for _ in range(4)]
    luck.uniforms(rows.id, draw.seed, draw.replicate, stream, sample.BIRTH, *found)
    return found


def _normals(rows: Households, draw: Draw, stream: int) -> list[np.ndarray]:
    """Four arrays of standard normal luck."""
    found = [np.empty(rows.id.size) for _ in range(4)]
    luck.normals(rows.id, draw.seed, draw.replicate, stream, sample.BIRTH, *found)
    return found


def _earn(
    rows: Households,
    draw: Draw,
    stratum: sample.Stratum,
    household_rank: np.ndarray,
    fortune: np.ndarray,
    chance_of_size: np.ndarray,
) -> np.ndarray:
    """Size, earnings and spending; returns the rank of persons by usual earnings, 0 to 1."""
    log_spending, persistent = draw_spending(draw.joint, household_rank, fortune)
    usual = log_spending - persistent
    rows.size[:] = demography.size(np.interp(usual, draw.joint.grid, draw.joint.size), chance_of_size)
    level = draw.level[stratum.regency]
    rows.persistent[:] = persistent
    rows.permanent[:] = np.rint(rows.size * np.exp(level + usual))
    rows.spending[:] = np.rint(rows.size * np.exp(level + log_spending))
    for column in (rows.expected, rows.spending_mean, rows.earned, rows.earned_mean):
        column[:] = rows.spending
    rows.need[:] = draw.region.poverty_line[stratum.regency] * rows.size
    return np.interp(usual, draw.joint.grid, draw.joint.usual_rank)


def live(rows: Households, draw: Draw, rank: np.ndarray) -> np.ndarray:
    """Members by age; returns whether the head has no spouse."""
    p = draw.parameters
    school = uniforms(rows, draw, SCHOOL)
    size = rows.size.astype(np.int64)
    people = demography.people(size, rank, draw.chances, p, uniforms(rows, draw, MEMBERS) + school[:2])
    for name in ("infants", "primary", "junior", "senior", "adults", "elderly"):
        getattr(rows, name)[:] = getattr(people, name)
    rows.pregnant[:] = demography.pregnant(people.adults, school[2], p)
    rows.disabled[:] = demography.disabled(size, school[3], p)
    return people.lone


def reside(rows: Households, draw: Draw, rank: np.ndarray, lone: np.ndarray) -> None:
    """Place, head of household, job."""
    p = draw.parameters
    chance = uniforms(rows, draw, PLACE)
    share = draw.region.urban_share[rows.regency]
    rows.urban[:] = demography.urban(share, rank, chance[0], p)
    rows.female_headed[:] = demography.female_headed(lone, chance[1], draw.chances)
    rows.jobless[:] = chance[2] < p["jobless_share"]


def work(rows: Households, draw: Draw, rank: np.ndarray) -> None:
    """Business, its sector, owner, capital and the skill behind it."""
    p = draw.parameters
    chance = uniforms(rows, draw, BUSINESS)
    z = _normals(rows, draw, SKILL)
    urban = rows.urban > 0
    runs = livelihood.has_business(
        urban, rows.adults, rank, chance[0], region=draw.region, p=p, without_adults=draw.chances.without_adults
    )
    sector = livelihood.sector(urban, chance[1], draw.sectors)
    skill = livelihood.ability(z[0], p)
    rows.open[:] = runs
    rows.sector[:] = sector
    rows.female_owner[:] = livelihood.woman_owner(sector, rows.female_headed > 0, chance[2], p)
    rows.ability[:] = skill
    rows.capital[:] = livelihood.capital(runs, rank, skill, z[1], chance[3], budget=draw.region.poor_budget, p=p)
    rows.cash[:] = livelihood.cash(rows.spending, rank, z[2], p)
    rows.idle[:] = livelihood.idle(rank, z[3], p)


def think(rows: Households, draw: Draw, rank: np.ndarray) -> None:
    """Mindset, and how far off the registry's guess will be."""
    z = _normals(rows, draw, MIND)
    rows.disposition[:] = livelihood.disposition(rank, z[0], draw.parameters)
    rows.mindset[:] = rows.disposition
    rows.registered_error[:] = draw.lasting_error_sd * z[1]
