"""A budget is a hard ceiling, whatever the policy: random valid scenarios, audited at every delivery."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mentas.programmes import capital_grant, cash_transfer, group_grant
from mentas.programmes.choose import annual_budget
from mentas.world import World
from programmes import auditor
from programmes.auditor import AuditError
from programmes.watching import EVERYONE, total
from random_scenarios import random_changes, random_world

FEW = 30
MANY = 1000


def hold(world: World) -> None:
    """Every promise about money that must hold after any month."""
    promised = auditor.committed(world)
    for (name, year), account in world.government.books.accounts.items():
        lines = (account.delivered, account.admin, account.leaked, account.unspent)
        assert all(line.dtype == np.int64 and line.min() >= 0 for line in lines), (name, year)
        assert (sum(lines) == account.budget).all(), (name, year)
        spent = account.delivered + account.admin + account.leaked
        assert (spent + promised.get(id(account), 0) <= account.budget).all(), (name, year, world.month)
    h, g = world.households, world.groups
    for table, names in (
        (h, "cash capital spending earned transfers profit received"),
        (g, "cash capital fund product"),
    ):
        for name in names.split():
            column = getattr(table, name)
            assert np.isfinite(column).all() and column.min() >= 0.0, name
    means = (h.spending_mean, h.earned_mean, h.transfers_mean, h.expected, world.markets.price, world.markets.sales)
    assert all(np.isfinite(column).all() and column.min() >= 0.0 for column in means)


def live_and_hold(seed: int) -> World:
    """A random world to the end of its scenario, watched each month."""
    world = random_world(seed)
    opened: set[tuple[str, int]] = set()
    for _ in range(world.policy.months):
        level = world.price_level
        world.step()
        hold(world)
        for key in set(world.government.books.accounts) - opened:
            (programme,) = [p for p in world.running_programmes if p.name == key[0]]
            if programme.budget_per_year is not None:
                ceiling = int(programme.budget_per_year * level) if programme.indexed else programme.budget_per_year
                assert world.government.books.accounts[key].budget.sum() == ceiling
        opened = set(world.government.books.accounts)
    return world


@pytest.mark.parametrize("seed", range(FEW))
def test_no_budget_of_a_random_policy_is_exceeded(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    auditor.watch(monkeypatch.setattr)
    live_and_hold(seed)


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(FEW, MANY, 97))
def test_no_budget_of_a_thousand_random_policies_is_exceeded(hundred: int, monkeypatch: pytest.MonkeyPatch) -> None:
    auditor.watch(monkeypatch.setattr)
    for seed in range(hundred, min(hundred + 97, MANY)):
        live_and_hold(seed)


def test_random_policies_are_of_every_kind() -> None:
    seen: Counter[str] = Counter()
    for seed in range(FEW):
        changes = random_changes(seed)
        assert changes == random_changes(seed)
        seen["envelope"] += changes["budget"] is not None
        seen["shock"] += bool(changes["shocks"])
        seen["parameters"] += any(name.startswith("parameters.") for name in changes)
        for name, fields in changes.items():
            if isinstance(fields, dict) and name.startswith("programmes."):
                seen[name.partition(".")[2]] += 1
                seen.update(f"{key} given" for key, value in fields.items() if value not in (None, 0, [], False))
    assert {"envelope", "shock", "parameters", "pkh", "bpnt", "uep", "wrse", "kube", "tunai_baru"} <= set(+seen)
    assert {f"{key} given" for key in ("end", "delay_months", "leakage", "quota", "max_months", "lock_months")} <= set(
        +seen
    )


MECHANISMS = {"bpnt": cash_transfer, "uep": capital_grant, "kube": group_grant}
FIELDS = {**EVERYONE, "quota": 12, "leakage": 0.1, "admin_share": 0.1, "delivery_failure": 0.3}


@pytest.mark.parametrize("line", auditor.LINES)
@pytest.mark.parametrize("name", MECHANISMS)
def test_a_rupiah_missing_from_the_programmes_books_is_found_in_its_month(
    name: str, line: str, running: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, when = MECHANISMS[name].deliver, 5

    def leaky(world: World, programme: Any, item: Any) -> None:
        honest(world, programme, item)
        if world.month == when:
            getattr(item.account, line)[1] -= 1

    monkeypatch.setattr(MECHANISMS[name], "deliver", leaky)
    auditor.watch(monkeypatch.setattr)
    world = running({name: {**FIELDS, "pay_months": [1, 3, 6, 9]}})
    with pytest.raises(AuditError, match=f"{line} of {name} in month {when}, regency 1"):
        for _ in range(12):
            world.step()
    assert world.month == when


def test_one_grant_too_many_breaks_the_ceiling_and_is_found(
    running: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = capital_grant.unit_cost
    monkeypatch.setattr(capital_grant, "unit_cost", lambda p, level: tuple(int(x * 1.02) for x in honest(p, level)))
    choose = capital_grant.choose
    cheap = lambda world, programme, *, unit_cost, **rest: choose(  # noqa: E731
        world, programme, unit_cost=(unit_cost / 1.02).astype(np.int64), **rest
    )
    monkeypatch.setattr(capital_grant, "choose", cheap)
    world = running({"uep": {"quota": None, "budget_per_year": 55_000_000, "deciles": [1, 10], "conditions": []}})
    with pytest.raises((AssertionError, ArithmeticError)):
        for _ in range(12):
            world.step()
            hold(world)


@pytest.mark.parametrize("name", MECHANISMS)
@pytest.mark.parametrize("delay", [0, 4])
def test_a_year_cut_short_keeps_its_books_right(
    name: str, delay: int, running: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Money sent and grants awarded before the end still arrive; what is left of the year's budget is unspent."""
    auditor.watch(monkeypatch.setattr)
    fields = {**FIELDS, "delivery_failure": 0, "pay_months": list(range(1, 13)), "delay_months": delay}
    if name == "kube":
        fields["members"] = 3  # so that there is a group for every month
    whole, cut = (running({name: {**fields, "end": end}}) for end in ("2026-03", "2025-09"))
    assert [p.end for p in cut.running_programmes if p.name == name] == [6]
    arrived = []
    for _ in range(24):
        before = total(cut, "delivered")
        for world in (whole, cut):
            world.step()
            hold(world)
        arrived.append(total(cut, "delivered") > before)
    last = max(month for month, found in enumerate(arrived) if found)
    # Six transfers (months 0 to 5) are sent before the end; all twelve months of grants were awarded at the opening.
    assert last == (5 if name == "bpnt" else 11) + delay
    spent = {world: total(world, "budget") - total(world, "unspent") for world in (whole, cut)}
    assert spent[cut] == (spent[whole] // 2 if name == "bpnt" else spent[whole])
    assert total(cut, "budget") == total(whole, "budget")


def test_a_run_that_ends_before_its_grants_arrive_counts_them_as_unspent(running: Callable[..., World]) -> None:
    world = running({"uep": {**FIELDS, "delivery_failure": 0, "pay_months": [1, 12]}})
    for _ in range(6):
        world.step()
        hold(world)
    (promised,) = auditor.committed(world).values()
    assert promised.sum() > 0 and (sum(promised) <= total(world, "unspent"))
    assert annual_budget(world, world.running_programmes[0]) == 0
