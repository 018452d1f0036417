"""Dice, parameters and structure are told apart, intervals cover, and nothing is ranked that is not there."""

from __future__ import annotations

import numpy as np
import pytest

from mentas.studies.ensemble import doubt, structures
from mentas.studies.ensemble.squares import components

REPEATS = 1000


def _nest(rounds: int, lucks: int = 2, population: int = 16):
    """Structure and model of each replicate, in the order of the plan."""
    models = np.repeat(np.arange(rounds * population), lucks)
    return {"structure": models % population, "model": models, "population": population}


def _drawn(rng, nest, *, dice=0.0, parameters=0.0, structure=0.0, mean=0.0, repeats=REPEATS):
    """Replicates of known components, and one more model of each repeat: the truth that an interval is after."""
    homes = structure * rng.standard_normal((repeats, nest["population"]))
    homes -= homes.mean(axis=1, keepdims=True)  # the structures are all there are: their mean is the mean
    models = parameters * rng.standard_normal((repeats, nest["model"].max() + 1))
    y = (
        mean
        + homes[:, nest["structure"]]
        + models[:, nest["model"]]
        + dice * rng.standard_normal((repeats, len(nest["model"])))
    )
    any_home = homes[np.arange(repeats), rng.integers(nest["population"], size=repeats)]
    return y, mean + any_home + parameters * rng.standard_normal(repeats)


def test_a_nest_worked_out_by_hand():
    # two structures of two models of two lucks: 1 3 | 5 7 and 2 2 | 4 4. Means 2 6 2 4, structures 4 and 3, all 3.5.
    y = np.array([[1.0, 3.0, 5.0, 7.0, 2.0, 2.0, 4.0, 4.0]])
    found = doubt.split(y, structure=np.repeat([0, 1], 4), model=np.repeat(np.arange(4), 2), population=2)
    # dice: 4 of 1 squared over 4 = 1; models: 2 (4 + 4 + 1 + 1) over 2 = 10; structure: 4 (0.25 + 0.25) = 2
    # parameters (10 - 1) / 2 = 4.5; structure (2 - 10) / 4 = -2, set to zero
    assert found["mean"][0] == 3.5
    assert np.isclose(found["sd_dice"][0], 1.0) and np.isclose(found["sd_parameters"][0] ** 2, 4.5)
    assert found["sd_structure"][0] == 0.0 and found["zero_structure"][0] and not found["zero_parameters"][0]
    # the effect: 4.5 (1 + 4 x 2^2 / 8^2) + 1 / 8 = 5.75, of which dice 0.125
    assert np.isclose(found["share_dice"][0], 0.125 / 5.75)
    assert np.isclose(found["share_parameters"][0], 5.625 / 5.75) and found["share_structure"][0] == 0.0
    # for the interval models are taken together: 2 (2.25 + 6.25 + 2.25 + 0.25) over 3 = 22 / 3, of which not dice
    # (22 / 3 - 1) / 2 = 19 / 6; and 19 / 6 x 1.25 + 1 / 8 = 49 / 12. Of the sum of squares 22, 20 has two degrees and
    # 2 has one: 2.37 in all, which are fewer than FEWEST.
    freedom = 22**2 / (20**2 / 2 + 2**2)
    from scipy.stats import t

    assert np.isclose(found["high"][0] - 3.5, t.ppf(0.975, freedom) * np.sqrt(49 / 12))
    assert np.isclose(found["high90"][0] - 3.5, t.ppf(0.95, freedom) * np.sqrt(49 / 12))
    # the mean: both structures that there are were seen, so only models: 10 / 8 on 2 degrees of freedom
    assert np.isclose(found["mean_high"][0] - 3.5, t.ppf(0.975, 2) * np.sqrt(10 / 8))


@pytest.mark.parametrize(
    "parts",
    [
        {"dice": 1.0, "parameters": 2.0, "structure": 3.0},
        {"dice": 3.0, "parameters": 1.0, "structure": 1.0},
        {"dice": 0.5, "parameters": 0.2, "structure": 2.0},
    ],
)
@pytest.mark.parametrize("lost", [0.0, 0.15])
def test_components_are_unbiased_also_where_replicates_are_lost(parts, lost):
    rng = np.random.default_rng(1)
    nest = _nest(2)
    y, _ = _drawn(rng, nest, **parts, repeats=4000)
    y[:, rng.random(y.shape[1]) < lost] = np.nan
    seen = np.isfinite(y[0])
    raw = components(y[:, seen], structure=nest["structure"][seen], model=nest["model"][seen])
    for kind, row in zip(doubt.KINDS, raw, strict=True):
        error = row.std() / np.sqrt(len(row))
        # taking the mean off the structures leaves their variance of n - 1 what it was
        assert abs(row.mean() - parts[kind] ** 2) < 4.0 * error, kind


@pytest.mark.parametrize(
    ("rounds", "parts", "spare"),
    [
        (1, {"dice": 0.5, "parameters": 1.0, "structure": 0.5}, 0.0),
        (2, {"dice": 1.0, "parameters": 1.0, "structure": 1.0}, 0.0),
        (2, {"dice": 0.2, "parameters": 1.0, "structure": 0.3}, 0.0),
        (4, {"dice": 2.0, "parameters": 1.0, "structure": 1.0}, 0.0),
        # Structures are few and bounded, which the interval does not use; and where luck is much greater than what it
        # hides, what might be hidden is held to be there.
        (2, {"dice": 0.2, "parameters": 0.3, "structure": 1.0}, 0.02),
        (2, {"dice": 3.0, "parameters": 1.0}, 0.07),
    ],
)
def test_the_interval_of_the_effect_covers_what_another_model_says(rounds, parts, spare):
    rng = np.random.default_rng(2)
    nest = _nest(rounds)
    y, truth = _drawn(rng, nest, **parts, repeats=4 * REPEATS)
    found = doubt.split(y, **nest)
    assert 0.936 <= np.mean((found["low"] <= truth) & (truth <= found["high"])) <= 0.97 + spare
    assert 0.886 <= np.mean((found["low90"] <= truth) & (truth <= found["high90"])) <= 0.93 + spare
    of_mean = np.mean((found["mean_low"] <= 0.0) & (found["mean_high"] >= 0.0))
    # With one model a structure the two cannot be told apart, and the mean's interval takes structures for a sample.
    assert 0.936 <= of_mean <= (0.964 if rounds > 1 else 1.0)


