"""A planted box is found again, noise is not taken for one, and the order of rows changes nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mentas.studies.discovery.finding import clearest, discover
from studies.discovery.sweeps import luck, mixed, noise, spread, wrong


def planted(n=500, share=0.05, name="planted"):
    x = mixed(n)
    inside = (x["a"] > 0.4) & (x["market"] != "fixed") & (x["d"] <= 2)
    return x, wrong(inside, share, name), inside.to_numpy()


def test_a_planted_box_is_found_with_its_limits_and_no_others():
    x, y, inside = planted()
    found = discover(x, y, seed=1)
    box = found.boxes[0]
    limits = {(limit.name, limit.side): limit for limit in box.limits}
    assert set(limits) == {("a", "low"), ("d", "high"), ("market", "levels")}
    assert limits["a", "low"].bound == pytest.approx(0.4, abs=0.04)
    assert limits["d", "high"].bound == 2
    assert limits["market", "levels"].levels == ("mixed", "responsive")
    assert all(limit.chance < 0.01 and limit.reproduced >= 0.9 for limit in box.limits)
    mine = box.inside(x)
    assert (mine & inside).sum() / (mine | inside).sum() > 0.93
    assert (box.n, box.cases) == (mine.sum(), (mine & y).sum())
    assert box.coverage == pytest.approx((mine & y).sum() / y.sum())
    assert box.density == pytest.approx(y[mine].mean())
    assert box.mass == pytest.approx(mine.mean())
    assert box.density_held_out == pytest.approx(0.95, abs=0.08)
    assert found.reason == "found" and box.chance < 1e-6


def test_noise_is_not_taken_for_a_box():
    found = [discover(*noise(seed), seed=seed) for seed in range(12)]
    assert sum(each.found for each in found) <= 1
    assert {each.reason for each in found if not each.found} == {"chance"}
    assert all(not each.boxes and each.table().empty for each in found if not each.found)


@pytest.mark.slow
@pytest.mark.parametrize(("n", "share"), [(150, 0.4), (200, 0.1), (300, 0.8)])
def test_noise_is_taken_for_a_box_in_at_most_one_sweep_of_twenty(n, share):
    found = [discover(*noise(seed, n, share), seed=seed, boxes_max=1).found for seed in range(200)]
    assert np.mean(found) <= 0.05


@pytest.mark.slow
def test_planted_boxes_are_found_again_whatever_the_luck():
    likeness = []
    for number in range(20):
        x, y, inside = planted(share=0.1, name=f"again {number}")
        mine = discover(x, y, seed=number).boxes[0].inside(x)
        likeness.append((mine & inside).sum() / (mine | inside).sum())
    assert min(likeness) > 0.6 and np.median(likeness) > 0.9


def test_several_boxes_are_found_by_taking_out_the_points_of_each():
    x = spread(800)
    one, two = (x["a"] > 0.6) & (x["b"] > 0.5), (x["c"] > 0.7) & (x["b"] < 0.4)
    found = discover(x, wrong(one | two, 0.03, "two"), seed=1)
    names = [{(limit.name, limit.side) for limit in box.limits} for box in found.boxes]
    assert names[:2] == [{("a", "low"), ("b", "low")}, {("b", "high"), ("c", "low")}] or names[:2] == [
        {("b", "high"), ("c", "low")}, {("a", "low"), ("b", "low")},
    ]  # fmt: skip
    assert sum(box.coverage for box in found.boxes) > 0.8
    assert len(discover(x, wrong(one | two, 0.03, "two"), seed=1, boxes_max=1).boxes) == 1


def test_the_order_of_rows_and_columns_changes_nothing():
    x, y, _ = planted(300)
    order = np.argsort(luck("order", 300))
    turned = discover(x[x.columns[::-1]].iloc[order], y[order], seed=3)
    straight = discover(x, y, seed=3)
    pd.testing.assert_frame_equal(turned.table(), straight.table())
    pd.testing.assert_frame_equal(turned.trajectory, straight.trajectory)


def test_another_seed_deals_other_folds():
    x, y, _ = planted(300, 0.15)
    one, other = (discover(x, y, seed=seed).trajectory["density_held_out"] for seed in (1, 2))
    assert not one.equals(other)


def test_the_trajectory_holds_every_step_and_what_was_chosen_and_became_of_it():
    x, y, _ = planted()
    found = discover(x, y, seed=1)
    way = found.trajectory[found.trajectory["box"] == 1]
    peeled = way[way["act"].isin(["start", "peel"])]
    assert (np.diff(peeled["mass"]) < 0).all() and (np.diff(peeled["coverage"]) <= 0).all()
    assert peeled.iloc[0][["coverage", "mass"]].tolist() == [1.0, 1.0]
    assert peeled["chosen"].sum() == 1 and way["final"].sum() == 1
    last = way[way["final"]].iloc[0]
    assert last["coverage"] == found.boxes[0].coverage and last["density"] == found.boxes[0].density
    worth = peeled["quality"] + peeled["quality_held_out"]
    assert peeled["chosen"].idxmax() == worth.idxmax()


def test_the_table_has_a_row_for_each_limit():
    x, y, _ = planted()
    table = discover(x, y, seed=1).table()
    first = table[table["box"] == 1].set_index("dimension")
    assert first.loc["market", "levels"] == "mixed|responsive" and np.isnan(first.loc["market", "bound"])
    assert first.loc["d", ["side", "bound"]].tolist() == ["high", 2]
    assert first["coverage"].nunique() == 1


def test_a_real_response_is_sought_above_its_threshold():
    x = spread(400)
    y = np.where(x["a"] > 0.7, 3.0, 1.0) + luck("response", 400)
    found = discover(x, y, seed=1, threshold=3.0)
    (limit,) = found.boxes[0].limits
    assert (limit.name, limit.side) == ("a", "low") and limit.bound == pytest.approx(0.7, abs=0.03)
    assert found.boxes[0].mean > 3.2 and found.boxes[0].density > 0.9


def test_a_rule_with_few_exceptions_is_a_box_of_the_exceptions():
    x = spread(500)
    y = wrong(~((x["a"] < 0.4) & (x["b"] < 0.4)), 0.03, "exceptions")
    found = clearest(x, y, seed=1)
    assert found.exceptions and found.density == pytest.approx(y.mean())
    assert {(limit.name, limit.side) for limit in found.boxes[0].limits} == {("a", "high"), ("b", "high")}
    assert not clearest(x, ~y, seed=1).exceptions


def test_points_without_an_outcome_are_left_out():
    x, y, _ = planted(300)
    some = y.astype(float)
    some[:7] = np.nan
    found = discover(x, some, seed=1)
    assert (found.n, found.left_out) == (293, 7)


@pytest.mark.parametrize(
    ("y", "reason"),
    [(np.zeros(60), "no_cases"), (np.ones(60), "all_cases"), (np.arange(60) < 4, "too_few")],
)
def test_where_there_is_nothing_to_seek_it_says_why(y, reason):
    found = discover(spread(60), y, seed=1)
    assert not found.found and found.reason == reason and found.trajectory.empty and np.isnan(found.chance)


def test_an_input_that_does_not_vary_is_no_dimension():
    x, y, _ = planted(300)
    found = discover(x.assign(same=1.0, one="level"), y, seed=1)
    assert [each.name for each in found.dimensions] == ["a", "b", "c", "d", "market"]
    nothing = discover(pd.DataFrame({"same": np.ones(60)}), np.arange(60) < 30, seed=1)
    assert nothing.reason == "chance"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"y": np.arange(49)}, "50 rows"),
        ({"y": np.arange(50)}, "threshold"),
        ({"weights": np.zeros(50)}, "above zero"),
        ({"x": spread(50).assign(a=np.nan)}, "missing: a"),
        ({"alpha": 0.0}, "alpha"),
    ],
)
def test_what_cannot_be_sought_is_refused(changed, words):
    given = {"x": spread(50), "y": np.arange(50) < 25, "seed": 1} | changed
    with pytest.raises(ValueError, match=words):
        discover(given.pop("x"), given.pop("y"), **given)
