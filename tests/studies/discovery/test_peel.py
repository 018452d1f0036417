"""Peeling gives the boxes that EMA Workbench gives; pasting and the limits by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mentas.studies.discovery import choice, peel, points
from mentas.studies.discovery.limits import LEVELS, LOW, Limits
from studies.discovery.sweeps import luck, mixed, spread, wrong


def peeled(x, y, threshold=None):
    whole, _ = points.read(x, y, threshold=threshold, weights=None)
    return whole, peel.peel(whole, alpha=0.05, least=0.05 * len(whole))


def real_sweep():
    x = spread(400)
    return x, wrong((x["a"] > 0.4) & (x["c"] < 0.5), 0.1, "real")


def mixed_sweep():
    x = mixed(500)
    return x, wrong((x["a"] > 0.3) & (x["market"] != "fixed") & (x["d"] >= 2), 0.05, "mixed")


def response_sweep():
    x = spread(300)
    return x, np.minimum(x["b"].to_numpy(), 0.7) + 0.2 * luck("resp", 300)


def ends(whole, step):
    """Limits of a box by name and side."""
    found = {}
    for place, side in step.limits.sides():
        dimension = whole.dimensions[place]
        kept = {dimension.levels[level] for level in step.limits.kept[place] or ()}
        found[dimension.name, side] = kept or getattr(step.limits, side)[place]
    return found


RECORDED = {
    ("real", 5): (34, 307, 131, {("c", "high"): 0.7706367388499942}),
    ("real", 12): (34, 211, 120, {("a", "low"): 0.19615765319998957, ("c", "high"): 0.650878375600003}),
    ("real", 33): (34, 66, 63, {
        ("a", "low"): 0.4031211284999934, ("a", "high"): 0.8410596334999809, ("b", "low"): 0.11092608004999605,
        ("c", "high"): 0.4664434294499955, ("e", "high"): 0.9430167375000009,
    }),
    ("mixed", 5): (13, 179, 137, {
        ("a", "low"): 0.12319851079998756, ("d", "low"): 2, ("market", "levels"): {"mixed", "responsive"},
    }),
    ("mixed", 12): (13, 46, 45, {
        ("a", "low"): 0.31270738519999597, ("b", "low"): 0.06256759189999173, ("d", "low"): 2,
        ("market", "levels"): {"mixed"},
    }),
    ("response", 12): (28, 158, 118, {("b", "low"): 0.47305246900000064}),
    ("response", 27): (28, 68, 68, {
        ("a", "low"): 0.11008460380000429, ("a", "high"): 0.9521605417999837, ("b", "low"): 0.6631064150499952,
        ("b", "high"): 0.9789319882499896, ("c", "low"): 0.0574678617999993, ("c", "high"): 0.952076464000001,
        ("e", "high"): 0.9141761710000051,
    }),
}  # fmt: skip
"""What ema_workbench 2.5.3 gives by sweep and step: boxes peeled, points and cases in the box, limits.

