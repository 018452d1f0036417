"""What the docs tell a reader to type works as it stands there."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from docs import pages
from mentas.scenario import load_scenario

TUTORIALS = ("tutorial.md", "tutorial_id.md")
FILES = [
    pytest.param(name, content, id=f"{page.name}: {name}")
    for page in sorted(pages.DOCS.rglob("*.md"))
    for name, content in pages.files(page)
]


def _run(line: str, place: Path) -> Path:
    """Run a line as a shell in that folder would; returns the folder that it is in afterwards."""
    words = shlex.split(line)
    if words[0] == "cd":
        return place / words[1]
    assert words[0] == "mentas", line
    environ = os.environ | {"PYTHONPATH": str(pages.ROOT / "model"), "NO_COLOR": "1"}
    end = subprocess.run(
        [sys.executable, "-m", *words], cwd=place, env=environ, capture_output=True, text=True, timeout=600
    )
    assert end.returncode == 0, f"{line}\n{end.stderr}"
    return place


@pytest.mark.slow
@pytest.mark.parametrize("page", TUTORIALS)
def test_the_tutorial_runs_from_its_first_command_to_its_last(tmp_path, page):
    place, commands = tmp_path, 0
    for kind, content in pages.blocks(pages.DOCS / page):
        if kind == "console":
            for line in content.strip().splitlines():
                place = _run(line, place)
                commands += 1
        elif kind == "yaml":
            name = pages.NAMED.match(content)
            assert name is not None, "a file of the tutorial has a name"
            (place / name[1]).write_text(content, encoding="utf-8")
    assert commands > 8
    assert (place / "outputs" / "village" / "report.html").stat().st_size > 50_000
    assert list((place / "outputs" / "village" / "export").rglob("*.xlsx"))


@pytest.mark.parametrize(("name", "content"), FILES)
def test_a_file_that_a_page_shows_is_understood(tmp_path, name, content):
    for path in (pages.ROOT / "scenarios").rglob("*.yaml"):
        copy = tmp_path / path.relative_to(pages.ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert load_scenario(tmp_path / name).title["en"]


def test_both_tutorials_take_the_same_way():
    english, indonesian = (
        [line.replace(" --lang en", "").replace(" --lang id", "").replace("studi-saya", "my-study")
         for kind, content in pages.blocks(pages.DOCS / page) for line in content.strip().splitlines()]
        for page in TUTORIALS
    )  # fmt: skip
    assert english == indonesian


def test_every_page_of_the_docs_can_be_reached():
    index = (pages.DOCS / "index.md").read_text(encoding="utf-8")
    listed = {line.strip() for line in index.splitlines()}
    here = {path.relative_to(pages.DOCS).with_suffix("").as_posix() for path in pages.DOCS.rglob("*.md")}
    unlisted = {name for name in here if not name.startswith(("validation/", "_build/"))} - listed - {"index"}
    assert unlisted == set()
