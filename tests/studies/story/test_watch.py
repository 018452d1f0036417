"""What a household lives through is seen as it is, and the watching changes nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mentas.scenario.scenario import Shock
from mentas.state import STATUS
from mentas.studies.story.watch import GROUP, STATES, Watch

MONTHS = 48


@pytest.fixture(scope="module")
def lived(village):
    """A village with groups and grants, every household watched, and the same stepped by hand."""
    watched, plain = village(grants=True), village(grants=True)
    watch = Watch(watched, np.arange(watched.households.id.size))
    by_hand = {name: [getattr(plain.households, name).copy()] for name in (*STATES, "transfers", "received", "group")}
    for _ in range(MONTHS):
        watched.step()
        watch.month()
        plain.step()
        for name, values in by_hand.items():
            values.append(getattr(plain.households, name).copy())
    columns = {name: np.array(values) for name, values in watch.columns.items()}
    return watched, plain, watch, columns, {name: np.array(values) for name, values in by_hand.items()}


def test_the_months_of_a_household_are_the_columns_of_a_world_that_is_stepped_by_hand(lived):
    _, _, _, columns, by_hand = lived
    for name in STATES:
        assert np.array_equal(columns[name], by_hand[name]), name
    assert np.array_equal(columns["transfers"][1:], by_hand["transfers"][1:])
    assert np.array_equal(columns[GROUP] > 0, by_hand["group"] >= 0)


def test_a_world_that_is_watched_lives_as_one_that_is_not(lived):
    watched, plain, *_ = lived
    for name, column in watched.households._asdict().items():
        assert np.array_equal(column, getattr(plain.households, name)), name
    assert watched.ledger.statements == plain.ledger.statements


def test_every_rupiah_of_cash_comes_from_somewhere_and_goes_somewhere(lived):
    _, _, _, c, _ = lived
    came = c["wages"] + c["profit"] + c["share"] + c["paid_out"] + c["sold"] + c["money"]
    went = c["bill"] + c["invested"] + c["spending"]
    assert np.array_equal(np.diff(c["cash"], axis=0), (came - went)[1:])


def test_something_of_every_sort_is_seen(lived):
    _, _, _, c, _ = lived
    for name in ("bill", "stock_lost", "wages", "profit", "share", "sold", "transfers", "money", "invested"):
        assert (c[name] >= 0).all() and c[name].sum() > 0, name
    assert c[GROUP].max() >= STATUS.index("active") and (c["flood"] == 0).all()


def test_what_programmes_give_is_what_the_household_has_received(lived):
    _, _, watch, _, by_hand = lived
    given = sum(np.array(values) for values in watch.programmes.values())
    assert np.array_equal(given.cumsum(axis=0), by_hand["received"])
    assert all(np.array(watch.programmes[name]).sum() > 0 for name in ("bpnt", "uep", "kube"))


def test_bills_are_what_illness_costs_as_far_as_cash_can_pay(lived):
    _, _, _, c, _ = lived
    assert np.array_equal(c["bill"][1:], np.minimum(c["illness"][1:], c["cash"][:-1]))
    lost = c["stock_lost"][1:] > 0
    assert lost.any() and (c["loss"][1:][lost] == 1).all()
    assert (c["capital"][:-1][(c["loss"][1:] == 1) & ~lost] == 0).all()


def test_luck_is_the_same_under_two_policies(village, lived):
    _, _, watch, columns, _ = lived
    world = village()
    other = Watch(world, np.arange(world.households.id.size))
    for _ in range(MONTHS):
        world.step()
        other.month()
    assert [each["who"] for each in other.start] == [each["who"] for each in watch.start]
    for name in ("illness", "loss", "jobless"):
        assert np.array_equal(columns[name], np.array(other.columns[name])), name
    assert not np.array_equal(columns["capital"], np.array(other.columns["capital"]))


def test_one_household_is_seen_as_it_is_among_all(village, lived):
    _, _, watch, columns, _ = lived
    world = village(grants=True)
    place = int(np.argmax(columns["share"].sum(axis=0)))
    one = Watch(world, np.array([place]))
    for _ in range(MONTHS):
        world.step()
        one.month()
    assert one.start == [watch.start[place]]
    for name, values in one.columns.items():
        assert np.array_equal(np.array(values)[:, 0], columns[name][:, place]), name


def test_a_regional_shock_is_told_apart_from_bad_luck(village_scenario):
    from mentas.world import World

    title = {"id": "Banjir", "en": "Flood"}
    shock = Shock(title=title, start=2, months=3, regencies=(0,), wages=-0.1, capital_loss=0.5, reach=1.0)
    world = World(replace(village_scenario, shocks=(shock,)), seed=3)
    watch = Watch(world, np.flatnonzero(world.households.regency == 0))
    for _ in range(3):
        world.step()
        watch.month()
    flood, stock, capital = (np.array(watch.columns[name]) for name in ("flood", "stock_lost", "capital"))
    half = np.floor((capital[2] - stock[3]) * 0.5 + 0.5)
    assert (flood[:3] == 0).all() and np.array_equal(flood[3], half) and flood.sum() > 0
    assert watch.start[0]["shocks"] == [{"title": title, "month": 3, "months": 3}]
