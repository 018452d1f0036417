"""Money and places are hard ceilings, and every rupiah is accounted for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentas import columns
from mentas.programmes.books import Books, OverspentError
from mentas.programmes.cash_transfer import annual_benefit
from mentas.programmes.choose import choose, largest_remainder
from mentas.programmes.programme import COMPONENTS, Programme
from mentas.state import Households


def programme(**changes: Any) -> Programme:
    plain: dict[str, Any] = {
        "name": "uep", "mechanism": "capital_grant", "title": {}, "active": True, "deciles": (1, 4), "conditions": (),
        "rank_by": "registered", "quota": None, "budget_per_year": None, "allocate": "equal", "start": 0, "end": None,
        "delay_months": 0, "pay_months": (1,), "delivery_failure": 0.0, "leakage": 0.0, "admin_share": 0.0,
        "indexed": False,
    }  # fmt: skip
    return Programme(**(plain | changes))


def small_world(weights: list[float], regencies: list[int], scores: list[float]) -> Any:
    h = columns.empty(Households, len(weights))
    h.id[:] = np.arange(len(weights))
    h.weight[:], h.regency[:], h.registered_score[:] = weights, regencies, scores
    region = SimpleNamespace(regencies=("A", "B"), persons=np.array([1.0, 3.0]))
    return SimpleNamespace(households=h, region=region, price_level=1.0, luck=(1, 0, 0))


@given(st.integers(0, 10**15), st.lists(st.floats(0, 1e6), min_size=1, max_size=20))
def test_parts_sum_to_the_whole(total: int, shares: list[float]) -> None:
    parts = largest_remainder(total, np.array(shares))
    assert parts.sum() == (total if sum(shares) > 0 else 0)
    assert (parts >= 0).all()


def test_the_lowest_score_is_served_first() -> None:
    world = small_world([1, 1, 1, 1], [0, 0, 1, 1], [3.0, 1.0, 2.0, 5.0])
    choice = choose(
        world, programme(budget_per_year=200), rows=np.arange(4), unit_cost=np.full(4, 100), places=np.ones(4)
    )
    assert sorted(choice.rows) == [1, 2]
    assert choice.budget.tolist() == [100, 100]


def test_remainders_too_small_for_one_row_are_pooled() -> None:
    world = small_world([1, 1, 1, 1], [0, 0, 1, 1], [3.0, 1.0, 2.0, 5.0])
    choice = choose(
        world, programme(budget_per_year=300), rows=np.arange(4), unit_cost=np.full(4, 100), places=np.ones(4)
    )
    assert len(choice.rows) == 3
    assert choice.budget.sum() == 300


def test_a_quota_counts_households_of_the_population() -> None:
    world = small_world([2.5, 2.5, 2.5, 2.5], [0, 0, 1, 1], [3.0, 1.0, 2.0, 5.0])
    choice = choose(
        world, programme(quota=5), rows=np.arange(4), unit_cost=np.full(4, 100), places=world.households.weight
    )
    assert choice.served.tolist() == [2.5, 2.5]


@pytest.mark.parametrize("of", ["money", "places"])
def test_the_place_that_lacks_the_smallest_part_of_its_next_row_is_served_from_the_pool(of: str) -> None:
    """Of 100 each A has 40 left of 60, two thirds, and B 25 of 30, five sixths: B is served, 35 are too few for A."""
    world = small_world([1, 1, 1, 1], [0, 0, 1, 1], [1.0, 2.0, 1.0, 2.0])
    takes, one = np.array([60, 60, 75, 30]), np.ones(4)
    if of == "money":
        choice = choose(world, programme(budget_per_year=200), rows=np.arange(4), unit_cost=takes, places=one)
        assert choice.budget.tolist() == [95, 105]
    else:
        choice = choose(
            world, programme(quota=200), rows=np.arange(4), unit_cost=one.astype(int), places=takes.astype(float)
        )
    assert choice.rows.tolist() == [0, 2, 3]


def test_a_row_too_dear_for_the_pool_does_not_keep_the_next_from_being_served() -> None:
    """A lacks a fifth of 100 and B half of 30, but the pool holds 80 + 15 only."""
    world = small_world([1, 1, 1, 1], [0, 0, 1, 1], [1.0, 2.0, 1.0, 2.0])
    choice = choose(
        world, programme(budget_per_year=200), rows=np.arange(4), unit_cost=np.array([20, 100, 85, 30]),
        places=np.ones(4),
    )  # fmt: skip
    assert choice.rows.tolist() == [0, 2, 3]
    assert choice.budget.tolist() == [85, 115]


def test_who_is_served_from_pooled_places_within_the_budget_moves_no_money() -> None:
    """A place and a half each: the two halves serve a second row of A, whose 500 are enough for 200."""
    world = small_world([1, 1, 1, 1], [0, 0, 1, 1], [1.0, 2.0, 1.0, 2.0])
    choice = choose(
        world, programme(budget_per_year=1000, quota=3), rows=np.arange(4), unit_cost=np.full(4, 100),
        places=np.ones(4),
    )  # fmt: skip
    assert choice.rows.tolist() == [0, 1, 2]
    assert choice.budget.tolist() == [500, 500]


@given(
    st.lists(
        st.tuples(st.floats(0.1, 50), st.integers(0, 1), st.floats(0, 10), st.integers(1, 10**7)),
        min_size=1, max_size=40,
    ),
    st.integers(0, 10**8),
)  # fmt: skip
def test_no_budget_is_ever_exceeded(rows: list[tuple[float, int, float, int]], budget: int) -> None:
    world = small_world([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])
    cost = np.array([r[3] for r in rows], dtype=np.int64)
    choice = choose(
        world, programme(budget_per_year=budget), rows=np.arange(len(rows)), unit_cost=cost, places=np.ones(len(rows))
    )
    assert cost[choice.rows].sum() <= budget
    assert choice.budget.sum() == budget
    spent = np.bincount(world.households.regency[choice.rows], weights=cost[choice.rows], minlength=2)
    assert (spent <= choice.budget).all()


def test_the_best_paid_members_count_first_up_to_the_cap() -> None:
    pkh = programme(
        mechanism="cash_transfer", max_components=4,
        components_per_year={"infants": 3_000_000, "primary": 900_000, "elderly": 2_400_000},
    )  # fmt: skip
    members = {name: np.array([0]) for name in COMPONENTS} | {
        "infants": np.array([2]), "primary": np.array([3]), "elderly": np.array([1]),
    }  # fmt: skip
    assert annual_benefit(pkh, members).tolist() == [2 * 3_000_000 + 2_400_000 + 900_000]


def test_a_household_amount_is_paid_for_twelve_months() -> None:
    bpnt = programme(mechanism="cash_transfer", benefit_per_month=200_000)
    assert annual_benefit(bpnt, {name: np.array([0]) for name in COMPONENTS}).tolist() == [2_400_000]


def test_an_overspent_line_is_refused() -> None:
    books = Books(2)
    account = books.open("uep", 1, opened=0, budget=np.array([10, 10]), recipients=np.zeros(2))
    account.delivered[1] = 11
    with pytest.raises(OverspentError, match="uep, year 1, regency 1"):
        books.check()


def test_every_rupiah_of_a_line_adds_up() -> None:
    books = Books(1)
    account = books.open("uep", 1, opened=0, budget=np.array([10]), recipients=np.zeros(1))
    account.delivered[0], account.admin[0], account.leaked[0] = 5, 2, 1
    (row,) = books.rows()
    assert row["unspent"] == 2
