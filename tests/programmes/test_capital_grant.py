"""Capital grants to households: what arrives, when, how often, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentas.programmes.capital_grant import pick_sector, sector_edges
from mentas.world import World
from programmes.test_choose import programme
from programmes.watching import EVERYONE, SURE, received, total, watch

GRANT = 5_000_000
PLAIN: dict[str, Any] = {
    **EVERYONE, **SURE, "mentoring_months": 0, "delay_months": 0, "pay_months": [1], "repeat_after_months": None,
}  # fmt: skip


def gifts(world: World, months: int) -> np.ndarray:
    """What each household received in each of the months; shape (months, households)."""
    return np.diff(np.array([received(world), *watch(world, months, received)]), axis=0)


def test_everyone_with_a_place_gets_the_grant_once(running: Callable[..., World]) -> None:
    found = gifts(running({"uep": PLAIN}), 36)
    assert (found[0] == GRANT).all()
    assert not found[1:].any()


def test_a_family_of_the_village_costs_what_the_scenario_says(running: Callable[..., World]) -> None:
    # Rp5 million, a tenth for administration and four months of a mentor at Rp75,000: Rp5.8 million.
    world = running({"uep": {**PLAIN, "quota": 2, "admin_share": 0.1, "mentoring_months": 4, "mentoring_cost": 75_000}})
    watch(world, 1, received)
    assert total(world, "delivered") == 2 * 5_000_000
    assert total(world, "admin") == 2 * 800_000
    assert np.count_nonzero(world.households.mentor) == 2


@pytest.mark.parametrize("form", ["in_kind", "cash"])
def test_goods_and_money_count_at_their_cost(running: Callable[..., World], form: str) -> None:
    world = running({"uep": {**PLAIN, "quota": 7, "form": form}})
    found = gifts(world, 1)[0]
    assert sorted(found)[-8:] == [0.0] + 7 * [float(GRANT)]
    assert ((world.households.ever & world.bit("uep")) > 0).tolist() == (found > 0.0).tolist()
    assert (world.households.granted == 0).tolist() == (found > 0.0).tolist()


@settings(max_examples=15)
@given(st.integers(1, 20_000_000), st.integers(1, 20_000_000), st.sampled_from(["in_kind", "cash"]))
def test_nobody_gets_less_when_the_grant_is_raised(
    running: Callable[..., World], one: int, other: int, form: str
) -> None:
    got = []
    for grant in sorted((one, other)):
        world = running({"uep": {**PLAIN, "quota": 20, "form": form, "grant": grant, "leakage": 0.05}})
        got.append(gifts(world, 1)[0])
    assert (got[0] <= got[1]).all() and got[1].sum() > 0.0


@pytest.mark.parametrize("delay", [0, 1, 5, 13])
def test_grants_arrive_later_by_the_delay(running: Callable[..., World], delay: int) -> None:
    fields = {**PLAIN, "quota": 6, "pay_months": [2, 4, 5]}
    plain = gifts(running({"uep": fields}), 12)
    late = gifts(running({"uep": {**fields, "delay_months": delay}}), 12 + delay)
    # The second year's six families would be served in month 13 at the earliest.
    assert plain.sum(axis=1).nonzero()[0].tolist() == [1, 3, 4]
    assert np.array_equal(late[delay : 12 + delay, plain.any(axis=0)], plain[:, plain.any(axis=0)])
    assert not late[: 1 + delay].any()


def test_a_year_of_grants_is_booked_in_the_year_that_was_opened(running: Callable[..., World]) -> None:
    world = running({"uep": {**PLAIN, "quota": 6, "pay_months": [12], "delay_months": 3}})
    watch(world, 16, received)
    delivered = dict.fromkeys((1, 2), 0)
    for row in world.government.books.rows():
        delivered[row["year"]] += row["delivered"]  # type: ignore[index,operator]
    assert delivered == {1: 6 * GRANT, 2: 0}


@pytest.mark.parametrize(
    ("again", "months"), [(12, [0, 12, 24, 36]), (24, [0, 24]), (25, [0, 36]), (36, [0, 36]), (None, [0])]
)
def test_a_family_waits_before_it_is_served_again(
    running: Callable[..., World], again: int | None, months: list[int]
) -> None:
    found = gifts(running({"uep": {**PLAIN, "repeat_after_months": again}}), 48)
    for household in found.T:
        assert household.nonzero()[0].tolist() == months


def test_with_few_places_those_served_wait_and_others_come_first(running: Callable[..., World]) -> None:
    found = gifts(running({"uep": {**PLAIN, "quota": 20, "repeat_after_months": 36}}), 48) > 0.0
    served = [set(found[month].nonzero()[0]) for month in (0, 12, 24, 36)]
    assert [len(households) for households in served] == [20] * 4
    assert served[0] | served[1] | served[2] == set(range(60))


def test_the_wait_counts_from_a_grant_of_any_programme(running: Callable[..., World]) -> None:
    fields = {**PLAIN, "quota": 40, "repeat_after_months": 36}
    woman = {"wrse": {**fields, "conditions": ["female_headed"]}}
    world = running({"uep": fields, **woman})
    watch(world, 1, received)
    h = world.households
    both = (h.ever & world.bit("uep") > 0) & (h.ever & world.bit("wrse") > 0)
    assert not both.any()
    assert received(world).max() == GRANT
    assert np.count_nonzero(h.ever & world.bit("uep")) == 40


@pytest.mark.parametrize("indexed", [False, True])
def test_fixed_grants_lose_value_and_indexed_ones_keep_it(running: Callable[..., World], indexed: bool) -> None:
    fields = {**PLAIN, "quota": 5, "indexed": indexed, "repeat_after_months": 12}
    found = gifts(running({"uep": fields}, inflation=0.1), 36).max(axis=1)
    if indexed:
        assert found[::12] == pytest.approx([GRANT] * 3, abs=1)
    else:  # 5,000,000 / 1.1 = 4,545,455 and / 1.21 = 4,132,231
        assert found[::12].tolist() == [5_000_000.0, 4_545_455.0, 4_132_231.0]


def test_a_grant_that_does_not_arrive_is_not_received(running: Callable[..., World]) -> None:
    world = running({"uep": {**PLAIN, "delivery_failure": 0.5}})
    found = gifts(world, 1)[0]
    arrived = np.count_nonzero(found)
    assert 15 < arrived < 45
    assert total(world, "delivered") == arrived * GRANT
    # Each place cost Rp5 million, and at most Rp2 for rounding.
    assert 0 <= total(world, "unspent") - (60 - arrived) * GRANT <= 2 * 60


def test_shares_of_sectors_are_added_up_as_parts_of_their_sum() -> None:
    """One part trade and three parts farming, the third sector, of four."""
    edges = sector_edges(programme(sectors={"trade": 1.0, "farming": 3.0}))
    assert edges.tolist() == [0.25, 0.25, 1.0, 1.0, 1.0, 1.0]
    assert sector_edges(programme(sectors=None)).size == 0


@pytest.mark.parametrize(("draw", "sector"), [(0.0, 0), (0.2499, 0), (0.25, 2), (0.9999, 2), (1.0, 5)])
def test_a_draw_on_an_edge_belongs_to_the_next_sector_and_none_lies_beyond_the_last(draw: float, sector: int) -> None:
    assert pick_sector(draw, np.array([0.25, 0.25, 1.0, 1.0, 1.0, 1.0]), 4) == sector
    assert pick_sector(draw, np.zeros(0), 4) == 4
