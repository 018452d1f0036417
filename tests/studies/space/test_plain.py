"""The space of a study is made again from what its manifest says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mentas.studies import manifest
from mentas.studies.design import load_study
from mentas.studies.space import plain

ROOT = Path(__file__).parents[3]

HEAD = f"""
title: {{id: Uji, en: Test}}
question: {{id: Apa?, en: What?}}
scenarios: [{ROOT}/scenarios/toy/village.yaml, {ROOT}/scenarios/toy/village_grants.yaml]
replicates: 3
seed: 5
outcomes: [poverty_rate, {{measure: poverty_rate, group_kind: decile, group: 1-4, year: 1}}]
"""

SWEEP = """
kind: sweep
design: {method: latin, samples: 6}
constants: {inflation: 0.03, budget.per_year: 200_000_000}
keep: [groups]
levers:
  split: {mix: {from: {bpnt: 1.0}, to: {uep: 0.5, kube: 0.5}}}
  programmes.uep.grant: {range: [2_000_000, 8_000_000], whole: true}
  programmes.uep.quota: {range: [1, 5], whole: true, only: [village]}
uncertainties:
  parameters.enterprise.wear: {log: true}
  markets: {values: [responsive, fixed]}
interest: {scenario: village_grants, words: {id: menang, en: wins}}
"""

SIMPLEX = """
kind: sweep
design: {method: grid, levels: 3}
constants: {budget.per_year: 200_000_000}
levers: {shares: {simplex: [bpnt, uep, kube]}}
"""

LISTED = """
kind: sweep
design: {method: csv, file: points.csv}
levers: {programmes.uep.grant: {range: [2_000_000, 8_000_000], whole: true}}
"""

PLAIN = "kind: compare\nyears: 2\nkeep: [spending, households]\nuncertainty: ensemble\n"


def loaded(folder: Path, text: str):
    (folder / "points.csv").write_text("programmes.uep.grant\n3000000\n4000000\n")
    path = folder / "study.yaml"
    path.write_text(HEAD + text)
    return load_study(path)


@pytest.mark.parametrize("text", [SWEEP, SIMPLEX, LISTED, PLAIN], ids=["sweep", "simplex", "listed", "compare"])
def test_a_study_is_made_again_from_its_manifest_alone(tmp_path, text):
    of = loaded(tmp_path, text)
    folder = tmp_path / "out"
    folder.mkdir()
    manifest.write(folder, manifest.describe(of, command=[], started="now"))
    manifest.keep_points(folder, of)
    (tmp_path / "points.csv").unlink()
    again = manifest.study(folder)
    for name in ("dimensions", "interest", "wanted", "outcomes", "keep", "seed", "replicates", "uncertainty", "kind"):
        assert getattr(again, name) == getattr(of, name), name
    assert dict(again.changes) == dict(of.changes) and again.baseline == of.baseline
    assert [arm.scenario for arm in again.arms] == [arm.scenario for arm in of.arms]
    if text is LISTED:
        assert again.design.file.read_text() == "programmes.uep.grant\n3000000\n4000000\n"
        assert again.design.method == "csv"
    else:
        assert again.design == of.design


def test_points_of_a_file_are_told_by_what_it_holds(tmp_path):
    of = loaded(tmp_path, LISTED)
    before = json.loads(json.dumps(plain.of(of)))
    (tmp_path / "points.csv").write_text("programmes.uep.grant\n5000000\n")
    assert plain.of(of)["design"]["sha256"] != before["design"]["sha256"]
