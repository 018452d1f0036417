"""A comparison from its plan to its folder: resumed, refused, failed, and the same bytes at any number of workers."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import mentas
from mentas.studies import batch
from mentas.studies.design import Arm, Study
from mentas.studies.ensemble.worlds import AS_WRITTEN
from mentas.studies.problems import RefusedError
from mentas.studies.roster import Roster
from mentas.studies.space.points import NOWHERE
from studies import fakes
from studies.engine import stopping

TABLES = (
    "summary.csv",
    "decile_transitions.csv",
    "spending.csv",
    "runs.parquet",
    "outcomes.parquet",
    "spending_runs.parquet",
)
ROOT = Path(__file__).parents[2]
WORDS = {"id": "Uji", "en": "Test"}


def _study(*scenarios, replicates=3, **settings):
    arms = tuple(Arm(name=s.name, file=f"{s.name}.yaml", scenario=s) for s in scenarios)
    baseline = arms[0].name if len(arms) > 1 else None
    defaults = {"name": "test", "kind": "compare", "title": WORDS, "question": WORDS, "seed": 7}
    return Study(**(defaults | settings), arms=arms, baseline=baseline, replicates=replicates)


def _pair(folder="", **b):
    return fakes.FakeScenario("a", folder=str(folder)), fakes.FakeScenario("b", effect=2.0, folder=str(folder), **b)


def _bytes(folder):
    return {name: (folder / name).read_bytes() for name in TABLES}


def _run(study, out, workers=1):
    return batch.run(study, out=out, workers=workers, work=fakes.work)


def test_the_folder_holds_what_the_runs_say(tmp_path):
    done = _run(_study(*_pair()), tmp_path / "out")
    assert (done.runs, done.reused, done.failures) == (6, 0, ())
    with (tmp_path / "out" / "summary.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [
        "scenario", "measure", "group", "year", "mean", "low", "high", "difference", "diff_low", "diff_high", "n",
        "pairs", "group_kind", "unit",
    ]  # fmt: skip
    (last,) = [r for r in rows if (r["scenario"], r["measure"], r["year"]) == ("b", "poverty_rate", "2")]
    # effect 2 x year 2 + replicates 0, 1, 2: mean 5; the difference to a is 4 in every replicate
    assert [float(last[x]) for x in ("mean", "difference", "diff_low", "diff_high")] == [5.0, 4.0, 4.0, 4.0]
    assert (last["n"], last["pairs"], last["group_kind"], last["unit"]) == ("3", "3", "all", "share")
    # delivered 80 + replicate: mean 81, and budget = delivered + admin + leaked + unspent in the means too
    money = pd.read_csv(tmp_path / "out" / "spending.csv")
    assert set(money["delivered"]) == {81.0}
    assert (money["delivered"] + money["admin"] + money["leaked"] + money["unspent"] == money["budget"]).all()
    exact = pq.read_table(tmp_path / "out" / "spending_runs.parquet")
    assert str(exact.schema.field("delivered").type) == "int64" and exact.num_rows == 12
    moves = pd.read_csv(tmp_path / "out" / "decile_transitions.csv")
    assert moves.loc[(moves["scenario"] == "a") & (moves["to"] == 2), "households"].tolist() == [5.0]


def test_the_manifest_tells_all_that_a_rerun_needs(tmp_path):
    batch.run(_study(*_pair()), out=tmp_path / "out", workers=1, work=fakes.work, command=["mentas", "run", "x.yaml"])
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["command"] == ["mentas", "run", "x.yaml"]
    assert (manifest["seed"], manifest["replicates"], manifest["baseline"]) == (7, 3, "a")
    assert [s["name"] for s in manifest["scenarios"]] == ["a", "b"]
    assert len({s["digest"] for s in manifest["scenarios"]}) == 2
    assert manifest["runs"] == {"total": 6, "failed": 0, "failures": []}
    assert manifest["started"] <= manifest["finished"]
    assert 0 < manifest["share_assumed"] < 1
    parameter = manifest["parameters"]["enterprise.wear"]
    assert {"title", "value", "unit", "range", "evidence", "source", "as_of", "note", "settles"} == set(parameter)
    assert {"mesa", "numpy", "numba"} <= set(manifest["packages"])


def test_one_and_two_workers_write_the_same_bytes(tmp_path):
    study = _study(*_pair(), replicates=5)
    _run(study, tmp_path / "one", 1)
    _run(study, tmp_path / "two", 2)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_the_same_command_again_runs_nothing_and_writes_the_same(tmp_path):
    traces = tmp_path / "traces"
    traces.mkdir()
    study = _study(*_pair(traces))
    _run(study, tmp_path / "out")
    before = _bytes(tmp_path / "out")
    assert _run(study, tmp_path / "out").reused == 6
    assert set(fakes.ran(traces).values()) == {1}
    assert _bytes(tmp_path / "out") == before


def test_more_replicates_run_only_the_new_ones(tmp_path):
    traces = tmp_path / "traces"
    traces.mkdir()
    _run(_study(*_pair(traces), replicates=2), tmp_path / "out")
    assert _run(_study(*_pair(traces), replicates=4), tmp_path / "out").reused == 4
    assert fakes.ran(traces) == {f"{s}-{r}": 1 for s in "ab" for r in range(4)}
    _run(_study(*_pair(traces), replicates=4), tmp_path / "fresh")
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "fresh")


def test_a_changed_scenario_never_reuses_a_stale_run(tmp_path):
    a, b = _pair()
    _run(_study(a, b), tmp_path / "out")
    changed = replace(b, years=3, effect=5.0)
    assert _run(_study(a, changed), tmp_path / "out").reused == 3
    _run(_study(a, changed), tmp_path / "fresh")
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "fresh")


def test_a_renamed_scenario_is_not_run_again(tmp_path):
    a, b = _pair()
    _run(_study(a, b), tmp_path / "out")
    assert _run(_study(a, replace(b, name="c", title=WORDS)), tmp_path / "out").reused == 6
    assert set(pd.read_csv(tmp_path / "out" / "summary.csv")["scenario"]) == {"a", "c"}


def test_a_run_that_fails_is_a_row_and_the_others_go_on(tmp_path):
    a, b = _pair(act="fail")
    done = _run(_study(a, b, changes={"years": 2}), tmp_path / "out", 2)
    (failure,) = done.failures
    assert (failure.scenario, failure.replicate, failure.seed) == ("b", 1, 7)
    assert failure.reproduce == (
        "mentas.run(mentas.load_scenario('b.yaml').with_changes({'years': 2}), seed=7, replicate=1)"
    )
    runs = pd.read_parquet(tmp_path / "out" / "runs.parquet")
    (row,) = runs[runs["error"].notna()].to_dict("records")
    assert (row["scenario"], row["replicate"], row["error"]) == ("b", 1, "ValueError: planted")
    summary = done.summary.query("measure == 'mentas' and year == 2").set_index("scenario")
    assert (summary.loc["a", "n"], summary.loc["b", "n"], summary.loc["b", "pairs"]) == (3, 2, 2)


def test_a_study_of_which_every_run_fails_still_writes_its_folder(tmp_path):
    only = fakes.FakeScenario("a", act="fail")
    study = _study(only, replicates=2)
    done = batch.run(study, out=tmp_path / "out", workers=1, work=lambda t: fakes.work(replace(t, replicate=1)))
    assert len(done.failures) == 2 and len(done.summary) == 0
    assert pq.read_table(tmp_path / "out" / "runs.parquet").num_rows == 2


def test_a_failed_run_is_tried_again_if_asked(tmp_path):
    a, b = _pair(act="fail")
    failures = _run(_study(a, b), tmp_path / "out").failures
    again = batch.run(_study(a, b), out=tmp_path / "out", workers=1, work=_mended)
    assert again.reused == 6 and again.failures == failures and len(failures) == 1
    mended = batch.run(_study(a, b), out=tmp_path / "out", workers=1, work=_mended, retry_failed=True)
    assert mended.reused == 5 and mended.failures == ()


def _mended(task):
    return fakes.work(replace(task, runs=tuple((run, replace(s, act="live")) for run, s in task.runs)))


def test_a_folder_with_other_files_is_refused(tmp_path):
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(RefusedError, match="holds other files"):
        _run(_study(*_pair()), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_folder_with_another_study_is_refused_naming_field_old_and_new(tmp_path):
    _run(_study(*_pair()), tmp_path / "out")
    with pytest.raises(RefusedError, match="study is 'test' there and 'other' here"):
        _run(_study(*_pair(), name="other"), tmp_path / "out")


def test_a_formula_in_a_name_does_not_reach_the_spreadsheet(tmp_path):
    _run(_study(fakes.FakeScenario("=HYPERLINK(1)")), tmp_path / "out")
    assert "\n'=HYPERLINK(1)," in (tmp_path / "out" / "summary.csv").read_text()


def test_progress_counts_runs(tmp_path):
    told = []
    study = _study(*_pair(), replicates=2)
    batch.run(study, out=tmp_path / "out", workers=1, work=fakes.work, progress=lambda *now: told.append(now))
    assert told == [(0, 4, 0), (2, 4, 0), (4, 4, 0)]


def test_tasks_are_points_of_a_replicate_with_all_their_scenarios():
    roster = Roster(_study(*_pair(), replicates=2), NOWHERE, AS_WRITTEN)
    assert [(task.replicate, len(task.runs)) for task in roster.tasks(done=set())] == [(0, 2), (1, 2)]
    assert [len(task.runs) for task in roster.tasks(done={roster.keys[0]})] == [1, 2]
    assert list(roster.tasks(done=set(roster.keys))) == []


SCRIPT = """
import signal
import sys
from pathlib import Path
from mentas.studies.problems import InterruptedStudyError
from mentas.studies import batch
from studies import fakes
from studies.test_batch import slow_study
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are born deaf to it
    try:
        batch.run(slow_study(sys.argv[2]), out=Path(sys.argv[1]), workers=2, work=fakes.work,
                progress=lambda *now: print(*now, flush=True))
    except InterruptedStudyError as error:
        print("interrupted", error.done, error.total, flush=True)
        sys.exit(130)
