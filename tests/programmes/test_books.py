"""Every rupiah of every budget is delivered, spent on administration, leaked or unspent, and no budget is exceeded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentas.world import World
from programmes.watching import EVERYONE, SURE, received, total, watch

MECHANISMS = {"bpnt": "cash_transfer", "uep": "capital_grant", "kube": "group_grant"}

anything = st.fixed_dictionaries(
    {
        "deciles": st.sampled_from([[1, 10], [1, 5], [3, 8]]),
        "rank_by": st.sampled_from(["registered", "random", "true_poorest"]),
        "allocate": st.sampled_from(["eligible", "equal", "population", {"Dusun Hilir": 0.9, "Dusun Hulu": 0.1}]),
        "quota": st.one_of(st.none(), st.integers(0, 70)),
        "budget_per_year": st.integers(25_000_000, 150_000_000),
        "pay_months": st.lists(st.integers(1, 12), min_size=1, unique=True),
        "delay_months": st.integers(0, 14),
        "delivery_failure": st.sampled_from([0.0, 0.2, 1.0]),
        "leakage": st.sampled_from([0.0, 0.05, 1 / 3, 1.0]),
        "admin_share": st.sampled_from([0.0, 0.1, 0.33]),
        "indexed": st.booleans(),
    }
)
"""What all mechanisms share."""

amounts = {
    "bpnt": st.fixed_dictionaries({"benefit_per_month": st.integers(1, 300_000)}),
    "uep": st.fixed_dictionaries({"grant": st.integers(1, 9_999_999), "form": st.sampled_from(["in_kind", "cash"])}),
    "kube": st.fixed_dictionaries({"grant": st.integers(1, 15_000_000), "members": st.integers(2, 6)}),
}
policies = st.fixed_dictionaries({name: st.builds(lambda a, b: a | b, anything, amounts[name]) for name in MECHANISMS})


@settings(max_examples=60)
@given(policies, st.sampled_from([0.0, 0.1]))
def test_every_rupiah_of_any_policy_adds_up(
    running: Callable[..., World], policy: dict[str, dict[str, Any]], inflation: float
) -> None:
    world = running(policy, inflation=inflation)
    level = {year: (1.0 + inflation) ** (year - 1) for year in (1, 2, 3)}
    watch(world, 27, lambda world: world.government.books.check())
    rows = world.government.books.rows()
    assert {(row["programme"], row["year"]) for row in rows} == {(name, year) for name in policy for year in (1, 2, 3)}
    for row in rows:
        parts = [row[line] for line in ("delivered", "admin", "leaked", "unspent")]
        assert sum(parts) == row["budget"] and min(parts) >= 0, row
    for name, fields in policy.items():
        for year in level:
            mine = [row for row in rows if (row["programme"], row["year"]) == (name, year)]
            ceiling = fields["budget_per_year"] * (level[year] if fields["indexed"] else 1.0)
            assert sum(row["budget"] for row in mine) <= ceiling * (1 + 1e-12)
            if fields["quota"] is not None:
                assert sum(row["recipients"] for row in mine) <= fields["quota"] * (1 + 1e-9)


@settings(max_examples=40)
@given(policies)
def test_what_the_books_call_delivered_is_what_households_received(
    running: Callable[..., World], policy: dict[str, dict[str, Any]]
) -> None:
    world = running(policy)
    watch(world, 27, lambda world: None)
    rounded_off = world.group_count * (policy["kube"]["members"] - 1)
    delivered = total(world, "delivered")
    # Weights are 1 and prices stand still; a group's grant is noted with its members in whole rupiah, rounded down.
    assert delivered - rounded_off <= received(world).sum() <= delivered


@pytest.mark.parametrize("name", MECHANISMS)
def test_when_everything_leaks_nothing_arrives_and_all_that_was_sent_is_leaked(
    running: Callable[..., World], name: str
) -> None:
    fields = {**EVERYONE, **SURE, "quota": 10, "admin_share": 0.1}
    honest = running({name: fields})
    leaky = running({name: {**fields, "leakage": 1.0}})
    for world in (honest, leaky):
        watch(world, 12, lambda world: None)
    assert received(leaky).sum() == 0.0 and leaky.groups.capital.sum() == 0.0
    assert total(leaky, "delivered") == 0
    assert total(leaky, "leaked") == total(honest, "delivered") > 0
    assert total(leaky, "admin") == total(honest, "admin") > 0


@pytest.mark.parametrize("name", MECHANISMS)
def test_when_no_delivery_succeeds_the_whole_budget_is_left(running: Callable[..., World], name: str) -> None:
    world = running({name: {**EVERYONE, "quota": 10, "delivery_failure": 1.0}})
    watch(world, 24, lambda world: None)
    assert total(world, "unspent") == total(world, "budget") > 0
    assert received(world).sum() == 0.0 and not world.households.ever.any()
    assert (world.households.group == -1).all()


@pytest.mark.parametrize("name", MECHANISMS)
def test_leakage_and_administration_are_shares_of_what_is_sent(running: Callable[..., World], name: str) -> None:
    fields = {**EVERYONE, **SURE, "quota": 6, "leakage": 0.25, "admin_share": 0.2}
    if name != "bpnt":
        fields |= {"mentoring_months": 0}
    world = running({name: fields})
    watch(world, 12, lambda world: None)
    sent = total(world, "delivered") + total(world, "leaked")
    assert total(world, "leaked") == sent / 4 > 0
    assert total(world, "admin") == sent / 5


def test_the_envelope_of_the_village_is_divided_without_a_rupiah_lost(village: Callable[..., World]) -> None:
    world = village()
    watch(world, 36, lambda world: None)
    for year in range(1, 4):
        budgets = [row["budget"] for row in world.government.books.rows() if row["year"] == year]
        assert sum(budgets) == 60_000_000, year


def test_an_indexed_envelope_rises_with_prices(village_scenario: Any) -> None:
    scenario = village_scenario.with_changes({"budget.indexed": True, "inflation": 0.1})
    world = World(scenario, seed=3)
    watch(world, 25, lambda world: None)
    for year, expected in ((1, 60_000_000), (2, 66_000_000), (3, 72_600_000)):
        budgets = [row["budget"] for row in world.government.books.rows() if row["year"] == year]
        assert sum(budgets) == pytest.approx(expected, abs=3), year  # whole rupiah of three programmes
