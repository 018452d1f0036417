"""Investing: surplus above a buffer goes into the business, or opens one, if the return net of wear beats a hurdle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mentas import columns, luck
from mentas.behaviour.enterprise import marginal, skills
from mentas.kernels import kernel, rule
from mentas.ledger import CAPITAL, CASH, OUTSIDE
from mentas.rows import BLOCK, pick, total, whole
from mentas.state import Households

if TYPE_CHECKING:
    from mentas.world import World

STREAM = luck.stream("investing")

Investor = columns.part(
    Households, "Investor", "id regency sector ability female_owner labour mindset open capital cash expected"
)


class Parameters(NamedTuple):
    """See investing.yaml."""

    buffer: float
    share: float
    hurdle: float
    opening_capital: float
    opening_chance: float
    opening_mindset: float
    least_labour: float


@rule
def surplus(cash: float, expected: float, buffer: float) -> float:
    """Money that could be invested, Rp: cash above `buffer` months of expected income."""
    return max(cash - buffer * expected, 0.0)


@rule
def invested(money: float, mindset: float, share: float, worthwhile: float) -> float:
    """Rupiah put into the business this month: a share of the surplus, scaled by the mindset."""
    return whole(money * min(share * 2.0 * mindset, 1.0)) * worthwhile


@rule
def opens(
    draw: float, money: float, start_capital: float, mindset: float, labour: float, chance: float, bar: float,
    least_labour: float,
) -> float:  # fmt: skip
    """1 if a household without a business opens one: money for the first stock, the mindset, hands to work, luck."""
    ready = 1.0 if money >= start_capital and mindset >= bar and labour >= least_labour else 0.0
    return ready if draw < chance else 0.0


@kernel
def may_decide(cash: Any, expected: Any, buffer: float, open_: Any, draw: Any, chance: float, flags: Any) -> None:
    """1 for those who have money to invest and a business, or luck to open one this month."""
    for i in range(flags.size):
        flags[i] = 1 if (surplus(cash[i], expected[i], buffer) > 0.0) & ((open_[i] > 0) | (draw[i] < chance)) else 0


@kernel
def bring_together(where: Any, capital: Any, k: Any) -> None:
    """Capital of those who decide."""
    for j in range(where.size):
        k[j] = capital[where[j]]


@kernel
def returns(capital: Any, budget: float, least: float, e: Any, fixed: float, out: Any) -> None:
    """Return of one more rupiah a month at ability 1, at no less capital than the `least` budgets a start needs."""
    for i in range(out.size):
        k = max(capital[i] / budget, least)
        out[i] = marginal(k, e.low_scale, e.low_curvature, e.high_scale, e.high_curvature, fixed)


@kernel
def hand_back(
    return_: Any, where: Any, skill: Any, regency: Any, sector: Any, worth: Any, sectors: int, wear: float, out: Any
) -> None:
    """Returns in their places, by the owners' skill and at the market's prices, net of wear; the rest only wear out.

    `worth` is what a unit of value added fetches in each market.
    """
    out[:] = -wear
    for j in range(return_.size):
        i = where[j]
        out[i] = return_[j] * skill[i] * worth[int(regency[i]) * sectors + int(sector[i])] - wear


@kernel
def decide(
    cash: Any, expected: Any, mindset: Any, labour: Any, open_: Any, return_: Any, draw: Any, budget: float, p: Any,
    amount: Any,
) -> None:  # fmt: skip
    """Rupiah that each household puts into its business; opens those that start one."""
    for i in range(amount.size):
        money = surplus(cash[i], expected[i], p.buffer)
        worthwhile = 1.0 if return_[i] > p.hurdle else 0.0
        start = whole(p.opening_capital * budget)
        starts = worthwhile * opens(
            draw[i], money, start, float(mindset[i]), float(labour[i]), p.opening_chance, p.opening_mindset,
            p.least_labour,
        )  # fmt: skip
        running = float(open_[i])
        growth = invested(money, float(mindset[i]), p.share, worthwhile)
        amount[i] = running * growth + (1.0 - running) * starts * start
        open_[i] = max(running, starts)


@kernel
def move(amount: Any, cash: Any, capital: Any) -> None:
    """From cash into capital."""
    for i in range(amount.size):
        cash[i] -= amount[i]
        capital[i] += amount[i]


@kernel
def invest_rows(
    lo: int, hi: int, h: Any, p: Any, e: Any, budget: float, fixed: float, worth: Any, sectors: int,
    seed: int, replicate: int, month: int,
) -> Any:  # fmt: skip
    """Invest in rows lo to hi; returns rupiah of (invested,)."""
    flows = np.zeros(1)
    scratch, amount, k, gain, skill = (
        np.empty(BLOCK + luck.SPARE), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    )  # fmt: skip
    flags = np.empty(BLOCK, dtype=np.uint8)
    where = np.empty(BLOCK, dtype=np.uint32)
    for start in range(lo, hi, BLOCK):
        stop = min(start + BLOCK, hi)
        n = stop - start
        draw = luck.singles(h.id[start:stop], seed, replicate, STREAM, month, scratch)
        may_decide(
            h.cash[start:stop], h.expected[start:stop], p.buffer, h.open[start:stop], draw, p.opening_chance, flags[:n]
        )  # fmt: skip
        count = pick(flags[:n], where)
        bring_together(where[:count], h.capital[start:stop], k[:count])
        returns(k[:count], budget, p.opening_capital, e, fixed, amount[:count])
        skills(h.ability[start:stop], h.female_owner[start:stop], h.labour[start:stop], e.women_productivity, skill[:n])
        hand_back(
            amount[:count], where[:count], skill[:n], h.regency[start:stop], h.sector[start:stop], worth, sectors,
            e.wear, gain[:n],
        )  # fmt: skip
        decide(
            h.cash[start:stop], h.expected[start:stop], h.mindset[start:stop], h.labour[start:stop],
            h.open[start:stop], gain[:n], draw, budget, p, amount[:n],
        )  # fmt: skip
        move(amount[:n], h.cash[start:stop], h.capital[start:stop])
        flows[0] += total(amount[:n])
    return flows


def invest(world: World) -> None:
    """Households invest in their own business or open one."""
    markets = world.markets
    (amount,) = world.sweep(
        invest_rows, Investor.of(world.households), world.parameters.investing, world.parameters.enterprise,
        world.region.poor_budget, world.fixed_cost, markets.price * markets.sales, world.sectors, *world.luck,
    )  # fmt: skip
    world.ledger.book("investment", payer=CASH, payee=OUTSIDE, amount=amount)
    world.ledger.book("goods bought for business", payer=OUTSIDE, payee=CAPITAL, amount=amount)
