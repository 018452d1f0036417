"""Household businesses: what they make, what they earn, what wears out, and when they close.

Value added has two technologies. The low one needs no fixed cost; the high one pays more but carries a fixed
cost, so that it only pays above a threshold of capital (Balboni et al. 2022). Both are concave in capital.
Capital and value added are measured in *budgets*: months of spending of a poor household.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mentas import columns, luck
from mentas.kernels import kernel, rule
from mentas.ledger import CAPITAL, CASH, OUTSIDE
from mentas.rows import BLOCK, clamp, pick, total, whole
from mentas.state import Households
from mentas.vmath import exp, log, power

if TYPE_CHECKING:
    from mentas.world import World

STREAM = luck.stream("enterprise")
CLOSING_STREAM = luck.stream("enterprise.closing")

Maker = columns.part(Households, "Maker", "id ability female_owner labour open capital hours profit")
Seller = columns.part(
    Households, "Seller", "id regency sector open capital locked losses hours idle profit cash earned"
)


class Parameters(NamedTuple):
    """See enterprise.yaml."""

    low_scale: float
    low_curvature: float
    high_scale: float
    high_curvature: float
    threshold: float
    women_productivity: float
    shock_sd: float
    wear: float
    hours_most: float
    hours_half: float
    closing_chance: float
    patience: float
    resale_discount: float


@rule
def fixed_cost(threshold: float, a_low: float, b_low: float, a_high: float, b_high: float) -> float:
    """Fixed cost of the high technology, budgets a month, that makes both equally good at `threshold` budgets.

    A threshold of 0 means no fixed cost: the high technology always pays.
    """
    return max(a_high * power(threshold, b_high) - a_low * power(threshold, b_low), 0.0)


@rule
def technology(k: float, a_low: float, b_low: float, a_high: float, b_high: float, fixed: float) -> float:
    """Value added a month of the better technology with `k` budgets of capital, budgets, at ability 1."""
    low, high = powers(k, b_low, b_high)
    return max(a_low * low, a_high * high - fixed)


@rule
def powers(k: float, b_low: float, b_high: float) -> tuple[float, float]:
    """k to both powers, with one logarithm; 0 for k = 0."""
    log_k = log(max(k, 1e-300))
    some = 1.0 if k > 0.0 else 0.0
    return exp(b_low * log_k) * some, exp(b_high * log_k) * some


@rule
def marginal(k: float, a_low: float, b_low: float, a_high: float, b_high: float, fixed: float) -> float:
    """Value added of one more budget of capital a month, in the technology now used; capital must be positive."""
    low, high = powers(k, b_low, b_high)
    low = a_low * low
    high = a_high * high - fixed
    steepness = b_high * (high + fixed) if high > low else b_low * low
    return steepness / k


@rule
def productivity(ability: float, woman: float, women_productivity: float, labour: float) -> float:
    """Ability at work: lower where a woman runs the business (markets, care), none without labour capacity."""
    return ability * (1.0 - woman * (1.0 - women_productivity)) * labour


@rule
def hours_needed(k: float, most: float, half: float) -> float:
    """Share of working time that a business with `k` budgets of capital takes; `half` of the most at k = half."""
    return most * k / (k + half)


@rule
def resale(capital: float, discount: float) -> float:
    """What second-hand capital fetches, Rp."""
    return whole(capital * (1.0 - discount))


@kernel
def bring_together(where: Any, ids: Any, capital: Any, id_: Any, k: Any) -> None:
    """Ids and capital of the open businesses of a block, so that luck and costly arithmetic run on them alone."""
    for j in range(where.size):
        id_[j] = ids[where[j]]
        k[j] = capital[where[j]]


@kernel
def make(capital: Any, z: Any, budget: float, fixed: float, p: Any, product: Any) -> None:
    """Value added at start prices of a household of ability 1, Rp."""
    for i in range(product.size):
        made = technology(capital[i] / budget, p.low_scale, p.low_curvature, p.high_scale, p.high_curvature, fixed)
        product[i] = budget * made * exp(p.shock_sd * z[i] - 0.5 * p.shock_sd * p.shock_sd)


@kernel
def hand_back(made: Any, where: Any, skill: Any, product: Any) -> None:
    """Value added of the open businesses in their places, by their owners' skill; whole rupiah."""
    product[:] = 0.0
    for j in range(made.size):
        product[where[j]] = whole(skill[where[j]] * made[j])


