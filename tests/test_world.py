"""Promises of the whole world: reproducible, fair to every policy, exact in money."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import handmade
import mentas
from mentas import beginning
from mentas.luck import MOST_IDS
from mentas.state import Households
from mentas.world import World

ROOT = Path(__file__).parent.parent
SHIPPED = sorted((ROOT / "scenarios").rglob("*.yaml"))


def live(world: World, months: int) -> World:
    for _ in range(months):
        world.step()
    return world


def same(a: World, b: World) -> bool:
    """Whether two worlds are equal in every byte of every table."""
    tables = ((a.households, b.households), (a.groups, b.groups), (a.markets, b.markets))
    return all(x.tobytes() == y.tobytes() for one, other in tables for x, y in zip(one, other, strict=True))


def small(path: str, **changes: Any) -> mentas.Scenario:
    return mentas.load_scenario(ROOT / "scenarios" / path).with_changes({"scale": 0.003, **changes})


@pytest.mark.parametrize("path", [p for p in SHIPPED if p.name != "base.yaml"], ids=lambda p: p.stem)
def test_the_strict_ledger_passes_in_every_shipped_scenario(path: Path) -> None:
    scenario = mentas.load_scenario(path)
    if scenario.region.name == "kaltim":
        scenario = scenario.with_changes({"scale": 0.003})
    world = live(World(scenario, seed=7, strict=True), 26)
    for row in world.government.books.rows():
        assert row["delivered"] + row["admin"] + row["leaked"] + row["unspent"] == row["budget"]  # type: ignore[operator]
        assert min(row[k] for k in ("delivered", "admin", "leaked", "unspent")) >= 0  # type: ignore[type-var]


def test_threads_do_not_change_a_bit() -> None:
    scenario = small("kaltim/mixed.yaml", scale=0.02)
    one = live(World(scenario, seed=3, threads=1), 14)
    two = live(World(scenario, seed=3, threads=2), 14)
    assert one.households.id.size > 2 * 4096
    assert same(one, two)


def test_policy_changes_nobodys_luck() -> None:
    nothing = live(World(small("kaltim/no_programmes.yaml", markets="fixed"), seed=5), 18).households
    much = live(World(small("kaltim/consumptive.yaml", markets="fixed"), seed=5), 18).households
    for column in ("persistent", "jobless", "size", "pregnant", "ability"):
        assert np.array_equal(getattr(nothing, column), getattr(much, column)), column


def test_a_finished_burn_in_serves_every_policy() -> None:
    scenario = small("kaltim/mixed.yaml")
    start = beginning.burn_in(small("kaltim/consumptive.yaml"), seed=2, replicate=4)
    assert same(World(scenario, seed=2, replicate=4, start=start), World(scenario, seed=2, replicate=4))


def test_a_start_of_other_luck_is_not_used() -> None:
    scenario = small("kaltim/mixed.yaml")
    start = beginning.burn_in(scenario, seed=2, replicate=4)
    assert same(World(scenario, seed=2, replicate=5, start=start), World(scenario, seed=2, replicate=5))


def test_one_more_household_changes_no_other_when_markets_are_fixed() -> None:
    scenario = small("kaltim/no_programmes.yaml", markets="fixed", **{"parameters.mindset.neighbours": 0.0})
    every = World(scenario, seed=9)
    fewer = World(scenario, seed=9)
    keep = np.arange(fewer.households.id.size) != 17
    fewer.households = Households(*(np.ascontiguousarray(column[keep]) for column in fewer.households))
    fewer.ledger.reopen()
    live(every, 11)
    live(fewer, 11)
    for name in ("cash", "capital", "spending_mean", "mindset"):
        assert np.array_equal(getattr(every.households, name)[keep], getattr(fewer.households, name)), name


def test_a_world_whose_households_would_share_their_luck_is_refused() -> None:
    assert handmade.world([{"id": MOST_IDS - 1}]).households.id.size == 1
    with pytest.raises(ValueError, match="id must lie in 0 to"):
        handmade.world([{"id": MOST_IDS}])


def test_nothing_is_ever_negative() -> None:
    h = live(World(small("kaltim/mixed.yaml"), seed=4), 36).households
    for name in ("cash", "capital", "spending", "earned", "transfers", "profit", "received"):
        assert getattr(h, name).min() >= 0.0, name
    for name in ("mindset", "hours", "labour"):
        assert 0.0 <= getattr(h, name).min() <= getattr(h, name).max() <= 1.0, name


def test_money_of_households_is_in_whole_rupiah() -> None:
    h = live(World(small("kaltim/mixed.yaml"), seed=4), 13).households
    for name in ("cash", "capital", "spending", "earned", "transfers", "profit", "received", "permanent"):
        column = getattr(h, name)
        assert np.array_equal(column, np.floor(column)), name


def test_ageing_keeps_the_size_the_sum_of_the_ages() -> None:
    h = live(World(small("kaltim/no_programmes.yaml"), seed=4), 36).households
    ages = [getattr(h, name).astype(int) for name in ("infants", "primary", "junior", "senior", "adults", "elderly")]
    assert np.array_equal(sum(ages), h.size)
    assert h.size.min() >= 1
    assert (h.adults + h.elderly).min() >= 1


def test_a_world_that_nobody_holds_is_let_go(village: Any) -> None:
    """A study of many worlds must not keep each of them: Mesa 3.3 would, in the counters of its agents' numbers."""
    import gc
    import weakref

    world = village()
    assert [agent.unique_id for agent in (world.government, world.registry)] == [1, 2]
    gone = weakref.ref(world)
    del world
    gc.collect()
    assert gone() is None
