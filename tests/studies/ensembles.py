"""Small made-up parameter sets in the format of the calibrated ones."""

from __future__ import annotations

import json
from pathlib import Path

from mentas.studies.ensemble.sets import THRESHOLDS, WEIGHTS


def lines(sets: int = 4) -> list[str]:
    """Header and rows: wear and hurdle rise with the number of the set; the fixed market knows the first half only."""
    header = ["threshold", "set", *WEIGHTS, "enterprise.wear", "investing.hurdle"]
    rows = []
    for threshold in sorted(THRESHOLDS):
        for number in range(sets):
            half = 2.0 / sets if number < sets // 2 else 0.0
            weights = [half if name.startswith("weight_fixed") else 1.0 / sets for name in WEIGHTS]
            rows.append([threshold, number, *weights, 0.006 + 0.001 * number, 0.015 + 0.002 * number])
    return [",".join(str(cell) for cell in row) for row in [header, *rows]]


def write(folder: Path, text: list[str] | None = None) -> Path:
    """The file and its manifest in a folder."""
    folder.mkdir(exist_ok=True)
    path = folder / "ensemble.csv"
    path.write_text("\n".join(text or lines()) + "\n", encoding="utf-8")
    (folder / "manifest.json").write_text(json.dumps({"made": "up"}))
    return path
