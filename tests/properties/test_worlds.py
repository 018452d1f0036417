"""What must hold of any small world under any policy, with the model's own luck."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import handmade
from mentas import columns, measures
from mentas.state import Households
from mentas.world import MONTH, World
from properties.drawn import FEW, policies, rows, seeds

LUCK = ("persistent", "jobless", "size", "infants", "adults", "elderly", "pregnant", "ability")
STOCKS = ("cash", "capital", "spending", "earned", "transfers", "profit", "received")


def lived(given_: Any, *, months: int = 2, **more: Any) -> World:
    world = handmade.world(given_, luck=True, **more)
    return handmade.run(world, ["month"], months)


def same(one: World, other: World) -> bool:
    """Whether two worlds are equal in every byte of every table."""
    tables = ((one.households, other.households), (one.groups, other.groups), (one.markets, other.markets))
    return all(x.tobytes() == y.tobytes() for a, b in tables for x, y in zip(a, b, strict=True))


@FEW
@given(rows, policies(), seeds)
def test_no_act_makes_or_loses_money_and_nothing_is_negative(given_: Any, policy: Any, seed: int) -> None:
    world = handmade.world(given_, programmes=policy, seed=seed, luck=True, local_markets={"demand_start": 1_000_000})
    for _ in range(3):
        for act in MONTH:
            act(world)
            world.ledger.check(act.__name__, force=True)  # raises where an account does not add up
            for name in STOCKS:
                assert getattr(world.households, name).min() >= 0.0, (act, name)
            for name in ("cash", "capital", "fund"):
                assert getattr(world.groups, name).min() >= 0.0, (act, name)
        world.month += 1
    assert all(amount > 0.0 for amount in world.ledger.totals.values())


@FEW
@given(rows, policies(), seeds)
def test_every_budget_is_delivered_administered_leaked_or_unspent(given_: Any, policy: Any, seed: int) -> None:
    for row in lived(given_, programmes=policy, seed=seed).government.books.rows():
        parts = [int(row[line]) for line in ("delivered", "admin", "leaked", "unspent")]  # type: ignore[call-overload]
        assert sum(parts) == row["budget"] and min(parts) >= 0


@FEW
@given(rows, policies(), seeds, st.randoms(use_true_random=False))
def test_rows_in_another_order_live_the_same_lives(given_: Any, policy: Any, seed: int, random: Any) -> None:
    numbered = [{**row, "id": place} for place, row in enumerate(given_)]
    turned = random.sample(numbered, len(numbered))
    one = lived(numbered, programmes=policy, seed=seed, months=3)
    other = lived(turned, programmes=policy, seed=seed, months=3)
    back = columns.take(other.households, np.argsort([row["id"] for row in turned]))
    for name, a, b in zip(Households._fields, one.households, back, strict=True):
        assert a.tobytes() == b.tobytes(), name
    assert one.government.books.rows() == other.government.books.rows()


@FEW
@given(rows, policies(), seeds)
def test_a_policy_that_serves_nobody_equals_none_in_every_byte(given_: Any, policy: Any, seed: int) -> None:
    empty = {name: {**fields, "quota": 0} for name, fields in policy.items()}
    assert same(lived(given_, seed=seed), lived(given_, programmes=empty, seed=seed))


@FEW
@given(rows, seeds, st.integers(1, 12))
def test_a_programme_of_amount_zero_equals_none_in_every_byte(given_: Any, seed: int, quota: int) -> None:
    nothing = {
        "bantuan": {"mechanism": "cash_transfer", "benefit_per_month": 0, "quota": quota},
        "modal": {"mechanism": "capital_grant", "grant": 0, "quota": quota},
    }
    assert same(lived(given_, seed=seed), lived(given_, programmes=nothing, seed=seed))


@FEW
@given(rows, policies(), seeds)
def test_no_policy_changes_anyone_s_luck(given_: Any, policy: Any, seed: int) -> None:
    one, other = lived(given_, seed=seed, month=8), lived(given_, programmes=policy, seed=seed, month=8)
    for name in LUCK:
        assert np.array_equal(getattr(one.households, name), getattr(other.households, name)), name


@FEW
@given(rows, seeds, st.integers(0, 12))
def test_one_more_household_changes_no_other_without_markets_and_neighbours(given_: Any, seed: int, place: int) -> None:
    numbered = [{**row, "id": 10 + number} for number, row in enumerate(given_)]
    more = [*numbered[:place], {"id": 5, "cash": 700_000, "permanent": 1_000_000}, *numbered[place:]]
    alone = {"mindset.neighbours": 0}
    few, many = lived(numbered, seed=seed, parameters=alone), lived(more, seed=seed, parameters=alone)
    others = columns.take(many.households, np.flatnonzero(many.households.id != 5))
    for name in set(Households._fields) - {"provincial_decile", "baseline_decile"}:  # ranks among all
        assert np.array_equal(getattr(few.households, name), getattr(others, name)), name


@FEW
@given(rows, st.integers(2, 6))
def test_weights_that_are_all_multiplied_leave_every_rate_as_it_was(given_: Any, power: int) -> None:
    times = 2.0**power
    one = handmade.world(given_)
    many = handmade.world([{**row, "weight": row["weight"] * times} for row in given_])
    units = {name: described.unit for name, described in measures.MEASURES.items()}
    for a, b in zip(measures.table(one), measures.table(many), strict=True):
        if units[a[0]] in ("share", "1", "log", "Rp/person/month", "index", "deciles"):
            assert a[:3] == b[:3] and np.isclose(a[3], b[3], rtol=1e-9, atol=1e-10, equal_nan=True), (a, b)


@FEW
@given(rows)
def test_two_rows_of_half_the_weight_are_one_row(given_: Any) -> None:
    halves = [{**row, "weight": row["weight"] / 2} for row in given_ for _ in (0, 1)]
    one, two = measures.table(handmade.world(given_)), measures.table(handmade.world(halves))
    for a, b in zip(one, two, strict=True):
        assert a[:3] == b[:3] and np.isclose(a[3], b[3], rtol=1e-9, atol=1e-12, equal_nan=True), (a, b)


@FEW
@given(rows, seeds)
def test_a_registry_without_errors_knows_every_decile(given_: Any, seed: int) -> None:
    world = handmade.world(given_, seed=seed)
    world.registry.refresh()
    h = world.households
    # The believed log is kept in single precision: a spending within a millionth of a cut may be on either side.
    gap = np.abs(np.log(np.maximum(h.spending_mean / h.size, 1.0))[:, None] - np.log(world.national_cuts)).min(axis=1)
    clear = gap > 2e-6
    assert np.array_equal(h.registered_decile[clear], h.national_decile[clear])
    if clear.all():
        assert world.registry.errors() == {"exclusion": 0.0, "inclusion": 0.0}
