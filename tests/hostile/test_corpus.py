"""Every broken file of the corpus gets its message, exit code 3, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hostile.corpus import Case, cases
from mentas.cli.app import app

CASES = {case.sentence: case for case in cases()}


def told(case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch, *, command: str = "validate") -> tuple[int, Path]:
    """Exit code of a command on the case, in this process."""
    monkeypatch.chdir(folder)
    path = case.lay_out(folder)
    with pytest.raises(SystemExit) as end:
        app([command, "--", str(path)], prog_name="mentas")
    assert isinstance(end.value.code, int)
    return end.value.code, path


def matches(line: str, wanted: str) -> bool:
    """Whether a line is what was wanted; … stands for a list that goes on."""
    return line.startswith(wanted[:-1]) if wanted.endswith("…") and len(line) > len(wanted) else line == wanted


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_is_refused_with_its_message(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = told(case, tmp_path, monkeypatch)
    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert code == 3, (out, err)
    assert out == ""
    assert case.says, "a case must say what it expects"
    assert len(lines) == len(case.says), err
    assert all(map(matches, lines, case.says)), f"{err}\nwanted:\n" + "\n".join(case.says)
    assert all(line.isprintable() for line in lines)
    assert "Traceback" not in err
    assert not (tmp_path / "outputs").exists()


def test_the_corpus_is_large_and_no_case_is_there_twice() -> None:
    found = list(cases())
    assert len(found) >= 140
    assert len({case.sentence for case in found}) == len(found)
    contents = [(case.content(), case.file, str(case.beside), case.region, str(case.figures)) for case in found]
    assert len(set(contents)) == len(contents)


def test_almost_every_message_has_a_line_and_a_column() -> None:
    placeless = [line for case in cases() for line in case.says if line.split(": ")[0].count(":") != 2]
    assert sorted(placeless) == [
        "here/figures.csv: persons of Dusun Hula: 0 figures, one is needed; "
        "Dusun Hulu has figures and is no regency of region.yaml",
        "x.yaml: is larger than 200,000 bytes",
    ]


@pytest.mark.parametrize("sentence", ["A key with a wrong letter is answered with the nearest", "A PNG"])
@pytest.mark.parametrize("command", ["validate", "run", "compare"])
def test_a_process_of_its_own_ends_in_the_same_way(sentence: str, command: str, tmp_path: Path) -> None:
    case = CASES[sentence]
    path = case.lay_out(tmp_path)
    paths = os.pathsep.join([str(Path(__file__).parents[2] / "model"), *sys.path])
    end = subprocess.run(
        [sys.executable, "-m", "mentas", command, str(path)],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": paths}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (end.returncode, end.stdout) == (3, "")
    assert all(map(matches, end.stderr.splitlines(), case.says)), end.stderr
    assert {entry.name for entry in tmp_path.iterdir()} == {
        "village.yaml", "village_grants.yaml", "base.yaml", "bare.yaml", "x.yaml",
    }  # fmt: skip


def test_a_pipe_that_nobody_writes_to_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit, match="3"):
        app(["validate", "pipe.yaml"], prog_name="mentas")
    assert capsys.readouterr().err == "pipe.yaml: is not a file\n"


def test_links_in_a_circle_and_names_that_are_no_text_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").symlink_to("b.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    odd = os.fsdecode(b"caf\xe9.yaml")
    (tmp_path / odd).write_text("years: 3\n")
    monkeypatch.chdir(tmp_path)
    for name, said in (("a.yaml", "Too many levels"), (odd, "caf?.yaml:1:1: title: is missing")):
        with pytest.raises(SystemExit, match="3"):
            app(["validate", name], prog_name="mentas")
        assert said in capsys.readouterr().err
