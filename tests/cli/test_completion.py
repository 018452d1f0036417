"""What a shell offers for a word that was begun."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from cli.calling import ROOT, environment, mentas, python
from mentas.cli import completing
from mentas.cli.asking import COMPLETE
from mentas.cli.completion import BASH, Shell, script

TOY = "scenarios/toy/village.yaml"


def offered(line: str, **more: str) -> list[str]:
    """What bash is told about a line."""
    count = len(line.split()) + line.endswith(" ")
    end = mentas(**{COMPLETE: "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(count - 1), **more})
    assert end.returncode == 0 and end.stderr == ""
    return end.stdout.splitlines()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("mentas pl", {"plan"}),
        ("mentas run --se", {"--seed", "--set"}),
        ("mentas run sce", {"scenarios/"}),
        ("mentas run scenarios/toy/village_g", {"scenarios/toy/village_grants.yaml"}),
        ("mentas validate experiments/comp", {"experiments/compare/"}),
        (f"mentas run {TOY} --set programmes.uep.gr", {"programmes.uep.grant="}),
        (f"mentas run {TOY} --set mark", {"markets="}),
        (f"mentas run {TOY} --set markets=f", {"markets=fixed"}),
        (f"mentas run {TOY} --set parameters.enterprise.we", {"parameters.enterprise.wear="}),
        ("mentas params mindset.f", {"mindset.fading", "mindset.failure"}),
        ("mentas schema t", {"trial"}),
        ("mentas run --lang ", {"id", "en"}),
        ("mentas completion f", {"fish"}),
    ],
)
def test_a_word_goes_on_as_it_can(line, words):
    assert set(offered(line)) == words


def test_shipped_files_are_offered_from_anywhere_and_own_ones_beside_them(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "mine.yaml").touch()
    (tmp_path / "scenarios" / "notes.txt").touch()
    (tmp_path / ".hidden").mkdir()
    assert completing.file("s") == ["scenarios/"]
    found = completing.file("scenarios/")
    assert {"scenarios/mine.yaml", "scenarios/toy/"} <= set(found) and "scenarios/notes.txt" not in found
    assert completing.file("nowhere/") == [] and completing.file("") == ["experiments/", "scenarios/"]


def test_folders_of_studies_are_offered_before_others(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("outputs/village", "outputs/empty", "other"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "outputs/village/manifest.json").touch()
    assert completing.study("") == ["other/", "outputs/", "outputs/village"]
    assert completing.study("outputs/v") == ["outputs/village"]
    assert completing.folder("ou") == ["outputs/"]


def test_names_are_offered_a_level_at_a_time():
    first = completing.parameter("")
    assert "enterprise." in first and "uep." in first and len(first) < 30
    assert "enterprise.wear" in completing.parameter("enterprise.")
    assert completing.parameter("nothing") == []
    assert {"years=", "programmes.", "parameters."} <= set(completing.change(""))
    assert completing.change("years=3") == [] and completing.change("bogus=") == []
    assert set(completing.change("programmes.uep.")) >= {"programmes.uep.grant=", "programmes.uep.quota="}


@pytest.mark.parametrize("shell", list(Shell))
def test_every_shell_has_its_script(shell):
    end = mentas("completion", shell.value)
    assert (end.returncode, end.stderr) == (0, "") and end.stdout == script(shell)
    assert COMPLETE in end.stdout and "mentas" in end.stdout


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_other_shells_are_answered_a_line_a_word(shell):
    asked = {COMPLETE: f"complete_{shell}", "_TYPER_COMPLETE_ARGS": f"mentas run {TOY} --se",
             "_TYPER_COMPLETE_FISH_ACTION": "get-args", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "--se"}  # fmt: skip
    lines = mentas(**asked).stdout.splitlines()
    assert len(lines) == 2 and "--seed" in lines[0] and "--set" in lines[1] and "programmes.uep.grant" in lines[1]


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
def test_bash_completes_a_line(tmp_path):
    program = tmp_path / "mentas"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m mentas "$@"\n')
    program.chmod(0o755)
    typed = [("mentas pl", "plan"), ("mentas run scenarios/toy/village_g", "scenarios/toy/village_grants.yaml"),
             ("mentas run x.yaml --set programmes.uep.gr", "programmes.uep.grant="),
             ("mentas run x.yaml --set markets=fi", "fixed"), ("mentas run x.yaml --lang ", "id|en"),
             ("mentas run a\\ b.yaml --see", "--seed")]  # fmt: skip
    lines = "\n".join(
        f"COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}; $name {program}; (IFS='|'; echo \"${{COMPREPLY[*]}}\")"
        for line, _ in typed
    )
    code = f"compopt() {{ :; }}\n{BASH}\nname=$(complete -p mentas | sed 's/.*-F \\([^ ]*\\).*/\\1/')\n{lines}\n"
    env = environment(PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    end = subprocess.run(["bash", "--norc", "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert end.stderr == "" and end.stdout.splitlines() == [word for _, word in typed]


@pytest.mark.parametrize("line", ["mentas run --", f"mentas run {TOY} --set p", "mentas params ent"])
def test_an_answer_to_a_shell_imports_nothing_that_takes_time(line):
    code = (
        "import sys\nsys.argv = ['mentas']\nfrom mentas.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "found = [n for n in ('pandas', 'numba', 'matplotlib', 'mesa', 'rich') if n in sys.modules]\n"
        "sys.exit(str(found) if found else 0)\n"
    )
    asked = {COMPLETE: "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
    end = python(code, **asked)
    assert end.returncode == 0, end.stderr
