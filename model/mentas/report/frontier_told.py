"""A frontier study read from its folder, drawn and told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from rich.text import Text

from mentas.language import LANGUAGES
from mentas.report import frontier, frontier_findings
from mentas.report.frontier_reading import Frontier


def read(folder: Path) -> Frontier:
    """Read a study's folder.

    Raises:
        RefusedError: it holds no study.
        OSError: a table is missing or cannot be read.
    """
    from mentas.studies import manifest
    from mentas.studies.frontier.study import ABOUT
    from mentas.studies.frontier.tables import TABLES

    account = manifest.read(folder)
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    about["region_title"] = account["scenarios"][0]["region_title"]
    tables = {name: folder / f"{name}.csv" for name in TABLES}
    return Frontier(account | about, {name: pd.read_csv(path) for name, path in tables.items() if path.exists()})


def draw(folder: Path, languages: Sequence[str] = LANGUAGES) -> list[Path]:
    """Draw the charts of a frontier; returns the files written."""
    return frontier.draw(read(folder), folder, languages)


def show(folder: Path, console: Any, lang: str) -> None:
    """Print the findings of a frontier."""
    found = read(folder)
    console.print(Text(found.account["title"][lang], style="bold"))
    console.print(Text(found.account["question"][lang]))
    for text in frontier_findings.sentences(found, lang):
        console.print(Text(f"\u2022 {text}"))
    for text in frontier_findings.cautions(found, lang):
        console.print(Text(f"! {text}", style="yellow"))
