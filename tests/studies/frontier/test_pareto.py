"""Frontiers that are known are found, and nothing is said to be beaten that is not."""

from __future__ import annotations

import numpy as np
import pytest

from mentas.studies.frontier import pareto
from mentas.studies.frontier.ground import Ground
from studies.frontier.made import nested, tried


def test_a_frontier_worked_out_by_hand():
    means = np.array([[1.0, 5.0], [3.0, 3.0], [5.0, 1.0], [2.0, 3.0], [3.0, 3.0], [0.0, 0.0], [5.0, 0.0]])
    assert pareto.nondominated(means).tolist() == [True, True, True, False, True, False, False]


def test_the_front_of_zdt1_is_where_its_last_variable_is_nought():
    # Zitzler, Deb, Thiele 2000: losses x and g (1 - sqrt(x / g)) with g = 1 + 9 y
    x, y = (axis.ravel() for axis in np.meshgrid(np.linspace(0, 1, 21), np.linspace(0, 1, 6)))
    g = 1.0 + 9.0 * y
    losses = np.stack([x, g * (1.0 - np.sqrt(x / g))], axis=1)
    assert np.array_equal(pareto.nondominated(-losses), y == 0.0)


def test_senses_turn_outcomes_round():
    # exits (max) and gap (min): the first has more exits and the smaller gap
    values = np.array([[10.0, 0.1], [5.0, 0.2]])[:, None] + np.zeros((1, 4, 1))
    found = tried(values)
    assert pareto.nondominated(found.better.mean(axis=1)).tolist() == [True, False]
    assert pareto.pairs(found).status() == ["frontier", "dominated"]
    assert pareto.pairs(found).beaten_by().tolist() == [-1, 0]


def _noisy(means: np.ndarray, ground: Ground, *, common: float, own: float, seed: int = 1) -> np.ndarray:
    """Values around some means: luck that all share, and luck of each model and world for each candidate."""
    rng = np.random.default_rng(seed)
    shape = (*means.shape[:1], len(ground), means.shape[1])
    models = rng.standard_normal((shape[0], ground.model.max() + 1, shape[2]))[:, ground.model]
    shared = common * rng.standard_normal((1, *shape[1:]))
    return means[:, None] + shared + own * (models + rng.standard_normal(shape))


MEANS = np.array([[10.0, 0.0], [5.0, -5.0], [4.0, -1.0], [5.02, -5.02]])
"""Exits, more is better, and a gap, less is better: the third is beaten by the second, the last is like the second."""


def test_candidates_are_sorted_by_what_the_worlds_tell():
    found = pareto.pairs(tried(_noisy(MEANS, nested(2), common=20.0, own=0.2), nested(2)))
    assert found.status() == ["frontier", "open", "dominated", "open"]
    assert found.beaten_by()[2] in (1, 3) and found.dominates[1, 2] and found.dominates[3, 2]
    assert found.alike[1, 3] and found.alike[3, 1] and not found.alike[0, 1]
    assert found.alike.diagonal().all()
    assert pareto.groups(found.alike, np.array([0, 1, 3])) == [[0], [1, 3]]
    assert pareto.groups(found.alike, np.array([3, 0, 1])) == [[3, 1], [0]]


def test_pairing_takes_away_the_luck_that_all_share():
    values = _noisy(MEANS, nested(2), common=20.0, own=0.2)
    mixed = values.copy()
    for number, candidate in enumerate(mixed):
        candidate[:] = np.roll(candidate, 8 * number, axis=0)  # the same means, worlds no longer matched
    assert set(pareto.pairs(tried(mixed, nested(2))).status()) == {"open"}


def test_a_group_holds_none_that_is_told_apart_from_another_of_it():
    alike = np.array([[1, 1, 0], [1, 1, 1], [0, 1, 1]], dtype=bool)  # the middle one is like both its neighbours
    assert pareto.groups(alike, np.arange(3)) == [[0, 1], [2]]


def test_too_few_worlds_tell_nothing():
    values = MEANS[:, None] + np.zeros((1, 2, 1))
    assert set(pareto.pairs(tried(values, nested(1).where(np.arange(2)))).status()) == {"open"}


@pytest.mark.parametrize(("ground", "count"), [(nested(2), 8), (nested(1), 8), (Ground.plain(20), 4), (nested(2), 24)])
def test_among_equals_hardly_anything_is_told_apart(ground, count):
    repeats, wrong, told = 250, 0, 0
    for seed in range(repeats):
        values = _noisy(np.zeros((count, 2)), ground, common=3.0, own=1.0, seed=seed)
        found = pareto.pairs(tried(values, ground))
        wrong += bool(found.dominates.any())
        told += bool(found.surely.any())
    assert wrong / repeats <= 0.05
    assert 0.0 < told / repeats <= 0.05 + 2.0 * np.sqrt(0.05 * 0.95 / repeats)


