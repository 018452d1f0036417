"""Every index against an independent implementation, on a hundred thousand random households and on few."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import handmade
from measures import independent, naive
from mentas import columns, measures
from mentas.measures import deciles, histogram, pulse
from mentas.measures.ranked import median, ranked, whole
from mentas.state import Households
from mentas.world import World

CLOSE = {"rel": 1e-9, "abs": 1e-12, "nan_ok": True}


def random_world(rows: int, seed: int) -> World:
    """Households with ties, zeros, all sizes and uneven weights, a year after the start."""
    luck = np.random.default_rng(seed)
    h: Households = columns.empty(Households, rows)
    h.id[:] = np.arange(rows)
    h.weight[:] = luck.integers(1, 41, rows) / 8
    h.regency[:] = luck.integers(0, 2, rows)
    h.adults[:] = luck.integers(1, 9, rows)
    h.size[:] = h.adults
    h.female_headed[:] = luck.random(rows) < 0.2
    h.open[:] = luck.random(rows) < 0.4
    h.group[:] = -1
    h.spending_mean[:] = np.floor(luck.lognormal(14.5, 0.8, rows))
    h.spending_mean[luck.random(rows) < 0.1] = 2_500_000.0
    h.spending_mean[luck.random(rows) < 0.02] = 0.0
    h.earned_mean[:] = np.floor(h.spending_mean * luck.random(rows) * 2)
    h.transfers_mean[:] = np.where(luck.random(rows) < 0.3, np.floor(h.spending_mean / 4), 0.0)
    for name in ("spending", "earned", "transfers"):
        getattr(h, name)[:] = luck.integers(0, 9_000_000, rows)
    world = handmade.world(h)
    h = world.households
    h.mentas[:] = luck.random(rows) < 0.3
    h.fell_back[:] = h.mentas * (luck.random(rows) < 0.5)
    h.spending_mean[:] = np.floor(h.spending_mean * luck.lognormal(0.0, 0.3, rows))
    return world


def check_against_pandas(world: World) -> None:
    frame = independent.table(world.households)
    found: Any = {row[:3]: row[3] for row in measures.table(world)}
    for kind, name, some in independent.groups(frame, world.region.regencies):
        for measure, value in independent.by_group(some).items():
            if (measure, kind, name) in found:
                assert found[measure, kind, name] == pytest.approx(value, **CLOSE), (measure, kind, name)
    poorest, most = independent.bottom(frame, 0.4), 1.0 - independent.bottom(frame, 0.9)
    assert found["gini", "all", "all"] == pytest.approx(independent.gini(frame), **CLOSE)
    assert found["bottom40_share", "all", "all"] == pytest.approx(poorest, **CLOSE)
    assert found["palma", "all", "all"] == pytest.approx(most / poorest, **CLOSE)


def check_deciles_against_pandas(world: World) -> None:
    before = pd.Series(world.households.baseline_decile.copy())
    anchored = pd.Series(np.empty(before.size, np.int8))
    cuts = world.provincial_cuts_start
    each = pd.Series(world.households.spending_mean / world.households.size)
    anchored = 1 + (each.to_numpy()[:, None] >= cuts[None, :]).sum(axis=1)
    world.rank()
    frame = independent.table(world.households)
    after = independent.deciles(frame.each, frame.people)
    assert np.array_equal(world.households.provincial_decile, after)
    moves = {"provincial_anchored": anchored, "provincial_reranked": after}
    found = measures.transitions(world)
    for basis, now in moves.items():
        counts = np.full((10, 10), np.nan)
        for name, old, new, count in found:
            if name == basis:
                counts[old - 1, new - 1] = count
        expected = independent.transitions(before, pd.Series(now), frame.weight)
        assert counts == pytest.approx(expected, rel=1e-9, abs=1e-9), basis


@pytest.mark.parametrize("seed", [1, 2])
def test_a_hundred_thousand_households_measure_as_in_pandas(seed: int) -> None:
    world = random_world(100_000, seed)
    check_against_pandas(world)
    check_deciles_against_pandas(world)


@pytest.mark.parametrize(("rows", "seed"), [(1, 1), (7, 2), (60, 3), (300, 4)])
def test_few_households_measure_as_in_pandas(rows: int, seed: int) -> None:
    world = random_world(rows, seed)
    check_against_pandas(world)
    check_deciles_against_pandas(world)


@given(naive.populations)
def test_the_cuts_of_a_histogram_are_those_of_sorting(found: list[tuple[float, float]]) -> None:
    values, weight = (np.array(column) for column in zip(*found, strict=True))
    assert np.array_equal(
        deciles._cuts_by_histogram(values + 0.0, whole(weight)), deciles.provincial_cuts(values, weight)
    )


@given(st.lists(st.tuples(st.floats(0.0, 1e12), naive.people), min_size=1, max_size=60))
def test_cuts_are_found_wherever_values_lie(found: list[tuple[float, float]]) -> None:
    values, weight = (np.array(column) for column in zip(*found, strict=True))
    assert np.array_equal(
        deciles._cuts_by_histogram(values + 0.0, whole(weight)), deciles.provincial_cuts(values, weight)
    )


@given(st.lists(st.tuples(naive.rupiah, naive.people, st.integers(0, 2)), min_size=1, max_size=40))
def test_medians_of_groups_are_those_of_their_members(found: list[tuple[float, float, int]]) -> None:
    values, weight, cells = (np.array(column) for column in zip(*found, strict=True))
    # Cell 0 belongs to group 0, cell 1 to 0 and 1, cell 2 to 1 and 3; nobody is in group 2.
    members = {0: (0, 1), 1: (1, 2), 3: (2,)}
    got = histogram.medians(
        values, whole(weight), cells.astype(np.int32), np.array([0, 1, 3, 5]), np.array([0, 0, 1, 1, 3], np.int32), 4
    )
    for group in range(4):
        here = np.isin(cells, members.get(group, ()))
        expected = median(values[here], weight[here]) if here.any() else np.nan
        assert np.array_equal(got[group], expected, equal_nan=True), group


@pytest.mark.parametrize("rows", [3, 2100])
def test_the_pulse_is_that_of_plain_sums(rows: int) -> None:
    """More rows than a block of 2,048, so that the second block counts too."""
    world = random_world(rows, 5)
    handmade.add_group(world, [0, 1], {})
    handmade.add_group(world, [2], {"status": "dormant"})
    world.households.spending_mean[0] = world.households.need[0]  # on the line, and so not poor
    h, found = world.households, pulse.take(world)
    people = h.weight * h.size
    assert found["month"] == 0
    assert found["poverty_rate"] == people[h.spending_mean < h.need].sum() / people.sum()
    for name in ("spending", "earned", "transfers"):
        sums = np.floor(h.weight * getattr(h, name) + 0.5).sum()
        assert found[name] == pytest.approx(sums / people.sum(), rel=1e-12)
    assert found["businesses_open"] == h.weight[h.open == 1].sum() / h.weight.sum()
    assert found["price"] == 1.0
    assert found["groups_active"] == h.weight[0]


def test_who_stands_for_nobody_is_not_ranked() -> None:
    found = ranked(np.array([1.0, 2.0, 2.0, 3.0]), np.array([0.0, 1.0, 1.0, 2.0]))
    assert found.values.tolist() == [2.0, 3.0]
    assert found.counts[0] == found.counts[1]


def test_weights_together_stay_below_two_to_the_58() -> None:
    """Four are less than 2**3, so that one is 2**55 units."""
    assert whole(np.ones(4)).tolist() == [1 << 55] * 4
