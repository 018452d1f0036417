"""Every flow of money is listed, exercised and watched: a leak of one rupiah is found in its month and its act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest

import mentas
from mentas import world as world_module
from mentas.ledger import (
    CAPITAL,
    CASH,
    FLOWS,
    GOVERNMENT,
    GROUP_CAPITAL,
    GROUP_CASH,
    GROUP_FUND,
    KEPT,
    OUTSIDE,
    MoneyError,
    turnover,
)
from mentas.world import MONTH, World

MONTHS = 60
BUSY: dict[str, Any] = {
    "parameters.group.quarrel_chance": 0.1, "parameters.group.dissolve_chance": 0.2,
    "budget": None,
    "programmes.bpnt": {"quota": 12},
    "programmes.uep": {"quota": 8, "deciles": [1, 10], "conditions": [], "allocate": "eligible", "lock_months": 0},
    "programmes.kube": {"quota": 2, "deciles": [1, 10], "allocate": "eligible", "delivery_failure": 0},
    "shocks": [{
        "title": {"id": "Banjir", "en": "Flood"}, "start": "2026-01", "months": 6, "wages": -0.8, "capital_loss": 0.4,
    }],
}  # fmt: skip
"""A village in which everything happens: cash, capital, groups that fall apart, a flood."""

HOLDS = {
    CASH: ("households", "cash"), CAPITAL: ("households", "capital"), GROUP_CASH: ("groups", "cash"),
    GROUP_CAPITAL: ("groups", "capital"), GROUP_FUND: ("groups", "fund"),
}  # fmt: skip
"""Table and column of each kept account."""

WATCHED = [(name, account) for name, flow in FLOWS.items() for account in flow[:2] if account in KEPT]


class Leak(NamedTuple):
    """A rupiah that was planted and what the ledger said to it."""

    month: int
    act: str
    message: str


class Watched(NamedTuple):
    """A life watched act by act."""

    world: World
    acts: dict[str, set[str]]
    """Acts in which each flow was booked."""
    unbooked: dict[tuple[str, str], list[Leak]]
    """Every month's rupiah left out of a flow, by flow and account."""
    stolen: dict[tuple[str, str], list[Leak]]
    """Every month's rupiah taken out of an account after a flow."""


def caught(world: World, act: str) -> str:
    """What the ledger says after an act; nothing is posted if it complains."""
    with pytest.raises(MoneyError) as found:
        world.ledger.check(act)
    return str(found.value)


def leave_out(world: World, key: tuple[str, str, str], act: str) -> str:
    """Leave a rupiah out of a flow, see what the ledger says, and mend it."""
    world.ledger.flows[key] -= 1
    try:
        return caught(world, act)
    finally:
        world.ledger.flows[key] += 1


def steal(world: World, account: str, act: str) -> str:
    """Take a rupiah out of an account, see what the ledger says, and give it back."""
    table, name = HOLDS[account]
    column = getattr(getattr(world, table), name)
    row = int(column.argmax())
    column[row] -= 1.0
    try:
        return caught(world, act)
    finally:
        column[row] += 1.0


@pytest.fixture(scope="module")
def life(village_scenario: mentas.Scenario) -> Watched:
    world = World(village_scenario.with_changes(BUSY), seed=3, strict=True)
    found = Watched(world, defaultdict(set), defaultdict(list), defaultdict(list))

    def watched(act: Callable[[World], None]) -> Callable[[World], None]:
        name = f"{act.__module__.rpartition('.')[2]}.{act.__name__}"

        def probe(world: World) -> None:
            act(world)
            for key in list(world.ledger.flows):
                flow = key[0].partition(": ")[0]
                found.acts[flow].add(name)
                for account in set(key[1:]) & set(KEPT):
                    found.unbooked[flow, account].append(Leak(world.month, name, leave_out(world, key, name)))
                    found.stolen[flow, account].append(Leak(world.month, name, steal(world, account, name)))

        probe.__module__, probe.__name__ = act.__module__, act.__name__
        return probe

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world_module, "MONTH", tuple(watched(act) for act in MONTH))
        for _ in range(MONTHS):
            world.step()
    return found


def test_every_listed_flow_happens_in_the_acts_that_it_names_and_no_other(life: Watched) -> None:
    assert {name: set(flow.acts) for name, flow in FLOWS.items()} == life.acts


def test_every_flow_has_a_payer_a_payee_an_act_of_the_month_and_a_sentence() -> None:
    acts = {f"{act.__module__.rpartition('.')[2]}.{act.__name__}" for act in MONTH}
    for name, flow in FLOWS.items():
        assert flow.payer != flow.payee
        assert {flow.payer, flow.payee} <= {*KEPT, OUTSIDE, GOVERNMENT}, name
        assert flow.acts and set(flow.acts) <= acts, name
        assert flow.sentence.endswith(".") and ": " not in name, name


