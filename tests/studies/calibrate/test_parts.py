"""The parts of a calibration one by one, against answers worked out by hand or in another way."""

from __future__ import annotations

import numpy as np
import pytest

from mentas.studies.calibrate import quadratic
from mentas.studies.calibrate.confirm import weighted
from mentas.studies.calibrate.emulator import fit
from mentas.studies.calibrate.ensemble import median
from mentas.studies.calibrate.fit import agreement, quantiles
from mentas.studies.calibrate.points import Points, design
from mentas.studies.calibrate.posterior import Aim, sample
from mentas.studies.calibrate.process import fitted
from mentas.studies.calibrate.rows import NAME, Rows
from mentas.studies.calibrate.targets import Prior, Target, allowed, parameters_of
from mentas.studies.calibrate.trials import is_target, target_of
from studies.trial.small import published, small_trial

THRESHOLDS = (0.0, 0.4, 0.8, 1.2)


def test_more_points_of_a_design_are_the_same_ones_and_others():
    few, many = (design(n, parameters=5, thresholds=THRESHOLDS, seed=4) for n in (40, 130))
    np.testing.assert_array_equal(few.shares, many.shares[:40])
    np.testing.assert_array_equal(few.thresholds, many.thresholds[:40])
    other = design(40, parameters=5, thresholds=THRESHOLDS, seed=5)
    assert not np.array_equal(few.shares, other.shares)


def test_every_structure_gets_as_many_points_spread_over_all_of_every_prior():
    points = design(256, parameters=6, thresholds=THRESHOLDS, seed=4)
    for threshold in THRESHOLDS:
        here = points.shares[points.thresholds == threshold]
        assert len(here) == 64
        counts = np.array([np.histogram(here[:, n], bins=4, range=(0, 1))[0] for n in range(6)])
        assert counts.min() >= 8, "a quarter of a prior is all but left out in a structure"


def test_ranks_become_values_evenly_or_in_the_logarithm():
    even, log = Prior(name="a", low=1.0, high=100.0), Prior(name="b", low=1.0, high=100.0, log=True)
    assert parameters_of((even, log), np.array([0.5, 0.5]), 0.8) == {
        "a": 50.5, "b": pytest.approx(10.0), "enterprise.threshold": 0.8,
    }  # fmt: skip
    assert float(log.value(np.array(1.0))) == 100.0, "never outside the range"


def test_what_a_target_may_be_off_is_its_error_and_a_share_of_the_effect():
    targets = [Target(name="t", effect=-40.0, se=3.0)]
    assert allowed(targets, 0.1) == pytest.approx([5.0])


def test_an_effect_without_an_error_gets_half_of_itself_and_one_from_memory_is_no_target():
    trial = small_trial()
    bare = target_of(trial, published("a", "arm", "spending", (6,), effect=-8.0, se=None, role="calibrate"))
    assert (bare.name, bare.se, bare.se_published, bare.market) == ("small/a", 4.0, False, False)
    assert target_of(trial, published("a", "arm", "price", (6,))).market
    assert target_of(trial, published("a", "arm", "spending", (6,), on="ineligible")).market
    assert is_target(trial, published("a", "arm", "spending", (6,), role="calibrate"))
    for other in ({"role": "check"}, {"from_memory": True}, {"scored": False}):
        assert not is_target(trial, published("a", "arm", "spending", (6,), **({"role": "calibrate"} | other)))


def test_a_row_that_was_cut_off_is_not_read_and_those_around_it_are(tmp_path):
    rows = Rows(tmp_path)
    rows.keep("a", np.array([[1.0, np.nan]]), {})
    rows.keep("b", np.array([[2.0, 3.0]]), {})
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes()[:-7])
    again = Rows(tmp_path)
    assert "a" in again and "b" not in again
    again.keep("c", np.array([[4.0, 5.0]]), {})
    np.testing.assert_array_equal(Rows(tmp_path).read(["a", "b", "c"])[:, 0, 0], [1.0, np.nan, 4.0])


