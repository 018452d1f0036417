"""Nature, work, spending, mindset and standing, in NumPy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.numpy_month.luck import normal_pair, uniform, words
from mentas.behaviour.mindset import FIXED_POINT
from mentas.behaviour.standing import MENTAS_MONTHS
from mentas.ledger import CAPITAL, CASH, OUTSIDE
from mentas.state import NEVER

if TYPE_CHECKING:
    from benchmarks.numpy_month.world import NumpyWorld

F = np.float64


def whole(amount: np.ndarray) -> np.ndarray:
    """Whole rupiah, halves up."""
    return np.floor(amount + 0.5)


def strike(world: NumpyWorld) -> None:
    """Illness, loss of stock, and the scenario's shocks."""
    p = world.parameters.nature
    mean = p.illness_bill * world.region.poor_budget
    bills = lost = 0.0
    for h, at in world.parts:
        draw = at.singles(world.luck, "nature")
        loss, ill = p.asset_loss_chance, p.illness_chance
        rows = np.flatnonzero(draw < loss + (1.0 - loss) * ill)
        draw = draw[rows]
        gone = np.where(draw < loss, whole(h.capital[rows] * p.asset_loss_share), 0.0)
        left = np.where(draw < loss, draw / loss, (draw - loss) / (1.0 - loss))
        paid = np.minimum(np.where(left < ill, whole(-np.log(left / ill) * mean), 0.0), h.cash[rows])
        h.capital[rows] -= gone
        h.cash[rows] -= paid
        bills += paid.sum()
        lost += gone.sum()
    world.ledger.book("bills of illness", payer=CASH, payee=OUTSIDE, amount=bills)
    world.ledger.book("stock lost", payer=CAPITAL, payee=OUTSIDE, amount=lost)
    world.economy[:] = world.growth_index
    for number, shock in enumerate(world.scenario.shocks):
        if shock.start <= world.month < shock.start + shock.months:
            world.economy[list(shock.regencies)] *= 1.0 + shock.wages
            if world.month == shock.start and shock.capital_loss > 0.0:
                raise NotImplementedError(f"shock {number}: capital lost in a regional shock is not told in NumPy")


def earn(world: NumpyWorld) -> None:
    """Wages, jobs lost and found."""
    p = world.parameters.work
    index = world.economy * world.local_demand
    wages = 0.0
    for h, at in world.parts:
        w0, w1, w2, _ = words(at.ids, world.luck, "work")
        z0, z1 = normal_pair(uniform(w0), uniform(w1))
        draw = uniform(w2)
        sd = p.persistent_sd * np.sqrt(1.0 - p.persistence * p.persistence)
        h.persistent[:] = p.persistence * h.persistent.astype(F) + sd * z0
        h.jobless[:] = np.where(h.jobless > 0, draw >= p.job_finding, draw < p.job_loss)
        away = np.maximum(h.hours.astype(F) + h.group_hours - h.idle.astype(F), 0.0)
        economy = index[h.regency]
        if p.transfer_response != 0.0:
            share = np.minimum(h.transfers_mean / np.maximum(h.spending_mean, 1.0), 1.0)
            economy *= 1.0 - p.transfer_response * share
        usual = h.permanent * np.exp(h.persistent.astype(F) + p.transitory_sd * z1)
        h.earned[:] = whole(usual * economy * (1.0 - p.jobless_loss * h.jobless) * (1.0 - away))
        h.cash[:] += h.earned
        wages += h.earned.sum()
    world.ledger.book("wages", payer=OUTSIDE, payee=CASH, amount=wages)


def spend(world: NumpyWorld) -> None:
    """Consumption, buffers, distress sales."""
    p = world.parameters.spending
    discount = world.parameters.enterprise.resale_discount
    eaten = sold = proceeds = 0.0
    for h, _ in world.parts:
        h.expected[:] += (h.earned + h.transfers - h.expected) / p.expectation_months
        floor = p.floor * h.need.astype(F)
        rows = np.flatnonzero(h.cash < floor)
        wanted = np.ceil((floor[rows] - h.cash[rows]) / (1.0 - discount))
        sale = np.where(h.locked[rows] > 0, 0.0, np.minimum(wanted, h.capital[rows]))
        fetched = whole(sale * (1.0 - discount))
        h.capital[rows] -= sale
        h.cash[rows] += fetched
        excess = h.cash - h.expected - p.buffer * h.expected
        wish = h.expected + np.where(excess > 0.0, p.spend_excess, p.save_shortfall) * excess
        h.spending[:] = whole(np.minimum(np.maximum(wish, floor), h.cash))
        h.cash[:] -= h.spending
        weight = 2.0 / (p.mean_months + 1.0)
        for mean, now in ((h.spending_mean, h.spending), (h.earned_mean, h.earned), (h.transfers_mean, h.transfers)):
            mean += weight * (now - mean)
        eaten += h.spending.sum()
        sold += sale.sum()
        proceeds += fetched.sum()
    world.ledger.book("consumption", payer=CASH, payee=OUTSIDE, amount=eaten)
    world.ledger.book("capital sold in distress", payer=CAPITAL, payee=OUTSIDE, amount=sold)
    world.ledger.book("sale of business capital", payer=OUTSIDE, payee=CASH, amount=proceeds)


def learn(world: NumpyWorld) -> None:
    """Mindset, from own results, mentors and neighbours."""
    p = world.parameters.mindset
    cells = 2 * len(world.region.regencies)
    mind, people = np.zeros(cells), np.zeros(cells)
    kinds = []
    for h, _ in world.parts:
        kind = 2 * h.regency.astype(np.int64) + (h.granted > NEVER)
        kinds.append(kind)
        mind += np.bincount(kind, np.floor(h.weight * h.mindset * FIXED_POINT), cells)
        people += np.bincount(kind, np.floor(h.weight * FIXED_POINT), cells)
    around = mind / np.maximum(people, 1.0)
    for (h, _), kind in zip(world.parts, kinds, strict=True):
        mindset = h.mindset.astype(F)
        running = h.open > 0
        won, failed = running & (h.losses == 0), running & (h.losses != 0)
        own = p.success * won * (1.0 - mindset) - p.failure * failed * mindset
        taught = p.mentor * (h.mentor > 0) * (1.0 - mindset)
        pull = p.neighbours * (around[kind] - mindset) + p.fading * (h.disposition - mindset)
        h.mindset[:] = np.clip(mindset + own + taught + pull, 0.0, 1.0)
        for months in (h.mentor, h.locked):
            months -= months > 0


def judge(world: NumpyWorld) -> None:
    """Who stands above the line, who falls back."""
    for h, _ in world.parts:
        h.months_above[:] = (h.months_above + 1) * (h.spending_mean - h.transfers_mean >= h.need)
        h.fell_back[:] |= h.mentas & (h.months_above == 0)
        h.mentas[:] |= h.started_poor & (h.months_above >= MENTAS_MONTHS)
