"""How a world begins: a population is drawn, lives through a burn-in, and is set onto the survey.

The burn-in runs the same month as the model, with the programmes that ran when the survey was taken, so that
cash, capital, businesses and the registry's errors settle. On the way usual earnings are scaled until spending a
person has the distribution that was fitted to the survey. Spending in the survey already contains transfers, so
the transfers stay as they are and earnings carry the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mentas import columns
from mentas.behaviour import ageing, standing
from mentas.ledger import Ledger
from mentas.markets import goods
from mentas.measures.deciles import provincial_cuts as cuts_of
from mentas.population import anchoring, build
from mentas.population.microdata import drawing
from mentas.population.microdata.own import OwnData
from mentas.population.welfare import Target, target
from mentas.state import SECTORS, Households, KubeGroups, Markets

if TYPE_CHECKING:
    from mentas.scenario.scenario import Scenario
    from mentas.world import World

ANCHORS = 6
"""How often the burn-in is interrupted to set spending onto the survey, at equal distances, the last at its end."""

LIMIT = 2.0
"""Most by which one anchoring may raise or lower a household's earnings."""

KNOTS = np.concatenate([[0.002, 0.005, 0.01, 0.02, 0.035], np.linspace(0.05, 0.95, 19), [0.975, 0.99, 0.997]])
"""Ranks between which the correction of the shape is linear."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A finished burn-in, from which any number of policies can start."""

    key: str
    households: Households
    groups: KubeGroups
    members: np.ndarray
    group_count: int
    markets: Markets


def key(scenario: Scenario, seed: int, replicate: int) -> str:
    """What a burn-in depends on: two scenarios with equal keys begin alike."""
    parts = (
        scenario.region.digest,
        scenario.scale,
        scenario.start,
        scenario.population,
        tuple(sorted(scenario.parameters.items())),
        scenario.survey_programmes,
        seed,
        replicate,
    )
    return repr(parts)


def burn_in(scenario: Scenario, *, seed: int = 1, replicate: int = 0, threads: int = 1) -> Beginning:
    """Draw a population and let it settle."""
    from mentas.world import World

    world = World(scenario, seed=seed, replicate=replicate, threads=threads)
    return Beginning(
        key(scenario, seed, replicate), world.households, world.groups, world.members, world.group_count, world.markets
    )


def begin(world: World, start: Beginning | None) -> None:
    """Put a settled population into the world, at month 0, and fix where movement is counted from."""
    if start is not None and start.key == key(world.policy, world.seed, world.replicate):
        world.households = columns.copy(start.households)
        world.groups = columns.copy(start.groups)
        world.members = start.members.copy()
        world._group_count = start.group_count
        world.markets = columns.copy(start.markets)
    else:
        _settle(world)
    world.month = 0
    world.burning = False
    world.listed = {}
    world.government.restart()
    world.running_programmes = world.policy.programmes
    world._tenure.clear()
    _drop_lists(world)
    world.economy[:] = 1.0
    world.local_demand[:] = 1.0
    world.people_start = ageing.people(world)
    world.population_index = np.ones_like(world.people_start)
    world.rank()
    world.provincial_cuts_start = world.provincial_cuts.copy()
    world.sweep(standing.start_rows, standing.Beginner.of(world.households))


def provincial_cuts(world: World) -> np.ndarray:
    """Deciles of persons within the region by spending a person; shape (9,), Rp a month."""
    h = world.households
    return cuts_of(h.spending_mean / h.size, h.weight * h.size)


