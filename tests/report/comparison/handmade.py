"""Studies of a few numbers, made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from mentas.measures import MEASURES
from mentas.report.study import ALL, SPENDING, TRANSITIONS, Group, Study

TITLES = {"cash": ("Tunai", "Cash"), "capital": ("Modal", "Capital"), "groups": ("Kelompok", "Groups")}

Cell = tuple[str, str, Group, int]
"""Scenario, measure, group and year."""


def cell(
    mean: float, difference: float = float("nan"), *, low: float = float("nan"), high: float = float("nan"),
    pairs: int = 10, **more: float,
) -> dict[str, float]:  # fmt: skip
    """A row of a summary; `more` are columns that only a study over models has."""
    row = {"mean": mean, "low": mean * 0.9, "high": mean * 1.1, "difference": difference, "diff_low": low,
           "diff_high": high, "n": 10, "pairs": 0 if difference != difference else pairs}  # fmt: skip
    return row | more


def over_models(mean: float, difference: float, *, wide: float, narrow: float, of_mean: float) -> dict[str, float]:
    """A row of a study over models: half widths of its intervals of 95 %, of 90 %, and of the mean."""
    ends = {"low90": -narrow, "high90": narrow, "mean_low": -of_mean, "mean_high": of_mean}
    more = {f"diff_{name}": difference + end for name, end in ends.items()}
    return cell(mean, difference, low=difference - wide, high=difference + wide, **more)


def made(
    cells: dict[Cell, dict[str, float]], *, baseline: str | None = "cash", spending: pd.DataFrame | None = None,
    folder: Path = Path("nowhere"), **changes: Any,
) -> Study:  # fmt: skip
    """A study of these cells; scenarios, outcomes and years follow from them."""
    keys = ["scenario", "measure", "group_kind", "group", "year"]
    rows = [dict(zip(keys, (s, m, *group, year), strict=True)) | row for (s, m, group, year), row in cells.items()]
    names = list(dict.fromkeys(scenario for scenario, *_ in cells))
    described = {
        name: {"unit": m.unit, "better": m.better, "id": m.id, "en": m.en, "adds": m.adds}
        for name, m in MEASURES.items()
    }
    region = {"region": "utara", "region_title": {"id": "Utara", "en": "North"}, "start": "2025-03"}
    manifest = {
        "study": "test", "kind": "compare", "title": {"id": "Uji", "en": "Test"}, "question": {"id": "", "en": ""},
        "replicates": 10, "baseline": baseline, "measures": described,
        "outcomes": list(dict.fromkeys(measure for _, measure, group, _ in cells if group == ALL)),
        "scenarios": [{"name": n, "title": dict(zip(("id", "en"), TITLES[n], strict=True)), **region} for n in names],
    } | changes  # fmt: skip
    nothing = pd.DataFrame(columns=list(SPENDING))
    return Study(folder, manifest, pd.DataFrame(rows), nothing if spending is None else spending,
                 pd.DataFrame(columns=list(TRANSITIONS)))  # fmt: skip


def at(scenario: str, year: int, measure: str = "poverty_rate", group: Group = ALL) -> Cell:
    """A cell by what is told of most often."""
    return scenario, measure, group, year
