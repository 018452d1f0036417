"""A study of regions from its plan to its folder: what the nation's tables say, and the same bytes in any way."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest

from mentas.studies import batch, failures, main_outcome
from mentas.studies.ensemble.worlds import AS_WRITTEN
from mentas.studies.limits import Limits
from mentas.studies.planning.count import count
from mentas.studies.regions.nation import roster_of
from mentas.studies.regions.shard import seed_of
from mentas.studies.space.outcome import Outcome
from mentas.studies.space.points import NOWHERE
from mentas.studies.store import Store
from studies import fakes
from studies.regions import nations


def _run(study, out, workers=1, **settings):
    return batch.run(study, out=out, workers=workers, work=nations.work, **settings)


def _stop(task):
    raise RuntimeError("stopped")


def _bytes(folder):
    tables = [path for path in folder.rglob("*") if path.suffix in (".csv", ".parquet") and "runs" not in path.parts]
    return {path.relative_to(folder): path.read_bytes() for path in tables}


def test_the_nation_is_the_regions_added_up(tmp_path):
    done = _run(nations.study(), tmp_path)
    assert (done.runs, done.failures) == (8, ())
    table = pd.read_parquet(tmp_path / "outcomes.parquet").set_index(["scenario", "replicate", "year", "measure"])
    # poor 10 + 2 + 1 in each region in the last year of replicate 1: 26 of 400 people
    assert table.loc[("b", 1, 1, "poverty_rate"), "value"] == 26.0 / 400.0
    assert table.loc[("a", 1, 1, "poverty_rate"), "value"] == 22.0 / 400.0
    assert table.loc[("a", 0, 0, "mentas"), "value"] == 10.0 + 30.0
    assert "gini" not in table.index.get_level_values("measure")
    row = done.summary.set_index(["scenario", "measure", "year"]).loc[("b", "poverty_rate", 1)]
    assert row["difference"] == pytest.approx(4.0 / 400.0, rel=1e-12) and row["pairs"] == 2


def test_money_and_moves_add_up_and_regencies_carry_their_region(tmp_path):
    _run(nations.study(), tmp_path)
    spending = pd.read_parquet(tmp_path / "spending_runs.parquet")
    assert set(spending["regency"]) == {"North: Utara", "South: Utara"}
    one = spending[(spending["scenario"] == "a") & (spending["replicate"] == 0) & (spending["year"] == 1)]
    assert one["budget"].tolist() == [100, 300]
    moves = pd.read_parquet(tmp_path / "transitions_runs.parquet")
    one = moves[(moves["scenario"] == "a") & (moves["replicate"] == 1)]
    assert one["households"].tolist() == [20.0, 10.0]  # twice 10 stay, twice 4 + 1 rise


def test_regions_have_tables_of_their_own_with_a_column_that_names_them(tmp_path):
    _run(nations.study(), tmp_path)
    table = pd.read_parquet(tmp_path / "regions" / "outcomes.parquet")
    assert list(table) == ["region", "scenario", "replicate", "year", "measure", "value"]
    one = table[(table["measure"] == "poverty_rate") & (table["scenario"] == "b") & (table["replicate"] == 1)]
    assert dict(zip(one["region"], one["value"], strict=True)) == {"North": 13.0 / 100.0, "South": 13.0 / 300.0}
    assert set(table["measure"]) == {"poverty_rate", "mentas", "gini"}
    groups = pd.read_parquet(tmp_path / "regions" / "groups.parquet")
    assert set(groups["group_kind"]) == {"regency"}
    assert len(pd.read_parquet(tmp_path / "groups.parquet")) == 0
    summary = pd.read_csv(tmp_path / "regions" / "summary.csv")
    row = summary[(summary["region"] == "South") & (summary["measure"] == "gini") & (summary["year"] == 1)]
    assert row["mean"].tolist() == [0.3, 0.3]
    runs = pd.read_parquet(tmp_path / "regions" / "runs.parquet")
    assert set(zip(runs["region"], runs["seed"], strict=True)) == {(n, seed_of(7, n)) for n in nations.PEOPLE}


def test_one_and_two_workers_write_the_same_bytes_and_again_runs_nothing(tmp_path):
    traces = tmp_path / "traces"
    traces.mkdir()
    study = nations.study(traces)
    _run(study, tmp_path / "one", 1)
    _run(study, tmp_path / "two", 2)
    before = _bytes(tmp_path / "one")
    assert len(before) > 10 and _bytes(tmp_path / "two") == before
    assert _run(study, tmp_path / "one").reused == 8
    assert set(fakes.ran(traces).values()) == {2} and _bytes(tmp_path / "one") == before


def test_a_task_is_one_region_and_replicates_come_one_after_the_other():
    tasks = list(roster_of(nations.study(), NOWHERE, AS_WRITTEN).tasks(done=set()))
    assert [(task.replicate, len(task.runs)) for task in tasks] == [(0, 2), (0, 2), (1, 2), (1, 2)]
    assert [task.seed for task in tasks] == 2 * [seed_of(7, "North"), seed_of(7, "South")]
    assert all("parts" in task.frames for task in tasks)


def test_a_region_that_fails_leaves_the_nation_unknown_in_that_replicate_alone(tmp_path):
    study = nations.study(act="fail")
    done = _run(study, tmp_path)
    (failure,) = done.failures
    assert failure.error == "South: ValueError: planted" and failure.seed == seed_of(7, "South")
    assert "'region': 'South'" in failure.reproduce and f"seed={failure.seed}" in failure.reproduce
    table = pd.read_parquet(tmp_path / "outcomes.parquet")
    known = table[["scenario", "replicate"]].drop_duplicates()
    assert set(known.itertuples(index=False, name=None)) == {("a", 0), ("a", 1), ("b", 0)}
    runs = pd.read_parquet(tmp_path / "runs.parquet").set_index(["scenario", "replicate"])
    assert runs.loc[("b", 1), "error"] == "South: ValueError: planted"
    assert pd.read_csv(tmp_path / "errors.csv")["error"].tolist() == ["South: ValueError: planted"]


def test_the_main_outcome_of_a_study_of_regions_is_the_nations(tmp_path):
    study = nations.study()
    _run(study, tmp_path)
    roster = roster_of(study, NOWHERE, AS_WRITTEN)
    values = main_outcome.values(roster, Store(tmp_path, roster.unique))
    assert values.shape == (2, 1, 2)
    assert values[1, 0].tolist() == [24.0 / 400.0, 26.0 / 400.0]
    assert list(failures.of(roster, {})) == []


def test_the_manifest_says_what_is_added_and_what_is_left_out(tmp_path):
    _run(nations.study(), tmp_path)
    told = json.loads((tmp_path / "manifest.json").read_text())
    assert {"gini", "palma", "bottom40_share", "income_median", "spending_median"} == set(told["national"]["left_out"])
    assert [(each["name"], each["share"], each["poor"]) for each in told["regions"]] == [
        ("North", 0.25, 1), ("South", 0.75, 3),
    ]  # fmt: skip
    assert told["runs"]["total"] == 8
    assert {each["region_title"]["en"] for each in told["scenarios"]} == {"2 regions together"}


def test_tables_of_other_regions_go_when_a_study_is_changed(tmp_path):
    study = nations.study()
    _run(study, tmp_path)
    with pytest.raises(RuntimeError, match="stopped"):
        batch.run(replace(study, regions=study.regions[:1], seed=8), out=tmp_path, workers=1, work=_stop)
    assert not (tmp_path / "summary.csv").exists() and not (tmp_path / "regions" / "outcomes.parquet").exists()


def test_a_plan_counts_the_runs_of_all_regions():
    assert count(nations.study()).runs == 8


def test_a_half_width_is_looked_at_in_the_nation(tmp_path):
    study = replace(nations.study(), wanted=(Outcome("poverty_rate"),))
    done = _run(study, tmp_path, limits=Limits(halfwidth=0.01, most=40))
    # the difference is 4 of 400 people in every replicate: narrow at the first look
    assert done.reached.because == "halfwidth" and done.reached.done == 20 and done.runs == 80
    assert len(pd.read_parquet(tmp_path / "runs.parquet")) == 40
