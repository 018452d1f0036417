"""Means over worlds that lie in a nest have the errors they should, and are drawn again as they vary."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mentas.studies import analysis
from mentas.studies.ensemble.doubt import split
from mentas.studies.ensemble.nest import Nest
from mentas.studies.ensemble.plan import AXES, STRUCTURES
from mentas.studies.frontier.ground import Ground, structures
from studies.frontier.made import nested, tried


def _drawn(ground: Ground, repeats: int, seed: int = 1) -> np.ndarray:
    """Dice, parameters and structures of the same size; structures add up to nothing."""
    rng = np.random.default_rng(seed)
    homes = rng.standard_normal((repeats, ground.population))
    homes -= homes.mean(axis=1, keepdims=True)
    models = rng.standard_normal((repeats, ground.model.max() + 1))
    return homes[:, ground.structure] + models[:, ground.model] + rng.standard_normal((repeats, len(ground)))


@pytest.mark.parametrize("ground", [nested(2), nested(3), nested(4, structures=1), nested(5, structures=4)])
def test_the_error_of_a_mean_is_that_of_the_interval(ground):
    values = _drawn(ground, 5)
    error = np.sqrt((ground.errors(values) ** 2).sum(axis=-1))
    mean, low, high = ground.interval(values)
    assert np.allclose(mean, values.mean(axis=1))
    assert np.allclose(ground.student() * error, (high - low) / 2)
    found = split(values, structure=ground.structure, model=ground.model, population=ground.population)
    assert np.array_equal(found["mean_low"], low)


def test_worlds_of_luck_alone_have_the_plain_interval():
    ground, values = Ground.plain(7), np.random.default_rng(1).standard_normal((3, 7))
    mean, low, high, _ = analysis.interval(values)
    assert all(np.array_equal(a, b) for a, b in zip(ground.interval(values), (mean, low, high), strict=True))
    error = np.sqrt((ground.errors(values) ** 2).sum(axis=-1))
    assert np.allclose(mean + ground.student() * error, high) and ground.freedom == 6


def test_an_error_worked_out_by_hand():
    # models 1 and 5 in the first structure, 2 and 4 in the second, two worlds each: 2 (4 + 4 + 1 + 1) / 2 / 8
    ground = nested(2, structures=2)
    parts = ground.errors(np.repeat([1.0, 2.0, 5.0, 4.0], 2))
    assert np.isclose((parts**2).sum(), 10.0 / 8) and ground.freedom == 2


def test_structures_seen_in_one_model_only_count_as_error():
    assert nested(1).freedom == 15  # one model in each of sixteen structures
    assert nested(2).freedom == 16
    assert nested(2).where(np.arange(60)).freedom == 29  # two structures lack their second model
    assert nested(2).where(np.arange(62)).freedom == 30
    assert nested(1).where(np.arange(2)).freedom == 0
    assert np.isnan(nested(1).where(np.arange(2)).student())


@pytest.mark.parametrize("ground", [nested(2), nested(4), Ground.plain(24)])
def test_redrawn_means_vary_as_the_mean_errs(ground):
    values = _drawn(ground, 3)
    weights = ground.weights(draws=20_000, seed=1, of="test")
    assert np.allclose(weights.sum(axis=1), 1.0) and (weights >= 0.0).all()
    again = values @ weights.T
    assert np.allclose(again.std(axis=1), np.sqrt((ground.errors(values) ** 2).sum(axis=1)), rtol=0.03)
    assert np.allclose(again.mean(axis=1), values.mean(axis=1), atol=0.02)


def test_redrawing_keeps_models_whole_and_has_an_address():
    ground = nested(2)
    weights = ground.weights(draws=5, seed=1, of="a")
    assert np.array_equal(weights[:, ::2], weights[:, 1::2])
    assert np.array_equal(weights, ground.weights(draws=5, seed=1, of="a"))
    assert not np.array_equal(weights, ground.weights(draws=5, seed=2, of="a"))
    assert not np.array_equal(weights, ground.weights(draws=5, seed=1, of="b"))


def test_what_failed_everywhere_is_left_out_with_the_least_loss():
    values = np.ones((4, 10, 2))
    values[1] = np.nan  # a candidate that always fails
    values[:, 7, 1] = np.nan  # a world in which all fail
    values[2, 3, 0] = np.nan  # one run: a tenth of a candidate's worlds, a third of a world's candidates
    spent = np.ones((4, 10))
    found = tried(values, spent=spent).whole()
    assert found.names == ("c0", "c2", "c3") and len(found.ground) == 8
    assert np.array_equal(found.ground.model, [0, 1, 2, 4, 5, 6, 8, 9])
    assert np.isfinite(found.values).all()


def test_the_baseline_stays_whatever_it_lacks():
    values = np.ones((3, 4, 1))
    values[0, :3] = np.nan
    assert tried(values).whole().names == ("c1", "c2")
    kept = tried(values).whole(keep=["c0"])
    assert kept.names == ("c0", "c1", "c2") and len(kept.ground) == 1


def test_shapes_must_fit():
    with pytest.raises(ValueError, match="candidates, worlds and outcomes"):
        tried(np.ones((2, 3, 1)), spent=np.ones((2, 4)))


def test_a_nest_gives_each_world_its_model_and_a_structure_with_a_name():
    places = [STRUCTURES[replicate // 2 % 16] for replicate in range(40)]
    columns = {axis: [each.level(axis) for each in places] for axis in AXES}
    table = pd.DataFrame({"replicate": range(40), "model": np.arange(40) // 2, **columns})
    levels = {axis: tuple(dict.fromkeys(columns[axis])) for axis in AXES}
    nest = Nest(table, levels)
    replicates = np.arange(3, 40)
    ground, names = Ground.of(nest, replicates), structures(nest)
    assert ground.population == len(names) == 16 and np.array_equal(ground.model, replicates // 2)
    said = [names[number] for number in ground.structure.tolist()]
    assert said == [f"{s.threshold:g} {s.market} {s.shape}" for s in places[3:]]
    assert not Ground.of(None, replicates).nested and structures(None) == {0: "as_written"}
