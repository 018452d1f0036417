"""A calibration from start to end, on a toy whose answers are known."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mentas.studies.calibrate import check, tables
from mentas.studies.calibrate.ensemble import WEIGHTS
from mentas.studies.calibrate.plan import Plan
from mentas.studies.calibrate.run import calibrate
from mentas.studies.problems import InterruptedStudyError, RefusedError
from studies.calibrate.toys import PRIORS, Toy, ran, truth

PLAN = Plan(
    name="toy", title={"id": "", "en": ""}, question={"id": "", "en": ""}, trials=(), priors=PRIORS,
    thresholds=(0.0, 0.8), points=64, replicates=2, waves=2, refine=10, draws=60, discrepancy=0.0, seed=1, steps=200,
)  # fmt: skip


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    return calibrate(PLAN, Toy(), out=tmp_path_factory.mktemp("toy"), workers=1)


def test_what_the_targets_tell_is_identified_and_what_they_do_not_is_said_to_be_open(toy):
    table = pd.read_csv(toy.folder / "identified.csv")
    verdicts = table[table["threshold"] == "all"].set_index("parameter")["verdict"].to_dict()
    assert verdicts == {
        "enterprise.low_scale": "identified",
        "nature.asset_loss_chance": "identified",
        "enterprise.wear": "not",
    }


def test_the_ensemble_meets_the_targets_by_the_model_itself(toy):
    sets = pd.read_csv(toy.folder / "ensemble.csv")
    for threshold, group in sets.groupby("threshold"):
        assert len(group) == 60
        for column in WEIGHTS:
            assert group[column].sum() == pytest.approx(1.0)
        values = [truth(row | {"enterprise.threshold": threshold}) for row in group.to_dict("records")]
        mean = group[WEIGHTS[0]].to_numpy() @ pd.DataFrame(values).to_numpy()
        assert np.all(np.abs(mean - Toy().aimed) < [0.9, 0.9, 0.45, 0.3]), "within 1.5 standard errors"
        for prior in PRIORS:
            assert group[prior.name].between(prior.low, prior.high).all()


def test_studies_read_the_ensemble_that_a_calibration_writes(tmp_path):
    from mentas.studies.ensemble import sets

    plan = replace(PLAN, thresholds=(0.0, 0.4, 0.8, 1.2), waves=1, draws=10)
    calibrate(plan, Toy(), out=tmp_path, workers=1)
    found = sets.load(tmp_path / "ensemble.csv")
    assert [len(found.of(threshold)) for threshold in plan.thresholds] == [10] * 4
    assert set(found.names) == {prior.name for prior in PRIORS} | {"enterprise.threshold"}


def test_without_the_market_s_targets_only_the_others_weigh(toy):
    each = toy.structures[0]
    market = [target.market for target in toy.targets]
    assert market == [False, False, False, True]
    assert not np.allclose(each.weighted.weights, each.fixed.weights)


def test_the_tables_say_what_the_manifest_says(toy):
    account = json.loads((toy.folder / "manifest.json").read_text())
    assert account["finished"] and account["failures"]["total"] == 0
    table = pd.read_csv(toy.folder / "structures.csv")
    assert [each["effective_draws"] for each in account["structures"]] == pytest.approx(table["effective"].tolist())
    assert not table["misspecified"].any()
    fits = pd.read_csv(toy.folder / "fit.csv")
    assert len(fits) == 8 and not fits["misfit"].any() and (fits["r2"] > 0.99).all()


def test_an_effect_that_no_parameters_reach_is_flagged_and_named(tmp_path):
    found = calibrate(PLAN, Toy(aimed=(11.0, -3.0, 1.0, 9.0)), out=tmp_path, workers=1)
    assert tables.structures(found)["misspecified"].all()
    fits = tables.fits(found)
    assert "toy/price" in set(fits[fits["misfit"]]["target"])


def test_a_stopped_calibration_goes_on_and_ends_in_the_same_bytes(tmp_path, toy):
    traces, out = tmp_path / "traces", tmp_path / "out"
    traces.mkdir()

    def stop(done, total, failed):
        if done == 70:
            raise KeyboardInterrupt

    with pytest.raises(InterruptedStudyError, match="70 of 204"):
        calibrate(PLAN, Toy(traces=str(traces)), out=out, workers=1, progress=stop)
    assert len(ran(traces)) == 70
    calibrate(PLAN, Toy(traces=str(traces)), out=out, workers=1)
    runs = ran(traces)  # a walker that stood still can be drawn twice, and is run once
    assert set(runs) == {1} and 190 <= len(runs) <= 204
    for name in ("ensemble", "identified", "posterior", "fit", "structures"):
        assert (out / f"{name}.csv").read_bytes() == (toy.folder / f"{name}.csv").read_bytes()


def test_a_point_that_fails_is_told_and_the_others_go_on(tmp_path):
    found = calibrate(replace(PLAN, waves=1, draws=10), Toy(fail_below=0.04), out=tmp_path, workers=1)
    assert 5 < len(found.failures) < 15
    account = json.loads((tmp_path / "manifest.json").read_text())
    assert account["failures"]["errors"] == ["ValueError: planted"]


def test_another_study_s_folder_is_refused(tmp_path, toy):
    with pytest.raises(RefusedError, match="another study"):
        calibrate(replace(PLAN, name="other"), Toy(), out=toy.folder, workers=1)
    (tmp_path / "mine.txt").touch()
    with pytest.raises(RefusedError, match="other files"):
        calibrate(PLAN, Toy(), out=tmp_path, workers=1)


def test_two_workers_give_the_same_ensemble(tmp_path, toy):
    calibrate(PLAN, Toy(), out=tmp_path, workers=2)
    assert (tmp_path / "ensemble.csv").read_bytes() == (toy.folder / "ensemble.csv").read_bytes()


@pytest.mark.slow
def test_intervals_hold_known_parameters_as_often_as_they_say_and_only_what_is_wrong_is_flagged(tmp_path):
    plan = replace(PLAN, points=208, waves=1, draws=10, discrepancy=0.1)
    found = calibrate(plan, Toy(), out=tmp_path, workers=1)
    repeats = check.check(found, repeats=200, workers=2, steps=500, processes=False)
    table = check.summary(found, repeats).set_index(["what", "parameter"])["share"]
    assert 0.87 <= table["coverage", "all"] <= 0.93
    assert table["flagged though right", "all"] <= 0.10
    assert table["flagged where an effect is out of reach", "all"] == 1.0


def test_charts_and_findings_come_from_the_folder_alone(toy):
    from mentas.report import calibration

    written = calibration.draw(toy.folder)
    assert {path.suffix for path in written} == {".png", ".svg"} and len(written) == 8
    assert all(Path(path).stat().st_size > 1000 for path in written)
    lines = calibration.lines(toy.folder, "en")
    assert lines[0].startswith("threshold 0: agrees with the targets")
    assert "Not identified by these trials: Wear of capital in a month" in lines
