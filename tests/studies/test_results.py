"""The tables of a study over a space: whole, in order, the same bytes however the runs came."""

from __future__ import annotations

import json
import os

import pandas as pd
import pyarrow.parquet as pq
import pytest

from mentas.studies import batch, results
from studies import spaced
from studies.space import files
from studies.spaced import GRANT, GROWTH, RANK

PARQUET = ("runs.parquet", "outcomes.parquet", "groups.parquet", "spending_runs.parquet")
TABLES = (*PARQUET, "points.csv", "responses.csv", "best.csv")


def _run(study, out, **how):
    return batch.run(study, out=out, **({"workers": 1, "work": spaced.work} | how))


def _bytes(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".csv", ".parquet")}


def test_a_row_a_run_in_the_order_of_the_study(tmp_path):
    _run(spaced.study(GRANT, GROWTH), tmp_path)
    runs = pd.read_parquet(tmp_path / "runs.parquet")
    assert list(runs) == ["run", "scenario", "point", "replicate", "seed", "key", "digest", "error"]
    assert runs["run"].tolist() == list(range(12))
    places = list(zip(runs["replicate"], runs["point"], runs["scenario"], strict=True))
    assert places == [(r, p, s) for r in range(2) for p in range(3) for s in "ab"]
    assert runs["error"].isna().all() and runs["digest"].str.len().eq(64).all()
    for name in ("outcomes.parquet", "groups.parquet"):
        order = pd.read_parquet(tmp_path / name)[["replicate", "point", "scenario"]].drop_duplicates()
        assert list(order.itertuples(index=False, name=None)) == places


def test_outcomes_say_by_point_what_the_runs_gave(tmp_path):
    _run(spaced.study(GRANT), tmp_path)
    points = pd.read_csv(tmp_path / "points.csv").set_index("point")["programmes.uep.grant"]
    outcomes = pd.read_parquet(tmp_path / "outcomes.parquet")
    assert list(outcomes) == ["scenario", "point", "replicate", "year", "measure", "value"]
    mine = outcomes[outcomes["scenario"] == "b"]
    assert (mine["value"] == mine["point"].map(points) + 100 * mine["replicate"] + mine["year"]).all()
    groups = pd.read_parquet(tmp_path / "groups.parquet")
    assert set(groups["group_kind"]) == {"decile"}, "of groups only what outcomes ask for"
    assert len(groups) == 12 * 3 * 2 * 2


def test_a_run_that_points_share_stands_at_each_of_them(tmp_path):
    done = _run(spaced.study(GRANT, RANK), tmp_path)
    runs = pd.read_parquet(tmp_path / "runs.parquet")
    shared = runs[runs["scenario"] == "a"]
    assert shared["key"].nunique() == 2 and len(shared) == 6 and done.runs == 12
    outcomes = pd.read_parquet(tmp_path / "outcomes.parquet").query("scenario == 'a'")
    assert outcomes.groupby("point").size().tolist() == [12, 12, 12]
    assert outcomes.groupby(["replicate", "year", "measure"])["value"].nunique().eq(1).all()
    responses = pd.read_csv(tmp_path / "responses.csv").query("scenario == 'b' and outcome == 'poverty_rate'")
    assert (responses["difference"] == responses["programmes.uep.grant"] - 1).all() and (responses["pairs"] == 2).all()


def test_one_and_two_workers_write_the_same_bytes(tmp_path):
    study = spaced.study(GRANT, GROWTH, replicates=9)  # 54 runs: more than one file of the store
    _run(study, tmp_path / "one")
    _run(study, tmp_path / "two", workers=2)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two") and set(_bytes(tmp_path / "one")) == set(TABLES)


def test_more_points_run_only_the_new_and_leave_what_a_fresh_study_leaves(tmp_path):
    traces = tmp_path / "traces"
    traces.mkdir()
    few, many = (spaced.study(GRANT, GROWTH, samples=samples, folder=str(traces)) for samples in (3, 5))
    _run(few, tmp_path / "out")
    before = len("".join(path.read_text() for path in traces.iterdir()))
    assert _run(many, tmp_path / "out").reused == 12
    assert len("".join(path.read_text() for path in traces.iterdir())) - before == 2 * 2 * 2
    _run(many, tmp_path / "fresh")
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "fresh")


def test_row_groups_end_at_a_number_of_rows_and_hold_the_same(tmp_path, monkeypatch):
    study = spaced.study(GRANT, GROWTH)
    _run(study, tmp_path / "out")
    whole = {name: pq.read_table(tmp_path / "out" / name) for name in PARQUET}
    monkeypatch.setattr(results, "ROWS_A_GROUP", 5)
    monkeypatch.setattr(results, "RUNS_A_GROUP", 5)
    _run(study, tmp_path / "small")
    for name, table in whole.items():
        assert pq.read_metadata(tmp_path / "small" / name).num_row_groups > 1
        assert pq.read_table(tmp_path / "small" / name).equals(table)


