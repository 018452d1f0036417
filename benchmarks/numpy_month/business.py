"""Household businesses, investment and the goods market, in NumPy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.numpy_month.living import F, whole
from mentas.ledger import CAPITAL, CASH, OUTSIDE
from mentas.markets import goods
from mentas.state import ACTIVE, Households

if TYPE_CHECKING:
    from benchmarks.numpy_month.world import NumpyWorld


def skill(h: Households, rows: np.ndarray, women: float) -> np.ndarray:
    """Productivity of some households."""
    return h.ability[rows].astype(F) * (1.0 - h.female_owner[rows] * (1.0 - women)) * h.labour[rows].astype(F)


def produce(world: NumpyWorld) -> None:
    """Open businesses make goods."""
    p, budget = world.parameters.enterprise, world.region.poor_budget
    for h, at in world.parts:
        rows = np.flatnonzero(h.open)
        shock = np.exp(p.shock_sd * at.bells(rows, world.luck, "enterprise") - 0.5 * p.shock_sd * p.shock_sd)
        k = h.capital[rows] / budget
        made = np.maximum(p.low_scale * k**p.low_curvature, p.high_scale * k**p.high_curvature - world.fixed_cost)
        h.profit[:] = 0.0
        h.profit[rows] = whole(skill(h, rows, p.women_productivity) * (budget * made * shock))
        k = h.capital / budget
        h.hours[:] = np.minimum(p.hours_most * k / (k + p.hours_half), h.labour) * h.open


def clear(world: NumpyWorld) -> None:
    """Local demand meets local supply."""
    m, p = world.markets, world.parameters.markets
    regencies, sectors, size = len(world.region.regencies), world.sectors, world.markets.price.size
    spent, supply = np.zeros(regencies), np.zeros(size)
    for h, _ in world.parts:
        spent += np.bincount(h.regency, whole(h.weight * h.spending), regencies)
        market = h.regency * np.int64(sectors) + h.sector
        supply += np.bincount(market, whole(h.weight * h.profit), size)
    g, active = world.groups, np.flatnonzero(world.groups.status[: world.group_count] == ACTIVE)
    market = g.regency[active] * np.int64(sectors) + g.sector[active]
    m.supply[:] = supply + np.bincount(market, whole(g.weight[active] * g.product[active]), size)
    m.demand[:] = np.repeat(spent, sectors) * np.tile(goods.by_sector(p, "demand"), regencies)
    if world.scenario.markets == "fixed":
        return
    m.demand[:] /= world.growth_index * np.repeat(world.population_index, sectors)
    wanted = np.divide(m.demand, m.demand_start, out=np.ones(size), where=m.demand_start > 0.0)
    own = np.divide(m.supply, m.supply_start, out=np.ones(size), where=m.supply_start > 0.0)
    press = wanted / (1.0 - p.household_share + p.household_share * own)
    outside = m.outside.astype(F)
    for index, elasticity in ((m.price, p.price_elasticity), (m.sales, p.sales_elasticity)):
        index[:] = outside + (1.0 - outside) * np.clip(press**elasticity, p.least, p.most)
    by_regency = m.demand.reshape(regencies, -1).sum(axis=1) / m.demand_start.reshape(regencies, -1).sum(axis=1)
    world.local_demand[:] = by_regency**p.wage_response


def settle(world: NumpyWorld) -> None:
    """Profit, wear, closing down."""
    p = world.parameters.enterprise
    worth = world.markets.price * world.markets.sales
    profits = wear = sales = proceeds = 0.0
    for h, at in world.parts:
        draw = at.singles(world.luck, "enterprise.closing")
        h.profit[:] = whole(h.profit * worth[h.regency * np.int64(world.sectors) + h.sector])
        worn = whole(h.capital * p.wear)
        h.capital[:] -= worn
        away = np.maximum(h.hours - h.idle.astype(F), 0.0)
        forgone = h.earned * away / np.maximum(1.0 - away, 0.01)
        h.losses[:] = np.where(h.profit < worn + forgone, (h.losses + 1) * h.open, 0)
        tired = (h.losses >= p.patience) & (h.locked <= 0)
        rows = np.flatnonzero((h.open > 0) & (tired | (draw < p.closing_chance)))
        sold = h.capital[rows]
        fetched = whole(sold * (1.0 - p.resale_discount))
        h.capital[rows] = 0.0
        h.open[rows] = 0
        h.losses[rows] = 0
        h.cash[:] += h.profit
        h.cash[rows] += fetched
        h.earned[:] += h.profit
        profits += h.profit.sum()
        wear += worn.sum()
        sales += sold.sum()
        proceeds += fetched.sum()
    world.ledger.book("business profit", payer=OUTSIDE, payee=CASH, amount=profits)
    world.ledger.book("wear", payer=CAPITAL, payee=OUTSIDE, amount=wear)
    world.ledger.book("capital of closed businesses", payer=CAPITAL, payee=OUTSIDE, amount=sales)
    world.ledger.book("sale of business capital", payer=OUTSIDE, payee=CASH, amount=proceeds)


def invest(world: NumpyWorld) -> None:
    """Businesses opened and enlarged."""
    p, e, budget = world.parameters.investing, world.parameters.enterprise, world.region.poor_budget
    worth = world.markets.price * world.markets.sales
    start = whole(p.opening_capital * budget)
    total = 0.0
    for h, at in world.parts:
        draw = at.singles(world.luck, "investing")
        money = h.cash - p.buffer * h.expected
        rows = np.flatnonzero((money > 0.0) & ((h.open > 0) | (draw < p.opening_chance)))
        money, draw, running, mindset = money[rows], draw[rows], h.open[rows] > 0, h.mindset[rows].astype(F)
        k = np.maximum(h.capital[rows] / budget, p.opening_capital)
        low = e.low_scale * k**e.low_curvature
        high = e.high_scale * k**e.high_curvature - world.fixed_cost
        steepness = np.where(high > low, e.high_curvature * (high + world.fixed_cost), e.low_curvature * low)
        market = h.regency[rows] * np.int64(world.sectors) + h.sector[rows]
        gain = steepness / k * skill(h, rows, e.women_productivity) * worth[market] - e.wear
        worthwhile = gain > p.hurdle
        ready = (money >= start) & (mindset >= p.opening_mindset) & (h.labour[rows].astype(F) >= p.least_labour)
        starts = worthwhile & ready & (draw < p.opening_chance)
        growth = whole(money * np.minimum(p.share * 2.0 * mindset, 1.0)) * worthwhile
        amount = np.where(running, growth, starts * start)
        h.open[rows] = running | starts
        h.cash[rows] -= amount
        h.capital[rows] += amount
        total += amount.sum()
    world.ledger.book("investment", payer=CASH, payee=OUTSIDE, amount=total)
    world.ledger.book("goods bought for business", payer=OUTSIDE, payee=CAPITAL, amount=total)
