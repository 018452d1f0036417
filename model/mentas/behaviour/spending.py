"""Spending: a subsistence floor, a share of the income counted on, a share of cash above a buffer.

What comes every month is mostly eaten; a lump is eaten slowly. A household that cannot reach its floor sells
business capital in distress, at a loss.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mentas import columns
from mentas.behaviour.enterprise import resale
from mentas.kernels import kernel, rule
from mentas.ledger import CAPITAL, CASH, OUTSIDE
from mentas.rows import BLOCK, total, whole
from mentas.state import Households

if TYPE_CHECKING:
    from mentas.world import World


Eater = columns.part(
    Households,
    "Eater",
    "need cash capital locked earned transfers expected spending spending_mean earned_mean transfers_mean",
)


class Parameters(NamedTuple):
    """See spending.yaml."""

    expectation_months: float
    buffer: float
    spend_excess: float
    save_shortfall: float
    floor: float
    mean_months: float


@rule
def expectation(before: float, income: float, months: float) -> float:
    """Income counted on, Rp a month: an exponential mean with a memory of `months`."""
    return before + (income - before) / months


@rule
def desired(cash: float, expected: float, buffer: float, spend: float, save: float) -> float:
    """Spending wished for, Rp: expected income, plus a share of money above the buffer, less what rebuilds it."""
    excess = cash - expected - buffer * expected
    return expected + spend * max(excess, 0.0) - save * max(-excess, 0.0)


@rule
def distress_sale(short: float, capital: float, locked: float, discount: float) -> float:
    """Capital sold, Rp, to raise `short` rupiah: none while granted goods are locked."""
    wanted = np.ceil(max(short, 0.0) / (1.0 - discount))
    return min(wanted, capital) * (0.0 if locked > 0.0 else 1.0)


@rule
def consumption(wish: float, floor: float, cash: float) -> float:
    """Spending of the month, Rp: the wish, at least the floor, at most what there is."""
    return whole(min(max(wish, floor), cash))


@rule
def moving_mean(before: float, now: float, months: float) -> float:
    """Exponential mean whose mean age equals that of a window of `months`."""
    return before + 2.0 / (months + 1.0) * (now - before)


@kernel
def expect(expected: Any, earned: Any, transfers: Any, months: float) -> None:
    """Update what households count on."""
    for i in range(expected.size):
        expected[i] = expectation(expected[i], earned[i] + transfers[i], months)


@kernel
def wish(cash: Any, expected: Any, buffer: float, spend: float, save: float, out: Any) -> None:
    """Spending wished for."""
    for i in range(out.size):
        out[i] = desired(cash[i], expected[i], buffer, spend, save)


@kernel
def sell_in_distress(
    need: Any, floor: float, cash: Any, capital: Any, locked: Any, discount: float, flows: Any
) -> None:
    """Sell capital where cash does not reach the subsistence floor: few, so that the rest are passed by."""
    for i in range(cash.size):
        if cash[i] < floor * float(need[i]):
            sold = distress_sale(floor * float(need[i]) - cash[i], capital[i], float(locked[i]), discount)
            proceeds = resale(sold, discount)
            capital[i] -= sold
            cash[i] += proceeds
            flows[1] += sold
            flows[2] += proceeds


@kernel
def eat(wished: Any, need: Any, floor: float, cash: Any, spending: Any) -> None:
    """Spend."""
    for i in range(spending.size):
        spending[i] = consumption(wished[i], floor * float(need[i]), cash[i])
        cash[i] -= spending[i]


@kernel
def remember(mean: Any, now: Any, months: float) -> None:
    """Move a twelve-month mean on."""
    for i in range(mean.size):
        mean[i] = moving_mean(mean[i], now[i], months)


@kernel
def spend_rows(lo: int, hi: int, h: Any, p: Any, discount: float) -> Any:
    """Spend in rows lo to hi; returns rupiah of (consumption, capital sold, proceeds)."""
    flows = np.zeros(3)
    wished = np.empty(BLOCK)
    for start in range(lo, hi, BLOCK):
        stop = min(start + BLOCK, hi)
        n = stop - start
        cash = h.cash[start:stop]
        expected = h.expected[start:stop]
        expect(expected, h.earned[start:stop], h.transfers[start:stop], p.expectation_months)
        sell_in_distress(
            h.need[start:stop], p.floor, cash, h.capital[start:stop], h.locked[start:stop], discount, flows
        )  # fmt: skip
        wish(cash, expected, p.buffer, p.spend_excess, p.save_shortfall, wished[:n])
        eat(wished[:n], h.need[start:stop], p.floor, cash, h.spending[start:stop])
        remember(h.spending_mean[start:stop], h.spending[start:stop], p.mean_months)
        remember(h.earned_mean[start:stop], h.earned[start:stop], p.mean_months)
        remember(h.transfers_mean[start:stop], h.transfers[start:stop], p.mean_months)
        flows[0] += total(h.spending[start:stop])
    return flows


def spend(world: World) -> None:
    """Everyone spends; the month's income and transfers enter the means."""
    eaten, sold, proceeds = world.sweep(
        spend_rows, Eater.of(world.households), world.parameters.spending, world.parameters.enterprise.resale_discount
    )
    world.ledger.book("consumption", payer=CASH, payee=OUTSIDE, amount=eaten)
    world.ledger.book("capital sold in distress", payer=CAPITAL, payee=OUTSIDE, amount=sold)
    world.ledger.book("sale of business capital", payer=OUTSIDE, payee=CASH, amount=proceeds)
