"""A synthetic nation: East Kalimantan's regencies with many times the people, made as any region is, by data alone."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml

import mentas
from benchmarks import machine
from benchmarks.lines import Line
from benchmarks.plan import Plan
from benchmarks.timing import child
from mentas import columns
from mentas.population.region import PACKAGED
from mentas.state import Households

BURN_IN = 12
"""Months of burn-in of a nation, the fewest there can be: enough to fill every column, too few to settle."""


def bytes_a_row() -> int:
    """Bytes of one household's columns."""
    return sum(np.dtype(field.dtype).itemsize for field in columns.describe(Households))


LINES = ("poverty_line", "province_line")


def region(times: float, *, folder: Path, name: str = "nation", lines: float = 1.0, rates: float = 1.0) -> Path:
    """Write the region `kaltim` with `times` the people, and as many times the places of the survey's programmes.

    Args:
        times: the people.
        folder: where the region's own folder is to lie.
        name: of the region.
        lines: times the poverty lines.
        rates: times the poverty rates, and the places of the survey's programmes once more.
    """
    source, place = PACKAGED / "kaltim", folder / name
    shutil.copytree(source, place, dirs_exist_ok=True)
    with (source / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["quantity"] == "persons":
            row["value"] = str(round(float(row["value"]) * times))
        elif row["quantity"] == "poverty_rate":
            row["value"] = f"{float(row['value']) * rates:.4f}"
        elif row["quantity"] in LINES:
            row["value"] = str(round(float(row["value"]) * lines))
    with (place / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    document = yaml.safe_load((source / "region.yaml").read_text(encoding="utf-8"))
    for programme in document.get("survey_programmes", {}).values():
        for key in ("quota", "budget_per_year"):
            if key in programme:
                programme[key] = round(programme[key] * times * rates)
    (place / "region.yaml").write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return place


def scenario(rows: int, *, folder: Path, province: mentas.Scenario, **changes: Any) -> mentas.Scenario:
    """The province's policy, people and money `times` over, so that every household is a row."""
    times = rows / float(province.region.households.sum())
    assert province.budget is not None
    return province.with_changes(
        {
            "region": str(region(times, folder=folder)),
            "scale": 1,
            "population.burn_in_months": BURN_IN,
            "budget.per_year": round(province.budget.per_year * times),
            **changes,
        }
    )


def lines(plan: Plan) -> Iterator[Line]:
    """A nation of each size in a process of its own, where memory allows; else the arithmetic that forbids it."""
    each = 0.0
    if max(plan.nation) > 1_000_000:
        million = child("mentas", rows=1_000_000, months=plan.nation_months)
        each = 1.1 * max(million["bytes"], million["start_bytes"])
    for rows in plan.nation:
        section = f"A nation of {rows:,} households"
        need, free = rows * each, machine.available_memory()
        if need > free:
            yield Line(
                section=section, what="not run: too little memory is free", unit="GiB needed", samples=[need / 2**30],
                note=f"{rows:,} x {each:.0f} bytes (a tenth more than at a million) = {need / 2**30:.1f} GiB, free are "
                f"{free / 2**30:.1f}",
            )  # fmt: skip
            continue
        found = child("mentas", rows=rows, months=plan.nation_months)
        whole = (found["base"] + found["rows"] * max(found["bytes"], found["start_bytes"])) / 2**30
        at_most = 24.0 if rows >= 72_000_000 else None
        lived = found["month_seconds"]
        yield Line(
            section=section, what=f"a month, mean of {len(lived)}", unit="ns a household",
            samples=[sum(lived) / len(lived) / found["rows"] * 1e9], details=found,
        )  # fmt: skip
        yield Line(section=section, what="the columns", unit="bytes a household", samples=[bytes_a_row()])
        yield Line(
            section=section, what="memory while living, at most", unit="bytes a household", samples=[found["bytes"]]
        )
        yield Line(
            section=section, what="memory while it is drawn and settles, at most", unit="bytes a household",
            samples=[found["start_bytes"]],
        )  # fmt: skip
        yield Line(
            section=section, what="memory of the process, at most", unit="GiB", samples=[whole],
            goal=f"under {at_most:.0f} GiB" if at_most else "", reached=whole < at_most if at_most else None,
        )  # fmt: skip