def test_runs_that_fail_have_a_row_an_error_and_a_line_and_no_outcomes(tmp_path):
    study = spaced.study(GRANT, GROWTH, act="fail")
    done = _run(study, tmp_path)
    runs = pd.read_parquet(tmp_path / "runs.parquet")
    failed = runs[runs["error"].notna()]
    assert set(zip(failed["scenario"], failed["replicate"], failed["point"], strict=True)) == {
        ("b", 1, 0), ("b", 1, 1), ("b", 1, 2),
    }  # fmt: skip
    errors = pd.read_csv(tmp_path / "errors.csv")
    assert list(errors) == ["scenario", "point", "replicate", "seed", "error", "reproduce"] and len(errors) == 3
    assert errors["reproduce"].str.contains("replicate=1").all() and len(done.failures) == 3
    responses = pd.read_csv(tmp_path / "responses.csv")
    assert responses.query("scenario == 'b'")["pairs"].eq(1).all()
    assert responses.query("scenario == 'a'")["n"].eq(2).all()
    mended = _run(study, tmp_path, work=_mended, retry_failed=True)
    assert mended.failures == () and not (tmp_path / "errors.csv").exists()


def _mended(task):
    from dataclasses import replace

    from mentas.studies import variant

    runs = tuple((run, replace(variant.of(scenario), act="live")) for run, scenario in task.runs)
    return spaced.work(replace(task, runs=runs))


def test_a_manifest_tells_of_some_failures_and_errors_csv_of_all(tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "MOST_TOLD", 2)
    done = _run(spaced.study(GRANT, GROWTH, act="fail"), tmp_path)
    told = json.loads((tmp_path / "manifest.json").read_text())["runs"]
    assert (told["failed"], len(told["failures"]), len(done.failures)) == (3, 2, 3)
    assert len(pd.read_csv(tmp_path / "errors.csv")) == 3


@pytest.mark.parametrize("after", range(4))
def test_tables_that_could_not_be_written_leave_the_old_ones_whole(tmp_path, monkeypatch, after):
    study = spaced.study(GRANT, GROWTH)
    _run(study, tmp_path)
    before, real, count = _bytes(tmp_path), os.replace, iter(range(100))

    def full(source, target):
        if target.suffix in (".parquet", ".csv") and target.parent == tmp_path and next(count) == after:
            raise OSError(28, os.strerror(28))
        real(source, target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        _run(study, tmp_path)
    assert _bytes(tmp_path) == before and not list(tmp_path.glob(".partial-*"))
    monkeypatch.setattr(os, "replace", real)
    assert _run(study, tmp_path).reused == 12 and _bytes(tmp_path) == before


def test_a_table_is_not_there_before_all_of_it_is(tmp_path, monkeypatch):
    study = spaced.study(GRANT, GROWTH)
    real = results._Table.add_run

    def stopped(self, number, *rest):
        if number == 7:
            raise KeyboardInterrupt
        real(self, number, *rest)

    monkeypatch.setattr(results._Table, "add_run", stopped)
    with pytest.raises(KeyboardInterrupt):
        _run(study, tmp_path)
    assert _bytes(tmp_path) == {} and not list(tmp_path.glob(".partial-*"))


def test_what_is_kept_is_what_is_there(tmp_path):
    _run(spaced.study(GRANT, keep=frozenset(), wanted=()), tmp_path / "bare")
    assert {*_bytes(tmp_path / "bare")} == {
        "runs.parquet", "outcomes.parquet", "points.csv", "responses.csv", "best.csv",
    }  # fmt: skip
    _run(spaced.study(GRANT, keep=frozenset({"groups", "transitions"})), tmp_path / "more")
    assert {*_bytes(tmp_path / "more")} >= {"groups.parquet", "transitions_runs.parquet"}
    assert set(pd.read_parquet(tmp_path / "more" / "groups.parquet")["group_kind"]) == {"decile", "head"}


def test_the_tables_are_read_by_sql(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    _run(spaced.study(GRANT), tmp_path)
    (found,) = duckdb.sql(
        f"select corr(value, \"programmes.uep.grant\") from '{tmp_path}/outcomes.parquet' "
        f"join '{tmp_path}/points.csv' using (point) where scenario = 'b' and year = 2 and replicate = 0"
    ).fetchall()
    assert found[0] == pytest.approx(1.0)


@pytest.mark.slow
def test_households_of_a_real_village_add_up_to_its_outcomes(tmp_path):
    text = """\
years: 1
keep: [households]
outcomes: [poverty_rate, mentas]
constants: {population.burn_in_months: 12}
levers: {programmes.uep.grant: {range: [2_000_000, 8_000_000]}}
design: {method: grid, levels: 2}
"""
    study = files.load(tmp_path, text, head=files.HEAD.replace("replicates: 2", "replicates: 1"))
    done = batch.run(study, out=tmp_path / "out", workers=1)
    assert done.failures == ()
    rows = pd.read_parquet(tmp_path / "out" / "households.parquet")
    place = ["scenario", "point", "replicate"]
    assert not rows.duplicated([*place, "household"]).any() and set(rows["year"]) == {1}
    outcomes = pd.read_parquet(tmp_path / "out" / "outcomes.parquet").query("year == 1")
    wide = outcomes.pivot(index=place, columns="measure", values="value")
    people, poor = rows["weight"] * rows["size"], rows["spending"] < rows["need"]
    rate = (people * poor).groupby([rows[name] for name in place]).sum()
    rate /= people.groupby([rows[name] for name in place]).sum()
    assert rate.to_dict() == pytest.approx(wide["poverty_rate"].to_dict())
    risen = (rows["weight"] * rows["mentas"]).groupby([rows[name] for name in place]).sum()
    assert risen.to_dict() == pytest.approx(wide["mentas"].to_dict())
