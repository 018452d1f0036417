"""When places or money run out: the order in which families are served, and quotas that hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mentas.programmes.choose import choose
from mentas.world import World
from programmes.test_choose import programme, small_world
from programmes.watching import EVERYONE, enrolled

crowds = st.lists(
    st.tuples(st.integers(1, 400), st.integers(0, 1), st.floats(-5, 20, width=32), st.integers(1, 10**6)),
    min_size=1,
    max_size=40,
).map(lambda rows: [(weight / 8, regency, score, cost) for weight, regency, score, cost in rows])
"""Weight, regency, registered score and cost of each row."""

limits = st.fixed_dictionaries(
    {
        "quota": st.one_of(st.none(), st.integers(0, 600)),
        "budget_per_year": st.one_of(st.none(), st.integers(0, 10**7)),
        "allocate": st.sampled_from(["eligible", "equal", "population", {"A": 0.75, "B": 0.25}]),
    }
).filter(lambda limit: limit["quota"] is not None or limit["budget_per_year"] is not None)


def chosen(crowd: list[tuple[float, int, float, int]], **fields: Any) -> tuple[Any, Any]:
    world = small_world([row[0] for row in crowd], [row[1] for row in crowd], [row[2] for row in crowd])
    cost = np.array([row[3] for row in crowd], dtype=np.int64)
    rows, places = np.arange(len(crowd)), world.households.weight
    return world, choose(world, programme(**fields), rows=rows, unit_cost=cost, places=places)


@given(crowds, limits)
def test_the_lowest_registered_scores_of_a_regency_are_served(
    crowd: list[tuple[float, int, float, int]], limit: dict[str, Any]
) -> None:
    world, choice = chosen(crowd, **limit)
    served = np.isin(np.arange(len(crowd)), choice.rows)
    score, regency = world.households.registered_score, world.households.regency
    for r in range(2):
        inside, outside = score[(regency == r) & served], score[(regency == r) & ~served]
        assert max(inside, default=-np.inf) <= min(outside, default=np.inf)


@given(crowds, limits)
def test_neither_quota_nor_budget_is_exceeded(
    crowd: list[tuple[float, int, float, int]], limit: dict[str, Any]
) -> None:
    world, choice = chosen(crowd, **limit)
    weight, cost = world.households.weight, np.array([row[3] for row in crowd])
    assert choice.served.sum() == weight[choice.rows].sum()
    if limit["quota"] is not None:
        assert choice.served.sum() <= limit["quota"] * (1 + 1e-9)
    if limit["budget_per_year"] is not None:
        assert cost[choice.rows].sum() <= choice.budget.sum() <= limit["budget_per_year"]
    for r in range(2):
        assert cost[[i for i in choice.rows if crowd[i][1] == r]].sum() <= choice.budget[r]


@given(crowds, limits)
def test_little_is_left_while_families_wait(crowd: list[tuple[float, int, float, int]], limit: dict[str, Any]) -> None:
    """Where only one ceiling binds and both regencies still wait, less than one more row's money or places is left."""
    world, choice = chosen(crowd, **limit)
    waiting = [i for i in range(len(crowd)) if i not in set(choice.rows)]
    assume({crowd[i][1] for i in waiting} == {0, 1} and None in limit.values())
    if limit["quota"] is None:
        left, largest = limit["budget_per_year"] - sum(crowd[i][3] for i in choice.rows), max(row[3] for row in crowd)
    else:
        left, largest = limit["quota"] - choice.served.sum(), max(row[0] for row in crowd)
    assert left < 2 * largest


@given(crowds, limits, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    crowd: list[tuple[float, int, float, int]], limit: dict[str, Any], luck: Any
) -> None:
    _, plain = chosen(crowd, **limit)
    order = list(range(len(crowd)))
    luck.shuffle(order)
    world = small_world(*([crowd[i][part] for i in order] for part in range(3)))
    world.households.id[:] = order
    cost = np.array([crowd[i][3] for i in order], dtype=np.int64)
    rows = np.arange(len(order))
    turned = choose(world, programme(**limit), rows=rows, unit_cost=cost, places=world.households.weight)
    assert [order[row] for row in turned.rows] == plain.rows.tolist()
    assert turned.budget.tolist() == plain.budget.tolist()


@pytest.mark.parametrize(
    ("allocate", "expected"),
    [
        ("eligible", [60, 20]),  # six and two of eight families
        ("equal", [40, 40]),
        ("population", [20, 60]),  # one and three of four million people
        ({"A": 0.75, "B": 0.25}, [60, 20]),
    ],
)
def test_a_budget_is_divided_among_regencies_as_asked(allocate: Any, expected: list[int]) -> None:
    crowd = [(1.0, r, float(i), 10) for i, r in enumerate([0] * 6 + [1] * 2)]
    _, choice = chosen(crowd, budget_per_year=80, allocate=allocate)
    assert choice.budget.tolist() == expected


def test_a_shared_quota_counts_the_weights_by_hand() -> None:
    # 10 places, 5 for each regency; rows of 2 and of 4 households. A: 2 + 2, 1 place left; B: 4, 1 left.
    # The two places left together pay for one more row of A.
    crowd = [(2.0, 0, float(i), 1) for i in range(4)] + [(4.0, 1, float(i), 1) for i in range(3)]
    _, choice = chosen(crowd, quota=10)
    assert choice.rows.tolist() == [0, 1, 2, 4]
    assert choice.served.tolist() == [6.0, 4.0]


def listed(world: World) -> np.ndarray:
    """Who is on the list after a month."""
    world.step()
    return np.isin(np.arange(world.households.id.size), enrolled(world, "bpnt"))


def test_the_true_poorest_are_served_first_where_that_is_asked(running: Callable[..., World]) -> None:
    world = running({"bpnt": {**EVERYONE, "quota": 12, "rank_by": "true_poorest"}})
    h = world.households
    per_person = h.spending_mean / h.size
    served = listed(world)
    assert np.count_nonzero(served) == 12
    for regency in (0, 1):
        here = h.regency == regency
        assert per_person[here & served].max() <= per_person[here & ~served].min()


def test_a_lottery_does_not_look_at_the_registry(running: Callable[..., World]) -> None:
    lists = {}
    for rank_by in ("random", "registered"):
        for turned in (False, True):
            world = running({"bpnt": {**EVERYONE, "quota": 12, "rank_by": rank_by}})
            if turned:
                world.households.registered_score[:] *= -1.0
            lists[rank_by, turned] = listed(world).tolist()
    assert lists["random", False] == lists["random", True]
    assert lists["registered", False] != lists["registered", True]
    assert lists["random", False] != lists["registered", False]