def test_a_quadratic_tells_a_quadratic_and_its_error_is_that_of_leaving_one_out():
    rng = np.random.default_rng(0)
    shares, thresholds = rng.random((60, 2)), rng.choice([0.0, 0.8], 60)
    exact = 1.0 + 2.0 * shares[:, 0] - 3.0 * shares[:, 0] * shares[:, 1] + 4.0 * (thresholds == 0.8)
    noisy = exact + rng.normal(size=60)
    model, error = quadratic.fitted(shares, thresholds, (0.0, 0.8), np.column_stack([exact, noisy]))
    new, there = rng.random((9, 2)), np.repeat([0.0, 0.8, 0.8], 3)
    wanted = 1.0 + 2.0 * new[:, 0] - 3.0 * new[:, 0] * new[:, 1] + 4.0 * (there == 0.8)
    np.testing.assert_allclose(model.predict(new, there, (0.0, 0.8))[:, 0], wanted, atol=1e-3)
    assert error[0] < 1e-3
    assert 0.8 < error[1] < 1.4


def test_the_error_of_a_process_is_that_of_fitting_it_without_each_point():
    rng = np.random.default_rng(1)
    inputs = 2.0 * rng.random((40, 2)) - 1.0
    values = np.sin(3.0 * inputs[:, 0]) + 0.5 * inputs[:, 1] + 0.05 * rng.normal(size=40)
    process, error = fitted(inputs, values, seed=0)
    new = 2.0 * rng.random((200, 2)) - 1.0
    missed = process.predict(new) - (np.sin(3.0 * new[:, 0]) + 0.5 * new[:, 1])
    assert np.sqrt(np.mean(missed**2)) < 0.15
    assert error == pytest.approx(0.08, abs=0.05)


def test_the_posterior_of_a_straight_line_is_the_one_that_algebra_gives():
    # Normal deviate z of one parameter, moments 2 ndtr(z): with a wide prior and a tight target the posterior of the
    # rank is normal around the value that meets the target.
    points = design(64, parameters=1, thresholds=(0.8,), seed=1)
    aim = Aim(np.array([1.1]), np.array([0.08]))
    moments = 2.0 * points.shares
    emulators = fit(points, moments, centre=aim.effects, width=aim.deviations, thresholds=(0.8,), seed=1)
    found = sample(emulators, aim, threshold=0.8, parameters=1, draws=4000, seed=2, walkers=32, steps=400)
    assert found.points.shares.mean() == pytest.approx(0.55, abs=0.005)
    assert found.points.shares.std() == pytest.approx(0.04, abs=0.004)
    again = sample(emulators, aim, threshold=0.8, parameters=1, draws=4000, seed=2, walkers=32, steps=400)
    np.testing.assert_array_equal(found.points.shares, again.points.shares)


def test_weights_are_ratios_of_likelihoods_and_a_failed_draw_has_none():
    found = weighted(np.log([1.0, 2.0, 1.0, 0.0 + 1e-300]) + [0, 0, 0, -np.inf], np.zeros(4))
    np.testing.assert_allclose(found.weights, [0.25, 0.5, 0.25, 0.0])
    assert (found.power, found.effective) == (1.0, pytest.approx(8 / 3))


def test_one_draw_that_outweighs_all_is_tempered_and_that_is_told():
    found = weighted(np.array([50.0] + [0.0] * 99), np.zeros(100))
    assert found.power < 1.0
    assert found.effective == pytest.approx(30.0, rel=0.01)
    assert found.effective_untempered < 2.0


def test_a_fit_is_flagged_by_its_sum_or_by_one_effect_out_of_reach():
    aim = Aim(np.zeros(20), np.ones(20))
    even = np.full(3, 1.0 / 3.0)
    assert not agreement(np.ones((3, 20)), even, aim).misspecified  # 20 against 20 degrees
    assert agreement(np.full((3, 20), 1.5), even, aim).misspecified  # 45 against 20, chance 0.001
    one = np.zeros((3, 20))
    one[:, 4] = 4.0  # 16 in all, but one effect beyond what 20 normal ones reach
    assert agreement(one, even, aim).misspecified
    assert agreement(one, even, aim).worst == pytest.approx(4.0)


def test_weighted_quantiles_of_equal_weights_are_the_usual_ones():
    values = np.array([[3.0], [1.0], [2.0]])
    assert quantiles(values, np.full(3, 1 / 3), (0.5,))[0, 0] == 2.0
    assert quantiles(values, np.array([0.0, 0.5, 0.5]), (0.5,))[0, 0] == 1.5
    assert median(np.array([1.0, 2.0, 9.0]), np.array([0.1, 0.1, 0.8])) > 5.0


def test_points_are_joined_and_chosen():
    both = Points(np.zeros((1, 2)), np.zeros(1)) + Points(np.ones((2, 2)), np.ones(2))
    assert len(both) == 3
    assert both.where(np.array([2])).thresholds.tolist() == [1.0]
