"""Ends of a world, whatever the order of its rows."""

from __future__ import annotations

import numpy as np
import pytest

from mentas import columns
from mentas.studies.story.census import Census

MONTHS = 36


@pytest.fixture(scope="module")
def counted(village):
    world = village(grants=True)
    h, start = world.households, columns.copy(world.households)
    census = Census(world)
    poor = (h.spending_mean < h.need).astype(int)
    listed = h.registered_decile <= 5
    for _ in range(MONTHS):
        world.step()
        census.month()
        poor += h.spending_mean < h.need
        listed |= h.registered_decile <= 5
    return world, start, census.ends(), poor, listed


def test_ends_are_those_of_the_columns(counted):
    world, _, ends, poor, listed = counted
    h = world.households
    order = np.argsort(h.id)
    assert ends.id.tolist() == sorted(h.id.tolist())
    for mine, column in ((ends.spending, h.spending_mean), (ends.received, h.received), (ends.need, h.need)):
        assert np.array_equal(mine, column[order])
    assert np.array_equal(ends.poor_months, poor[order]) and 0 < ends.poor_months.max() <= MONTHS + 1
    assert np.array_equal(ends.listed, listed[order])
    assert np.array_equal(ends.poor, (h.spending_mean < h.need)[order])


def test_a_programme_is_meant_for_those_in_its_true_deciles_who_meet_its_conditions(counted):
    _, start, ends, _, _ = counted
    # bpnt, uep (able to work) and kube of the village serve deciles up to 5, bpnt to its own limit and all families.
    order = np.argsort(start.id)
    able = (start.labour >= 0.3) & (start.national_decile <= 5)
    kube = (start.national_decile <= 5) & (start.group < 0)
    bpnt = start.national_decile <= 4
    assert np.array_equal(ends.fits, (able | kube | bpnt)[order])


def test_the_order_of_rows_changes_no_end(village):
    def lived(order):
        world = village(grants=True)
        if order is not None:
            world.households = columns.take(world.households, order)
        census = Census(world)
        census.month()
        return census.ends()

    rows = village().households.id.size
    for plain, other in zip(lived(None), lived(np.random.default_rng(3).permutation(rows)), strict=True):
        assert np.array_equal(plain, other)
