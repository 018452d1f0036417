"""Which box on the way is taken, and which of its limits are kept.

Quality of a box: (its density less that of all points) times the root of its number of points, the `mean test` of
subgroup discovery (Klosgen 1996, Explora), in standard errors of the density of as many points drawn at random. By it
a slice is worth losing where its density lies below half-way between that of the box and that of all points; no least
coverage or density has to be set. The box of the highest quality is chosen, half of it taken among its own points, half
among points that did not help to find it, lest a small box that is pure by chance should win: see `trust.unseen`.

Afterwards the box is pasted, and limits are dropped, the least significant first, while the quasi-p-value of any lies
above `LEVEL`: the chance of at least as many cases in the box if its density were that of the box without the limit
(Bryant, Lempert 2010). The limit has been chosen among many, so that the value is a guide, not a test.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from mentas.studies.discovery import peel
from mentas.studies.discovery.limits import Limits, Side, Tally, tally
from mentas.studies.discovery.peel import Step
from mentas.studies.discovery.points import Points

LEVEL = 0.05
"""Quasi-p-value above which a limit is dropped."""


def quality(held: Tally, density: float) -> float:
    """How far the density of a box lies above that of all points, in standard errors of as many random points."""
    error = math.sqrt(density * (1.0 - density))
    return (held.density - density) * math.sqrt(held.effective) / error if error and held.weight else 0.0


def best(peeled: Sequence[Step], unseen: Sequence[Tally]) -> int:
    """Place of the box whose quality is the highest, the mean of that among its points and of that among unseen ones.

    Args:
        peeled: boxes on the way, the largest first, which wins among equals.
        unseen: what the fellows of each hold of points that did not help to find them.
    """
    density = peeled[0].held.density
    pairs = zip(peeled, unseen, strict=True)
    return int(np.argmax([quality(step.held, density) + quality(held, density) for step, held in pairs]))


def finished(points: Points, step: Step, *, alpha: float) -> list[Step]:
    """What becomes of a box: pasted, then without the limits that are not significant."""
    after = peel.paste(points, step, alpha=alpha)
    return after + drop(points, (after or [step])[-1])


def drop(points: Points, step: Step, reproduced: Mapping[Side, float] | None = None, enough: float = 0.0) -> list[Step]:
    """Boxes with ever fewer limits, until each is significant.

    Args:
        points: all of them.
        step: the box.
        reproduced: how often each limit was found again, or None if that is not known yet.
        enough: limits that were found again more rarely than this are dropped first.
    """
    steps: list[Step] = []
    while sides := step.limits.sides():
        again = {side: 1.0 if reproduced is None else reproduced[side] for side in sides}
        worst = min(sides, key=again.__getitem__)
        if again[worst] >= enough:
            chances = {side: quasi_p(points, step.limits, side) for side in sides}
            worst = max(sides, key=chances.__getitem__)
            if chances[worst] <= LEVEL:
                break
        step = peel.step_to("drop", worst, step.limits.without(worst), points)
        steps.append(step)
    return steps


def quasi_p(points: Points, limits: Limits, side: Side) -> float:
    """Chance of at least as many cases in the box if its density were that of the box without one of its limits."""
    held = tally(points, limits.inside(points.values))
    wider = tally(points, limits.without(side).inside(points.values))
    return tail(held, wider.density)


def tail(held: Tally, density: float) -> float:
    """Chance of at least as many cases where each point is one with the chance `density`.

    Binomial; rows of unequal weight count as their effective number.
    """
    from scipy.special import betainc

    cases = held.density * held.effective
    if not held.weight or cases <= 0.0 or density >= 1.0:
        return 1.0
    # The binomial's upper tail, by the beta function, which takes numbers that are not whole.
    return float(betainc(cases, held.effective - cases + 1.0, density))
