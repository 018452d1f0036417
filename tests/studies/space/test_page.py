"""docs/studies.md: its studies can be run, its tables are those that come out, and its readers read them."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from mentas.studies import batch, design, names_of_tables
from mentas.studies.space.reference import reference
from studies import spaced
from studies.space.files import TOY

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "studies.md").read_text(encoding="utf-8")
OUTPUTS = (ROOT / "outputs" / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(yaml|csv|python|sql)\n(.*?)```", PAGE, re.DOTALL)


def _blocks(language):
    return [text for kind, text in BLOCKS if kind == language]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of a sweep of made-up scenarios."""
    out = tmp_path_factory.mktemp("swept")
    keep = frozenset({"groups", "spending", "transitions"})
    batch.run(spaced.study(spaced.GRANT, keep=keep), out=out, workers=1, work=spaced.work)
    return out


@pytest.mark.parametrize("place", range(len(_blocks("yaml"))))
def test_every_study_of_the_page_is_right(tmp_path, place):
    for path in TOY.glob("village*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (points,) = _blocks("csv")
    (tmp_path / "proposals.csv").write_text(points)
    (tmp_path / "study.yaml").write_text(_blocks("yaml")[place], encoding="utf-8")
    study = design.load_study(tmp_path / "study.yaml")
    assert study.arms and (study.kind == "compare" or study.dimensions)


def test_the_keys_of_the_page_are_those_that_are_read():
    assert reference() in PAGE, "docs/studies.md is stale: python3 docs/make_studies.py"


def test_the_columns_of_the_page_are_those_that_come_out(folder):
    for name in ("runs", "outcomes", "groups", "spending_runs", "transitions_runs"):
        (row,) = re.findall(rf"^\| `{name}.parquet` \|(.*)$", PAGE, re.MULTILINE)
        shared = {"scenario", "point", "replicate", "year", "measure", "value"} if name != "runs" else set()
        columns = list(pd.read_parquet(folder / f"{name}.parquet"))
        assert set(columns) <= set(re.findall(r"`(\w+)`", row)) | shared, name
    (row,) = re.findall(r"^\| `responses.csv` \|(.*)$", PAGE, re.MULTILINE)
    said = re.findall(r"`(\w+)`", row)
    assert [name for name in pd.read_csv(folder / "responses.csv") if name != "programmes.uep.grant"] == said


def test_every_table_is_on_the_page_of_outputs_and_nothing_else_is_left_behind(folder):
    for name in names_of_tables.EVERY:
        assert f"`{name}`" in OUTPUTS or f"`{name.partition('/')[0]}/`" in OUTPUTS, name
    others = {path.name for path in folder.iterdir()} - set(names_of_tables.EVERY)
    assert others == {"manifest.json", "progress.json", "runs"}
    assert all(name in OUTPUTS for name in others)


def test_pandas_reads_them_as_the_page_says(folder):
    (program,) = _blocks("python")
    seen = {"folder": folder}
    exec(program, seen)
    points = pd.read_csv(folder / "points.csv")
    # poverty is the grant and the year, plus 100 a replicate: 50 on average over two
    assert seen["answer"]["b"].tolist() == (points["programmes.uep.grant"] + 2 + 50).tolist()
    assert seen["answer"]["a"].tolist() == [53.0] * 3


def test_duckdb_reads_them_as_the_page_says(folder):
    duckdb = pytest.importorskip("duckdb")
    (query,) = _blocks("sql")
    found = duckdb.sql(query.replace("{folder}", str(folder))).fetchall()
    assert {(grant, value) for scenario, grant, value in found if scenario == "b"} == {
        (grant, grant + 52.0) for grant in pd.read_csv(folder / "points.csv")["programmes.uep.grant"].tolist()
    }
