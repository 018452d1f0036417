"""The calibrated parameter sets, read from their file and checked: a damaged file is refused, never half used.

The file has a row for each set: `threshold` and `set`, then a weight of the set under each combination of market and
shape of spending (`weight_responsive_gb2` and so on, each summing to one within a threshold), then a column for each
calibrated parameter by its dotted name. `enterprise.threshold` of a set is its `threshold`.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mentas import files, parameters
from mentas.files import NOTHING, Problem, Refusal
from mentas.language import Said

FILE = Path(__file__).parent / "ensemble.csv"
"""The sets that mentas comes with."""

THRESHOLDS: tuple[float, ...] = (0.8, 0.0, 1.2, 0.4)
"""Thresholds above which capital starts to pay, in years of a poor person's spending; 0 is none."""

MARKETS: tuple[str, ...] = ("responsive", "fixed")
SHAPES: tuple[str, ...] = ("gb2", "shifted_lognormal")

OF_THRESHOLD = "enterprise.threshold"

WEIGHTS: dict[str, tuple[str, str]] = {
    f"weight_{market}_{shape}": (market, shape) for market in MARKETS for shape in SHAPES
}
"""Column of weights by market and shape of spending."""

CLOSE = 1e-6
"""How far the weights of a threshold may sum from one, through rounding."""

MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """One set of calibrated parameters."""

    threshold: float
    number: int
    weights: Mapping[tuple[str, str], float]
    """Weight by market and shape of spending."""
    values: Mapping[str, float]
    """Value by dotted name, `enterprise.threshold` among them."""


@dataclass(frozen=True, slots=True)
class Ensemble:
    """All sets of a file."""

    sets: tuple[ParameterSet, ...]
    sha256: str
    """Of the file."""
    manifest: Mapping[str, Any]
    """What the calibration says of itself."""

    @property
    def names(self) -> tuple[str, ...]:
        """Parameters that have a value in every set."""
        return tuple(self.sets[0].values)

    def of(self, threshold: float) -> tuple[ParameterSet, ...]:
        """The sets of one threshold."""
        return tuple(each for each in self.sets if each.threshold == threshold)


