"""Capital grants to households: goods or money for a business, with or without a mentor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mentas import columns, luck
from mentas.behaviour.enterprise import resale
from mentas.behaviour.receiving import kept, leak
from mentas.kernels import kernel
from mentas.ledger import CAPITAL, CASH, GOVERNMENT, OUTSIDE
from mentas.programmes.books import Account
from mentas.programmes.cash_transfer import lost, mark, sent
from mentas.programmes.choose import choose
from mentas.programmes.eligible import eligible
from mentas.programmes.programme import Programme
from mentas.rows import whole
from mentas.state import SECTORS, Households

if TYPE_CHECKING:
    from mentas.world import World


Granted = columns.part(
    Households,
    "Granted",
    "id weight regency labour mindset cash capital sector open losses mentor locked granted received ever",
)


@dataclass(slots=True)
class Batch:
    """Households that are due a grant in one month."""

    families: np.ndarray
    """Rows of the households; int64."""
    due: int
    account: Account
    grant: int
    """Nominal rupiah a household."""
    overhead: int
    """Administration and mentoring, nominal rupiah a household."""


def unit_cost(programme: Programme, price_level: float) -> tuple[int, int]:
    """Nominal rupiah of (the grant, administration and mentoring) for one household or group."""
    level = price_level if programme.indexed else 1.0
    grant = int(programme.grant * level)
    mentoring = int(programme.mentoring_months * programme.mentoring_cost * level)
    return grant, int(np.ceil(grant * programme.admin_share)) + mentoring


def due_months(world: World, programme: Programme) -> list[int]:
    """Months in which the year's grants arrive."""
    return [world.month + month - 1 + programme.delay_months for month in programme.pay_months]


def open_year(world: World, programme: Programme, year: int) -> list[Batch]:
    """Choose the year's families and put them in line for delivery."""
    h = world.households
    given = world.listed.get(programme.name)
    rows = eligible(world, programme) if given is None else given
    grant, overhead = unit_cost(programme, world.price_level)
    cost = np.ceil((grant + overhead) * h.weight[rows]).astype(np.int64) + 2
    choice = choose(world, programme, rows=rows, unit_cost=cost, places=h.weight[rows])
    account = world.government.books.open(
        programme.name, year, opened=world.month, budget=choice.budget, recipients=choice.served
    )
    months = due_months(world, programme)
    # Batches take every n-th of the ids, so that each month serves every regency.
    return [
        Batch(np.ascontiguousarray(choice.rows[part :: len(months)]), due, account, grant, overhead)
        for part, due in enumerate(months)
    ]


def sector_edges(programme: Programme) -> np.ndarray:
    """Cumulative shares of the sectors in which grants are given; empty where households keep their own."""
    if not programme.sectors:
        return np.zeros(0)
    share = np.array([programme.sectors.get(name, 0.0) for name in SECTORS])
    return np.cumsum(share / share.sum())


@kernel
def pick_sector(draw: float, edges: Any, own: int) -> int:
    """Sector in which a grant is given, by luck; the `own` one where the programme names no sectors."""
    sector = 0
    while sector < edges.size - 1 and draw >= edges[sector]:
        sector += 1
    return sector if edges.size else own


@kernel
def grant_rows(
    rows: Any, h: Any, bit: Any, grant: int, overhead: int, in_kind: bool, mentoring: int, lock: int, edges: Any,
    p: Any, discount: float, budget: float, failure: float, leakage: float, price_level: float,
    seed: int, replicate: int, stream: int, month: int, awarded: int, delivered: Any, admin: Any, leaked: Any,
) -> Any:  # fmt: skip
    """Hand out grants; adds to the books and returns real rupiah of (kept as capital, turned into cash, value lost)."""
    flows = np.zeros(3)
    exponent = leak(1.0 if in_kind else 0.0, float(lock), p.in_kind_leak, p.cash_leak, p.ban_holds)
    for j in range(rows.size):
        i = rows[j]
        w0, w1, _, _ = luck.words(seed, replicate, stream, month, h.id[i])
        if luck.uniform(w0) < failure:
            continue
        amount = float(grant)
        away = lost(amount, leakage)
        value = whole((amount - away) / price_level)
        can_work = 1.0 if h.labour[i] >= p.least_labour else 0.0
        stays = kept(value, float(h.mindset[i]), exponent, can_work)
        rest = value - stays
        money = resale(rest, discount) if in_kind else rest
        h.capital[i] += stays
        h.cash[i] += money
        h.received[i] += value
        arrived = value > 0.0
        h.ever[i] |= mark(bit, arrived)
        h.granted[i] = awarded if arrived else h.granted[i]
        flows[0] += stays
        flows[1] += money
        flows[2] += rest - money
        if arrived and can_work > 0.0 and h.open[i] == 0 and h.capital[i] >= p.least_capital * budget:
            h.open[i] = 1
            h.losses[i] = 0
            h.sector[i] = pick_sector(luck.uniform(w1), edges, int(h.sector[i]))
        h.mentor[i] = max(int(h.mentor[i]), mentoring)
        h.locked[i] = max(int(h.locked[i]), lock if arrived else 0)
        r = h.regency[i]
        total = sent(amount, h.weight[i])
        gone = sent(away, h.weight[i])
        delivered[r] += total - gone
        leaked[r] += gone
        admin[r] += sent(float(overhead), h.weight[i])
    return flows


def deliver(world: World, programme: Programme, batch: Batch) -> None:
    """Hand out the batch in the month when it is due."""
    if batch.due != world.month:
        return
    account = batch.account
    seed, replicate, month = world.luck
    stays, money, lost_value = grant_rows(
        batch.families, Granted.of(world.households), world.bit(programme.name), batch.grant, batch.overhead,
        programme.form == "in_kind", programme.mentoring_months, programme.lock_months, sector_edges(programme),
        world.parameters.receiving, world.parameters.enterprise.resale_discount, world.region.poor_budget,
        programme.delivery_failure, programme.leakage, world.price_level, seed, replicate,
        luck.stream(f"deliver.{programme.name}"), month, account.opened,
        account.delivered, account.admin, account.leaked,
    )  # fmt: skip
    book = world.ledger.book
    book(f"grants kept: {programme.name}", payer=GOVERNMENT, payee=CAPITAL, amount=stays)
    book(f"grants turned into money: {programme.name}", payer=GOVERNMENT, payee=CASH, amount=money)
    book(f"value lost when selling grants: {programme.name}", payer=GOVERNMENT, payee=OUTSIDE, amount=lost_value)


def is_done(world: World, programme: Programme, batch: Batch) -> bool:
    """Whether the batch has been handed out."""
    return batch.due <= world.month
