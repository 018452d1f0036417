"""Local markets: spending buys local goods; when many open the same business, all of them earn less.

Each market is one sector of one regency. Demand and supply are compared with the last year of the burn-in. Part
of each sector is sold outside at a given price; the rest answers with price and with the volume that each
business sells (queues, idle hands). Other firms than those of households make most of the local supply.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mentas import columns
from mentas.kernels import kernel, rule
from mentas.rows import BLOCK, clamp, pick, shared, weighted_total, whole
from mentas.state import ACTIVE, SECTORS, Households
from mentas.vmath import power

if TYPE_CHECKING:
    from mentas.world import World


Trader = columns.part(Households, "Trader", "weight regency sector open spending profit")


class Parameters(NamedTuple):
    """See markets.yaml."""

    price_elasticity: float
    sales_elasticity: float
    household_share: float
    wage_response: float
    least: float
    most: float
    outside_trade: float
    outside_food: float
    outside_farming: float
    outside_fishing: float
    outside_craft: float
    outside_services: float
    demand_trade: float
    demand_food: float
    demand_farming: float
    demand_fishing: float
    demand_craft: float
    demand_services: float


@rule
def pressure(demand: float, demand_start: float, supply: float, supply_start: float, household_share: float) -> float:
    """Demand against supply, 1 at the start; firms other than households' make 1 - `household_share` of supply."""
    wanted = demand / demand_start if demand_start > 0.0 else 1.0
    own = supply / supply_start if supply_start > 0.0 else 1.0
    return wanted / (1.0 - household_share + household_share * own)


@rule
def answer(press: float, elasticity: float, outside: float, least: float, most: float) -> float:
    """Price or volume index of a market under `press`: the share sold outside does not answer."""
    return outside + (1.0 - outside) * clamp(power(press, elasticity), least, most)


@kernel
def trade_rows(lo: int, hi: int, h: Any, regencies: int, sectors: int) -> Any:
    """Rupiah a month of the population: spending by regency, then value added of open businesses by market.

    At prices of the start, in whole rupiah; shape (regencies + regencies x sectors,).
    """
    sums = np.zeros(regencies * (1 + sectors))
    part = np.empty(BLOCK)
    where = np.empty(BLOCK, dtype=np.uint32)
    for start in range(lo, hi, BLOCK):
        stop = min(start + BLOCK, hi)
        weight = h.weight[start:stop]
        one = shared(h.regency[start:stop])
        if one >= 0:
            sums[one] += weighted_total(weight, h.spending[start:stop])
        else:
            weigh(weight, h.spending[start:stop], part)
            for i in range(start, stop):
                sums[h.regency[i]] += part[i - start]
        weigh(weight, h.profit[start:stop], part)
        for j in range(pick(h.open[start:stop], where)):
            i = start + int(where[j])
            sums[regencies + int(h.regency[i]) * sectors + int(h.sector[i])] += part[where[j]]
    return sums


@kernel
def weigh(weight: Any, amount: Any, out: Any) -> None:
    """Amounts of the population that the rows stand for, whole rupiah."""
    for i in range(weight.size):
        out[i] = whole(weight[i] * amount[i])


@kernel
def supply_groups(count: int, g: Any, markets: int, sectors: int) -> Any:
    """Value added of active groups by market, Rp a month at start prices; shape (markets,)."""
    sums = np.zeros(markets)
    for j in range(count):
        if g.status[j] == ACTIVE:
            sums[int(g.regency[j]) * sectors + int(g.sector[j])] += whole(g.weight[j] * g.product[j])
    return sums


@kernel
def answer_markets(m: Any, p: Any) -> None:
    """Prices and sales of every market."""
    for j in range(m.price.size):
        press = pressure(m.demand[j], m.demand_start[j], m.supply[j], m.supply_start[j], p.household_share)
        m.price[j] = answer(press, p.price_elasticity, float(m.outside[j]), p.least, p.most)
        m.sales[j] = answer(press, p.sales_elasticity, float(m.outside[j]), p.least, p.most)


@lru_cache(maxsize=16)
def by_sector(p: Parameters, name: str) -> np.ndarray:
    """The parameter `name` of each sector, shape (sectors,); read-only."""
    found = np.array([getattr(p, f"{name}_{sector}") for sector in SECTORS])
    found.flags.writeable = False
    return found


def demand(world: World, spent: np.ndarray) -> np.ndarray:
    """Demand of every market, Rp a month, from the spending of each regency, shape (regencies,)."""
    share = by_sector(world.parameters.markets, "demand")
    return np.multiply.outer(spent, share).ravel()


def traded(world: World) -> tuple[np.ndarray, np.ndarray]:
    """Spending by regency and value added of open businesses by market, Rp a month of the population."""
    regencies = len(world.region.regencies)
    sums = world.sweep(trade_rows, Trader.of(world.households), regencies, world.sectors)
    return sums[:regencies], sums[regencies:]


def clear(world: World) -> None:
    """Local demand meets local supply; prices and sales move.

    In the burn-in, and where a scenario fixes markets, prices and sales stay at one.
    """
    markets = world.markets
    regencies = len(world.region.regencies)
    size = markets.price.size
    spent, supply = traded(world)
    supply += supply_groups(world.group_count, world.groups, size, world.sectors)
    markets.supply[:] = supply
    markets.demand[:] = demand(world, spent)
    if world.burning or world.scenario.markets == "fixed":
        return
    # Growth of the regional economy and of the population lifts the other firms' supply with demand.
    markets.demand[:] /= world.growth_index * np.repeat(world.population_index, world.sectors)
    p = world.parameters.markets
    answer_markets(markets, p)
    now, start = (each.reshape(regencies, -1).sum(axis=1) for each in (markets.demand, markets.demand_start))
    wanted = np.divide(now, start, out=np.ones_like(now), where=start > 0.0)
    for r in range(regencies):
        world.local_demand[r] = power(wanted[r], p.wage_response)
