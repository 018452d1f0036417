"""Households of a village that is described class by class, at a moment at which nothing has settled yet.

What the description says is drawn as it says; what it leaves open comes from the parameters, as in a region.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from mentas import columns, luck
from mentas.behaviour import ageing, enterprise
from mentas.population import livelihood, sample
from mentas.population.region import Region, load_region
from mentas.population.village import Class, Population, Spread
from mentas.state import NEVER, SECTORS, Households

STREAMS = tuple(luck.stream(f"villagers.{part}") for part in ("money", "skill", "people", "mind"))

BUDGET = 4_000_000.0
"""Rupiah to which a month of spending of a poor household is brought: an order at which whole rupiah are fine."""

LEAST_CAPITAL = 0.02
"""Budgets of capital below which a profit says nothing of its owner's ability."""

GOLDEN = 0.6180339887498949
"""Steps around a circle that fill it evenly: each class has its share in any number of households."""


GRID = ndtri((np.arange(400) + 0.5) / 400)
"""Even ranks, as normal luck: to see how far a quantity spreads."""


class Villagers(NamedTuple):
    """Households, and who they are."""

    households: Households
    place: np.ndarray
    """Index of each household's class."""
    labour_pay: np.ndarray
    """Part of an owner's surveyed profit that pays for own work, Rp a month."""
    cluster: np.ndarray
    """Cluster of each household; those of a cluster share a market."""


def rupiah(population: Population) -> float:
    """Rupiah of the model for one unit of the village's currency."""
    return BUDGET / population.budget


def region(population: Population, name: str) -> Region:
    """The village as a region: a regency for each market. Only what behaviour asks for means anything."""
    example = load_region("village")
    markets, unit = population.markets, rupiah(population)
    size = sum(c.share * (c.adults + c.infants + c.children + c.elderly) for c in population.classes)

    def each(value: float) -> np.ndarray:
        array = np.full(markets, float(value))
        array.flags.writeable = False
        return array

    line = population.line * unit
    return replace(
        example,
        name=name,
        regencies=tuple(f"market {number + 1}" for number in range(markets)),
        codes=(),
        persons=each(population.households * size / markets),
        poverty_rate=each(0.2),
        poverty_line=each(line),
        urban_share=each(0.0),
        demography=example.demography | {"household_size_mean": size, "household_size_poor": population.poor_size},
        stated_budget=BUDGET,
        survey_programmes={},
        survey_node=None,
        figures=(),
        digest=f"{name} {population!r}",
    )


def draw(
    population: Population, *, clusters: int, seed: int, replicate: int, parameters: SimpleNamespace, fixed_cost: float
) -> Villagers:
    """Draw the village.

    Args:
        population: what is said of it.
        clusters: clusters among which every class is divided evenly.
        seed: seed of all luck.
        replicate: number of the village among those of the same seed.
        parameters: the world's parameters, by file.
        fixed_cost: of the high technology, budgets a month.
    """
    n = population.households
    h = columns.empty(Households, n)
    h.id[:] = np.arange(1, n + 1)
    h.weight[:] = 1.0
    shares = np.cumsum([c.share for c in population.classes])
    cluster = np.arange(n) % clusters
    even = np.modf((np.arange(n) + 1) * GOLDEN)[0]
    place = np.minimum(np.searchsorted(shares, even, side="right"), len(shares) - 1)
    h.regency[:] = cluster % population.markets
    z = [_normals(h.id, seed, replicate, stream) for stream in STREAMS]
    unit = rupiah(population)
    for number, one in enumerate(population.classes):
        rows = np.flatnonzero(place == number)
        _live(h, rows, one, [luck_[:, rows] for luck_ in z], unit=unit, p=parameters)
    h.granted[:] = NEVER
    h.group[:] = -1
    lines = np.full(population.markets, population.line * unit)
    ageing.take_stock(0, n, ageing.Family.of(h), parameters.ageing, lines)
    pay = np.zeros(n)
    for number, one in enumerate(population.classes):
        rows = np.flatnonzero(place == number)
        lucky = [luck_[:, rows] for luck_ in z]
        pay[rows] = _earn(h, rows, one, lucky, unit=unit, p=parameters, fixed_cost=fixed_cost)
    return Villagers(h, place, pay, cluster)


def values(spread: Spread, z: np.ndarray) -> np.ndarray:
    """Values of a quantity for standard normal luck; same shape."""
    if spread.ranks:
        return np.interp(ndtr(z), spread.ranks, spread.values)
    if spread.low is not None and spread.high is not None:
        return spread.low + (spread.high - spread.low) * ndtr(z)
    return spread.median * np.exp(spread.sd * z)


def _normals(ids: np.ndarray, seed: int, replicate: int, stream: int) -> np.ndarray:
    """Standard normal luck; shape (4, rows)."""
    found = np.empty((4, ids.size))
    luck.normals(ids, seed, replicate, stream, sample.BIRTH, *found)
    return found


