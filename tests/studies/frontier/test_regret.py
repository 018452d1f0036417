"""Regret, the cautious choice and the worst tenth, by hand and by known luck."""

from __future__ import annotations

import numpy as np
import pytest

from mentas.studies.frontier import regret
from mentas.studies.frontier.ground import Ground
from studies.frontier.made import GAP, nested, tried

TWO = Ground(np.repeat([0, 1], 4), np.repeat(np.arange(4), 2), 2)
NAMES = {0: "low", 1: "high"}


def _exits(*rows: list[float]):
    return tried(np.array(rows)[:, :, None], TWO, names=("bold", "safe", "poor"))


BOLD = [20.0, 20.0, 22.0, 22.0, 2.0, 2.0, 4.0, 4.0]
SAFE = [15.0, 15.0, 17.0, 17.0, 8.0, 8.0, 10.0, 10.0]
POOR = [11.0, 11.0, 11.0, 11.0, 1.0, 1.0, 1.0, 1.0]


def test_regret_worked_out_by_hand():
    # means: bold 21 and 3, safe 16 and 9, poor 11 and 1; over both 12, 12.5 and 6
    table = regret.table(_exits(BOLD, SAFE, POOR), structures=NAMES, outcome="mentas_kept")
    found = table.pivot(index="structure", columns="candidate", values="regret")[["bold", "safe", "poor"]]
    assert found.loc["low"].tolist() == [0.0, 5.0, 10.0]
    assert found.loc["high"].tolist() == [6.0, 0.0, 8.0]
    assert found.loc["mean"].tolist() == [0.5, 0.0, 6.5]
    assert table["structure"].drop_duplicates().tolist() == ["low", "high", "mean"]
    assert table[table["best"]]["candidate"].tolist() == ["bold", "safe", "safe"]
    assert table[table["structure"] == "low"]["worlds"].eq(4).all()
    assert not table[table["best"]]["apart"].any()


def test_the_cautious_choice_has_the_smallest_largest_regret():
    found = regret.choices(_exits(BOLD, SAFE, POOR), outcome="mentas_kept", seed=1, draws=100).set_index("candidate")
    assert found["max_regret"].to_dict() == {"bold": 6.0, "safe": 5.0, "poor": 10.0}
    assert found["chosen"].to_dict() == {"bold": False, "safe": True, "poor": False}
    assert found["chance"]["safe"] == 1.0 and found["rival"].tolist() == [False, True, False]


def test_of_an_outcome_that_should_be_small_the_smaller_is_not_regretted():
    values = np.array([BOLD, SAFE, POOR])[:, :, None]
    table = regret.table(tried(values, TWO, outcomes=[GAP]), structures=NAMES, outcome="poverty_gap")
    high = table[table["structure"] == "high"].set_index("candidate")
    assert high["mean"].tolist() == [3.0, 9.0, 1.0] and high["regret"].tolist() == [2.0, 8.0, 0.0]


def test_a_regret_that_luck_can_make_is_not_told_apart():
    rng = np.random.default_rng(1)
    ground = nested(4)
    luck = rng.standard_normal((3, ground.model.max() + 1))[:, ground.model]
    effect = np.array([0.0, 0.3, 9.0])[:, None] * (ground.structure == 5)
    table = regret.table(
        tried((effect + luck)[:, :, None], ground), structures={s: f"s{s}" for s in range(16)}, outcome="mentas_kept"
    )
    fifth = table[table["structure"] == "s5"].set_index("candidate")["apart"]
    assert fifth.tolist() == [True, True, False]
    assert not table[~table["structure"].isin(["s5", "mean"])]["apart"].any()


def test_among_equals_hardly_any_regret_is_told_apart():
    ground, wrong, repeats = nested(2), 0, 300
    names = {s: str(s) for s in range(16)}
    for seed in range(repeats):
        rng = np.random.default_rng(seed)
        luck = rng.standard_normal((4, ground.model.max() + 1))[:, ground.model] + rng.standard_normal((4, 64))
        found = tried((luck + 5.0 * rng.standard_normal(64))[:, :, None], ground)
        wrong += bool(regret.table(found, structures=names, outcome="mentas_kept")["apart"].any())
    assert wrong / repeats <= 0.05 + 2.0 * np.sqrt(0.05 * 0.95 / repeats)


def test_one_model_a_structure_tells_nothing_apart():
    values = np.random.default_rng(1).random((3, 32, 1)) + np.arange(3)[:, None, None]
    table = regret.table(tried(values, nested(1)), structures={s: str(s) for s in range(16)}, outcome="mentas_kept")
    assert not table["apart"].any()


def test_equals_are_rivals_and_somebody_far_behind_is_none():
    rng, ground = np.random.default_rng(2), nested(2)
    luck = rng.standard_normal((3, 32))[:, ground.model] - np.array([0.0, 0.0, 30.0])[:, None]
    found = regret.choices(tried(luck[:, :, None], ground), outcome="mentas_kept", seed=1, draws=400)
    assert found["rival"].tolist() == [True, True, False] and np.isclose(found["chance"].sum(), 1.0)
    again = regret.choices(tried(luck[:, :, None], ground), outcome="mentas_kept", seed=1, draws=400)
    assert found.equals(again)


def test_the_worst_tenth_worked_out_by_hand():
    # of 25 worlds the worst tenth are 2.5: (1 + 2 + 3 / 2) / 2.5
    values = np.random.default_rng(1).permutation(np.arange(1.0, 26.0))[None]
    assert np.isclose(regret.worst_mean(values, np.full(25, 0.04))[0], 1.8)
    # less than one world: that world alone
    assert regret.worst_mean(np.array([[3.0, 1.0, 2.0]]), np.full(3, 1 / 3))[0] == 1.0
    # a world that was not drawn does not count
    assert np.isclose(regret.worst_mean(np.array([[3.0, 1.0, 2.0]]), np.array([0.95, 0.0, 0.05]))[0], 2.5)


def test_the_worst_tenth_is_the_highest_where_less_is_better():
    values = np.arange(1.0, 21.0)[None, :, None]
    for outcomes, expected in (([GAP], 19.5), (None, 1.5)):
        about = {"outcomes": outcomes} if outcomes else {}
        found = tried(values, Ground(np.arange(20) % 2, np.arange(20), 2), **about)
        (row,) = regret.choices(found, outcome=found.outcomes[0].name, seed=1, draws=500).itertuples()
        assert np.isclose(row.worst_tenth, expected) and row.low < row.worst_tenth < row.high


@pytest.mark.parametrize("worlds", [20, 40])
def test_worlds_without_structures_have_one(worlds):
    values = np.random.default_rng(3).standard_normal((2, worlds, 1))
    table = regret.table(tried(values), structures={0: "as written"}, outcome="mentas_kept")
    assert table["structure"].tolist() == ["as written"] * 2 + ["mean"] * 2
