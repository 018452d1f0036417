"""Pages to open: of the sample, of a small study of each kind that is run for it, and of studies that lie at hand."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from mentas.report import documents
from mentas.report.document import Document
from mentas.report.page import render
from report import documents as samples

ROOT = Path(__file__).parents[2]
SMALL = Path(__file__).parent / "small"
LANGUAGES = ("id", "en")

AT_HAND = {path.name: path for path in sorted(Path(os.environ.get("MENTAS_STUDIES", os.devnull)).glob("*/"))}
"""Finished studies in the folder that MENTAS_STUDIES names, to look at reports of a real size."""

FILES = {path.stem: path for path in sorted(SMALL.glob("*.yaml"))} | {
    "trial": ROOT / "experiments" / "trial" / "firm_exit.yaml"
}
FEWER = {"trial": ("--replicates", "2")}

KINDS: tuple[str, ...] = ("sample", *FILES, *AT_HAND)
"""Names of the pages."""


def run(folder: Path, name: str) -> Path:
    """The small study of that name, run into a folder; with the lives of a few households if it is a comparison."""
    _mentas("run", FILES[name], "--out", folder, *FEWER.get(name, ()))
    if name == "compare":
        _mentas("story", folder)
    return folder


def _mentas(*words: object) -> None:
    line = [sys.executable, "-m", "mentas", *map(str, words), "--quiet"]
    end = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert end.returncode == 0, end.stderr


def told(name: str, folder: Path) -> list[Document]:
    """The documents of a page in both languages; a study is run into the folder."""
    if name == "sample":
        return [samples.sample(lang) for lang in LANGUAGES]
    study = AT_HAND.get(name) or run(folder / "study", name)
    return of(study)


def of(study: Path) -> list[Document]:
    """The report of a study's folder in both languages."""
    return [documents.document(study, lang) for lang in LANGUAGES]


def written(folder: Path, made: Sequence[Document]) -> Path:
    """A page in a folder."""
    file = folder / "report.html"
    file.write_text(render(made), encoding="utf-8")
    return file
