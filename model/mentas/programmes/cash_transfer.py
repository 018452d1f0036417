"""Cash transfers: money every month or quarter, for the household or for its members, up to a cap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mentas import columns, luck
from mentas.kernels import kernel, rule
from mentas.ledger import CASH, GOVERNMENT
from mentas.programmes.books import Account
from mentas.programmes.choose import choose
from mentas.programmes.eligible import eligible
from mentas.programmes.programme import COMPONENTS, Programme
from mentas.rows import BLOCK, whole
from mentas.state import Households

if TYPE_CHECKING:
    from mentas.world import World


Paid = columns.part(Households, "Paid", "id weight regency cash transfers received ever")


@dataclass(slots=True)
class Listing:
    """The families on a programme's list this year."""

    rows: np.ndarray
    """Rows on the list; int64."""
    payment: np.ndarray
    """Nominal rupiah of one payment to one household of each row; int64."""
    account: Account
    opened: int
    """Month in which the list was drawn up."""


@rule
def sent(amount: float, weight: float) -> int:
    """Nominal rupiah sent to all the households that a row stands for."""
    return int(whole(amount * weight))


@rule
def lost(amount: float, share: float) -> float:
    """Rupiah of a payment that leak away on the way, in whole rupiah, never more than the share."""
    return np.floor(amount * share)


@rule
def mark(bit: Any, arrived: bool) -> Any:
    """What `ever` gains: the programme's bit if anything arrived."""
    return bit if arrived else bit & ~bit


def annual_benefit(programme: Programme, members: dict[str, np.ndarray]) -> np.ndarray:
    """Benefit of a year, nominal rupiah; int64, shape of the member counts.

    The household's own amount comes on top of at most `max_components` members, the best paid first.

    Args:
        programme: a cash transfer.
        members: number of members by component, for all `COMPONENTS`.
    """
    amounts = programme.components_per_year or {}
    benefit = np.full(members[COMPONENTS[0]].shape, 12 * programme.benefit_per_month, dtype=np.int64)
    room = np.full(benefit.shape, programme.max_components, dtype=np.int64)
    for name in sorted(amounts, key=lambda name: (-amounts[name], name)):
        counted = np.minimum(members[name].astype(np.int64), room)
        benefit += counted * amounts[name]
        room -= counted
    return benefit


def verified_members(
    world: World, programme: Programme, rows: np.ndarray, *, someone: bool = False
) -> dict[str, np.ndarray]:
    """Members of each kind that the list knows of, by component; int64, shape of `rows`.

    Part of them are missing: each family's number is rounded up or down by luck of its own, the same every year.

    Args:
        world: the world.
        programme: a cash transfer.
        rows: families.
        someone: whether each family is known to be paid, so that one of its members whom the programme pays is known.
    """
    h = world.households
    seed, replicate, _ = world.luck
    draws = np.empty((8, rows.size))
    for half in (0, 1):
        stream = luck.stream(f"verify.{programme.name}.{half}")
        luck.uniforms(h.id[rows], seed, replicate, stream, 0, *draws[4 * half : 4 * half + 4])
    there = np.array([getattr(h, name)[rows] for name in COMPONENTS])
    known = there * programme.component_verified + draws[: len(COMPONENTS)]
    verified = np.floor(known).astype(np.int64)
    if someone and programme.components_per_year:
        pays = np.array([programme.components_per_year.get(name, 0) > 0 for name in COMPONENTS])[:, None] & (there > 0)
        nobody = np.flatnonzero(pays.any(axis=0) & ~(pays & (verified > 0)).any(axis=0))
        nearest = np.argmax(np.where(pays, known, -1.0), axis=0)
        verified[nearest[nobody], nobody] = 1
    return dict(zip(COMPONENTS, verified, strict=True))