@pytest.mark.parametrize("rounds", [1, 2, 4])
@pytest.mark.parametrize(
    "parts",
    [{"dice": 1.0}, {"dice": 1.0, "parameters": 1.0}, {"dice": 1.0, "parameters": 0.5, "structure": 1.0}],
)
def test_policies_that_do_the_same_on_average_are_seldom_ranked(rounds, parts):
    y, _ = _drawn(np.random.default_rng(3), _nest(rounds), **parts, repeats=4 * REPEATS)
    found = doubt.split(y, **_nest(rounds))
    assert np.mean((found["low"] > 0.0) | (found["high"] < 0.0)) <= 0.05


def test_shares_say_what_the_interval_is_made_of():
    y, _ = _drawn(np.random.default_rng(4), _nest(4), dice=1.0, parameters=2.0, structure=3.0)
    found = doubt.split(y, **_nest(4))
    shares = np.array([found[f"share_{kind}"] for kind in doubt.KINDS])
    assert np.allclose(shares.sum(axis=0), 1.0)
    # 16 x 4 models, 128 replicates: dice 1 / 128, parameters 4 (1 + 1 / 64), structure 9 once
    expected = np.array([1.0 / 128, 4.0 * 65 / 64, 9.0])
    assert np.allclose(np.median(shares, axis=1), expected / expected.sum(), atol=0.03)


def test_more_replicates_shrink_the_part_of_dice_and_leave_the_doubt():
    rng = np.random.default_rng(5)
    few, many = (doubt.split(_drawn(rng, _nest(r), dice=1.0, parameters=1.0)[0], **_nest(r)) for r in (2, 16))
    assert np.median(many["share_dice"]) < 0.25 * np.median(few["share_dice"])
    assert np.median(many["high"] - many["low"]) / 2 < 1.2 * 1.97
    assert np.median(many["mean_high"] - many["mean_low"]) < 0.4 * np.median(few["mean_high"] - few["mean_low"])


def test_what_cannot_be_known_is_left_open():
    y = np.random.default_rng(6).standard_normal((3, 32))
    one = doubt.split(y, **_nest(1))  # one set in each structure
    assert np.isfinite(one["share_dice"]).all() and np.isnan(one["share_parameters"]).all()
    pair = doubt.split(y[:, :2], structure=np.zeros(2), model=np.zeros(2), population=16)
    assert np.isfinite(pair["mean"]).all() and np.isnan(pair["low"]).all()
    alone = doubt.split(y[:, ::2], **{k: v[::2] if k != "population" else v for k, v in _nest(1).items()})
    assert np.isfinite(alone["low"]).all() and np.isnan(alone["share_dice"]).all()
    none = doubt.split(np.full((1, 32), np.nan), **_nest(1))
    assert none["n"][0] == 0 and np.isnan(none["mean"][0])


def test_one_structure_alone_has_no_doubt_about_structure():
    models = np.repeat(np.arange(10), 2)
    y = np.random.default_rng(7).standard_normal((5, 10))[:, models] + np.random.default_rng(8).random((5, 20))
    found = doubt.split(y, structure=np.zeros(20), model=models, population=1)
    assert (found["share_structure"] == 0.0).all()
    assert np.allclose(found["share_dice"] + found["share_parameters"], 1.0)


def test_no_difference_at_all_is_an_interval_of_nothing():
    found = doubt.split(np.zeros((1, 64)), **_nest(2))
    assert found["low"][0] == found["high"][0] == found["mean_high"][0] == 0.0
    assert np.isnan(found["share_dice"][0]) and found["sd_dice"][0] == 0.0


def _side(low, high):
    return {"mean_low": np.array([low]), "mean_high": np.array([high])}


@pytest.mark.parametrize(
    ("levels", "whole", "turns"),
    [
        ([(-3, -1), (1, 3)], (-1, 1), True),
        ([(-3, -1), (-1, 3)], (-2, 1), False),
        ([(-3, -1), (-1, 1)], (0.5, 1), True),
        ([(np.nan, np.nan), (1, 3)], (-1, 1), False),
    ],
)
def test_the_answer_changes_where_levels_lie_on_two_sides_of_zero(levels, whole, turns):
    assert structures.turned([_side(*ends) for ends in levels], _side(*whole)).tolist() == [turns]


def test_where_structure_does_nothing_the_answer_is_seldom_said_to_change():
    nest = _nest(2)
    y, _ = _drawn(np.random.default_rng(9), nest, dice=1.0, parameters=1.0, repeats=4 * REPEATS)
    # four levels, as of a threshold: structures 0 to 3, 4 to 7 and so on
    parts = [
        doubt.split(y[:, at], structure=nest["structure"][at], model=nest["model"][at], population=4)
        for at in (nest["structure"] // 4 == level for level in range(4))
    ]
    assert np.mean(structures.turned(parts, doubt.split(y, **nest))) <= 0.05