"""


def slow_study(traces):
    """Two runs: one is quick, the other sleeps for a minute unless it finds a file `awake` among the traces."""
    a = fakes.FakeScenario("a", folder=str(traces))
    return _study(a, replace(a, name="b", effect=1.0, act="sleep"), replicates=1)


@pytest.fixture
def running(tmp_path):
    """A study in a process of its own, one of whose two runs is finished and the other asleep."""
    (tmp_path / "traces").mkdir()
    script = tmp_path / "study.py"
    script.write_text(SCRIPT)
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "out"), str(tmp_path / "traces")],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )
    assert process.stdout is not None
    while process.stdout.readline() != "1 2 0\n":
        assert process.poll() is None
    while not (tmp_path / "traces" / "b-0").exists():  # its worker may start later than the other ends
        assert process.poll() is None
        time.sleep(0.02)
    yield process
    if process.poll() is None:
        process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for orphans in /proc")
@pytest.mark.parametrize("whole_group", [True, False])
def test_ctrl_c_ends_at_once_with_counts_and_no_orphans(running, whole_group):
    assert len(stopping.family(running)) >= 2
    begun = time.monotonic()
    if whole_group:
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does
    else:
        running.send_signal(signal.SIGINT)
    out, _ = running.communicate(timeout=10)
    assert time.monotonic() - begun < 5
    assert running.returncode == 130 and out.endswith("interrupted 1 2\n")
    assert stopping.gone(running, within=2)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for orphans in /proc")
def test_after_kill_9_nothing_is_lost_or_left_and_the_bytes_are_those_of_an_uninterrupted_study(running, tmp_path):
    running.kill()
    running.wait()
    assert stopping.gone(running, within=5)
    (tmp_path / "traces" / "awake").touch()
    study = slow_study(tmp_path / "traces")
    assert _run(study, tmp_path / "out").reused == 1
    assert fakes.ran(tmp_path / "traces") == {"a-0": 1, "b-0": 2}
    _run(study, tmp_path / "fresh")
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "fresh")


def test_a_full_disk_is_one_error_with_the_path_and_the_study_goes_on_afterwards(tmp_path, monkeypatch):
    study = _study(*_pair())
    real = os.replace
    written = []

    def full(source, target):
        if len(written) == 2:
            raise OSError(28, os.strerror(28))
        if target.parent.name == "runs":
            written.append(target)
        real(source, target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left") as caught:
        _run(study, tmp_path / "out")
    assert str(tmp_path / "out") in caught.value.filename
    assert not list((tmp_path / "out").rglob(".partial-*"))
    monkeypatch.setattr(os, "replace", real)
    assert _run(study, tmp_path / "out").reused == 4
    _run(study, tmp_path / "fresh")
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "fresh")


def test_a_scenario_without_programmes_is_kept_like_any_other(tmp_path):
    scenario = mentas.load_scenario(ROOT / "scenarios/kaltim/no_programmes.yaml")
    scenario = scenario.with_changes({"scale": 0.001, "years": 1, "population.burn_in_months": 0})
    done = batch.run(_study(scenario, replicates=1), out=tmp_path / "out", workers=1)
    assert not done.failures and len(done.summary)
    gain = done.summary.query("measure == 'lasting_gain' and group == 'all' and year == 1")["mean"]
    assert len(gain) == 1 and gain.notna().all(), "measures of change since the start know the start"
    assert len(pd.read_csv(tmp_path / "out" / "spending.csv")) == 0


def test_a_failed_run_is_not_counted_as_a_world_without_households(tmp_path):
    a, b = fakes.FakeScenario("a"), fakes.FakeScenario("b", act="fail")
    _run(_study(a, b, replicates=3), tmp_path / "out")
    moves = pd.read_csv(tmp_path / "out" / "decile_transitions.csv")
    ones = moves[(moves["from"] == 1) & (moves["to"] == 1)].set_index("scenario")
    assert ones["households"].to_dict() == {"a": 10.0, "b": 10.0}
    assert ones["n"].to_dict() == {"a": 3, "b": 2}


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(RefusedError, match="is a file"):
        _run(_study(*_pair()), tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"
