"""What must hold when one thing of a policy is changed: who is served, and with how much."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import handmade
from mentas.programmes.eligible import eligible
from mentas.world import World
from properties.drawn import COMPONENTS, FEW, rows, seeds

CASH: dict[str, Any] = {"mechanism": "cash_transfer", "benefit_per_month": 100_000, "quota": 4, "deciles": [1, 8]}
GRANT: dict[str, Any] = {"mechanism": "capital_grant", "grant": 3_000_000, "quota": 4, "deciles": [1, 8]}
FAMILY: dict[str, Any] = {**CASH, "components_per_year": COMPONENTS, "max_components": 3}
KINDS = {"cash": CASH, "grant": GRANT, "family": FAMILY}

kinds = st.sampled_from(list(KINDS))


def delivered(given_: Any, fields: dict[str, Any], *, months: int = 2, seed: int = 3) -> World:
    """A world in which only the programme did anything."""
    world = handmade.world(given_, programmes={"p": fields}, seed=seed)
    return handmade.run(world, ["delivery.deliver"], months)


@pytest.mark.parametrize(("kind", "field"), [("cash", "benefit_per_month"), ("family", "benefit_per_month"),
                                             ("grant", "grant")])  # fmt: skip
@FEW
@given(rows, st.integers(0, 5_000_000), st.integers(0, 5_000_000), seeds)
def test_nobody_receives_less_when_the_amount_rises(
    kind: str, field: str, given_: Any, one: int, other: int, seed: int
) -> None:
    low, high = sorted((one, other))
    less = delivered(given_, {**KINDS[kind], field: low, "quota": 30}, seed=seed).households
    more = delivered(given_, {**KINDS[kind], field: high, "quota": 30}, seed=seed).households
    for name in ("received", "cash", "capital"):
        assert np.all(getattr(more, name) >= getattr(less, name)), name


@FEW
@given(kinds, rows, st.integers(0, 20), st.integers(0, 20), seeds)
def test_a_larger_quota_in_one_place_drops_no_recipient(
    kind: str, given_: Any, one: int, other: int, seed: int
) -> None:
    low, high = sorted((one, other))
    here = [{**row, "regency": 0} for row in given_]
    few = delivered(here, {**KINDS[kind], "quota": low}, seed=seed).households.received
    many = delivered(here, {**KINDS[kind], "quota": high}, seed=seed).households.received
    assert np.all(many >= few)


@FEW
@given(kinds, rows, st.integers(1, 10), st.integers(1, 10))
def test_a_higher_decile_only_adds_to_the_eligible(kind: str, given_: Any, one: int, other: int) -> None:
    few, many = (
        handmade.world(given_, programmes={"p": {**KINDS[kind], "deciles": [1, highest]}})
        for highest in sorted((one, other))
    )
    found = [set(eligible(world, world.running_programmes[-1]).tolist()) for world in (few, many)]
    assert found[0] <= found[1]


@FEW
@given(kinds, rows, st.integers(1, 10), seeds)
def test_whoever_is_served_was_eligible(kind: str, given_: Any, highest: int, seed: int) -> None:
    world = handmade.world(given_, programmes={"p": {**KINDS[kind], "deciles": [1, highest]}}, seed=seed)
    may = np.zeros(len(given_), dtype=bool)
    may[eligible(world, world.running_programmes[-1])] = True
    handmade.run(world, ["delivery.deliver"], 2)
    assert not world.households.received[~may].any()
    assert not world.households.ever[~may].any()


@FEW
@given(kinds, rows, st.integers(0, 16), st.integers(0, 16), seeds)
def test_more_leakage_gives_nobody_more(kind: str, given_: Any, one: int, other: int, seed: int) -> None:
    low, high = (part / 16 for part in sorted((one, other)))
    less = delivered(given_, {**KINDS[kind], "leakage": high}, seed=seed)
    more = delivered(given_, {**KINDS[kind], "leakage": low}, seed=seed)
    assert np.all(less.households.received <= more.households.received)
    sent = [sum(row["delivered"] + row["leaked"] for row in w.government.books.rows()) for w in (less, more)]  # type: ignore[operator,misc]
    assert sent[0] == sent[1]


@FEW
@given(kinds, rows, st.integers(1, 5), seeds)
def test_a_delay_brings_the_same_later(kind: str, given_: Any, delay: int, seed: int) -> None:
    once = {**KINDS[kind], "end": "2026-03"}  # one year, so that each payment can be counted
    soon = delivered(given_, once, months=20, seed=seed).households.received
    late = delivered(given_, {**once, "delay_months": delay}, months=20, seed=seed).households.received
    assert np.array_equal(soon, late)


@FEW
@given(rows, st.integers(0, 40_000_000), seeds)
def test_no_budget_is_exceeded_and_none_vanishes(given_: Any, budget: int, seed: int) -> None:
    fields = {**CASH, "quota": None, "budget_per_year": 2_000_000 + budget, "admin_share": 0.1}
    world = delivered(given_, fields, months=12, seed=seed)
    assert sum(int(row["budget"]) for row in world.government.books.rows()) == 2_000_000 + budget  # type: ignore[call-overload]
    world.government.books.check()
