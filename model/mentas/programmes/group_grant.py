"""Capital grants to groups (KUBE): families of one regency pool capital and effort, with a facilitator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mentas import columns, luck
from mentas.kernels import kernel
from mentas.ledger import GOVERNMENT, GROUP_CAPITAL
from mentas.programmes.books import Account
from mentas.programmes.capital_grant import due_months, pick_sector, sector_edges, unit_cost
from mentas.programmes.cash_transfer import lost, mark, sent
from mentas.programmes.choose import choose, keys
from mentas.programmes.eligible import eligible
from mentas.programmes.programme import Programme
from mentas.rows import clamp, whole
from mentas.state import ACTIVE, DISSOLVED, FORMING, Households
from mentas.vmath import normal_pair

if TYPE_CHECKING:
    from mentas.world import World

STREAM = luck.stream("group.birth")

Founder = columns.part(Households, "Founder", "id weight regency sector")
Partner = columns.part(Households, "Partner", "group granted received ever")


@dataclass(slots=True)
class Batch:
    """Groups that are due their grant in one month."""

    groups: np.ndarray
    """Rows of the groups table; int64."""
    families: np.ndarray
    """Rows of their members; int64."""
    due: int
    account: Account
    grant: int
    """Nominal rupiah a group."""
    overhead: int
    """Administration and facilitation, nominal rupiah a group."""


def candidates(world: World, programme: Programme) -> np.ndarray:
    """Families that may pool, in groups by rank; shape (groups, members), rows of the households.

    A group's families live in one regency and stand for equally many households.
    """
    h = world.households
    given = world.listed.get(programme.name)
    rows = eligible(world, programme) if given is None else given
    rows = rows[h.group[rows] < 0]
    order = np.lexsort((h.id[rows], keys(world, programme, rows), h.weight[rows], h.regency[rows]))
    rows = rows[order]
    cells = np.stack([h.regency[rows], h.weight[rows]], axis=1)
    breaks = np.flatnonzero(np.any(cells[1:] != cells[:-1], axis=1)) + 1
    size = programme.members
    whole_groups = [part[: part.size // size * size].reshape(-1, size) for part in np.split(rows, breaks)]
    return np.concatenate(whole_groups) if whole_groups else np.zeros((0, size), dtype=np.int64)


def open_year(world: World, programme: Programme, year: int) -> list[Batch]:
    """Choose the year's groups, form them, and put them in line for delivery."""
    h = world.households
    groups = candidates(world, programme)
    heads = groups[:, 0]
    grant, overhead = unit_cost(programme, world.price_level)
    cost = np.ceil((grant + overhead) * h.weight[heads]).astype(np.int64) + 2
    choice = choose(world, programme, rows=heads, unit_cost=cost, places=h.weight[heads])
    account = world.government.books.open(
        programme.name, year, opened=world.month, budget=choice.budget, recipients=choice.served
    )
    place = np.full(h.id.size, -1, dtype=np.int64)
    place[heads] = np.arange(heads.size)
    chosen = groups[place[choice.rows]]
    born = world.form_groups(chosen)
    edges = sector_edges(programme)
    found_groups(born, world.groups, world.members, Founder.of(h), world.parameters.group, edges, *world.luck)
    months = due_months(world, programme)
    batches = []
    for part, due in enumerate(months):
        mine = slice(part, None, len(months))
        batches.append(Batch(born[mine].copy(), chosen[mine].ravel(), due, account, grant, overhead))
    return batches


@kernel
def found_groups(
    born: Any, g: Any, members: Any, h: Any, p: Any, edges: Any, seed: int, replicate: int, month: int
) -> None:
    """Give new groups a sector and a first cohesion, by the luck of their first member."""
    for j in born:
        head = members[g.first[j]]
        w0, w1, w2, _ = luck.words(seed, replicate, STREAM, month, h.id[head])
        z, _ = normal_pair(luck.uniform(w0), luck.uniform(w1))
        g.id[j] = h.id[head]
        g.regency[j] = h.regency[head]
        g.weight[j] = h.weight[head]
        g.cohesion[j] = clamp(p.cohesion_mean + p.cohesion_sd * z, 0.0, 1.0)
        g.status[j] = FORMING
        g.sector[j] = pick_sector(luck.uniform(w2), edges, int(h.sector[head]))


@kernel
def grant_groups(
    groups: Any, g: Any, members: Any, h: Any, bit: Any, grant: int, overhead: int, mentoring: int, failure: float,
    leakage: float, price_level: float, seed: int, replicate: int, stream: int, month: int,
    awarded: int, delivered: Any, admin: Any, leaked: Any,
) -> Any:  # fmt: skip
    """Hand out grants to groups; adds to the books and returns real rupiah of (capital of groups,)."""
    flows = np.zeros(1)
    for j in groups:
        n = int(g.members[j])
        if luck.uniform_at(seed, replicate, stream, month, g.id[j]) < failure:
            g.status[j] = DISSOLVED
            for m in range(g.first[j], g.first[j] + n):
                h.group[members[m]] = -1
            continue
        amount = float(grant)
        away = lost(amount, leakage)
        value = whole((amount - away) / price_level)
        g.capital[j] += value
        g.status[j] = ACTIVE if value > 0.0 else DISSOLVED
        g.facilitator[j] = mentoring
        flows[0] += value
        each = np.floor(value / n)
        for m in range(g.first[j], g.first[j] + n):
            h.received[members[m]] += each
            h.ever[members[m]] |= mark(bit, each > 0.0)
            h.group[members[m]] = h.group[members[m]] if value > 0.0 else -1
            h.granted[members[m]] = awarded if value > 0.0 else h.granted[members[m]]
        r = g.regency[j]
        total = sent(amount, g.weight[j])
        gone = sent(away, g.weight[j])
        delivered[r] += total - gone
        leaked[r] += gone
        admin[r] += sent(float(overhead), g.weight[j])
    return flows


def deliver(world: World, programme: Programme, batch: Batch) -> None:
    """Hand out the batch in the month when it is due."""
    if batch.due != world.month:
        return
    account = batch.account
    seed, replicate, month = world.luck
    (value,) = grant_groups(
        batch.groups, world.groups, world.members, Partner.of(world.households), world.bit(programme.name),
        batch.grant, batch.overhead, programme.mentoring_months, programme.delivery_failure, programme.leakage,
        world.price_level, seed, replicate, luck.stream(f"deliver.{programme.name}"), month,
        account.opened, account.delivered, account.admin, account.leaked,
    )  # fmt: skip
    world.ledger.book(f"grants to groups: {programme.name}", payer=GOVERNMENT, payee=GROUP_CAPITAL, amount=value)


def is_done(world: World, programme: Programme, batch: Batch) -> bool:
    """Whether the batch has been handed out."""
    return batch.due <= world.month
