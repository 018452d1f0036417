"""Every `mentas …` line of a page that a reader may copy is a command that parses, on files that are there."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from docs import pages
from mentas.cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted(p for f in ("docs", "scenarios", "experiments") for p in (ROOT / f).rglob("*.md"))]
LINE = re.compile(r"^\s*(?:\$ )?(?:.*&& )?(mentas [a-z].*?)\s*(?:#.*)?$")


def _commands(page: Path) -> list[str]:
    """Commands in fenced or indented blocks; lines that end in a backslash go on."""
    found, fenced = [], False
    for line in page.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif (fenced or line.startswith("    ")) and (match := LINE.match(line)):
            found.append(match[1])
    return found


WRITTEN = {name for page in PAGES for name, _ in pages.files(page)}
"""Files that a page tells its reader to write."""

COMMANDS = [
    pytest.param(command, id=f"{page.relative_to(ROOT)}: {command}")
    for page in PAGES
    if page.exists()
    for command in _commands(page)
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_on_a_page_parses(command):
    words = shlex.split(command)[1:]
    group = typer.main.get_command(app)
    name, sub, rest = group.resolve_command(group.make_context("mentas", list(words)), words)
    sub.make_context(name, list(rest))
    for word in rest:
        if word.startswith(("scenarios/", "experiments/")):
            assert word in WRITTEN or (ROOT / word).exists(), f"{word} is not there"


def test_the_readme_has_its_two_commands():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    run = "python3 -m pip install -c constraints.txt . && mentas run experiments/compare/kaltim_equal_budget.yaml"
    test = 'python3 -m pip install -c constraints.txt -e ".[test]" && python3 -m pytest'
    assert run in text and test in text


def test_the_ci_script_runs_the_readme_s_test_command():
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert 'python3 -m pip install -q -c constraints.txt -e ".[test]"' in text
    assert "\npython3 -m pytest\n" in text


def test_the_readme_s_python_runs(tmp_path):
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    end = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert end.returncode == 0, end.stderr
    assert "poverty_rate" in end.stdout


def test_every_link_of_a_page_leads_somewhere():
    for page in [*PAGES, ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
