"""Which parameters each replicate is replayed with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mentas.studies.ensemble.sets import load
from mentas.studies.trial.draws import draws
from studies import ensembles
from studies.trial.made import published, trial

MADE = replace(trial(published()), replicates=24)


def test_without_an_ensemble_every_replicate_has_the_given_parameters() -> None:
    found = draws(MADE, {"enterprise.wear": 0.01}, None)
    assert [draw.replicate for draw in found] == list(range(24))
    assert all(draw.parameters == {"enterprise.wear": 0.01} for draw in found)


def test_an_ensemble_gives_sets_of_every_threshold_under_the_trial_s_own_market(tmp_path: Path) -> None:
    ensemble = load(ensembles.write(tmp_path))
    found = draws(MADE, {}, ensemble)
    assert {draw.parameters["enterprise.threshold"] for draw in found} == {0.0, 0.4, 0.8, 1.2}
    # The fixed market gives no weight to the upper half of the sets, whose wear is 0.008 and 0.009.
    assert sorted({draw.parameters["enterprise.wear"] for draw in found}) == pytest.approx([0.006, 0.007])
    assert draws(replace(MADE, replicates=10), {}, ensemble) == found[:10]
    assert draws(replace(MADE, seed=9), {}, ensemble) != found


def test_what_is_given_stands_above_a_set_and_a_threshold_keeps_its_sets(tmp_path: Path) -> None:
    ensemble = load(ensembles.write(tmp_path))
    found = draws(MADE, {"enterprise.threshold": 0.5, "enterprise.wear": 0.02}, ensemble)
    assert {draw.parameters["enterprise.threshold"] for draw in found} == {0.5}
    assert {draw.parameters["enterprise.wear"] for draw in found} == {0.02}
