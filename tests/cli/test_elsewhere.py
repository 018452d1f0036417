"""On a system without POSIX all starts, and what needs its locks is refused with what to do."""

from __future__ import annotations

import sys

import pytest

from cli.calling import python
from mentas.studies import lock
from mentas.studies.problems import RefusedError

WITHOUT = """
import sys
sys.modules["fcntl"] = sys.modules["resource"] = None
sys.argv = ["mentas", *{words!r}]
from mentas.cli import main
main()
"""


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["run", "--help"],
        ["validate", "experiments/compare/village.yaml"],
        ["params", "uep.grant"],
        ["plan", "experiments/compare/village.yaml", "--no-timing", "--out", "nowhere/of/mine"],
    ],
)
def test_commands_that_need_no_locks_work_without_them(words):
    end = python(WITHOUT.format(words=words))
    assert (end.returncode, end.stderr) == (0, "")


@pytest.mark.slow
def test_one_world_runs_without_locks():
    end = python(WITHOUT.format(words=["run", "scenarios/toy/village.yaml", "--years", "1", "--quiet"]))
    assert (end.returncode, end.stderr) == (0, "")


def test_a_study_is_refused_in_one_line_without_locks(tmp_path):
    (tmp_path / "manifest.json").write_text('{"study": "x", "kind": "compare"}')
    (tmp_path / "runs").mkdir()
    words = ["verify", str(tmp_path), "--lang", "id", "--other-version"]
    end = python(WITHOUT.format(words=words))
    assert end.returncode == 5 and "Traceback" not in end.stderr
    assert "di Windows melalui WSL" in end.stderr


def test_the_refusal_names_the_folder_and_a_way_out(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "fcntl", None)
    for act in (lambda: lock.holder(tmp_path), lambda: lock.held(tmp_path).__enter__()):
        with pytest.raises(RefusedError, match=f"{tmp_path}: a study needs locks on folders.*WSL"):
            act()
