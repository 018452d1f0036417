"""Values that came out of a calibration are written where the model reads them, with their evidence."""

from __future__ import annotations

import hashlib
import json
import shutil

import pandas as pd
import pytest

from mentas import parameters
from mentas.studies.calibrate import adopt

ENTRY = """\
# Household businesses.

low_scale:
  name: Value added
  unit: budgets/month
  value: 0.05
  range: [0.03, 0.1]
  evidence: estimate
  source: "A paper, 2012"
  as_of: 2012

wear:
  name: Wear
  value: 0.008
"""


def _folder(tmp_path):
    folder = tmp_path / "study"
    folder.mkdir()
    columns = {"threshold": [0.8, 0.8, 0.8, 0.4], "weight_responsive_gb2": [0.2, 0.6, 0.2, 1.0]}
    values = {"enterprise.low_scale": [0.04, 0.061234, 0.09, 0.03], "enterprise.wear": [0.004, 0.005, 0.006, 0.01]}
    pd.DataFrame(columns | values).to_csv(folder / "ensemble.csv", index=False)
    rows = [("enterprise.low_scale", "0.8", "partly"), ("enterprise.wear", "0.8", "not")]
    rows += [("enterprise.wear", "all", "identified")]
    pd.DataFrame(rows, columns=["parameter", "threshold", "verdict"]).to_csv(folder / "identified.csv", index=False)
    account = {"study": "behaviour", "finished": "2026-01-02", "trials": {"one.yaml": "0"}, "process": 7}
    account["priors"] = [{"name": "enterprise.low_scale"}, {"name": "enterprise.wear"}]
    (folder / "manifest.json").write_text(json.dumps(account))
    return folder


def test_a_parameter_gets_the_weighted_median_and_what_was_not_identified_stays(tmp_path):
    (change,) = adopt.changes(_folder(tmp_path))
    assert (change.name, change.new, change.as_of) == ("enterprise.low_scale", 0.0612, "2026")
    assert (
        change.source.startswith("Calibrated: ")
        and adopt._without(parameters.catalogue()[change.name].source) in change.source
    )


def test_only_the_entry_s_own_lines_change():
    change = adopt.Change("enterprise.low_scale", 0.05, 0.0612, 'Calibrated: "so". Before: A paper, 2012', "2026")
    new = adopt.rewritten(ENTRY, "low_scale", change)
    assert new == ENTRY.replace("value: 0.05\n", "value: 0.0612\n").replace(
        "evidence: estimate", "evidence: calibrated"
    ).replace('"A paper, 2012"', r'"Calibrated: \"so\". Before: A paper, 2012"').replace("as_of: 2012", "as_of: 2026")
    with pytest.raises(ValueError, match="no entry"):
        adopt.rewritten(ENTRY, "low", change)


def test_adopting_twice_names_one_calibration_and_the_model_reads_what_was_written(tmp_path):
    folder, root, place = _folder(tmp_path), tmp_path / "mentas", tmp_path / "ensemble"
    for where in parameters.PLACES:
        for path in parameters.ROOT.glob(where):
            (root / path.parent.name).mkdir(parents=True, exist_ok=True)
            shutil.copy(path, root / path.parent.name / path.name)
    changes = adopt.changes(folder)
    for _ in range(2):
        adopt.adopt(folder, changes, root=root, place=place)
    read = parameters.catalogue(root)["enterprise.low_scale"]
    assert (read.value, read.evidence, read.as_of) == (0.0612, "calibrated", "2026")
    assert adopt._without(read.source) == adopt._without(parameters.catalogue()["enterprise.low_scale"].source)
    assert (place / "ensemble.csv").read_text() == (folder / "ensemble.csv").read_text()
    account = json.loads((place / "manifest.json").read_text())
    assert "process" not in account
    assert account["sha256"] == hashlib.sha256((place / "ensemble.csv").read_bytes()).hexdigest()
