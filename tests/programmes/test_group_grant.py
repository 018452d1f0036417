"""Grants to groups: who pools with whom, what each group and each member gets, and what a group costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import handmade
from mentas.state import ACTIVE, DISSOLVED, FORMING
from mentas.world import World
from programmes.watching import EVERYONE, SURE, received, total, watch

GRANT = 20_000_000
PLAIN: dict[str, Any] = {
    **EVERYONE, **SURE, "conditions": ["not_in_group"], "mentoring_months": 0, "delay_months": 0, "pay_months": [1],
    "repeat_after_months": None, "grant": GRANT,
}  # fmt: skip


def members(world: World) -> list[list[int]]:
    """Rows of the members of each group ever formed."""
    g = world.groups
    return [
        world.members[first : first + each].tolist()
        for first, each in zip(g.first[: world.group_count], g.members[: world.group_count], strict=True)
    ]


@settings(max_examples=30)
@given(
    st.integers(2, 8), st.integers(1, 30), st.sampled_from(["registered", "random", "true_poorest"]),
    st.integers(0, 3), st.sampled_from([12, 24, None]),
)  # fmt: skip
def test_a_group_lives_in_one_place_and_nobody_is_in_two(
    running: Callable[..., World], each: int, quota: int, rank_by: str, delay: int, again: int | None
) -> None:
    fields = {**PLAIN, "members": each, "quota": quota, "rank_by": rank_by, "delay_months": delay,
              "repeat_after_months": again, "pay_months": [1, 3], "delivery_failure": 0.2}  # fmt: skip
    world = running({"kube": fields})

    def look(world: World) -> None:
        h, g = world.households, world.groups
        living = [j for j in range(world.group_count) if g.status[j] != DISSOLVED]
        found = members(world)
        for j in living:
            assert len(found[j]) == each
            assert {int(h.regency[row]) for row in found[j]} == {int(g.regency[j])}
            assert {int(h.group[row]) for row in found[j]} == {j}
        inside = [row for j in living for row in found[j]]
        assert len(inside) == len(set(inside))
        assert np.flatnonzero(h.group >= 0).tolist() == sorted(inside)

    watch(world, 28, look)
    assert world.group_count > 0


def test_every_member_is_credited_with_an_equal_share_of_the_grant(running: Callable[..., World]) -> None:
    world = running({"kube": {**PLAIN, "quota": 3, "members": 6, "leakage": 0.05}})
    watch(world, 1, received)
    # 19 million reach a group: 3,166,666 for each of six members.
    assert sorted(received(world))[-19:] == [0.0] + 18 * [3_166_666.0]
    assert world.groups.capital[:3].tolist() == [19_000_000.0] * 3
    assert world.groups.status[:3].tolist() == [ACTIVE] * 3
    rows = sum(members(world), [])
    assert sorted(rows) == np.flatnonzero(world.households.ever & world.bit("kube")).tolist()
    # It is the group's capital, not the members' own business.
    assert total(world, "delivered") == 3 * 19_000_000
    assert total(world, "leaked") == 3 * 1_000_000


def test_a_group_of_the_village_costs_what_the_scenario_says(running: Callable[..., World]) -> None:
    # Rp20 million, a tenth for administration and twelve months of a facilitator at Rp300,000: Rp25.6 million.
    fields = {**PLAIN, "quota": 1, "admin_share": 0.1, "mentoring_months": 12, "mentoring_cost": 300_000}
    world = running({"kube": fields})
    watch(world, 1, received)
    assert total(world, "delivered") == 20_000_000
    assert total(world, "admin") == 5_600_000


@pytest.mark.parametrize("quota", [0, 1, 5, 11])
def test_a_quota_counts_groups(running: Callable[..., World], quota: int) -> None:
    world = running({"kube": {**PLAIN, "quota": quota}})
    watch(world, 1, received)
    assert world.group_count == quota
    assert sum(row["recipients"] for row in world.government.books.rows()) == quota  # type: ignore[misc]
    assert np.count_nonzero(world.households.group >= 0) == 5 * quota


def test_as_many_groups_form_as_the_families_of_each_place_can_fill(running: Callable[..., World]) -> None:
    world = running({"kube": {**PLAIN, "members": 7}})
    watch(world, 1, received)
    families = np.bincount(world.households.regency)
    assert np.bincount(world.groups.regency[: world.group_count]).tolist() == (families // 7).tolist()


@pytest.mark.parametrize("delay", [1, 6])
def test_a_group_waits_for_its_grant_until_it_arrives(running: Callable[..., World], delay: int) -> None:
    world = running({"kube": {**PLAIN, "quota": 4, "delay_months": delay}})

    def look(world: World) -> tuple[set[int], float]:
        return set(world.groups.status[:4].tolist()), float(received(world).sum())

    found = watch(world, delay + 1, look)
    assert found == [({FORMING}, 0.0)] * delay + [({ACTIVE}, 4.0 * GRANT)]


def test_a_group_whose_grant_fails_sets_its_members_free(running: Callable[..., World]) -> None:
    world = running({"kube": {**PLAIN, "delivery_failure": 0.5}})
    watch(world, 1, received)
    g, found = world.groups, members(world)
    failed = [j for j in range(world.group_count) if g.status[j] == DISSOLVED]
    assert 1 <= len(failed) < world.group_count
    for j in failed:
        assert (world.households.group[found[j]] == -1).all() and g.capital[j] == 0.0
        assert (received(world)[found[j]] == 0.0).all()
    assert total(world, "delivered") == (world.group_count - len(failed)) * GRANT


def test_the_registered_poorest_of_a_place_pool_first(running: Callable[..., World]) -> None:
    world = running({"kube": {**PLAIN, "quota": 4}})
    score = world.households.registered_score.copy()
    watch(world, 1, received)
    inside = world.households.group >= 0
    for regency in (0, 1):
        here = world.households.regency == regency
        assert inside[here].any() and score[here & inside].max() <= score[here & ~inside].min()


@pytest.mark.parametrize("indexed", [False, True])
def test_fixed_packages_lose_value_and_indexed_ones_keep_it(running: Callable[..., World], indexed: bool) -> None:
    world = running({"kube": {**PLAIN, "quota": 2, "indexed": indexed}}, inflation=0.1)
    watch(world, 12, received)
    before = received(world)
    world.step()
    gift = float((received(world) - before).max())
    # A fifth of Rp20 million, or of 20 million / 1.1.
    assert gift == pytest.approx(4_000_000 if indexed else 3_636_363, abs=1)


@settings(max_examples=15)
@given(st.integers(1, 40_000_000), st.integers(1, 40_000_000))
def test_nobody_gets_less_when_the_package_is_raised(running: Callable[..., World], one: int, other: int) -> None:
    got = []
    for grant in sorted((one, other)):
        world = running({"kube": {**PLAIN, "quota": 5, "grant": grant, "leakage": 0.05}})
        watch(world, 1, received)
        got.append(received(world))
    assert (got[0] <= got[1]).all()


def test_the_cohesion_of_new_groups_is_spread_about_its_mean() -> None:
    """Three hundred groups of two: the mean is off by 0.05 / 17 and the deviation by a twenty-fourth, times three."""
    kube = {"mechanism": "group_grant", "grant": GRANT, "quota": 300, "members": 2}
    world = handmade.world(
        [{}] * 600, programmes={"kelompok": kube}, parameters={"group.cohesion_mean": 0.5, "group.cohesion_sd": 0.05}
    )
    handmade.run(world, ["delivery.deliver"])
    cohesion = world.groups.cohesion[: world.group_count]
    assert cohesion.size == 300
    assert cohesion.mean() == pytest.approx(0.5, abs=0.009)
    assert cohesion.std() == pytest.approx(0.05, rel=0.13)


def test_the_cohesion_of_a_new_group_lies_between_none_and_all() -> None:
    """With a standard deviation of 2 about 0.5 two in five groups fall short of 0, and as many exceed 1."""
    kube = {"mechanism": "group_grant", "grant": GRANT, "quota": 100, "members": 2}
    world = handmade.world(
        [{}] * 200, programmes={"kelompok": kube}, parameters={"group.cohesion_mean": 0.5, "group.cohesion_sd": 2}
    )
    handmade.run(world, ["delivery.deliver"])
    cohesion = world.groups.cohesion[: world.group_count]
    assert cohesion.min() == 0.0 and cohesion.max() == 1.0
    assert 20 <= np.count_nonzero(cohesion == 0.0) <= 60
