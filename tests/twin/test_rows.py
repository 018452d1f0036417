"""Rows in any order, of any weight and address, in many blocks and shared among threads: all are told alike."""

from __future__ import annotations

import numpy as np
import pytest

from mentas.state import Households
from mentas.world import World
from twin import TwinWorld
from twin.following import Following
from twin.lives import EVERYONE
from twin.places import kaltim

FAR = 2**33 + 1
"""Moves addresses beyond 32 bits, and the four that share one apart."""

POLICY = {
    "bpnt": {**EVERYONE, "quota": 9, "component_verified": 0.6},
    "uep": {**EVERYONE, "quota": 9, "delivery_failure": 0.3},
    "kube": {**EVERYONE, "quota": 4, "members": 3},
}


def changed(world, columns):
    """The world with other rows, as if it had begun with them, and its twin."""
    world.households = Households(*(np.ascontiguousarray(column) for column in columns))
    world.government.restart()
    world.ledger.reopen()
    world.people_start = np.bincount(world.households.regency, weights=world.households.weight * world.households.size)
    return Following(world, TwinWorld.beginning_of(world))


@pytest.fixture
def begun(village_of, start_of):
    scenario = village_of(POLICY, {})
    return World(scenario, seed=3, strict=True, start=start_of(scenario))


def test_rows_in_any_order_are_told_alike(begun):
    order = np.random.default_rng(0).permutation(begun.households.id.size)
    changed(begun, (column[order] for column in begun.households)).live(14)


def test_addresses_of_any_size_are_told_alike(begun):
    changed(begun, begun.households._replace(id=begun.households.id + FAR)).live(14)


def test_rows_of_any_weight_are_told_alike(village_of, start_of):
    """Groups form among rows of equal weight; money and places are counted by weight, and some rows weigh too much."""
    scenario = village_of({name: fields | {"quota": 5 * fields["quota"]} for name, fields in POLICY.items()}, {})
    world = World(scenario, seed=3, strict=True, start=start_of(scenario))
    weight = world.households.weight * np.array([1.0, 2.5, 7.0])[world.households.id % 3]
    lives = changed(world, world.households._replace(weight=weight))
    lives.live(14)
    assert {len({member.weight for member in group.members}) for group in lives.twin.groups} == {1}
    assert len({group.weight for group in lives.twin.groups}) > 1


def test_the_last_seed_and_replicate_are_told_alike(village_of):
    scenario = village_of(POLICY, {"population.burn_in_months": 12})
    world = World(scenario, seed=2**63 - 1, replicate=2**32 - 1, strict=True)
    Following(world, TwinWorld.beginning_of(world)).live(14)


@pytest.mark.slow
def test_rows_of_many_blocks_shared_by_two_threads_are_told_alike():
    world = World(kaltim("mixed.yaml", scale=0.006), seed=3, strict=True, threads=2)
    assert world.households.id.size > 4096
    Following(world, TwinWorld.beginning_of(world)).live(13)
