"""A plan says what is left and why; the runs that it does are the study's first, and harm no table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mentas.studies import batch, lock, manifest
from mentas.studies.design import Arm, Study
from mentas.studies.engine.local import Here, Local
from mentas.studies.limits import Limits
from mentas.studies.planning import pilot
from mentas.studies.planning.plan import plan
from mentas.studies.problems import RefusedError
from mentas.studies.space.dimension import Dimension, Span
from mentas.studies.space.outcome import Outcome
from mentas.studies.space.plan import Design
from mentas.studies.status import status
from studies import ensembles, fakes
from studies.test_rounds import Noisy, noisy

WORDS = {"id": "Uji", "en": "Test"}
TABLES = ("summary.csv", "runs.parquet")


def study(*scenarios, replicates=8, **more):
    arms = tuple(Arm(name=s.name, file=f"{s.name}.yaml", scenario=s) for s in scenarios)
    baseline = arms[0].name if len(arms) > 1 else None
    defaults = {"name": "test", "kind": "compare", "title": WORDS, "question": WORDS, "seed": 7, "baseline": baseline}
    wanted = (Outcome("poverty_rate"),)
    return Study(**(defaults | more), arms=arms, replicates=replicates, wanted=wanted, outcomes=("poverty_rate",))


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Few tasks, so that something is left."""
    monkeypatch.setattr(pilot, "MOST", 5)


def of(what, out, **more):
    return plan(what, engine=Here(), out=out, work=noisy, command=["mentas", "run", "x.yaml"], **more)


A, B = Noisy("a", spread=1.0), Noisy("b", effect=2.0, spread=1.0)


def test_an_answer_at_once_makes_no_folder(tmp_path):
    found = of(study(A, B), tmp_path / "out", timing=False)
    assert (found.count.runs, found.done, found.left, found.measured) == (16, 0, 16, None)
    assert not (tmp_path / "out").exists()


def test_the_runs_that_are_timed_are_the_first_of_the_study(tmp_path):
    traces = tmp_path / "traces"
    traces.mkdir()
    a, b = replace(A, folder=str(traces)), replace(B, folder=str(traces))
    what, out = study(a, b), tmp_path / "out"
    found = plan(what, engine=Here(), out=out, work=fakes.work, command=["mentas", "run", "x.yaml"])
    assert (found.measured.runs, found.measured.kept, found.done, found.left) == (10, True, 10, 6)
    assert (status(out).done, status(out).total) == (10, 16)
    assert manifest.read(out)["command"] == ["mentas", "run", "x.yaml"] and not manifest.read(out)["finished"]
    done = batch.run(what, out=out, workers=1, work=fakes.work)
    assert done.reused == 10 and set(fakes.ran(traces).values()) == {1}
    batch.run(what, out=tmp_path / "fresh", workers=1, work=fakes.work)
    for table in TABLES:
        assert (out / table).read_bytes() == (tmp_path / "fresh" / table).read_bytes()


def test_a_second_plan_goes_on_where_the_first_stopped_and_knows_more(tmp_path):
    first = of(study(A, B), tmp_path)
    second = of(study(A, B), tmp_path)
    assert (first.spread.replicates, second.spread.replicates) == (5, 8)
    assert second.left == 0 and [c.seconds for c in second.choices if c.replicates == 8] == [0.0]
    third = of(study(A, B), tmp_path)
    assert third.measured is None and third.spread == second.spread and third.done == 16


def test_time_memory_and_disk_are_told_from_the_runs(tmp_path):
    found = of(study(A, B, replicates=100), tmp_path)
    assert 0.0 < found.time.p50 < found.time.p90
    assert found.memory >= found.measured.memory_of_worker > 1_000_000
    assert found.disk > found.left * found.measured.bytes_a_run > 0
    assert [choice.replicates for choice in found.choices] == [100, 400]
    assert found.choices[0].typical > found.choices[1].typical