def _live(h: Households, rows: np.ndarray, one: Class, z: list[np.ndarray], *, unit: float, p: SimpleNamespace) -> None:
    """Members, business, sector, capital, mind."""
    money, skill, people, mind = z
    chance = ndtr(people)
    h.infants[rows] = np.floor(one.infants + chance[0])
    h.primary[rows] = np.floor(one.children + chance[1])
    h.adults[rows] = np.maximum(np.floor(one.adults + chance[2]), 1)
    h.elderly[rows] = np.floor(one.elderly + chance[3])
    h.size[rows] = sum(getattr(h, name)[rows] for name in ("infants", "primary", "adults", "elderly"))
    runs = ndtr(skill[2]) < one.business
    h.open[rows] = runs
    h.female_owner[rows] = ndtr(skill[3]) < one.women
    shares = np.array([one.sectors.get(name, 0.0) if one.sectors else 1.0 for name in SECTORS])
    edges = np.cumsum(shares / shares.sum())
    h.sector[rows] = np.minimum(np.searchsorted(edges, ndtr(mind[2]), side="right"), len(SECTORS) - 1)
    capital = np.where(runs, values(one.capital, money[1]), values(one.idle_capital, money[1]))
    h.capital[rows] = np.rint(np.maximum(capital, 0.0) * unit)
    middle = np.full(rows.size, 0.5)
    idle = livelihood.idle(middle, mind[1], p.population) if one.idle is None else values(one.idle, mind[1])
    h.idle[rows] = np.clip(idle, 0.0, p.population["idle_most"])
    h.disposition[rows] = livelihood.disposition(middle, mind[0], p.population)
    h.mindset[rows] = h.disposition[rows]
    h.ability[rows] = livelihood.ability(skill[0], p.population)


def _earn(
    h: Households,
    rows: np.ndarray,
    one: Class,
    z: list[np.ndarray],
    *,
    unit: float,
    p: SimpleNamespace,
    fixed_cost: float,
) -> np.ndarray:
    """Ability from profit where that is known; usual earnings that pay, with the business, for what is spent.

    Returns the part of surveyed profits that pays for the owners' own work, Rp a month.
    """
    money, skill, people, mind = z
    runs = h.open[rows] > 0
    capital = h.capital[rows]
    made = _product(capital, p.enterprise, fixed_cost)
    power = np.empty(rows.size)
    enterprise.skills(
        np.ones(rows.size), h.female_owner[rows].astype(float), np.maximum(h.labour[rows], 0.1).astype(float),
        p.enterprise.women_productivity, power,
    )  # fmt: skip
    pay = np.zeros(rows.size)
    if one.profit is not None:
        tied = one.profit_capital * money[1] + np.sqrt(1.0 - one.profit_capital**2) * skill[1]
        profit = np.maximum(values(one.profit, tied), 0.0) * unit
        pay = np.where(runs, one.labour_part * profit, 0.0)
        profit *= 1.0 - one.labour_part
        at = np.maximum(capital, LEAST_CAPITAL * BUDGET)
        implied = profit / np.maximum(_product(at, p.enterprise, fixed_cost) * power, 1.0)
        h.ability[rows] = np.where(runs, implied, h.ability[rows])
    profit = np.where(runs, h.ability[rows] * power * made, 0.0)
    h.profit[rows] = np.rint(profit)
    hours = np.empty(rows.size)
    e = p.enterprise
    enterprise.clock_in(capital, h.open[rows], h.labour[rows], BUDGET, e.hours_most, e.hours_half, hours)
    h.hours[rows] = hours
    away = np.clip(hours - h.idle[rows], 0.0, 0.9)
    spent = values(one.spending, money[0]) * unit
    # Businesses that lose have done so for some time: each is as likely to be in any month of what it bears.
    losing = runs & (profit < p.enterprise.wear * capital + (spent - profit) * away / (1.0 - away))
    h.losses[rows] = np.where(losing, np.floor(ndtr(people[2]) * p.enterprise.patience), 0.0)
    sd = p.work.persistent_sd
    # Part of what a survey finds high is luck that will pass: spending and luck go together as far as they can.
    spread = float(np.std(np.log(np.maximum(values(one.spending, GRID), 1e-9))))
    tie = min(1.0, sd / spread) if spread > 1e-6 else 0.0
    persistent = sd * (tie * money[0] + np.sqrt(1.0 - tie * tie) * mind[3])
    lucky = np.exp(persistent) if tie > 0.0 else np.exp(0.5 * sd * sd)
    jobless = p.population["jobless_share"]
    h.jobless[rows] = ndtr(money[3]) < jobless
    usual = np.exp(0.5 * p.work.transitory_sd**2) * (1.0 - p.work.jobless_loss * jobless)
    wages = np.maximum(spent - profit, 0.1 * spent)
    h.persistent[rows] = persistent
    h.permanent[rows] = np.rint(wages / (lucky * usual * (1.0 - away)))
    for name in ("spending", "expected", "spending_mean", "earned", "earned_mean"):
        getattr(h, name)[rows] = np.rint(spent)
    h.cash[rows] = np.rint(spent * np.maximum(values(one.cash, money[2]), 0.0))
    return pay


def _product(capital: np.ndarray, p: enterprise.Parameters, fixed_cost: float) -> np.ndarray:
    """Mean value added a month at ability 1, Rp."""
    out = np.empty(capital.size)
    calm = p._replace(shock_sd=0.0)
    enterprise.make(np.ascontiguousarray(capital), np.zeros(capital.size), BUDGET, fixed_cost, calm, out)
    return out
