"""Take over what a calibration found: `python -m mentas.studies.calibrate.adopt FOLDER [--write]`.

Prints, or with `--write` makes, the changes: values of the parameters that the calibration identified, at least
partly, in the YAML files beside the code, and the ensemble with its manifest among the package's data. A parameter that
the trials say nothing of keeps its value and its evidence.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from mentas import parameters
from mentas.studies import atomic, manifest
from mentas.studies.calibrate import ensemble

PLACE = Path(__file__).resolve().parents[1] / "ensemble"
"""Where the package keeps the ensemble that studies draw from."""

BEGINS = "Calibrated: "
BEFORE = " Before: "

OF_THE_RUN = ("process", "started")
"""Fields of a manifest that say nothing of its figures."""


@dataclass(frozen=True, slots=True)
class Change:
    """One parameter's new value."""

    name: str
    old: float
    new: float
    source: str
    as_of: str


def changes(folder: Path, *, threshold: float = 0.8) -> list[Change]:
    """Weighted posterior medians, three digits, of those that are identified or partly so, and of those tied to them.

    Args:
        folder: a calibration that has ended.
        threshold: the structure whose ensemble counts, with markets that answer.
    """
    account = manifest.read(folder)
    rows = [row for row in _rows(folder / ensemble.NAME) if float(row["threshold"]) == threshold]
    if not rows:
        raise ValueError(f"{folder} has no sets of threshold {threshold:g}")
    told = {
        row["parameter"]
        for row in _rows(folder / "identified.csv")
        if float(row["threshold"] if row["threshold"] != "all" else "nan") == threshold and row["verdict"] != "not"
    }
    weights = np.array([float(row[ensemble.WEIGHTS[0]]) for row in rows])
    known = parameters.catalogue()
    found = []
    tied = [name for name in rows[0] if "." in name and name not in {prior["name"] for prior in account["priors"]}]
    for name in [*(prior["name"] for prior in account["priors"]), *tied]:
        if name in told or name in tied:
            low, high = known[name].range
            middle = ensemble.median(np.array([float(row[name]) for row in rows]), weights)
            value = float(np.clip(float(f"{middle:.3g}"), low, high))
            source = f"{BEGINS}{_said(account, threshold)}.{BEFORE}{_without(known[name].source)}"
            found.append(Change(name, known[name].value, value, source, str(account["finished"])[:4]))
    return found


def rewritten(text: str, key: str, change: Change) -> str:
    """A parameter file with one entry's value, evidence, source and date changed, and nothing else."""
    block = re.search(rf"^{re.escape(key)}:\n(?:[ \t]+.*\n?|\n(?=[ \t]))*", text, re.MULTILINE)
    if block is None:
        raise ValueError(f"there is no entry {key}")
    entry = block.group()
    source = json.dumps(change.source, ensure_ascii=False)
    new = {"value": f"{change.new:g}", "evidence": "calibrated", "source": source, "as_of": change.as_of}
    for field, value in new.items():
        line = re.search(rf"^(\s+{field}:) .*$", entry, re.MULTILINE)
        if line is None:
            raise ValueError(f"{key} has no {field} on a line of its own")
        entry = f"{entry[: line.start()]}{line[1]} {value}{entry[line.end() :]}"
    return text[: block.start()] + entry + text[block.end() :]


def adopt(folder: Path, found: Sequence[Change], *, root: Path = parameters.ROOT, place: Path = PLACE) -> list[Path]:
    """Write the changes and the ensemble; returns the files written."""
    texts: dict[Path, str] = {}
    for change in found:
        stem, _, key = change.name.partition(".")
        (path,) = [p for where in parameters.PLACES for p in root.glob(where) if p.stem == stem]
        texts[path] = rewritten(texts.get(path) or path.read_text(encoding="utf-8"), key, change)
    for path, text in texts.items():
        atomic.write_text(path, text)
    place.mkdir(parents=True, exist_ok=True)
    sets = (folder / ensemble.NAME).read_text(encoding="utf-8")
    atomic.write_text(place / ensemble.NAME, sets)
    account = {name: value for name, value in manifest.read(folder).items() if name not in OF_THE_RUN}
    manifest.write(place, account | {"sha256": hashlib.sha256(sets.encode()).hexdigest()})
    return [*texts, place / ensemble.NAME, place / "manifest.json"]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m mentas.studies.calibrate.adopt", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of a calibration that has ended")
    parser.add_argument("--threshold", type=float, default=0.8, help="structure whose medians are taken (0.8)")
    parser.add_argument("--write", action="store_true", help="change the files; otherwise changes are only printed")
    given = parser.parse_args(arguments)
    found = changes(given.folder, threshold=given.threshold)
    for change in found:
        print(f"{change.name}: {change.old:g} -> {change.new:g}, evidence calibrated")
    if given.write:
        for path in adopt(given.folder, found):
            print(f"wrote {path}")


def _said(account: dict[str, Any], threshold: float) -> str:
    trials = ", ".join(Path(name).stem for name in account["trials"]) or "no trial"
    return (
        f"median of the posterior at threshold {threshold:g} given published effects ({trials}); "
        f"experiments/calibrate/{account['study']}.yaml, docs/calibration.md"
    )


def _without(source: str) -> str:
    """A source as it was before any calibration."""
    return source.split(BEFORE, 1)[1] if source.startswith(BEGINS) and BEFORE in source else source


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
