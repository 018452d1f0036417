"""Studies over a space as they are typed: what `validate` says of them, and what `run` prints at the end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from mentas.cli.app import app
from mentas.report import of_kind
from mentas.studies import batch
from mentas.studies.failures import Failure
from studies.space.files import GRANT, HEAD, LATIN, write

ROOT = Path(__file__).parents[2]
UNKNOWN = "uncertainties: {parameters.enterprise.threshold: {}, growth: {range: [0, 0.01]}}\n"


def _told(words, capsys):
    with pytest.raises(SystemExit) as end:
        app([str(word) for word in words], prog_name="mentas")
    out, err = capsys.readouterr()
    return end.value.code, out, err


def test_validate_says_how_many_runs_there_are_and_what_varies(tmp_path, capsys):
    text = "levers: {programmes.kube.members: {range: [5, 9]}}\n" + UNKNOWN.replace("{}", "{only: [village]}") + LATIN
    text = text.replace("0.01]}", "0.01], only: [village]}")
    code, out, _ = _told(["validate", write(tmp_path, text)], capsys)
    assert (code, out.splitlines()[0]) == (0, f"{tmp_path}/study.yaml: ok, study")
    assert out.splitlines()[1:] == [
        "  sweep (latin): 32 runs = 2 scenarios x 8 points x 2 replicates",
        "  1 lever: programmes.kube.members",
        "  2 uncertainties: parameters.enterprise.threshold, growth",
        "  the same at every point: village_grants",
    ]


@pytest.mark.parametrize(
    ("kind", "design", "says"),
    [
        ("sweep", "{method: grid, levels: 3}", "sweep (grid): 36 runs = 2 scenarios x 9 points x 2 replicates"),
        ("sensitivity", "{method: morris, samples: 4}", "(morris): 48 runs = 2 scenarios x 12 points x 2"),
        ("sensitivity", "{method: sobol, samples: 8}", "(sobol): 160 runs = 2 scenarios x 40 points x 2"),
    ],
)
def test_validate_counts_the_points_of_every_kind(tmp_path, capsys, kind, design, says):
    path = write(tmp_path, f"{UNKNOWN}design: {design}\n", head=HEAD.replace("sweep", kind, 1))
    code, out, _ = _told(["validate", path], capsys)
    assert code == 0 and says in out


def test_validate_says_at_most_of_a_frontier_and_nothing_of_points_of_a_comparison(tmp_path, capsys):
    design = "outcomes: [mentas_kept]\ndesign: {method: sobol, samples: 8, batches: 2, batch: 4}\n"
    one = GRANT.replace("]}}", "], only: [village]}}")
    frontier = write(tmp_path, one + design, head=HEAD.replace("sweep", "frontier", 1))
    assert "up to 64 runs = 2 scenarios x 16 points x 2 replicates" in _told(["validate", frontier], capsys)[1]
    compared = write(tmp_path, "", head=HEAD.replace("sweep", "compare", 1), name="compared.yaml")
    assert "  compare: 4 runs = 2 scenarios x 2 replicates\n" in _told(["validate", compared], capsys)[1]
    (entry,) = json.loads(_told(["validate", "--json", compared], capsys)[1])
    assert entry["kind"] == "study" and entry["notes"] == ["compare: 4 runs = 2 scenarios x 2 replicates"]


@pytest.mark.parametrize("design", ["{method: sobol, samples: 8}", "{method: csv, file: points.csv}"])
def test_reading_a_study_over_a_space_imports_nothing_slow(tmp_path, design):
    (tmp_path / "points.csv").write_text("programmes.uep.grant\n3000000\n")
    path = write(tmp_path, f"{GRANT}design: {design}\n")
    code = (
        "import sys\n"
        f"sys.argv = ['mentas', 'validate', {str(path)!r}]\n"
        "from mentas.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "slow = ('numba', 'pandas', 'scipy', 'SALib', 'pyarrow', 'matplotlib', 'mesa', 'sklearn')\n"
        "sys.exit([name for name in slow if name in sys.modules] or 0)\n"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT / "model")}
    end = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=60)
    assert end.returncode == 0, end.stderr


def _ended(monkeypatch, *failures):
    ended = batch.Ended(Path("outputs/study"), 32, 4, failures, pd.DataFrame())
    monkeypatch.setattr(batch, "run", lambda study, **how: ended)
    monkeypatch.setattr(of_kind, "draw", lambda folder, kind: [])
    monkeypatch.setattr(of_kind, "show", lambda folder, kind, console, lang: None)


def test_run_ends_with_the_folder_or_with_counts(tmp_path, monkeypatch, capsys):
    _ended(monkeypatch)
    path = write(tmp_path, GRANT + LATIN)
    assert _told(["run", "--quiet", path], capsys) == (0, "outputs/study\n", "")
    code, out, _ = _told(["run", "--quiet", "--json", path], capsys)
    assert json.loads(out) == {"study": "study", "folder": "outputs/study", "runs": 32, "reused": 4, "failed": 0,
                               "kind": "sweep", "baseline": "village"}  # fmt: skip


def test_a_run_that_fails_is_told_of_with_its_point(tmp_path, monkeypatch, capsys):
    _ended(monkeypatch, Failure("village", 1, 9, "ValueError: planted", "mentas.run(...)", 3))
    code, _, err = _told(["run", "--quiet", write(tmp_path, GRANT + LATIN)], capsys)
    assert code == 4
    assert (
        "failed: 1 x ValueError: planted\n  such as village, point 3, replicate 1; alone:\n  mentas.run(...)\n" in err
    )
    assert "1 of 32 runs failed; all are in outputs/study/errors.csv" in err


def test_set_cannot_hold_what_the_study_varies(tmp_path, capsys):
    path = write(tmp_path, GRANT + LATIN)
    code, _, err = _told(["run", path, "--set", "programmes.uep.grant=3_000_000"], capsys)
    assert (code, err) == (
        3,
        "--set programmes.uep.grant: programmes.uep.grant: is varied by levers.programmes.uep.grant: leave one of the "
        "two out\n",
    )
