"""A study of a synthetic nation, province by province on a few workers: seconds, and memory of driver and workers.

    python -m benchmarks.nation_study --households 10_000_000 --workers 2

The provinces are East Kalimantan's figures with other sizes, poverty lines and poverty rates: a test of size and speed
that says nothing about any place.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import machine, nation
from benchmarks.plan import PROVINCE
from mentas.population.region import load_region
from mentas.studies import batch, design

ROOT = Path(__file__).parent.parent
SCENARIOS = ("consumptive", "mixed")
BURN_IN = 12
"""Months of burn-in: enough to fill every column, too few to settle."""

PROVINCES: tuple[tuple[float, float, float], ...] = (
    (0.22, 0.90, 1.6), (0.17, 0.85, 1.9), (0.14, 0.95, 1.2), (0.11, 0.80, 2.2), (0.09, 1.05, 0.9), (0.08, 0.90, 1.5),
    (0.06, 1.10, 0.8), (0.05, 1.00, 1.0), (0.04, 0.95, 1.3), (0.03, 1.15, 0.9), (0.01, 1.20, 2.4),
)  # fmt: skip
"""Share of the nation's households, times the poverty lines, times the poverty rates."""

STUDY = """\
kind: compare
title: {{id: Negara buatan, en: A made-up nation}}
question: {{id: Berapa lama?, en: How long?}}
scenarios: [{scenarios}]
regions: [{regions}]
constants: {{budget.per_year: {budget}, population.burn_in_months: {burn_in}}}
replicates: {replicates}
seed: 1
scale: 1
years: {years}
"""


def write(households: int, *, folder: Path, years: int, replicates: int = 1) -> Path:
    """Write a nation's regions and a study of them into a folder; the study's file."""
    names = []
    for number, (share, lines, rates) in enumerate(PROVINCES, 1):
        names.append(f"province{number:02d}")
        nation.region(share * households / PROVINCE, folder=folder, name=names[-1], lines=lines, rates=rates)
    policies = [ROOT / "scenarios" / "kaltim" / f"{name}.yaml" for name in SCENARIOS]
    text = STUDY.format(
        scenarios=", ".join(json.dumps(str(path)) for path in policies),
        regions=", ".join(f"{{region: {name}}}" for name in names),
        budget=round(460_000_000_000 * households / PROVINCE), burn_in=BURN_IN, replicates=replicates, years=years,
    )  # fmt: skip
    path = folder / "nation.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def sizes(folder: Path) -> list[int]:
    """Households of each province of a folder."""
    places = sorted(path.parent for path in folder.glob("province*/region.yaml"))
    return [int(load_region(str(place)).households.sum()) for place in places]


def measure(households: int, *, workers: int, years: int, replicates: int) -> dict[str, Any]:
    """Run the study in a temporary folder; this process is its driver."""
    with tempfile.TemporaryDirectory(prefix="mentas-nation-") as name:
        folder = Path(name)
        study = design.load_study(write(households, folder=folder, years=years, replicates=replicates))
        begun = time.perf_counter()
        done = batch.run(study, out=folder / "out", workers=workers)
        seconds = time.perf_counter() - begun
        written = sum(path.stat().st_size for path in (folder / "out").rglob("*") if path.is_file())
        own, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        mine = sizes(folder)
    first = done.summary[(done.summary["measure"] == "poverty_rate") & (done.summary["group"] == "all")]
    return {
        "households": sum(mine), "largest_region": max(mine), "regions": len(mine), "scenarios": len(SCENARIOS),
        "years": years, "burn_in_months": BURN_IN, "replicates": replicates, "workers": workers, "runs": done.runs,
        "failed": len(done.failures), "seconds": seconds,
        "processor_seconds_workers": theirs.ru_utime + theirs.ru_stime,
        "processor_seconds_driver": own.ru_utime + own.ru_stime,
        "driver_gib": own.ru_maxrss / 2**20, "largest_worker_gib": theirs.ru_maxrss / 2**20, "folder_bytes": written,
        "poverty_rate": {f"{row.scenario}, year {row.year}": row.mean for row in first.itertuples()},
        "machine": machine.facts(),
    }  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the command line asks for, and print it as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nation_study", description=__doc__)
    parser.add_argument("--households", type=int, default=10_000_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--years", type=int, default=2)
    parser.add_argument("--replicates", type=int, default=1)
    print(json.dumps(measure(**vars(parser.parse_args(arguments))), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
