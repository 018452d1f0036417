"""Peeling and pasting: a box loses a thin slice at a time, always the one whose loss raises the mean most for its size.

The objective is the gain in the mean for each row lost, which a dimension of few categories cannot win by losing half
of all rows at once. For numbers the slice ends between two different values, at least `alpha` of the rows from the
end; a category is lost as a whole.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mentas.studies.discovery.limits import HIGH, LEVELS, LOW, Limits, Side, Tally, tally
from mentas.studies.discovery.points import Points


@dataclass(frozen=True, slots=True)
class Step:
    """A box on the way, which act led to it, and what it holds."""

    act: str
    """`start`, `peel`, `paste` or `drop`."""
    side: Side | None
    limits: Limits
    rows: np.ndarray
    """Numbers of the rows in the box."""
    held: Tally


def start(points: Points) -> Step:
    """The box of all points."""
    return Step("start", None, Limits.none(len(points.dimensions)), np.arange(len(points)), tally(points))


def peel(points: Points, *, alpha: float, least: float) -> list[Step]:
    """All boxes on the way from everything to one that no slice improves, or that would weigh less than `least`."""
    steps = [start(points)]
    while (after := _peeled(points, steps[-1], alpha=alpha, least=least)) is not None:
        steps.append(after)
    return steps


def paste(points: Points, step: Step, *, alpha: float) -> list[Step]:
    """Boxes grown from one by slices of `alpha` of its rows, as long as the mean rises."""
    steps: list[Step] = []
    while True:
        found = [step_to("paste", side, limits, points) for side, limits in _growths(points, step, alpha)]
        better = [each for each in found if each.held.mean > step.held.mean]
        if not better:
            return steps
        step = max(better, key=lambda each: each.held.mean)
        steps.append(step)


def step_to(act: str, side: Side, limits: Limits, points: Points) -> Step:
    """The step to a box."""
    rows = np.flatnonzero(limits.inside(points.values))
    return Step(act, side, limits, rows, tally(points, rows))


def _peeled(points: Points, step: Step, *, alpha: float, least: float) -> Step | None:
    """The best box that is one slice smaller.

    Of equals the one that limits no further dimension, then the first dimension, then the high end before the low.
    """
    values, weight = points.values[step.rows], points.weight[step.rows]
    weighted = weight * points.response[step.rows]
    best: tuple[float, bool, int, bool] = (0.0, False, 0, False)
    found: tuple[Side, Limits, np.ndarray] | None = None
    limited = step.limits.dimensions()
    for sides, bounds, keep in _slices(points, step.limits, values, alpha):
        left = weight @ keep
        with np.errstate(invalid="ignore", divide="ignore"):
            gains = (weighted @ keep / left - step.held.mean) / (step.held.weight - left)
        gains[(left < least) | ~keep.any(axis=0) | keep.all(axis=0)] = -math.inf
        for k in np.flatnonzero(gains >= best[0]):
            place, name = sides[k]
            worth = float(gains[k]), place in limited, -place, name == HIGH
            if worth[0] > 0.0 and worth > best:
                if name == LEVELS:
                    kept = (step.limits.kept[place] or _all(points, place)) - {int(bounds[k])}
                    after = step.limits.keeping(place, kept)
                else:
                    after = step.limits.bounded(sides[k], float(bounds[k]))
                best, found = worth, (sides[k], after, keep[:, k])
    if found is None:
        return None
    rows = step.rows[found[2]]
    return Step("peel", found[0], found[1], rows, tally(points, rows))


def _slices(
    points: Points, limits: Limits, values: np.ndarray, alpha: float
) -> Iterator[tuple[list[Side], np.ndarray, np.ndarray]]:
    """Slices that could be lost: sides, bounds (or the category lost), and which rows stay, shape (rows, slices)."""
    ordered = [place for place, each in enumerate(points.dimensions) if each.kind != "category"]
    if ordered:
        columns = values[:, ordered]
        first, last = math.floor((len(values) - 1) * alpha), math.ceil((len(values) - 1) * (1 - alpha))
        ends = np.partition(columns, (first, last), axis=0)
        steps = np.array([points.dimensions[place].kind == "steps" for place in ordered])
        inner = np.where(columns < ends[last], columns, -math.inf).max(axis=0)
        yield [(p, HIGH) for p in ordered], np.where(steps, inner, (inner + ends[last]) / 2), columns <= inner
        inner = np.where(columns > ends[first], columns, math.inf).min(axis=0)
        yield [(p, LOW) for p in ordered], np.where(steps, inner, (inner + ends[first]) / 2), columns >= inner
    for place, dimension in enumerate(points.dimensions):
        if dimension.kind == "category":
            levels = np.array(sorted(limits.kept[place] or _all(points, place)), dtype=float)
            yield [(place, LEVELS)] * len(levels), levels, values[:, [place]] != levels


def _growths(points: Points, step: Step, alpha: float) -> Iterator[tuple[Side, Limits]]:
    """Boxes that are larger by a slice beyond one limit, or by a category."""
    room = max(round(alpha * step.held.n), 1)
    for side in step.limits.sides():
        place, name = side
        wider = step.limits.without(side)
        if name == LEVELS:
            whole = _all(points, place)
            kept = step.limits.kept[place] or whole
            for level in sorted(whole - kept):
                grown = kept | {level}
                yield side, step.limits.keeping(place, None if grown == whole else grown)
            continue
        reached = wider.inside(points.values)
        reached[step.rows] = False
        sign = 1.0 if name == HIGH else -1.0
        beyond = np.unique(sign * points.values[reached, place], return_counts=True)
        after = int(np.searchsorted(np.cumsum(beyond[1]), room)) + 1
        if after >= len(beyond[0]):
            yield side, wider
        else:
            nearest, next_one = sign * beyond[0][after - 1], sign * beyond[0][after]
            steps = points.dimensions[place].kind == "steps"
            yield side, step.limits.bounded(side, float(nearest if steps else (nearest + next_one) / 2.0))


def _all(points: Points, place: int) -> frozenset[int]:
    return frozenset(range(len(points.dimensions[place].levels)))