Made with `Prim(x, y, threshold=0.1, peel_alpha=0.05, mass_min=0.05).find_box()` (the response in mode REGRESSION with
threshold 0.7), without its pasting, which fails on whole numbers with pandas 3.
"""

SWEEPS = {"real": (real_sweep, None), "mixed": (mixed_sweep, None), "response": (response_sweep, 0.7)}


@pytest.mark.parametrize(("name", "step"), RECORDED)
def test_boxes_on_the_way_are_those_recorded_of_ema_workbench(name, step):
    sweep, threshold = SWEEPS[name]
    count, n, cases, limits = RECORDED[name, step]
    whole, steps = peeled(*sweep(), threshold)
    # EMA stops where the best slice would leave too few, ours takes another one that leaves enough.
    assert len(steps) >= count
    assert (steps[step].held.n, steps[step].held.count) == (n, cases)
    found = ends(whole, steps[step])
    assert found.keys() == limits.keys()
    for side, end in limits.items():
        assert found[side] == (end if isinstance(end, set) else pytest.approx(end, abs=1e-12))


def test_quasi_p_values_are_those_recorded_of_ema_workbench():
    whole, steps = peeled(*mixed_sweep())
    recorded = {("a", "low"): 0.02876644730762637, ("d", "low"): 7.131104674985762e-15,
                ("market", "levels"): 1.4890223351400384e-10}  # fmt: skip
    found = {
        (whole.dimensions[place].name, side): choice.quasi_p(whole, steps[5].limits, (place, side))
        for place, side in steps[5].limits.sides()
    }
    assert found == pytest.approx(recorded, rel=1e-6)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", SWEEPS)
def test_every_box_on_the_way_is_that_of_ema_workbench(name):
    pytest.importorskip("ema_workbench")
    from ema_workbench.analysis import prim
    from ema_workbench.analysis.scenario_discovery_util import RuleInductionType

    sweep, threshold = SWEEPS[name]
    x, y = sweep()
    mode = RuleInductionType.BINARY if threshold is None else RuleInductionType.REGRESSION
    theirs = prim.Prim(x, y, threshold=threshold or 0.1, peel_alpha=0.05, mass_min=0.05, mode=mode)
    theirs._paste = lambda box: box  # it fails on whole numbers with pandas 3
    box = theirs.find_box()
    whole, steps = peeled(x, y, threshold)
    total = steps[0].held.cases
    for place, row in box.peeling_trajectory.iterrows():
        held = steps[place].held
        assert (held.n, held.count) == (row["n"], row["k"])
        assert (held.cases / total, held.density, held.mean) == pytest.approx(
            (row["coverage"], row["density"], row["mean"]), rel=1e-12
        )
        for (dimension, side), end in ends(whole, steps[place]).items():
            limit = box.box_lims[place][dimension]
            assert limit[0] == end if side == "levels" else limit[0 if side == "low" else 1] == pytest.approx(end)


def test_a_slice_ends_half_way_between_two_values_and_on_a_value_that_was_tried_in_steps():
    x = pd.DataFrame({"real": np.arange(100) / 100 + 0.001 * np.arange(100) ** 2 % 0.007})
    _, steps = peeled(x, np.arange(100) >= 50)
    inner, outer = x["real"][5], x["real"][4]
    assert steps[1].limits.low == (pytest.approx((inner + outer) / 2),)
    whole = pd.DataFrame({"steps": np.repeat(np.arange(10), 10)})
    _, steps = peeled(whole, np.arange(100) >= 50)
    assert [step.limits.low[0] for step in steps[1:]] == [1, 2, 3, 4, 5]


def test_peeling_ends_where_no_slice_raises_the_mean_or_too_little_would_be_left():
    x = pd.DataFrame({"a": np.arange(100) / 100.0})
    _, steps = peeled(x, np.arange(100) >= 30)
    assert steps[-1].held.density == 1.0 and steps[-1].held.n >= 65
    whole, _ = points.read(x, np.arange(100) >= 99, threshold=None, weights=None)
    assert min(step.held.n for step in peel.peel(whole, alpha=0.05, least=20)) >= 20


def test_pasting_grows_a_box_towards_cases_and_not_away_from_them():
    x = pd.DataFrame({"a": np.arange(100) / 100.0})
    whole, _ = points.read(x, x["a"] >= 0.4, threshold=None, weights=None)
    small = peel.step_to("peel", (0, LOW), Limits((0.295,), (0.505,), (None,)), whole)
    assert (small.held.n, small.held.count) == (21, 11)
    grown = peel.paste(whole, small, alpha=0.2)
    # A fifth of 21 rows is 4: rows 51 to 54 first, up to half-way to the next.
    assert grown[0].limits.high == (pytest.approx(0.545),) and grown[0].held.n == 25
    assert grown[-1].limits == Limits((0.295,), (float("inf"),), (None,))
    assert (grown[-1].held.n, grown[-1].held.count) == (70, 60)


def test_pasting_gives_back_a_category_that_belongs_to_the_box():
    x = mixed(300)
    whole, _ = points.read(x, x["market"] != "fixed", threshold=None, weights=None)
    place = [each.name for each in whole.dimensions].index("market")
    kept = Limits.none(5).keeping(place, frozenset({0, 1}))
    grown = peel.paste(whole, peel.step_to("peel", (place, LEVELS), kept, whole), alpha=0.05)
    assert [step.limits for step in grown] == [Limits.none(5)]


def test_limits_that_say_nothing_are_dropped_and_those_that_matter_stay():
    x, y = real_sweep()
    whole, steps = peeled(x, y)
    last = choice.drop(whole, steps[-1])[-1]
    assert set(ends(whole, last)) == {("a", "low"), ("c", "high")}
    assert all(choice.quasi_p(whole, last.limits, side) <= choice.LEVEL for side in last.limits.sides())


def test_weights_count_rows_as_if_they_stood_there_so_often():
    x = pd.DataFrame({"a": np.arange(40) / 40.0 + 0.0001 * np.arange(40) ** 2})
    y = np.arange(40) >= 25
    weights = np.where(np.arange(40) < 5, 3, 1)
    light, _ = points.read(x, y, threshold=None, weights=weights)
    held = peel.peel(light, alpha=0.1, least=2.0)[0].held
    assert held.density == pytest.approx(15 / 50)
    assert held.effective == pytest.approx(50**2 / (35 + 5 * 9))
