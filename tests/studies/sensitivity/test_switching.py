"""Switch points: found where they are, and not found where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from mentas.studies import sampling, sensitivity
from mentas.studies.sensitivity import UnusableResultsError, between

NAMES = ["asked", "other"]


def study(function, *, seed, rows=200, replicates=4, noise=0.5, luck=0.05, scale=None):
    """Table of the first name, in a study where the other name, common luck and dice move the outcome too."""
    rng = np.random.default_rng(seed)
    design = sampling.latin(NAMES, rows, seed=seed)
    y = (function(design[:, 0]) + 2.0 * (design[:, 1] - 0.5))[:, None]
    y = y + rng.normal(0.0, luck, (1, replicates)) + rng.normal(0.0, noise, (rows, replicates))
    return sensitivity.switch(design, y, names=NAMES, scales={"asked": scale or between(0.0, 1.0)}, seed=seed)


SWITCHING = {
    "line": (lambda x: 3.0 * (x - 0.4), 0.4),
    "exponential": (lambda x: np.exp(3.0 * x) - np.exp(2.1), 0.7),
    "step down": (lambda x: np.where(x < 0.3, 1.0, -1.0), 0.3),
}


@pytest.mark.parametrize(("function", "truth"), SWITCHING.values(), ids=SWITCHING)
def test_a_switch_is_found_where_it_is(function, truth):
    found = [study(function, seed=seed) for seed in range(20)]
    assert np.mean([each["found"].tolist() == ["switch"] for each in found]) > 0.9
    told = [each.iloc[0] for each in found if each["found"].tolist() == ["switch"]]
    assert np.mean([each["value"] for each in told]) == pytest.approx(truth, abs=0.015)
    assert np.mean([each["low"] <= truth <= each["high"] for each in told]) > 0.88
    assert np.mean([each["high"] - each["low"] for each in told]) < 0.2
    signs = (1, -1) if function(np.array([0.0]))[0] > 0 else (-1, 1)
    assert {(each["sign_below"], each["sign_above"]) for each in told} == {signs}


NEVER = {
    "zero": lambda x: 0.0 * x,
    "slightly positive": lambda x: 0.1 + 0.0 * x,
    "touches zero": lambda x: 4.0 * (x - 0.5) ** 2,
    "touches zero at the end": lambda x: -3.0 * x**2,
    "step beside a plain near zero": lambda x: np.where(x < 0.5, 0.02, 3.0),
    "cliff at the end": lambda x: np.where(x < 0.05, -3.0, -0.02),
}


@pytest.mark.parametrize("function", NEVER.values(), ids=NEVER)
def test_a_false_switch_is_rare(function):
    # At most 5 % are allowed: of 25 studies, 5 or more would be seen with a chance below 1 %.
    found = [study(function, seed=seed, rows=100) for seed in range(25)]
    assert sum((each["found"] == "switch").any() for each in found) < 5


@pytest.mark.slow
@pytest.mark.parametrize("rows", [100, 1000])
@pytest.mark.parametrize("luck", [0.0, 0.3])
@pytest.mark.parametrize("function", NEVER.values(), ids=NEVER)
def test_a_false_switch_is_as_rare_as_the_band_says(function, luck, rows):
    found = [study(function, seed=seed, luck=luck, rows=rows) for seed in range(200)]
    assert np.mean([(each["found"] == "switch").any() for each in found]) <= 0.05


def test_common_luck_widens_the_interval():
    def width(luck):
        found = [study(SWITCHING["line"][0], seed=seed, luck=luck) for seed in range(10)]
        return np.mean([each["high"][0] - each["low"][0] for each in found if each["found"][0] == "switch"])

    assert width(0.4) > 1.5 * width(0.0)


def test_a_difference_of_one_sign_is_told_with_that_sign():
    for sign, reason in ((1, "never: positive everywhere"), (-1, "never: negative everywhere")):
        (row,) = study(lambda x, sign=sign: sign * (2.0 + x), seed=1).to_dict("records")
        assert (row["found"], row["sign_below"], row["sign_above"]) == (reason, sign, sign)
        assert np.isnan(row["value"])


def test_what_noise_hides_cannot_be_told():
    (row,) = study(lambda x: 0.02 * (x - 0.5), seed=1).to_dict("records")
    assert (row["found"], row["sign_below"]) == ("cannot tell", 0)


def test_two_switches_are_two_rows_in_the_order_of_values():
    found = study(lambda x: 3.0 * np.cos(2.0 * np.pi * x), seed=1, rows=600)
    assert found["found"].tolist() == ["switch", "switch"]
    assert found["value"].to_numpy() == pytest.approx([0.25, 0.75], abs=0.04)
    assert found["sign_above"].tolist() == [-1, 1]


def test_values_are_real_ones_on_any_rising_or_falling_scale():
    # Falls in the unit number from 100 to 10: the switch at unit 0.4 is 100 * 0.1**0.4 = 39.8; below it the sign is
    # that of higher unit numbers.
    found = study(SWITCHING["line"][0], seed=2, scale=lambda unit: 100.0 * 0.1**unit)
    (row,) = found.to_dict("records")
    assert row["value"] == pytest.approx(39.8, rel=0.12)
    assert row["low"] < row["value"] < row["high"]
    assert (row["sign_below"], row["sign_above"]) == (1, -1)
    assert row["lowest"] == pytest.approx(10.0, rel=0.02) and row["highest"] == pytest.approx(100.0, rel=0.02)


def test_a_part_of_the_range_is_judged_where_there_are_draws():
    rng = np.random.default_rng(1)
    design = 0.3 + 0.4 * rng.random((300, 2))
    y = 5.0 * (design[:, :1] - 0.5) + rng.normal(0.0, 0.2, (300, 2))
    found = sensitivity.switch(design, y, names=NAMES, scales={"asked": between(0.0, 10.0)}, seed=1)
    assert found["value"][0] == pytest.approx(5.0, abs=0.2)
    assert found["lowest"][0] == pytest.approx(3.0, abs=0.1) and found["highest"][0] == pytest.approx(7.0, abs=0.1)


def test_the_same_seed_gives_the_same_table_whatever_else_is_asked():
    design = sampling.latin(NAMES, 100, seed=1)
    y = design[:, :1] - 0.5 + np.random.default_rng(1).normal(0.0, 0.3, (100, 3))
    scale = between(0.0, 1.0)
    both = sensitivity.switch(design, y, names=NAMES, scales=dict.fromkeys(NAMES, scale), seed=1)
    alone = sensitivity.switch(design, y, names=NAMES, scales={"asked": scale}, seed=1)
    other = sensitivity.switch(design, y, names=NAMES, scales={"asked": scale}, seed=2)
    assert both[both["name"] == "asked"].reset_index(drop=True).equals(alone)
    assert not alone.equals(other)


def test_a_difference_that_is_always_the_same_has_its_sign():
    design = sampling.latin(NAMES, 100, seed=1)
    for value, sign in ((0.0, 0), (-2.0, -1)):
        found = sensitivity.switch(
            design, np.full((100, 2), value), names=NAMES, scales={"asked": between(0.0, 1.0)}, seed=1
        )
        assert found["sign_above"].tolist() == [sign]


def test_too_few_or_unfinished_results_are_refused():
    design = sampling.latin(NAMES, 29, seed=1)
    with pytest.raises(UnusableResultsError, match="too few"):
        sensitivity.switch(design, np.ones(29), names=NAMES, scales={}, seed=1)
    with pytest.raises(UnusableResultsError, match="finite"):
        sensitivity.switch(design, np.full(29, np.nan), names=NAMES, scales={}, seed=1)