@kernel
def skills(ability: Any, woman: Any, labour: Any, women_productivity: float, out: Any) -> None:
    """Productivity of a block of households."""
    for i in range(out.size):
        out[i] = productivity(float(ability[i]), float(woman[i]), women_productivity, float(labour[i]))


@kernel
def clock_in(capital: Any, open_: Any, labour: Any, budget: float, most: float, half: float, hours: Any) -> None:
    """Hours that go into the business."""
    for i in range(hours.size):
        need = hours_needed(capital[i] / budget, most, half)
        hours[i] = min(need, float(labour[i])) * float(open_[i])


@kernel
def produce_rows(
    lo: int, hi: int, h: Any, p: Any, budget: float, fixed: float, seed: int, replicate: int, month: int
) -> Any:
    """Make goods in rows lo to hi; leaves value added at start prices in `profit`. No money moves."""
    z, made, k, skill = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    ids = np.empty(BLOCK, dtype=np.int64)
    where = np.empty(BLOCK, dtype=np.uint32)
    for start in range(lo, hi, BLOCK):
        stop = min(start + BLOCK, hi)
        n = stop - start
        count = pick(h.open[start:stop], where)
        bring_together(where[:count], h.id[start:stop], h.capital[start:stop], ids[:count], k[:count])
        luck.bells(ids[:count], seed, replicate, STREAM, month, z[:count], made[:count])
        make(k[:count], z[:count], budget, fixed, p, made[:count])
        skills(h.ability[start:stop], h.female_owner[start:stop], h.labour[start:stop], p.women_productivity, skill[:n])
        hand_back(made[:count], where[:count], skill[:n], h.profit[start:stop])
        clock_in(
            h.capital[start:stop], h.open[start:stop], h.labour[start:stop], budget, p.hours_most, p.hours_half,
            h.hours[start:stop],
        )  # fmt: skip
    return np.zeros(0)


@rule
def months_of_loss(before: float, profit: float, wear: float, displaced_wages: float, is_open: float) -> float:
    """Months in a row in which profit did not cover wear and the wages displaced."""
    return (before + 1.0) * is_open if profit < wear + displaced_wages else 0.0


@rule
def closes(losses: float, draw: float, patience: float, chance: float, is_open: float, locked: float) -> float:
    """1 if the business closes: after `patience` months of loss unless goods are locked, or by misfortune."""
    tired = 1.0 if losses >= patience and locked <= 0.0 else 0.0
    unlucky = 1.0 if draw < chance else 0.0
    return is_open * max(tired, unlucky)


@kernel
def sell(profit: Any, regency: Any, sector: Any, worth: Any, sectors: int) -> None:
    """Turn value added at start prices into profit; `worth` is what a unit of it fetches in each market this month."""
    for i in range(profit.size):
        profit[i] = whole(profit[i] * worth[int(regency[i]) * sectors + int(sector[i])])


@kernel
def wear_out(capital: Any, rate: float, worn: Any) -> None:
    """Wear of the month."""
    for i in range(worn.size):
        worn[i] = whole(capital[i] * rate)
        capital[i] -= worn[i]


@kernel
def count_losses(profit: Any, worn: Any, earned: Any, hours: Any, idle: Any, open_: Any, losses: Any) -> None:
    """Keep count of months of loss; runs before profit is added to `earned`, which holds wages alone."""
    for i in range(losses.size):
        away = max(np.float64(hours[i]) - np.float64(idle[i]), 0.0)
        forgone = earned[i] * away / max(1.0 - away, 0.01)
        losses[i] = months_of_loss(float(losses[i]), profit[i], worn[i], forgone, float(open_[i]))


