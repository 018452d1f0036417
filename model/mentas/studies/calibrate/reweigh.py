"""Weigh an ensemble by a province's own patterns: `python -m mentas.studies.calibrate.reweigh FOLDER PATTERNS`.

Trials say nothing of how a province without any policy must stay as it is. Each parameter set of a calibration that has
ended lives in the worlds of those patterns whose role is `calibrate`; its weight falls with the distance to what was
observed. Inside the observed range every value is as good as another; outside, a distance of half the range's width
counts as one standard error. Finished sets are kept, and the same command goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mentas.studies import csv, manifest
from mentas.studies.calibrate import ensemble

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.patterns.design import Patterns

KEPT = "patterns.jsonl"
TABLE = "patterns.csv"


def penalty(value: float, low: float, high: float) -> float:
    """Squared distance to an observed range in halves of its width; 0 inside it, infinite where nothing came out."""
    if not np.isfinite(value):
        return float("inf")
    outside = max(low - value, value - high, 0.0)
    return (2.0 * outside / (high - low)) ** 2


def weigh(frame: pd.DataFrame, found: Mapping[int, Mapping[str, float]], ranges: Mapping[str, tuple[float, float]]) -> (
    pd.DataFrame
):  # fmt: skip
    """The ensemble with weights times the likelihood of its patterns; each weight sums to one within a threshold.

    Raises:
        ValueError: no set of a threshold has any weight left.
    """
    squares = np.array([sum(penalty(found[row][name], *ranges[name]) for name in ranges) for row in range(len(frame))])
    likelihood = np.exp(-0.5 * squares)
    result = frame.copy()
    for name in ensemble.WEIGHTS:
        weight = frame[name].to_numpy() * likelihood
        sums = {t: weight[frame["threshold"] == t].sum() for t in frame["threshold"].unique()}
        if min(sums.values()) <= 0.0:
            raise ValueError("no parameter set of a threshold meets the patterns at all")
        result[name] = weight / frame["threshold"].map(sums).to_numpy()
    return result


def live(patterns: Patterns, parameters: Mapping[str, float], scale: float) -> dict[str, float]:
    """The patterns of one parameter set, by name; NaN where its world breaks down."""
    from mentas.studies.patterns import moments

    try:
        return moments.moments(parameters, 1, patterns=patterns, scale=scale)
    except Exception:  # a world that explodes meets no pattern
        return dict.fromkeys(moments.targets(patterns), float("nan"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Weigh, and write what was found."""
    import pandas as pd

    from mentas.studies.patterns import moments
    from mentas.studies.patterns.design import load_patterns

    parser = argparse.ArgumentParser(description="Weigh an ensemble by a province's own patterns.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("patterns", type=Path)
    parser.add_argument("--scale", type=float, default=0.02, help="share of the households simulated")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args(arguments)
    account = manifest.read(given.folder)
    if "patterns" in account:
        raise SystemExit(f"{given.folder} has been weighed by patterns already")
    frame = pd.read_csv(given.folder / ensemble.NAME)
    patterns = load_patterns(given.patterns)
    aims = moments.targets(patterns)
    names = [name for name in frame.columns if "." in name]
    sets = {row: dict(zip(names, frame.loc[row, names], strict=True)) for row in range(len(frame))}
    for row, parameters in sets.items():
        parameters["enterprise.threshold"] = float(frame["threshold"].iloc[row])
    kept = given.folder / KEPT
    found = (
        {int(e["row"]): e["patterns"] for e in map(json.loads, kept.read_text().splitlines())} if kept.exists() else {}
    )
    with kept.open("a", encoding="utf-8") as out, ProcessPoolExecutor(given.workers) as pool:
        left = {pool.submit(live, patterns, sets[row], given.scale): row for row in sets if row not in found}
        for done in as_completed(left):
            found[left[done]] = done.result()
            out.write(json.dumps({"row": left[done], "patterns": done.result()}) + "\n")
            out.flush()
            if len(found) % 25 == 0:
                print(f"{len(found)} of {len(sets)} parameter sets", flush=True)
    ranges = {name: (float(observed.low), float(observed.high)) for name, observed in aims.items()}
    weighed = weigh(frame, found, ranges)
    csv.write(given.folder / ensemble.NAME, weighed)
    table = pd.DataFrame(
        [{"threshold": frame.loc[row, "threshold"], "set": frame.loc[row, "set"]} | found[row] for row in sets]
    )
    csv.write(given.folder / TABLE, table)
    effective = {
        f"{t:g}": float(1.0 / (part[ensemble.WEIGHTS[0]] ** 2).sum()) for t, part in weighed.groupby("threshold")
    }
    told = {"file": given.patterns.name, "scale": given.scale, "ranges": ranges, "effective_sets": effective}
    manifest.write(given.folder, account | {"patterns": told})
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