def open_year(world: World, programme: Programme, year: int) -> list[Listing]:
    """Draw up the list: registered families by rank, until the money or the places run out."""
    h = world.households
    bit = world.bit(programme.name)
    enrolled = np.flatnonzero(h.enrolled & bit)
    given = world.listed.get(programme.name)
    rows = given
    if rows is None:
        rows = eligible(world, programme, keep=None if programme.exit_above_decile else enrolled)
    if programme.max_months is not None:
        rows = rows[world.tenure(programme.name)[rows] < programme.max_months]
    benefit = annual_benefit(programme, verified_members(world, programme, rows, someone=given is not None))
    if programme.indexed:
        benefit = np.floor(benefit * world.price_level).astype(np.int64)
    payment = benefit // len(programme.pay_months)
    rows, payment = rows[payment > 0], payment[payment > 0]
    gross = (payment + np.ceil(payment * programme.admin_share).astype(np.int64)) * len(programme.pay_months)
    # Rounded up, so that no payment of the year can break the ceiling.
    cost = np.ceil(gross * h.weight[rows]).astype(np.int64) + 2 * len(programme.pay_months)
    choice = choose(world, programme, rows=rows, unit_cost=cost, places=h.weight[rows])
    account = world.government.books.open(
        programme.name, year, opened=world.month, budget=choice.budget, recipients=choice.served
    )
    h.enrolled[enrolled] &= ~bit
    h.enrolled[choice.rows] |= bit
    place = np.full(h.id.size, -1, dtype=np.int64)
    place[rows] = np.arange(rows.size)
    return [Listing(choice.rows, payment[place[choice.rows]], account, world.month)]


@kernel
def pay_rows(
    rows: Any, payment: Any, h: Any, bit: Any, failure: float, leakage: float, admin_share: float, price_level: float,
    seed: int, replicate: int, stream: int, month: int, delivered: Any, admin: Any, leaked: Any,
) -> Any:  # fmt: skip
    """Pay the listed rows; adds to the books of each regency and returns real rupiah of (received,)."""
    flows = np.zeros(1)
    draw = np.empty(BLOCK)
    for j in range(rows.size):
        k = j % BLOCK
        if k == 0:
            luck.singled_out(h.id, rows[j : j + BLOCK], seed, replicate, stream, month, draw)
        if draw[k] < failure:
            continue
        i = rows[j]
        amount = float(payment[j])
        away = lost(amount, leakage)
        received = whole((amount - away) / price_level)
        h.cash[i] += received
        h.transfers[i] += received
        h.received[i] += received
        h.ever[i] |= mark(bit, received > 0.0)
        flows[0] += received
        r = h.regency[i]
        total = sent(amount, h.weight[i])
        gone = sent(away, h.weight[i])
        delivered[r] += total - gone
        leaked[r] += gone
        admin[r] += sent(np.ceil(amount * admin_share), h.weight[i])
    return flows


def deliver(world: World, programme: Programme, listing: Listing) -> None:
    """Pay the list what was sent `delay_months` ago, if that was a month of payment and the programme still ran."""
    sent_in = world.month - programme.delay_months
    ended = programme.end is not None and sent_in >= programme.end
    if ended or not 0 <= sent_in - listing.opened < 12:
        return
    rows, payment = listing.rows, listing.payment
    if programme.max_months is not None:
        tenure = world.tenure(programme.name)
        stays = tenure[rows] < programme.max_months
        tenure[rows] += 1
        rows, payment = rows[stays], payment[stays]
    if sent_in - listing.opened + 1 not in programme.pay_months:
        return
    account = listing.account
    seed, replicate, month = world.luck
    (received,) = pay_rows(
        rows, payment, Paid.of(world.households), world.bit(programme.name), programme.delivery_failure,
        programme.leakage, programme.admin_share, world.price_level,
        seed, replicate, luck.stream(f"deliver.{programme.name}"), month,
        account.delivered, account.admin, account.leaked,
    )  # fmt: skip
    world.ledger.book(f"transfers: {programme.name}", payer=GOVERNMENT, payee=CASH, amount=received)


def is_done(world: World, programme: Programme, listing: Listing) -> bool:
    """Whether all payments of the list have arrived after this month."""
    return world.month + 1 >= listing.opened + 12 + programme.delay_months