@kernel
def close_down(
    open_: Any, losses: Any, locked: Any, draw: Any, capital: Any, patience: float, chance: float, sold: Any
) -> None:
    """Close businesses; `sold` receives the capital they sell."""
    for i in range(sold.size):
        shut = closes(float(losses[i]), draw[i], patience, chance, float(open_[i]), float(locked[i]))
        sold[i] = capital[i] * shut
        capital[i] -= sold[i]
        open_[i] = float(open_[i]) * (1.0 - shut)
        losses[i] = float(losses[i]) * (1.0 - shut)


@kernel
def collect(sold: Any, profit: Any, discount: float, cash: Any, earned: Any, proceeds: Any) -> None:
    """Put profit and the proceeds of sold capital into cash."""
    for i in range(cash.size):
        proceeds[i] = resale(sold[i], discount)
        cash[i] += profit[i] + proceeds[i]
        earned[i] += profit[i]


@kernel
def settle_rows(
    lo: int, hi: int, h: Any, p: Any, worth: Any, sectors: int, seed: int, replicate: int, month: int
) -> Any:
    """Settle rows lo to hi; returns rupiah of (profit, wear, capital sold, proceeds)."""
    flows = np.zeros(4)
    scratch, worn, sold, proceeds = np.empty(BLOCK + luck.SPARE), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    for start in range(lo, hi, BLOCK):
        stop = min(start + BLOCK, hi)
        n = stop - start
        profit = h.profit[start:stop]
        capital = h.capital[start:stop]
        draw = luck.singles(h.id[start:stop], seed, replicate, CLOSING_STREAM, month, scratch)
        sell(profit, h.regency[start:stop], h.sector[start:stop], worth, sectors)
        flows[0] += total(profit)
        wear_out(capital, p.wear, worn[:n])
        flows[1] += total(worn[:n])
        count_losses(
            profit, worn[:n], h.earned[start:stop], h.hours[start:stop], h.idle[start:stop], h.open[start:stop],
            h.losses[start:stop],
        )  # fmt: skip
        close_down(
            h.open[start:stop], h.losses[start:stop], h.locked[start:stop], draw, capital, p.patience,
            p.closing_chance, sold[:n],
        )  # fmt: skip
        flows[2] += total(sold[:n])
        collect(sold[:n], profit, p.resale_discount, h.cash[start:stop], h.earned[start:stop], proceeds[:n])
        flows[3] += total(proceeds[:n])
    return flows


def produce(world: World) -> None:
    """Every open business makes goods."""
    p = world.parameters.enterprise
    world.sweep(produce_rows, Maker.of(world.households), p, world.region.poor_budget, world.fixed_cost, *world.luck)


def settle(world: World) -> None:
    """Goods are sold at the market's prices, capital wears out, and businesses that keep losing close."""
    p = world.parameters.enterprise
    markets = world.markets
    profit, worn, sold, proceeds = world.sweep(
        settle_rows, Seller.of(world.households), p, markets.price * markets.sales, world.sectors, *world.luck
    )
    world.ledger.book("business profit", payer=OUTSIDE, payee=CASH, amount=profit)
    world.ledger.book("wear", payer=CAPITAL, payee=OUTSIDE, amount=worn)
    world.ledger.book("capital of closed businesses", payer=CAPITAL, payee=OUTSIDE, amount=sold)
    world.ledger.book("sale of business capital", payer=OUTSIDE, payee=CASH, amount=proceeds)


def threshold_in_budgets(p: Parameters, poor_size: float) -> float:
    """Capital at which the high technology starts to pay, budgets: the parameter is in years of a poor person's
    spending, of which a poor household of `poor_size` members spends 12 / size in a month."""
    return clamp(p.threshold * 12.0 / poor_size, 0.0, 1e6)


def fixed_cost_where(p: Parameters, poor_size: float) -> float:
    """Fixed cost of the high technology where a poor household has `poor_size` members, budgets a month."""
    threshold = threshold_in_budgets(p, poor_size)
    return float(fixed_cost(threshold, p.low_scale, p.low_curvature, p.high_scale, p.high_curvature))
