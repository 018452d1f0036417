"""A comparison whose replicates differ in structure and parameters: resumed, failed, and the same bytes as ever."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from mentas.files import Refusal
from mentas.studies import batch, variant
from mentas.studies.design import Arm, Study
from studies import ensembles, fakes

TABLES = (
    "summary.csv",
    "structures.csv",
    "plan.csv",
    "decile_transitions.csv",
    "spending.csv",
    "runs.parquet",
    "outcomes.parquet",
)
WORDS = {"id": "Uji", "en": "Test"}
REPLICATES = 64


@pytest.fixture
def ensemble(tmp_path):
    return ensembles.write(tmp_path / "ensemble")


def _study(ensemble, folder="", *, replicates=REPLICATES, act="live"):
    scenarios = (
        fakes.FakeScenario("a", folder=str(folder)),
        fakes.FakeScenario("b", effect=2.0, folder=str(folder), act=act),
    )
    arms = tuple(Arm(name=s.name, file=f"{s.name}.yaml", scenario=s) for s in scenarios)
    return Study(
        name="test", kind="compare", title=WORDS, question=WORDS, arms=arms, baseline="a", replicates=replicates,
        seed=7, uncertainty="ensemble", ensemble=ensemble,
    )  # fmt: skip


def _work(task):
    """Runs of which the effect of b is that of its market: twice the year where it is fixed, minus it else; and dice
    that are 0.5 more in odd replicates."""
    found = []
    for run in fakes.work(task):
        (scenario,) = [variant.of(s) for key, s in task.runs if key == run.key]
        if run.error is None and scenario.name == "b":
            outcomes = run.frames["outcomes"]
            turn = 1.0 if scenario.markets == "fixed" else -1.5
            wear = 1000 * (scenario.parameters["enterprise.wear"] - 0.006)  # 0 to 3 by the number of the set
            value = outcomes["value"] + outcomes["year"] * (turn - 1.0) * 2 + wear + task.replicate % 2 / 2
            run = replace(run, frames=run.frames | {"outcomes": outcomes.assign(value=value)})
        found.append(run)
    return found


def _run(study, out, workers=1):
    return batch.run(study, out=out, workers=workers, work=_work)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """The folder of a study of 64 replicates, and its summary."""
    folder = tmp_path_factory.mktemp("finished")
    done = _run(_study(ensembles.write(folder / "ensemble")), folder / "out")
    return done.folder, done.summary


def _bytes(folder):
    return {name: (folder / name).read_bytes() for name in TABLES}


def test_the_folder_says_how_sure_it_is_and_why_not(finished):
    folder, summary = finished
    row = summary.query("scenario == 'b' and measure == 'poverty_rate' and year == 2").iloc[0]
    plan = pd.read_csv(folder / "plan.csv", dtype={"threshold": str})
    assert plan.columns.tolist() == ["replicate", "threshold", "market", "shape", "model", "set", "luck"]
    expected = np.where(plan["market"] == "fixed", 4.0, -6.0) + plan["set"] + (plan["replicate"] % 2) / 2
    assert row["difference"] == pytest.approx(expected.mean())
    assert row["sd_dice"] == pytest.approx(np.sqrt(0.125))
    assert row["diff_low"] < -6.0 and row["diff_high"] > 6.0
    assert row["diff_low"] < row["diff_low90"] < row["diff_mean_low"] < row["diff_mean_high"] < row["diff_high90"]
    assert row["share_structure"] > 0.8 and row["share_dice"] + row["share_parameters"] < 0.2
    turning = pd.read_csv(folder / "structures.csv", dtype={"level": str})
    turning = turning.query("measure == 'poverty_rate' and year == 2").set_index(["axis", "level"])
    assert (
        turning.loc[("market", "fixed"), "difference"]
        > 4.0
        > -4.0
        > turning.loc[("market", "responsive"), "difference"]
    )
    assert turning["turns"].groupby("axis").any().to_dict() == {
        "all": False, "market": True, "shape": False, "threshold": False,
    }  # fmt: skip
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["uncertainty"] == "ensemble" and manifest["ensemble"]["sets"] == 16
    assert "diff_mean_low" in manifest["intervals"]


def test_a_level_of_a_structure_holds_its_replicates(finished):
    folder, _ = finished
    runs = pd.read_parquet(folder / "outcomes.parquet").query("measure == 'mentas' and year == 1")
    wide = runs.pivot(index="replicate", columns="scenario", values="value")
    plan = pd.read_csv(folder / "plan.csv", dtype={"threshold": str}).set_index("replicate")
    turning = pd.read_csv(folder / "structures.csv", dtype={"level": str})
    found = turning.query("measure == 'mentas' and year == 1 and axis == 'threshold'").set_index("level")
    means = (wide["b"] - wide["a"]).groupby(plan["threshold"]).mean()
    assert found.index.tolist() == ["0", "0.4", "0.8", "1.2"]
    assert found["difference"].to_dict() == pytest.approx(means.to_dict())
    assert found["pairs"].tolist() == [16] * 4


def test_intervals_of_movement_hold_what_models_say(finished):
    folder, _ = finished
    moves = pd.read_csv(folder / "decile_transitions.csv").query("scenario == 'a' and to == 2").iloc[0]
    # 4 + replicate: 2 k and 2 k + 1 in model k, so dice have a variance of 0.5 and models all the rest
    assert moves["households"] == pytest.approx(4 + 63 / 2) and moves["n"] == REPLICATES
    assert moves["low"] < 4 + 63 * 0.05 and moves["high"] > 4 + 63 * 0.95


def test_one_and_two_workers_write_the_same_bytes(tmp_path, ensemble):
    study = _study(ensemble, replicates=8)
    for out, workers in (("one", 1), ("two", 2)):
        batch.run(study, out=tmp_path / out, workers=workers, work=fakes.work)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_a_study_goes_on_where_it_was_stopped_and_more_replicates_run_only_the_new(tmp_path, ensemble):
    traces = tmp_path / "traces"
    traces.mkdir()
    _run(_study(ensemble, traces, replicates=9), tmp_path / "out")
    assert _run(_study(ensemble, traces, replicates=12), tmp_path / "out").reused == 18
    assert fakes.ran(traces) == {f"{s}-{r}": 1 for s in "ab" for r in range(12)}
    _run(_study(ensemble, traces, replicates=12), tmp_path / "fresh")  # the fakes' folder is in their keys
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "fresh")


def test_a_run_that_fails_says_how_to_live_through_it_alone(tmp_path, ensemble):
    done = _run(_study(ensemble, act="fail"), tmp_path / "out")
    (failure,) = done.failures
    assert "'parameters.enterprise.threshold': 0.8" in failure.reproduce
    assert "'markets': 'responsive'" in failure.reproduce and "replicate=1" in failure.reproduce
    row = done.summary.query("scenario == 'b' and measure == 'mentas' and year == 2").iloc[0]
    assert row["pairs"] == REPLICATES - 1 and np.isfinite(row["diff_low"])


def test_other_parameter_sets_never_reuse_a_run_nor_leave_tables_of_before(tmp_path, ensemble):
    _run(_study(ensemble, replicates=4), tmp_path / "out")
    lines = ensembles.lines()
    ensembles.write(ensemble.parent, [lines[0], *(line[:-1] + "5" for line in lines[1:])])
    assert _run(_study(ensemble, replicates=4), tmp_path / "out").reused == 0


def test_back_to_a_point_no_table_of_doubt_is_left(tmp_path, ensemble):
    _run(_study(ensemble, replicates=4), tmp_path / "out")
    done = batch.run(
        replace(_study(ensemble, replicates=4), uncertainty="point"), out=tmp_path / "out", workers=1, work=fakes.work
    )
    assert done.reused == 0
    assert not {"plan.csv", "structures.csv"} & {path.name for path in (tmp_path / "out").iterdir()}
    assert "share_dice" not in done.summary


def test_a_missing_ensemble_is_refused_before_a_folder_is_made(tmp_path):
    with pytest.raises(Refusal):
        _run(_study(tmp_path / "none.csv"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_one_scenario_alone_has_doubt_about_its_level(tmp_path, ensemble):
    study = _study(ensemble)
    done = _run(replace(study, arms=study.arms[1:], baseline=None), tmp_path / "out")
    row = done.summary.query("measure == 'mentas' and year == 2").iloc[0]
    assert np.isfinite(row["low"]) and np.isnan(row["diff_low"]) and row["share_structure"] >= 0.0
    assert (tmp_path / "out" / "structures.csv").read_text().startswith("scenario,")


@pytest.mark.parametrize("replicates", [1, 2, 3, 5])
def test_few_replicates_leave_open_what_they_cannot_say(tmp_path, ensemble, replicates):
    done = _run(_study(ensemble, replicates=replicates), tmp_path / "out")
    row = done.summary.query("scenario == 'b' and measure == 'mentas' and year == 2").iloc[0]
    assert np.isfinite(row["difference"]) and row["pairs"] == replicates
    assert np.isfinite(row["diff_low"]) == (replicates > 2)
    turning = pd.read_csv(tmp_path / "out" / "structures.csv", dtype={"level": str})
    assert set(turning["axis"]) == {"all", "threshold", "market", "shape"}
    assert not turning["turns"].any()