def test_equal_in_one_outcome_and_far_apart_in_the_others_is_not_beaten():
    """The hardest case of all that are no dominance: what keeps it from being one is luck in a single outcome."""
    repeats, means = 300, np.zeros((6, 2))
    means[:, 0] = 50.0 * np.arange(6)
    wrong = sum(
        bool(pareto.pairs(tried(_noisy(means, nested(2), common=3.0, own=1.0, seed=seed), nested(2))).dominates.any())
        for seed in range(repeats)
    )
    assert wrong / repeats <= 0.05


def test_chances_are_high_for_the_best_even_for_equals_and_nothing_for_the_beaten():
    ground = nested(2)
    means = np.array([[10.0, 0.0], [0.0, 0.0], [0.0, 0.0], [-30.0, 30.0]])
    found = tried(_noisy(means, ground, common=9.0, own=1.0, seed=3)[:, :, :1], ground)
    chance = pareto.chances(found, seed=1, draws=400)
    assert chance.tolist() == [1.0, 0.0, 0.0, 0.0]
    assert np.isclose(pareto.chances(found.only(["c1", "c2"]), seed=1, draws=400).sum(), 1.0)
    assert np.array_equal(chance, pareto.chances(found, seed=1, draws=400))


def test_a_table_holds_means_differences_and_what_is_told():
    values = _noisy(MEANS, nested(2), common=5.0, own=0.2)
    table = pareto.judge(tried(values, nested(2)), baseline="c2", seed=1, draws=200)
    assert table["candidate"].tolist() == ["c0", "c0", "c1", "c1", "c2", "c2", "c3", "c3"]
    row = table[(table["candidate"] == "c0") & (table["outcome"] == "poverty_gap")].iloc[0]
    assert np.isclose(row["mean"], values[0, :, 1].mean()) and row["low"] < row["mean"] < row["high"]
    assert np.isclose(row["difference"], (values[0] - values[2])[:, 1].mean())
    assert 0.5 < row["diff_low"] < 1.0 < row["diff_high"] < 1.5 < row["high"] - row["low"]
    assert table[table["candidate"] == "c2"][["difference", "diff_low"]].isna().all(axis=None)
    assert table.drop_duplicates("candidate")["status"].tolist() == ["frontier", "open", "dominated", "open"]
    each = table.drop_duplicates("candidate")
    assert each["place"].tolist()[0] == 1 and each["place"].tolist()[2] == 0
    assert each["place"].gt(0).equals(each["on_means"]) and each["group"].gt(0).equals(each["on_means"])
    assert table["worlds"].eq(64).all() and set(table["beaten_by"]) <= {"", "c1", "c3"}


def test_what_is_confirmed_is_the_frontier_first_then_what_is_not_ruled_out():
    values = _noisy(MEANS, nested(2), common=5.0, own=0.2)
    table = pareto.judge(tried(values, nested(2)), baseline="c2", seed=1, draws=200)
    first = [name for name, on in table[["candidate", "on_means"]].drop_duplicates().to_numpy() if on]
    named = pareto.confirm(table, baseline="c2", most=9)
    assert named[0] == "c2" and set(named) == {"c0", "c1", "c2", "c3"} and set(named[1 : len(first) + 1]) == set(first)
    assert pareto.confirm(table, baseline="c2", most=2) == ["c2", "c0"]
    assert "c2" not in pareto.confirm(table, baseline="c0", most=9)  # surely dominated


@pytest.mark.slow
def test_fresh_worlds_cure_the_winners_curse():
    """Forty equals: the one that looked best is found far above the truth in its worlds, and not so in others."""
    ground, cursed, fresh = nested(2), [], []
    for seed in range(300):
        first, second = (_noisy(np.zeros((40, 1)), ground, common=1.0, own=1.0, seed=s) for s in (seed, 10_000 + seed))
        best = int(first.mean(axis=1).argmax())
        others = np.arange(40) != best
        cursed.append((first[best] - first[others].mean(axis=0)).mean())
        fresh.append((second[best] - second[others].mean(axis=0)).mean())
    error = np.std(fresh) / np.sqrt(len(fresh))
    assert np.mean(cursed) > 0.3 and abs(np.mean(fresh)) < 3.0 * error