def load(path: Path | None = None) -> Ensemble:
    """Read the sets and the manifest beside them.

    Args:
        path: the CSV file; by default the one that mentas comes with.

    Raises:
        Refusal: a file is missing or damaged; every problem is named by its line and column.
    """
    path = FILE if path is None else path
    shown = path.name if path == FILE else str(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise files.refused(shown, "too-large", Said("is larger than {most:_} bytes", most=MOST_BYTES))
        data = path.read_bytes()
        rows = list(csv.reader(data.decode("utf-8").splitlines(), strict=True))
    except OSError:
        text = Said("there are no calibrated parameter sets: use `uncertainty: point`, or calibrate")
        raise files.refused(shown, "no-ensemble", text) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise files.refused(shown, "not-csv", Said("is not CSV in UTF-8: {reason}", reason=str(error))) from None
    problems: list[Problem] = []
    found = _sets(rows, shown, problems)
    sha256 = hashlib.sha256(data).hexdigest()
    manifest = _manifest(path.with_name("manifest.json"), sha256, problems)
    if problems:
        raise Refusal(problems)
    return Ensemble(tuple(found), sha256, manifest)


def _sets(rows: Sequence[Sequence[str]], shown: str, problems: list[Problem]) -> list[ParameterSet]:
    header = rows[0] if rows else []
    names = _check_header(header, shown, problems)
    if problems:
        return []
    found = []
    for line, row in enumerate(rows[1:], 2):
        if len(row) != len(header):
            text = Said("has {count} cells and not {wanted}", count=len(row), wanted=len(header))
            problems.append(Problem(shown, line, 1, "", "cells", text))
            continue
        cells = {name: _number(row[k], shown, (line, k + 1, name), problems) for k, name in
                 enumerate(header)}  # fmt: skip
        if any(value is None for value in cells.values()):
            continue
        each: dict[str, float] = {name: value for name, value in cells.items() if value is not None}
        _check_row(each, names, shown, line, header, problems)
        values = {OF_THRESHOLD: each["threshold"]} | {name: each[name] for name in names}
        weights = {key: each[column] for column, key in WEIGHTS.items()}
        found.append(ParameterSet(each["threshold"], int(each["set"]), weights, values))
    if not problems:
        _check_whole(found, shown, problems)
    return found


def _check_header(header: Sequence[str], shown: str, problems: list[Problem]) -> list[str]:
    """Names of the parameters among the columns."""
    known = parameters.catalogue()
    fixed = ("threshold", "set", *WEIGHTS)
    for name in fixed:
        if name not in header:
            problems.append(Problem(shown, 1, 1, name, "no-column", Said("has no column {name}", name=name)))
    names = []
    for column, name in enumerate(header, 1):
        if list(header).index(name) != column - 1:
            problems.append(Problem(shown, 1, column, name, "twice", Said("is named twice")))
        elif name not in fixed and name not in known:
            near = files.nearest(name, known)
            problems.append(
                Problem(
                    shown, 1, column, files.shorten(name), "unknown-parameter", Said("is not a parameter"), nearest=near
                )
            )
        elif name not in fixed:
            names.append(name)
    return names


def _number(text: str, shown: str, at: tuple[int, int, str], problems: list[Problem]) -> float | None:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if math.isfinite(value):
        return value
    said = Said("'{text}' is not a finite number", text=files.shorten(text))
    problems.append(Problem(shown, *at, "not-a-number", said))
    return None


def _check_row(
    row: Mapping[str, float], names: Sequence[str], shown: str, line: int, header: Sequence[str],
    problems: list[Problem],
) -> None:  # fmt: skip
    def wrong(name: str, code: str, text: Said, allowed: Said = NOTHING) -> None:
        problems.append(Problem(shown, line, list(header).index(name) + 1, name, code, text, allowed))

    if row["threshold"] not in THRESHOLDS:
        allowed = files.listed(f"{value:g}" for value in sorted(THRESHOLDS))
        text = Said("{value:g} is not a threshold", value=row["threshold"])
        wrong("threshold", "unknown-threshold", text, allowed)
    if row["set"] < 0 or not row["set"].is_integer():
        wrong("set", "not-a-count", Said("{value:g} is not a count", value=row["set"]))
    for name in WEIGHTS:
        if not 0.0 <= row[name] <= 1.0:
            wrong(name, "out-of-range", Said("{value:g} is not a weight", value=row[name]), Said("0 to 1"))
    for name in names:
        problem = parameters.check(name, row[name])
        if problem is not None:
            code, text, allowed, _ = problem
            wrong(name, code, text, allowed)
    if OF_THRESHOLD in row and row[OF_THRESHOLD] != row["threshold"]:
        text = Said("differs from the row's threshold {threshold:g}", threshold=row["threshold"])
        wrong(OF_THRESHOLD, "two-thresholds", text)


def _check_whole(found: Sequence[ParameterSet], shown: str, problems: list[Problem]) -> None:
    for threshold in sorted(THRESHOLDS):
        sets = [each for each in found if each.threshold == threshold]
        if not sets:
            text = Said("has no sets of threshold {threshold:g}", threshold=threshold)
            problems.append(Problem(shown, 0, 0, "threshold", "no-sets", text))
            continue
        if len({each.number for each in sets}) < len(sets):
            text = Said("numbers two sets of threshold {threshold:g} alike", threshold=threshold)
            problems.append(Problem(shown, 0, 0, "set", "twice", text))
        for column, key in WEIGHTS.items():
            total = math.fsum(each.weights[key] for each in sets)
            if abs(total - 1.0) > CLOSE:
                text = Said("weights of threshold {threshold:g} sum to {total:.10g}", threshold=threshold, total=total)
                problems.append(Problem(shown, 0, 0, column, "weights", text, Said("a sum of 1")))


def _manifest(path: Path, sha256: str, problems: list[Problem]) -> Mapping[str, Any]:
    """The manifest; where it names the sha256 of the sets, they must be those."""
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        problems.append(Problem(path.name, 0, 0, "", "no-manifest", Said("is missing beside the parameter sets")))
        return {}
    except ValueError as error:
        problems.append(Problem(path.name, 0, 0, "", "not-json", Said("is not JSON: {reason}", reason=str(error))))
        return {}
    if not isinstance(manifest, dict):
        problems.append(Problem(path.name, 0, 0, "", "not-json", Said("is not a mapping")))
        return {}
    if manifest.get("sha256", sha256) != sha256:
        text = Said("the parameter sets are not those that this manifest describes")
        problems.append(Problem(path.name, 0, 0, "sha256", "other-sets", text))
    return manifest
