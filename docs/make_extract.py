"""Write the example of a planner's own data: `python3 docs/make_extract.py`. Nobody in it exists.

The households are the model's own: East Kalimantan as `scenarios/kaltim/status_quo_2025.yaml` draws it, after its
burn-in, of which a few hundred are taken so that all weigh about alike within their regency.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np

import mentas
from mentas.population.microdata.columns import AGES
from mentas.state import SECTORS

ROOT = Path(__file__).parent.parent
SCENARIO = ROOT / "scenarios" / "kaltim" / "status_quo_2025.yaml"
EXTRACT = ROOT / "scenarios" / "kaltim" / "data" / "synthetic_extract.csv"
ROWS = 640
SCALE = 0.02
SEED = 2025
LEAST = 30
HEADER = (
    "id", "regency", "urban", "weight", *AGES, "disabled", "pregnant", "female_headed", "spending_person", "business",
    "sector", "female_owner", "capital", "decile", "pkh", "bpnt",
)  # fmt: skip


def taken(world: Any) -> list[tuple[int, float]]:
    """Rows of the world, evenly by weight within each regency, and the weight that each gets."""
    h = world.households
    share = np.bincount(h.regency, weights=h.weight) / h.weight.sum()
    found = []
    for regency, part in enumerate(share):
        here = np.flatnonzero(h.regency == regency)
        upto = np.cumsum(h.weight[here])
        count = max(round(ROWS * float(part)), LEAST)
        place = np.searchsorted(upto, (np.arange(count) + 0.5) * upto[-1] / count)
        found += [(int(row), float(upto[-1]) / count) for row in here[place]]
    return found


def row(world: Any, number: int, place: int, weight: float) -> list[Any]:
    """One household as a planner would have it: rounded, and empty where there is no business."""
    h = world.households
    runs = bool(h.open[place])
    per_person = round(float(h.spending_mean[place]) / int(h.size[place]), -3)
    return [
        number, world.region.regencies[h.regency[place]], int(h.urban[place]), round(weight, 2),
        *(int(getattr(h, name)[place]) for name in AGES), int(h.disabled[place]), int(h.pregnant[place]),
        int(h.female_headed[place]), int(per_person), int(runs),
        SECTORS[h.sector[place]] if runs else "", int(h.female_owner[place]) if runs else "",
        int(round(float(h.capital[place]), -4)) if runs else "", int(h.registered_decile[place]),
        *(int((h.enrolled[place] & world.bit(name)) > 0) for name in ("pkh", "bpnt")),
    ]  # fmt: skip


def main() -> None:
    """Write the extract."""
    world = mentas.World(mentas.load_scenario(SCENARIO).with_changes({"scale": SCALE}), seed=SEED)
    EXTRACT.parent.mkdir(exist_ok=True)
    with EXTRACT.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow(HEADER)
        for number, (place, weight) in enumerate(taken(world), start=1):
            out.writerow(row(world, number, place, weight))


if __name__ == "__main__":
    main()