def test_only_value_that_is_lost_at_once_moves_between_accounts_that_nobody_counts() -> None:
    watched = {name for name, _ in WATCHED}
    assert set(FLOWS) - watched == {"value lost when selling grants"}


@pytest.mark.parametrize(("flow", "account"), WATCHED)
def test_a_rupiah_left_out_of_a_flow_is_found_in_its_act(flow: str, account: str, life: Watched) -> None:
    leaks = life.unbooked[flow, account]
    assert leaks
    for leak in leaks:
        # What was not booked seems to come from nowhere where it arrived, and to vanish where it left.
        made = [f"{leak.act} made Rp1 in {FLOWS[flow].payee}", f"{leak.act} lost Rp1 in {FLOWS[flow].payer}"]
        assert leak.message in made


@pytest.mark.parametrize(("flow", "account"), WATCHED)
def test_a_rupiah_stolen_after_a_flow_is_found_in_its_month_and_act(flow: str, account: str, life: Watched) -> None:
    leaks = life.stolen[flow, account]
    if account == GROUP_CASH:
        # Nothing stays in the groups' cash; a rupiah taken there is a debt, and is found all the same.
        assert all(life.world.groups.cash == 0.0)
    assert leaks and {leak.message for leak in leaks} == {f"{leak.act} lost Rp1 in {account}" for leak in leaks}
    assert [leak.month for leak in leaks] == sorted(leak.month for leak in leaks)


def test_a_rupiah_stolen_in_some_month_stops_the_world_in_that_month(
    village_scenario: mentas.Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(village_scenario, seed=3, strict=True)
    honest = world.ledger.book

    def book(flow: str, *, payer: str, payee: str, amount: float) -> None:
        honest(flow, payer=payer, payee=payee, amount=amount - (flow == "consumption" and world.month == 7))

    monkeypatch.setattr(world.ledger, "book", book)
    with pytest.raises(MoneyError, match=r"spending\.spend lost Rp1 in households' cash"):
        for _ in range(12):
            world.step()
    assert world.month == 7


def test_grants_are_worth_what_households_received(village_scenario: mentas.Scenario) -> None:
    """What goes from the government to the rest of the economy can be checked against what recipients note down."""
    changes = BUSY | {"programmes.kube": {"active": False}, "programmes.bpnt": {"active": False}}
    world = World(village_scenario.with_changes(changes), seed=3, strict=True)
    for _ in range(30):
        before = world.households.received.sum()
        booked = sum(amount for (_, payer, _), amount in world.ledger.totals.items() if payer == GOVERNMENT)
        world.step()
        now = sum(amount for (_, payer, _), amount in world.ledger.totals.items() if payer == GOVERNMENT)
        assert now - booked == world.households.received.sum() - before
    assert any(flow.startswith("value lost") for flow, _, _ in world.ledger.totals)


def test_statements_add_up_for_every_account_and_month(life: Watched) -> None:
    statements = life.world.ledger.statements
    assert [(s.month, s.account) for s in statements] == [(m, a) for m in range(1, MONTHS + 1) for a in KEPT]
    for s in statements:
        assert s.opening + s.inflow - s.outflow - s.closing == 0, s
        assert all(isinstance(amount, int) and amount >= 0 for amount in s[2:])
    for account in KEPT:
        mine = [s for s in statements if s.account == account]
        assert [s.closing for s in mine[:-1]] == [s.opening for s in mine[1:]]
        table, name = HOLDS[account]
        assert mine[-1].closing == getattr(getattr(life.world, table), name).sum()
        totals = turnover(life.world.ledger.totals.items(), account)
        assert (sum(s.inflow for s in mine), sum(s.outflow for s in mine)) == totals
        assert totals[0] > 0


def test_a_world_that_is_not_strict_states_its_accounts_by_year(village: Callable[..., World]) -> None:
    world = village()
    for _ in range(25):
        world.step()
    assert sorted({s.month for s in world.ledger.statements}) == [12, 24]
    assert all(s.opening + s.inflow - s.outflow == s.closing for s in world.ledger.statements)


def test_flows_beyond_two_to_the_fifty_third_are_added_up_exactly(village: Callable[..., World]) -> None:
    ledger = village().ledger
    for amount in (2.0**53, 1.0, 1.0, 1.0):
        ledger.book("wages", payer=OUTSIDE, payee=CASH, amount=amount)
    assert ledger.flows["wages", OUTSIDE, CASH] == 2**53 + 3


@pytest.mark.parametrize(
    ("flow", "payer", "payee", "amount"),
    [("gifts", OUTSIDE, CASH, 1.0), ("wages", CASH, OUTSIDE, 1.0), ("wages", OUTSIDE, CASH, 0.5)],
)
def test_a_flow_that_is_not_listed_or_not_in_whole_rupiah_is_refused(
    flow: str, payer: str, payee: str, amount: float, village: Callable[..., World]
) -> None:
    with pytest.raises(MoneyError, match=flow):
        village().ledger.book(flow, payer=payer, payee=payee, amount=amount)
    assert np.isfinite(amount)