def test_a_folder_with_tables_of_an_older_version_is_left_as_it_is(tmp_path):
    out = tmp_path / "out"
    batch.run(study(A, B), out=out, workers=1, work=noisy)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    found = of(study(A, replace(B, effect=3.0), replicates=20), out)
    assert {str(each) for each in found.standing.changes} == {"replicates: 8 -> 20", "scenario b: effect: 2 -> 3"}
    # the eight runs of a are of use still
    assert found.done == 8 and not found.measured.kept and found.left == 32
    assert before == {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_more_replicates_are_begun_in_a_folder_whose_tables_stay(tmp_path):
    out = tmp_path / "out"
    batch.run(study(A, B), out=out, workers=1, work=noisy)
    before = {name: (out / name).read_bytes() for name in (*TABLES, "manifest.json")}
    found = of(study(A, B, replicates=20), out)
    assert found.measured.kept and (found.done, found.left) == (26, 14) and found.spread.replicates == 13
    assert before == {name: (out / name).read_bytes() for name in before}
    assert batch.run(study(A, B, replicates=20), out=out, workers=1, work=noisy).reused == 26
    batch.run(study(A, B, replicates=20), out=tmp_path / "fresh", workers=1, work=noisy)
    for table in TABLES:
        assert (out / table).read_bytes() == (tmp_path / "fresh" / table).read_bytes()


def test_another_seed_makes_every_run_another(tmp_path):
    batch.run(study(A, B), out=tmp_path, workers=1, work=noisy)
    found = of(study(A, B, seed=8), tmp_path, timing=False)
    assert found.standing.useless and found.done == 0 and found.left == 16
    assert [str(each) for each in found.standing.changes] == ["seed: 7 -> 8"]
    unknown = of(study(A, replace(B, effect=3.0)), tmp_path, timing=False)
    assert unknown.done is None and unknown.left is None


def test_an_unchanged_study_is_known_at_once(tmp_path):
    batch.run(study(A, B), out=tmp_path, workers=1, work=noisy)
    found = of(study(A, B), tmp_path, timing=False)
    assert (found.done, found.left, found.standing.changes) == (16, 0, ())


def test_a_folder_in_use_is_not_touched(tmp_path):
    of(study(A, B), tmp_path)
    with lock.held(tmp_path):
        found = of(study(A, B), tmp_path)
    assert found.measured is None and "study 'test'" in found.standing.holder and found.done == 10


def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(RefusedError, match="other files"):
        of(study(A, B), tmp_path)


def test_time_and_half_width_are_turned_into_replicates(tmp_path):
    found = of(study(A, B, replicates=50), tmp_path, limits=Limits(seconds=3600.0))
    assert (found.fits, found.needed) == (50, None)
    assert of(study(A, B, replicates=50), tmp_path, limits=Limits(seconds=1e-9)).fits is not None
    found = of(study(A, B, replicates=50), tmp_path, limits=Limits(halfwidth=0.5))
    # the standard deviation of the difference is 1.41: 33 if that were known
    assert 12 <= found.needed <= 90 and found.needed in [choice.replicates for choice in found.choices]


def test_a_sweep_is_timed_at_points_apart_and_tells_the_worst(tmp_path):
    lever = Dimension(name="spread", role="lever", group="economy", form=Span(0.1, 5.0), arms=("b",))
    sweep = study(A, B, kind="sweep", dimensions=(lever,), design=Design(method="grid", levels=9))
    found = None
    for _ in range(3):
        found = of(sweep, tmp_path)
    assert found.count.runs == 8 * 10 and found.spread.cells == 3
    assert found.choices[0].worst > found.choices[0].typical


def test_where_models_vary_the_mean_over_them_is_told_apart_from_the_effect(tmp_path, monkeypatch):
    monkeypatch.setattr(pilot, "MOST", 32)
    sets = ensembles.write(tmp_path / "sets")
    what = study(A, B, replicates=64, uncertainty="ensemble", ensemble=sets)
    found = of(what, tmp_path / "out")
    assert found.spread is None and found.doubt.replicates == 32
    assert found.doubt.mean < found.doubt.effect
    assert found.choices[0].typical == pytest.approx(found.doubt.mean / 2**0.5)


def test_workers_that_die_are_told(tmp_path):
    folder = tmp_path / "traces"
    folder.mkdir()
    a, b = fakes.FakeScenario("a", act="die once", folder=str(folder)), fakes.FakeScenario("b", folder=str(folder))
    found = plan(study(a, b), engine=Local(2), out=tmp_path / "out", work=fakes.work)
    assert found.measured is None or found.measured.died == 1


def test_two_workers_are_measured_each_on_its_own(tmp_path):
    found = plan(study(A, B), engine=Local(2), out=tmp_path / "out", work=noisy)
    assert found.workers == 2 and found.memory > 2 * found.measured.memory_of_worker
