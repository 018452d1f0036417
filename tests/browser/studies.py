"""Pages to open: of the sample, and of small studies that are run for it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from mentas.report import documents
from mentas.report.page import render
from report import documents as samples

ROOT = Path(__file__).parents[2]


def run(folder: Path, file: Path | str, *options: str) -> Path:
    """Run a study into a folder."""
    words = [sys.executable, "-m", "mentas", "run", str(file), "--out", str(folder), "--quiet", *options]
    end = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert end.returncode == 0, end.stderr
    return folder


def _sample(folder: Path) -> Path:
    return written(folder, [samples.sample(lang) for lang in ("id", "en")])


def _of(file: str, *options: str) -> Callable[[Path], Path]:
    def page(folder: Path) -> Path:
        return of(run(folder / "study", ROOT / file, *options))

    return page


def of(study: Path) -> Path:
    """The page of a study's folder in both languages."""
    return written(study, [documents.document(study, lang) for lang in ("id", "en")])


def written(folder: Path, made: list) -> Path:
    """A page in a folder."""
    file = folder / "report.html"
    file.write_text(render(made), encoding="utf-8")
    return file


PAGES: dict[str, Callable[[Path], Path]] = {
    "sample": _sample,
    "compare": _of("experiments/compare/village.yaml", "--replicates", "4", "--years", "3"),
}
"""By the kind of study."""

KINDS = tuple(PAGES)


def page(kind: str, folder: Path) -> Path:
    """The page of a study of that kind."""
    return PAGES[kind](folder)