def _settle(world: World) -> None:
    """Draw the population and run the burn-in."""
    settings = world.policy.population
    own = _draw(world)
    world.restart_groups()
    world.markets = markets_of(len(world.region.regencies), world.parameters.markets)
    world.burning = True
    world.month = -settings.burn_in_months
    world.sweep(ageing.take_stock, ageing.Family.of(world.households), world.parameters.ageing, world.poverty_line)
    world.rank()
    world.registry.refresh(everyone=True)
    if own is not None:
        own.begin(world)
    ran = world.policy.survey_programmes if settings.survey_programmes else ()
    world.running_programmes = tuple(replace(p, start=-settings.burn_in_months, end=None) for p in ran)
    if own is not None:
        world.running_programmes = own.programmes(world.running_programmes)
    world.ledger = Ledger(world._stocks, strict=False)
    stops = {-(settings.burn_in_months * k // ANCHORS) for k in range(ANCHORS)}
    year: list[tuple[np.ndarray, np.ndarray]] = []
    while world.month < 0:
        world.live()
        if own is not None:
            own.put_back(world)
        year = [*year[-11:], (world.markets.demand.copy(), world.markets.supply.copy())]
        if world.month in stops:
            before = goods.traded(world)[0]
            _anchor(world, own)
            world.ledger.reopen()
            # What was spent before is read at the new level, so that the start's demand is the start's.
            level = np.repeat(goods.traded(world)[0] / before, len(SECTORS))
            year = [(demand * level, supply) for demand, supply in year]
    if settings.burn_in_months == 0:
        _anchor(world, own)
        year = [(goods.demand(world, goods.traded(world)[0]), world.markets.supply.copy())]
    if year:
        world.markets.demand_start[:] = np.mean([demand for demand, _ in year], axis=0)
        world.markets.supply_start[:] = np.mean([supply for _, supply in year], axis=0)


def _draw(world: World) -> OwnData | None:
    """Draw households from the region's figures, or from the planner's own file; what holds the latter, if any."""
    settings, p = world.policy.population, world.parameters
    how: dict[str, Any] = {
        "scale": world.policy.scale,
        "seed": world.seed,
        "replicate": world.replicate,
        "parameters": p.population,
        "persistent_sd": p.work.persistent_sd,
        "lasting_error_sd": p.registry.lasting_error_sd,
    }
    if settings.microdata is None:
        world.households = build(world.region, distribution=settings.distribution, **how)
        return None
    own = OwnData(settings.microdata, drawing.build(settings.microdata, **how))
    world.households = own.drawn.households
    return own


def _anchor(world: World, own: OwnData | None) -> None:
    """Set spending onto the region's figures; or onto the planner's file, household by household, at the end as one."""
    if own is None:
        anchor(world, target(world.region, world.policy.population.distribution))
    elif world.month < 0:
        own.approach(world, limit=LIMIT)
    else:
        anchor(world, own.target())
        own.put_back(world)


def anchor(world: World, onto: Target) -> None:
    """Move usual earnings so that spending a person has the survey's distribution and each regency its poverty rate.

    First the shape: households are ranked by usual earnings a person, all regencies together, and each rank is
    scaled by how far the same rank of spending lies from its target. Luck is left out of the ranking on purpose:
    scaling by the rank of spending itself would tie usual earnings to passing luck, and poverty would drift as
    luck fades. Then the level: one factor for each regency puts its own poverty rate on its own line.
    """
    median = onto.median
    every = np.arange(median.size)
    counted, scaled = anchoring.Counted.of(world.households), anchoring.Scaled.of(world.households)
    spending, usual = world.sweep(anchoring.count_rows, counted, median).reshape(2, -1)
    gap = onto.ratio(KNOTS) / anchoring.quantile(spending, KNOTS)
    factors = np.interp(anchoring.mid_ranks(usual), KNOTS, gap)
    world.sweep(anchoring.shape_rows, scaled, median, _limited(factors))

    sums = world.sweep(anchoring.count_by_regency, counted, median)
    *counts, transfers, total = np.split(sums, [*(anchoring.BINS * (every + 1)), sums.size - every.size])
    there = median * [float(anchoring.quantile(count, at)) for count, at in zip(counts, onto.rate, strict=True)]
    paid = transfers / total
    world.sweep(anchoring.level_rows, scaled, _limited((onto.there / there - paid) / (1.0 - paid)))


def _limited(factors: np.ndarray) -> np.ndarray:
    return np.clip(factors, 1.0 / LIMIT, LIMIT)


def markets_of(regencies: int, p: goods.Parameters) -> Markets:
    """Markets of every regency and sector, with prices and sales at one."""
    markets = columns.empty(Markets, regencies * len(SECTORS))
    markets.regency[:] = np.repeat(np.arange(regencies), len(SECTORS))
    markets.sector[:] = np.tile(np.arange(len(SECTORS)), regencies)
    markets.outside[:] = np.tile(goods.by_sector(p, "outside"), regencies)
    markets.price[:] = 1.0
    markets.sales[:] = 1.0
    return markets


def _drop_lists(world: World) -> None:
    """Families paid by a programme that the policy does not run from the start leave its list."""
    runs = np.uint16(0)
    for programme in world.policy.programmes:
        if programme.active and programme.start <= 0:
            runs |= world.bit(programme.name)
    world.households.enrolled[:] &= runs
