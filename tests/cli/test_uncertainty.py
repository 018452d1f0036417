"""`--uncertainty` on the command line has the last word, and asks for what it needs."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from mentas.cli import running
from mentas.cli.exits import Exit, UsageError
from mentas.cli.shipped import find
from mentas.report import figures
from mentas.studies.ensemble import sets
from studies import ensembles


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Settings of a short run on made-up parameter sets, without charts."""
    monkeypatch.setattr(sets, "FILE", ensembles.write(tmp_path / "ensemble"))
    monkeypatch.setattr(figures, "draw", lambda folder: [])
    return lambda **more: running.Settings(years=1, workers=1, out=tmp_path / "out", quiet=True, **more)


def test_a_study_is_run_on_the_ensemble_and_says_so(settings, tmp_path, capsys):
    study = find(Path("experiments/compare/village.yaml"))
    assert running.run_file(study, settings(uncertainty="ensemble", replicates=4)) == Exit.OK
    assert "Intervals say where 95 % of models lie: 4 replicates over 16 structures" in " ".join(
        capsys.readouterr().out.split()
    )
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["uncertainty"] == "ensemble"
    plan = pd.read_csv(tmp_path / "out" / "plan.csv")
    assert plan["threshold"].tolist() == [0.8, 0.8, 0.0, 0.0]
    runs = pd.read_parquet(tmp_path / "out" / "runs.parquet")
    assert sorted(runs["replicate"].unique()) == [0, 1, 2, 3]
    assert running.run_file(study, settings(uncertainty="ensemble", replicates=4, json=True)) == Exit.OK
    told = json.loads(capsys.readouterr().out)
    assert told["reused"] == 8
    rows = [row for row in told["summary"] if (row["scenario"], row["measure"]) == ("village_grants", "poverty_rate")]
    assert len(rows) == 2 and all("share_dice" in row for row in rows)


def test_a_point_on_the_command_line_overrules_the_file(settings, tmp_path):
    source = find(Path("experiments/compare/village.yaml"))
    text = source.read_text(encoding="utf-8").replace("../../scenarios", str(source.resolve().parents[2] / "scenarios"))
    study = tmp_path / "mine.yaml"
    study.write_text(text + "uncertainty: ensemble\n", encoding="utf-8")
    assert running.run_file(study, settings(uncertainty="point", replicates=2)) == Exit.OK
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["uncertainty"] == "point" and "ensemble" not in manifest


def test_one_world_has_no_interval(settings):
    with pytest.raises(UsageError, match="needs --replicates"):
        running.run_file(find(Path("scenarios/toy/village.yaml")), settings(uncertainty="ensemble"))
