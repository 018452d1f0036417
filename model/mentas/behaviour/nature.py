"""Nature strikes: illness, loss of stock or livestock, and the shocks that a scenario names.

Luck is addressed by household, month and stream, so that no policy changes anyone's luck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mentas import columns, luck
from mentas.kernels import kernel, rule
from mentas.ledger import CAPITAL, CASH, OUTSIDE
from mentas.rows import BLOCK, whole
from mentas.state import Households
from mentas.vmath import log

if TYPE_CHECKING:
    from mentas.world import World

STREAM = luck.stream("nature")
SHOCK_STREAM = luck.stream("nature.shock")

Struck = columns.part(Households, "Struck", "id regency cash capital")


class Parameters(NamedTuple):
    """See nature.yaml."""

    illness_chance: float
    illness_bill: float
    asset_loss_chance: float
    asset_loss_share: float


@rule
def left(draw: float, chance: float) -> float:
    """What a draw still tells once it is known whether it lies below `chance`: again uniform between 0 and 1."""
    return draw / chance if draw < chance else (draw - chance) / (1.0 - chance)


@rule
def bill(draw: float, chance: float, mean: float) -> float:
    """Cost of an illness this month, Rp: exponential with mean `mean` if the draw is below `chance`."""
    return whole(-log(draw / chance) * mean) if draw < chance else 0.0


@rule
def loss(strike: float, capital: float, chance: float, share: float) -> float:
    """Business capital lost this month, Rp: a share of it if the draw `strike` is below `chance`."""
    return whole(capital * share) if strike < chance else 0.0


@kernel
def suffer(draw: Any, cash: Any, capital: Any, p: Any, mean: float, flows: Any) -> None:
    """Lose stock, livestock or tools; pay the bills that cash can pay, care that cannot be paid is forgone.

    One draw tells both apart; few are struck, so that a branch is cheaper than arithmetic for everyone.
    """
    spared = p.asset_loss_chance + (1.0 - p.asset_loss_chance) * p.illness_chance
    for i in range(draw.size):
        if draw[i] < spared:
            lost = loss(draw[i], capital[i], p.asset_loss_chance, p.asset_loss_share)
            paid = min(bill(left(draw[i], p.asset_loss_chance), p.illness_chance, mean), cash[i])
            capital[i] -= lost
            cash[i] -= paid
            flows[0] += paid
            flows[1] += lost


@kernel
def strike_rows(lo: int, hi: int, h: Any, p: Any, budget: float, seed: int, replicate: int, month: int) -> Any:
    """Strike rows lo to hi; returns rupiah of (bills paid, capital lost)."""
    flows = np.zeros(2)
    scratch = np.empty(BLOCK + luck.SPARE)
    for start in range(lo, hi, BLOCK):
        stop = min(start + BLOCK, hi)
        draw = luck.singles(h.id[start:stop], seed, replicate, STREAM, month, scratch)
        suffer(draw, h.cash[start:stop], h.capital[start:stop], p, p.illness_bill * budget, flows)
    return flows


@kernel
def shock_rows(
    lo: int,
    hi: int,
    h: Any,
    struck: Any,
    reach: float,
    share: float,
    seed: int,
    replicate: int,
    stream: int,
    month: int,
) -> Any:
    """Take a share of the capital of the households that a regional shock reaches; returns (capital lost,)."""
    flows = np.zeros(1)
    for i in range(lo, hi):
        if struck[h.regency[i]]:
            draw = luck.uniform_at(seed, replicate, stream, month, h.id[i])
            lost = loss(draw, h.capital[i], reach, share)
            h.capital[i] -= lost
            flows[0] += lost
    return flows


def strike(world: World) -> None:
    """Illness and loss for everyone; then the scenario's shocks that begin or last this month."""
    p = world.parameters.nature
    bills, lost = world.sweep(strike_rows, Struck.of(world.households), p, world.region.poor_budget, *world.luck)
    world.ledger.book("bills of illness", payer=CASH, payee=OUTSIDE, amount=bills)
    world.ledger.book("stock lost", payer=CAPITAL, payee=OUTSIDE, amount=lost)
    world.economy[:] = world.growth_index
    for number, shock in enumerate(world.scenario.shocks):
        if not shock.start <= world.month < shock.start + shock.months:
            continue
        world.economy[list(shock.regencies)] *= 1.0 + shock.wages
        if world.month == shock.start and shock.capital_loss > 0.0:
            struck = np.zeros(len(world.region.regencies), dtype=np.bool_)
            struck[list(shock.regencies)] = True
            seed, replicate, month = world.luck
            (taken,) = world.sweep(
                shock_rows, Struck.of(world.households), struck, shock.reach, shock.capital_loss,
                seed, replicate, SHOCK_STREAM + number, month,
            )  # fmt: skip
            world.ledger.book("stock lost in a regional shock", payer=CAPITAL, payee=OUTSIDE, amount=taken)
