"""How far a box can be trusted: tried on points that did not help to find it.

The points are dealt into `FOLDS` folds, `REPEATS` times. For each fold boxes are peeled among all other points and
tried on the fold (cross-validation; Friedman and Fisher choose on unseen points too).

- *choice*: each box on the way has a fellow of nearly its mass among those of each fold. Their cases and points in
  the folds, added up, are the honest density on the way; by it a box is chosen, see `choice`.
- *chance*: the binomial chance of at least as many cases in them if inputs said nothing. As the box was chosen by it,
  noise passes a little more often than it says.
- *reproduced*: a limit is reproduced by a fold if the box that is most like the found one, of those found without the
  fold, has a limit in the same dimension on the same side.
- *held out*: density and coverage of those boxes in the folds.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from mentas.studies.discovery import peel
from mentas.studies.discovery.limits import Limits, Side, Tally, tally
from mentas.studies.discovery.peel import Step
from mentas.studies.discovery.points import Points

FOLDS = 5
REPEATS = 4

CHANCE = 0.01
"""Largest chance with which a box is taken for more than noise."""

REPRODUCED = 0.5
"""A limit is kept that at least this share of the folds reproduces."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Points that help to find boxes, those that do not, and the boxes on the way."""

    seen: Points
    unseen: Points
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What folds say of a box."""

    reproduced: dict[Side, float]
    density: float
    """NaN where no fold found a box, or none held a point."""
    coverage: float


def folds(points: Points, *, alpha: float, least: float, seed: int, stage: int) -> list[Fold]:
    """All folds with the boxes peeled without each."""
    dealt = []
    for number in range(REPEATS):
        order = luck(seed, "fold", stage, number).permutation(len(points))
        for fold in np.array_split(order, FOLDS):
            out = np.isin(np.arange(len(points)), fold)
            seen = points.take(~out)
            steps = peel.peel(seen, alpha=alpha, least=least * tally(seen).weight / tally(points).weight)
            dealt.append(Fold(seen, points.take(out), steps))
    return dealt


def luck(seed: int, *address: object) -> np.random.Generator:
    """Numbers that depend on the seed and the address alone."""
    text = " ".join(map(str, ("discovery", seed, *address)))
    return np.random.Generator(np.random.Philox(key=int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big")))


def unseen(peeled: Sequence[Step], dealt: Sequence[Fold]) -> list[Tally]:
    """What fellows of each box on the way hold of their folds: means over repeats of the sum over folds."""
    total = np.zeros((len(peeled), 5))
    for fold in dealt:
        held = [tally(fold.unseen, step.limits.inside(fold.unseen.values)) for step in fold.steps]
        rows = np.array([
            (each.n, each.count, each.weight, each.cases, each.weight**2 / each.effective if each.n else 0.0)
            for each in held
        ])  # fmt: skip
        total += rows[[fellow(fold.steps, _mass(step, peeled)) for step in peeled]]
    return [
        Tally(round(n), round(count), weight, cases, math.nan, weight**2 / squares if squares else 0.0)
        for n, count, weight, cases, squares in (total / REPEATS).tolist()
    ]


def fellow(steps: Sequence[Step], mass: float) -> int:
    """Place of the box on a way whose mass is the nearest; the larger of two."""
    return min(range(len(steps)), key=lambda place: abs(_mass(steps[place], steps) - mass))


def _mass(step: Step, steps: Sequence[Step]) -> float:
    return step.held.weight / steps[0].held.weight


def held_out(points: Points, limits: Limits, dealt: Sequence[Fold], *, mass: float, most: int, alpha: float) -> HeldOut:
    """Paste the boxes of all folds and try them there.

    Args:
        points: all of them.
        limits: the box that was found.
        dealt: the folds.
        mass: of the box when it was chosen, as a share of the points.
        most: boxes to look among for the one most like it.
        alpha: share of a box that is peeled at a time.
    """
    sides = limits.sides()
    hits = dict.fromkeys(sides, 0)
    weight = cases = 0.0
    rows = limits.inside(points.values)
    for fold in dealt:
        boxes = list(_covering(fold, mass=mass, most=most, alpha=alpha))
        if not boxes:
            continue
        box = max(boxes, key=lambda each: likeness(rows, each.inside(points.values)))
        for side in set(sides) & set(box.sides()):
            hits[side] += 1
        held = tally(fold.unseen, box.inside(fold.unseen.values))
        weight, cases = weight + held.weight, cases + held.cases
    total = sum(tally(fold.unseen).cases for fold in dealt)
    return HeldOut(
        {side: hits[side] / len(dealt) for side in sides},
        cases / weight if weight else math.nan,
        cases / total if weight else math.nan,
    )


def _covering(fold: Fold, *, mass: float, most: int, alpha: float) -> Iterator[Limits]:
    """Boxes of about that mass, pasted, each among the points outside those before it."""
    seen, steps, all_weight = fold.seen, fold.steps, fold.steps[0].held.weight
    for _ in range(most):
        step = steps[fellow(steps, mass * all_weight / steps[0].held.weight)]
        limits = (peel.paste(seen, step, alpha=alpha) or [step])[-1].limits
        if not limits.sides():
            return
        yield limits
        seen = seen.take(~limits.inside(seen.values))
        if tally(seen).weight <= mass * all_weight:
            return
        steps = peel.peel(seen, alpha=alpha, least=mass * all_weight)


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Share of the rows in either box that are in both (Jaccard)."""
    either = int((one | other).sum())
    return int((one & other).sum()) / either if either else 0.0
