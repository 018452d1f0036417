"""A study's folder is looked at again: what was stored, what the runs give, and the tables made of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import mentas
from mentas.studies import batch, digest, key, lock, manifest, verify
from mentas.studies.design import Arm, Study
from mentas.studies.limits import Limits
from mentas.studies.problems import InterruptedStudyError, RefusedError
from mentas.studies.space.dimension import Dimension, Span
from mentas.studies.space.outcome import Outcome
from mentas.studies.space.plan import Design
from studies import ensembles, fakes

VILLAGE = Path(__file__).parents[2] / "scenarios/toy/village.yaml"
WORDS = {"id": "Uji", "en": "Test"}


def work(task):
    """What the fakes give; inflation makes two policies differ."""
    from mentas.studies import variant

    done = []
    for run, scenario in task.runs:
        made = variant.of(scenario)
        fake = fakes.FakeScenario(made.name, effect=made.inflation, years=2)
        done.append(fakes.Finished(run, frames=fakes.frames(fake, task.replicate)))
    return done


def other_work(task):
    """The same for all replicates but the first."""
    found = work(task)
    if task.replicate == 0:
        found[0].frames["outcomes"].loc[0, "value"] += 1e-12
    return found


@pytest.fixture(scope="module")
def of():
    scenario = mentas.load_scenario(VILLAGE).with_changes({"years": 2})
    policies = {"village": scenario, "other": scenario.with_changes({"inflation": 0.031})}
    arms = tuple(Arm(name=name, file=str(VILLAGE), scenario=each) for name, each in policies.items())
    return Study(
        name="test", kind="compare", title=WORDS, question=WORDS, seed=7, arms=arms, baseline="village", replicates=4,
        wanted=(Outcome("poverty_rate"),), outcomes=("poverty_rate",),
    )  # fmt: skip


@pytest.fixture
def folder(of, tmp_path):
    batch.run(of, out=tmp_path / "out", workers=1, work=work)
    return tmp_path / "out"


def kinds(found):
    return {each.kind: each for each in found.checks}


def test_a_folder_as_it_was_left_agrees_and_is_not_touched(folder):
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*")}
    found = verify.verify(folder, work=work)
    assert found.agrees and found.other_version == () and found.digest == digest.of(folder)
    assert {each.kind: (each.looked > 0, each.skipped) for each in found.checks} == {
        "store": (True, ""), "runs": (True, ""), "tables": (True, ""),
    }  # fmt: skip
    assert kinds(found)["store"].looked == 8 and kinds(found)["runs"].looked == 5
    assert before == {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*")}


def test_a_number_that_was_changed_in_a_table_is_seen(folder):
    text = (folder / "summary.csv").read_text()
    (folder / "summary.csv").write_text(text.replace("poverty_rate", "poverty_rote", 1))
    (folder / "spending.csv").unlink()
    found = verify.verify(folder, work=work)
    assert not found.agrees
    assert [each.what for each in kinds(found)["tables"].differs] == ["spending.csv", "summary.csv"]
    assert not kinds(found)["store"].differs and not kinds(found)["runs"].differs


def test_a_run_that_gives_something_else_now_is_named(folder):
    found = verify.verify(folder, runs=8, work=other_work)
    assert sorted(each.what for each in kinds(found)["runs"].differs) == [
        "other, point 0, replicate 0", "village, point 0, replicate 0",
    ]  # fmt: skip
    assert not found.agrees and not kinds(found)["tables"].differs


def test_which_runs_are_drawn_depends_on_the_seed_alone(folder):
    drawn = []

    def noted(task):
        drawn.append((task.replicate, task.runs[0][1].inflation))
        return work(task)

    for seed in (1, 1, 2):
        verify.verify(folder, runs=3, seed=seed, work=noted)
    assert drawn[:3] == drawn[3:6] != drawn[6:]


def test_a_run_that_was_changed_in_the_store_is_seen_and_no_table_is_made_of_it(folder):
    (shard,) = (folder / "runs").glob("*.parquet")
    table = pq.read_table(shard)
    place = table.schema.get_field_index("digest")
    digests = ["0" * 64, *table["digest"].to_pylist()[1:]]
    pq.write_table(table.set_column(place, table.schema.field(place), pa.array(digests)), shard)
    found = verify.verify(folder, work=work)
    (differs,) = kinds(found)["store"].differs
    assert shard.name in differs.what and kinds(found)["tables"].skipped == "runs are damaged"


def test_a_run_that_is_gone_is_not_run_again_for_the_tables(folder, of):
    batch.run(replace(of, replicates=2), out=folder.parent / "fewer", workers=1, work=work)
    for path in (folder / "runs").iterdir():
        path.unlink()
    for path in (folder.parent / "fewer" / "runs").iterdir():
        path.rename(folder / "runs" / path.name)
    found = verify.verify(folder, work=work)
    assert "summary.csv" in [each.what for each in kinds(found)["tables"].differs]


def test_an_unfinished_study_is_looked_at_as_far_as_it_is(of, tmp_path):
    def stop(done, total, failed):
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(InterruptedStudyError):
        batch.run(of, out=tmp_path, workers=1, work=work, progress=stop)
    found = verify.verify(tmp_path, work=work)
    assert found.agrees and kinds(found)["runs"].looked == 4
    assert kinds(found)["tables"].skipped == "the study is not finished"


def test_another_version_is_refused_by_field_and_compared_if_asked(folder, monkeypatch):
    monkeypatch.setattr(key, "source_digest", lambda: "f" * 64)
    with pytest.raises(RefusedError, match="source_digest: .* -> ffffffffffff. --other-version"):
        verify.verify(folder, work=work)
    found = verify.verify(folder, work=work, other_version=True)
    assert found.agrees and kinds(found)["runs"].looked == 5 and kinds(found)["tables"].skipped
    assert [each.field for each in found.other_version] == ["source_digest"]
    assert not verify.verify(folder, runs=8, work=other_work, other_version=True).agrees


def test_a_study_that_runs_is_refused(folder):
    with lock.held(folder), pytest.raises(RefusedError, match="in use"):
        verify.verify(folder, work=work)


def test_a_scenario_that_is_not_the_same_any_more_is_refused_by_field(folder):
    told = json.loads((folder / "manifest.json").read_text())
    told["scenarios"][0]["document"]["inflation"] = "0.05"
    manifest.write(folder, told)
    with pytest.raises(RefusedError, match="inflation was .* and is 0.05"):
        verify.verify(folder, work=work)


def test_a_folder_without_a_study_is_refused(tmp_path):
    with pytest.raises(RefusedError, match="holds no mentas study"):
        verify.verify(tmp_path)


SPANS = tuple(
    Dimension(name=name, role="uncertainty", group="economy", form=Span(0.01, 0.05), arms=("village", "other"))
    for name in ("inflation", "growth")
)


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "sweep", "design": Design(method="latin", samples=5), "keep": frozenset({"spending"})},
        {"kind": "sensitivity", "design": Design(method="morris", samples=3), "keep": frozenset({"spending"})},
    ],
    ids=["sweep", "sensitivity"],
)
def test_studies_over_a_space_are_verified_too(of, tmp_path, more):
    spaced = replace(of, dimensions=SPANS, replicates=2, **more)
    batch.run(spaced, out=tmp_path, workers=1, work=work)
    found = verify.verify(tmp_path, work=work)
    assert found.agrees and kinds(found)["runs"].looked == 5 and kinds(found)["tables"].looked >= 4
    (tmp_path / "points.csv").write_text((tmp_path / "points.csv").read_text() + "9,0.02,0.02\n")
    assert [each.what for each in kinds(verify.verify(tmp_path, work=work))["tables"].differs] == ["points.csv"]


def test_a_study_of_many_models_is_verified_and_other_sets_are_refused(of, tmp_path):
    sets = ensembles.write(tmp_path / "sets")
    batch.run(replace(of, uncertainty="ensemble", ensemble=sets), out=tmp_path / "out", workers=1, work=work)
    assert verify.verify(tmp_path / "out", work=work).agrees
    ensembles.write(tmp_path / "sets", ensembles.lines(6))
    with pytest.raises(RefusedError, match="ensemble.sha256: "):
        verify.verify(tmp_path / "out", work=work)


def test_a_study_that_ended_for_want_of_time_is_verified_as_far_as_it_went(of, tmp_path):
    batch.run(of, out=tmp_path, workers=1, work=work, limits=Limits(seconds=1e-9))
    assert manifest.study(tmp_path).replicates == 1
    found = verify.verify(tmp_path, work=work)
    assert found.agrees and kinds(found)["runs"].looked == 2 and not kinds(found)["tables"].skipped
