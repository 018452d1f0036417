"""The expected outcome along one parameter, others averaged over: a local line, and its doubt by bootstrap.

A local line (LOWESS's: Cleveland 1979) is a weighted average of the results near by, and away from the ends of the
range no weight is below zero. So unlike a polynomial or a spline it does not swing to the other side of zero beside a
step, and its sign says something of the results there. The span comes from leave-one-out cross-validation; the longest
makes it nearly a straight line. Rows are first put into narrow cells along the parameter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

CELLS = 128
SPANS: tuple[float, ...] = (0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0, 2.0)
"""Half-widths of the kernel in units of the cube."""
LEAST_IN = 10.0
"""Rows that lie within a span on either side of a place, on average."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Expected outcome at some places along a parameter."""

    ends: tuple[float, float]
    """What the rows cover, in whole cells: 0 and 1 for a design of the whole cube."""
    places: np.ndarray
    """Unit numbers, rising, shape (places,)."""
    middle: np.ndarray
    draws: np.ndarray
    """Bootstrap draws of the curve, shape (draws, places)."""


def curve(unit: np.ndarray, y: np.ndarray, *, draws: int, rng: np.random.Generator) -> Curve:
    """The curve with draws that hold two doubts: which rows were drawn, and which luck all rows had in common.

    Rows are drawn anew with replacement. Common luck moves the whole curve: the curve of each replicate alone differs
    from that of their mean, and a draw adds these differences under random weights whose size follows Student's t with
    as many degrees of freedom as there are replicates less one. One replicate says nothing about this, and then it is
    left out.

    Args:
        unit: the parameter, one number from 0 to 1 for each row; rows are independent draws.
        y: shape (rows, replicates); replicate k of each row has the same luck.
        draws: how many.
        rng: of the draws.
    """
    rows, replicates = y.shape
    cell = np.minimum((unit * CELLS).astype(np.int64), CELLS - 1)
    places = (np.arange(CELLS) + 0.5) / CELLS
    member = np.zeros((rows, CELLS))
    member[np.arange(rows), cell] = 1.0
    means = y.mean(axis=1)
    kernel, tilt = _kernel(places, _span(cell, means, places))
    start, stop = int(cell.min()), int(cell.max()) + 1

    def fit(counts: np.ndarray, sums: np.ndarray) -> np.ndarray:
        return _line(counts, sums, kernel, tilt)[..., start:stop]

    counts = member.sum(axis=0)
    middle = fit(counts, means @ member)
    drawn = rng.multinomial(rows, np.full(rows, 1.0 / rows), size=draws)
    found = fit(drawn @ member, (drawn * means) @ member)
    if replicates > 1:
        apart = fit(counts[None, :], y.T @ member) - middle
        sizes = np.sqrt(rng.chisquare(replicates - 1, size=(draws, 1)) / (replicates - 1))
        weights = rng.standard_normal((draws, replicates)) / sizes
        found = found + weights @ apart / np.sqrt(replicates * (replicates - 1.0))
    return Curve((start / CELLS, stop / CELLS), places[start:stop], middle, found)


def _kernel(places: np.ndarray, span: float) -> tuple[np.ndarray, np.ndarray]:
    """Tricube weights and distances between places, rows being where a line is wanted."""
    away = places[None, :] - places[:, None]
    return np.maximum(1.0 - np.abs(away / span) ** 3, 0.0) ** 3, away


def _line(counts: np.ndarray, sums: np.ndarray, kernel: np.ndarray, away: np.ndarray) -> np.ndarray:
    """Value of the local line at each place, of each of some samples: shape (..., cells) in, the same out."""
    first, second = kernel * away, kernel * away**2
    s0, s1, s2 = counts @ kernel.T, counts @ first.T, counts @ second.T
    t0, t1 = sums @ kernel.T, sums @ first.T
    spread = s0 * s2 - s1**2
    sloped = spread > 1e-9 * np.maximum(s0, 1e-300) ** 2
    flat = np.divide(t0, s0, out=np.zeros_like(t0), where=s0 > 0.0)
    return np.where(sloped, (s2 * t0 - s1 * t1) / np.where(sloped, spread, 1.0), flat)


def _span(cell: np.ndarray, y: np.ndarray, places: np.ndarray) -> float:
    """One step below the span with the smallest squared error of rows that the line is not told of.

    That span would weigh bias and noise alike, and an interval that holds noise only would miss too often.
    """
    counts = np.bincount(cell, minlength=CELLS).astype(float)
    sums = np.bincount(cell, weights=y, minlength=CELLS)
    errors = []
    spans = [span for span in SPANS if span * len(y) >= LEAST_IN]
    for span in spans:
        kernel, away = _kernel(places, span)
        s0, s1, s2 = (counts @ (kernel * away**power).T for power in range(3))
        spread = s0 * s2 - s1**2
        own = np.divide(s2, spread, out=np.ones_like(s2), where=spread > 1e-12)
        left = np.maximum(1.0 - own, 1e-3)
        errors.append((((y - _line(counts, sums, kernel, away)[cell]) / left[cell]) ** 2).mean())
    return spans[max(int(np.argmin(errors)) - 1, 0)]
