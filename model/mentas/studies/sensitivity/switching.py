"""Switch points: from which value of a parameter on another policy is the better one, others averaged over.

The outcome is the difference between a policy and its baseline. Along one parameter its expectation is a curve (see
`smoothing`), and a band around it holds the whole curve in 95 of 100 studies. A switch is told only between a stretch
where the band lies below zero and one where it lies above: so a parameter along which the sign never changes shows a
switch in fewer than 5 of 100 studies. Where the curve crosses zero between them is the switch point, and the interval
holds 95 % of the crossings of the bootstrap's curves.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from mentas.studies.analysis import LEVEL
from mentas.studies.sampling import keys
from mentas.studies.sensitivity.problems import UnusableResultsError
from mentas.studies.sensitivity.results import fitting, flat
from mentas.studies.sensitivity.smoothing import Curve, curve

if TYPE_CHECKING:
    import pandas as pd

DRAWS = 1000

LEAST_ROWS = 30
"""Rows below which no curve is drawn."""

SWITCH, ABOVE, BELOW, UNCLEAR = "switch", "never: positive everywhere", "never: negative everywhere", "cannot tell"
"""What can be said of a parameter."""

COLUMNS = [
    "name", "found", "unit", "value", "low", "high", "sign_below", "sign_above", "lowest", "highest",
]  # fmt: skip


def between(low: float, high: float) -> Callable[[float], float]:
    """Value of a unit number on a straight scale from low to high."""
    return lambda unit: low + unit * (high - low)


def switch(
    design: np.ndarray,
    y: np.ndarray,
    *,
    names: Sequence[str],
    scales: Mapping[str, Callable[[float], float]],
    seed: int,
) -> pd.DataFrame:
    """Where along each parameter the expected difference changes its sign.

    Args:
        design: independent draws as unit numbers, shape (rows, names); of a `saltelli` design its `base_rows`.
        y: difference between a policy and its baseline, shape (rows, replicates).
        names: of the columns.
        scales: real value of a unit number, by name, rising or falling; names without one are left out.
        seed: of the bootstrap.

    Returns:
        name, found, unit, value, low, high, sign_below, sign_above, lowest, highest: a row for each switch, or one
        that says why there is none. `value`, `low` and `high` are real values, `lowest` and `highest` the ends of
        what the design covers; signs are those below and above the value, -1 or 1; where the sign never changes both
        are that sign, and where nothing can be told both are 0.

    Raises:
        UnusableResultsError: results are not finite, do not fit the design, or are fewer than 30 rows.
    """
    import pandas as pd

    y = fitting(design, y, names=len(names))
    if len(y) < LEAST_ROWS:
        raise UnusableResultsError(f"{len(y)} rows are too few to look for switch points: it takes {LEAST_ROWS}")
    rows: list[dict[str, Any]] = []
    for place, name in enumerate(names):
        if name in scales:
            rng = np.random.default_rng(int(keys.key("switch", seed, name)))
            found = curve(design[:, place], y, draws=DRAWS, rng=rng)
            rows += [{"name": name} | each for each in _told(found, scales[name], same=flat(y))]
    return pd.DataFrame(rows, columns=COLUMNS)


def _told(found: Curve, scale: Callable[[float], float], *, same: bool) -> list[dict[str, Any]]:
    ends = sorted(scale(end) for end in found.ends)
    common = {"lowest": ends[0], "highest": ends[1]}
    sure = np.sign(found.middle) * (same | (np.abs(found.middle) > _half(found)))
    seen = [int(place) for place in np.flatnonzero(sure)]
    turns = [(a, b) for a, b in zip(seen, seen[1:], strict=False) if sure[a] != sure[b]]
    if turns:
        told = [_switch(found, a, b, scale) | common for a, b in turns]
        return sorted(told, key=lambda each: float(each["value"]))
    sign = int(sure[seen[0]]) if seen and len(seen) == len(sure) else 0
    reason = {1: ABOVE, -1: BELOW, 0: UNCLEAR}[sign]
    nowhere = dict.fromkeys(("unit", "value", "low", "high"), math.nan)
    return [{"found": reason, **nowhere, "sign_below": sign, "sign_above": sign, **common}]


def _half(found: Curve) -> np.ndarray:
    """Half-width of the band that holds the whole curve: spread at each place times one factor for all."""
    spread = (np.quantile(found.draws, 0.8413, axis=0) - np.quantile(found.draws, 0.1587, axis=0)) / 2.0
    away = np.abs(found.draws - found.middle)
    most = np.divide(away, spread, out=np.zeros_like(away), where=spread > 0.0).max(axis=1)
    return np.asarray(spread * np.quantile(most, LEVEL))


def _switch(found: Curve, start: int, end: int, scale: Callable[[float], float]) -> dict[str, Any]:
    """The crossing between two places of sure and different signs."""
    part = slice(start, end + 1)
    rising = bool(found.middle[end] > 0.0)
    at = _crossing(found.places[part], found.middle[part], rising=rising)
    crossings = [_crossing(found.places[part], draw[part], rising=rising) for draw in found.draws]
    low, high = np.quantile(crossings, [0.5 - LEVEL / 2, 0.5 + LEVEL / 2])
    low, high = sorted((scale(float(low)), scale(float(high))))
    sign = 1 if rising == (scale(1.0) >= scale(0.0)) else -1
    return {
        "found": SWITCH, "unit": at, "value": scale(at), "low": low, "high": high,
        "sign_below": -sign, "sign_above": sign,
    }  # fmt: skip


def _crossing(places: np.ndarray, values: np.ndarray, *, rising: bool) -> float:
    """Where values cross zero; the middle crossing if there are several, an end if there is none."""
    up = values if rising else -values
    crossed = np.flatnonzero((up[:-1] <= 0.0) & (up[1:] > 0.0))
    if not crossed.size:
        return float(places[0] if up[0] > 0.0 else places[-1])
    k = int(crossed[crossed.size // 2])
    return float(places[k] + (places[k + 1] - places[k]) * up[k] / (up[k] - up[k + 1]))
