"""Seek the boxes in which cases of interest lie, and say how far each can be trusted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mentas.studies.discovery import choice, peel, points, trust
from mentas.studies.discovery.boxes import Box, described
from mentas.studies.discovery.limits import Limits, Tally, tally
from mentas.studies.discovery.peel import Step
from mentas.studies.discovery.points import Dimension, Points

if TYPE_CHECKING:
    import pandas as pd

MOST = 3
"""Boxes that are sought."""

FEWEST = 5
"""Cases of interest, and points that are none, below which no box is sought."""

GIVEN = 0.1
"""Agreement that is given for a shorter description."""

REASONS: tuple[str, ...] = ("found", "no_cases", "all_cases", "too_few", "chance")
"""Why there is a box or none: one was found, no point is of interest, all are, too few are or are not, or no box is
more than noise."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """Boxes, best first, and the way to them."""

    boxes: tuple[Box, ...]
    trajectory: pd.DataFrame
    """Each step to each box sought, the last of which may not be found: box, step, act, dimension, side, limited,
    coverage, density, mass, mean, n, cases, quality, density_held_out, quality_held_out, chosen, final. Cases are the
    exceptions where those were sought."""
    reason: str
    dimensions: tuple[Dimension, ...]
    """Inputs that vary, by name."""
    n: int
    """Points with a known outcome."""
    left_out: int
    """Points whose outcome is not known."""
    density: float
    """Share of all points that are of interest."""
    chance: float
    """Of the first box, found or not; NaN where none was sought."""
    agreement: float
    """Correlation, -1 to 1, of lying in any of the boxes and being what they are to hold; 0 where there is none."""
    exceptions: bool
    """Whether the boxes hold the points that are no case of interest."""

    @property
    def found(self) -> bool:
        """Whether there is a box."""
        return bool(self.boxes)

    def dimension(self, name: str) -> Dimension:
        """An input by its name."""
        return next(each for each in self.dimensions if each.name == name)

    def table(self) -> pd.DataFrame:
        """One row for each limit of each box, with what the box holds; no row where nothing was found."""
        import pandas as pd

        rows = [each for number, box in enumerate(self.boxes, 1) for each in box.rows(number, self.exceptions)]
        return pd.DataFrame(rows, columns=list(Box.COLUMNS))


def discover(
    x: pd.DataFrame, y: Any, *, seed: int, alpha: float = 0.05, mass_min: float = 0.05, boxes_max: int = MOST,
    threshold: float | None = None, weights: Any = None, exceptions: bool = False,
) -> Discovery:  # fmt: skip
    """Boxes in which cases of interest are dense: peeled, chosen, pasted, tried, and their points taken out.

    A box is found if its like hold more cases among unseen points than chance would have it (`trust.CHANCE`), and
    limits remain to it that are significant (`choice.LEVEL`) and come again in half the folds (`trust.REPRODUCED`).
    The first one that is not found ends the search.

    Args:
        x: a row for each point of a sweep, a column for each input: numbers, or categories (texts, true and false).
            Rows are taken to be independent: means over replicates, with levers and uncertainties drawn together.
        y: whether each point is of interest; or a number, of which boxes get a high mean, with a threshold.
        seed: of the folds; the order of rows and columns changes nothing.
        alpha: share of a box's points that is peeled at a time.
        mass_min: share of all points that the smallest box may hold.
        boxes_max: boxes that are sought.
        threshold: a point is of interest from this y up.
        weights: one for each point, above zero.
        exceptions: look for the points that are no case of interest.

    Raises:
        ValueError: the lengths differ, an input is missing, y is neither true nor false and has no threshold, a
            weight is not above zero, or a share lies outside 0 to 1.
    """
    if not (0.0 < alpha < 0.5 and 0.0 < mass_min < 1.0):
        raise ValueError("alpha lies between 0 and 0.5, mass_min between 0 and 1")
    whole, left_out = points.read(x, y, threshold=threshold, weights=weights, exceptions=exceptions)
    reason = _reason(whole)
    stages = list(_stages(whole, seed, alpha, mass_min, boxes_max)) if reason == "found" else []
    found = tuple(stage.box for stage in stages if stage.box is not None)
    return Discovery(
        boxes=found,
        trajectory=_trajectory(whole, stages),
        reason="chance" if reason == "found" and not found else reason,
        dimensions=whole.dimensions,
        n=len(whole),
        left_out=left_out,
        density=1.0 - tally(whole).density if exceptions else tally(whole).density,
        chance=stages[0].chance if stages else math.nan,
        agreement=_agreement(whole, [stage.last.limits for stage in stages if stage.box is not None]),
        exceptions=exceptions,
    )


def clearest(x: pd.DataFrame, y: Any, *, seed: int, **settings: Any) -> Discovery:
    """Boxes of the cases of interest or of their exceptions, whichever say in fewer words what happened.

    "Wins if ..." and "wins unless ...": a rule with few exceptions is a box of the exceptions. Fewer boxes and limits
    are taken if they agree as well but for `GIVEN`, else those that agree better; of equals those of the cases.
    Settings are those of `discover`, its exceptions aside.
    """
    pair = [discover(x, y, seed=seed, exceptions=exceptions, **settings) for exceptions in (False, True)]
    enough = max(each.agreement for each in pair) - GIVEN
    good = [each for each in pair if each.found and each.agreement >= enough] or pair
    return min(good, key=lambda each: (sum(1 + len(box.limits) for box in each.boxes), -each.agreement))


def _agreement(whole: Points, boxes: list[Limits]) -> float:
    """Correlation of two yes or no's over the points (phi)."""
    inside = np.zeros(len(whole), dtype=bool)
    for limits in boxes:
        inside |= limits.inside(whole.values)
    total, held = tally(whole), tally(whole, inside)
    cases = total.cases
    spread = held.weight * (total.weight - held.weight) * cases * (total.weight - cases)
    return (held.cases * total.weight - held.weight * cases) / math.sqrt(spread) if spread > 0.0 else 0.0


def _reason(whole: Points) -> str:
    cases = int(whole.case.sum())
    if not cases:
        return "no_cases"
    if cases == len(whole):
        return "all_cases"
    return "found" if FEWEST <= cases <= len(whole) - FEWEST else "too_few"


@dataclass(frozen=True, slots=True)
class Stage:
    """The way to one box."""

    steps: list[Step]
    """Peeled, pasted, dropped."""
    unseen: list[Tally]
    """What fellows of the boxes peeled hold of their folds."""
    place: int
    """Of the box chosen."""
    last: Step
    chance: float
    box: Box | None
    """None where it is not more than noise."""


def _stages(whole: Points, seed: int, alpha: float, mass_min: float, most: int) -> Iterator[Stage]:
    """One box after another, each among the points that the former left."""
    rest, least = whole, mass_min * tally(whole).weight
    for number in range(most):
        if _reason(rest) != "found" or tally(rest).weight <= least:
            return
        stage = _stage(rest, whole, seed, number, most - number, alpha=alpha, least=least)
        yield stage
        if stage.box is None:
            return
        rest = rest.take(~stage.last.limits.inside(rest.values))


def _stage(rest: Points, whole: Points, seed: int, number: int, most: int, *, alpha: float, least: float) -> Stage:
    """The next box, if it is more than noise, and the way to it."""
    peeled = peel.peel(rest, alpha=alpha, least=least)
    dealt = trust.folds(rest, alpha=alpha, least=least, seed=seed, stage=number)
    unseen = trust.unseen(peeled, dealt)
    density = tally(rest).density
    place = choice.best(peeled, unseen)
    chance = choice.tail(unseen[place], density) if place else 1.0
    steps = [*peeled, *choice.finished(rest, peeled[place], alpha=alpha)]
    last = steps[-1] if len(steps) > len(peeled) else peeled[place]
    if chance <= trust.CHANCE and last.limits.sides():
        mass = peeled[place].held.weight / tally(rest).weight
        held_out = trust.held_out(rest, last.limits, dealt, mass=mass, most=most, alpha=alpha)
        dropped = choice.drop(rest, last, held_out.reproduced, trust.REPRODUCED)
        steps += dropped
        last = (dropped or [last])[-1]
        if last.limits.sides():
            return Stage(steps, unseen, place, last, chance, described(rest, whole, last, held_out, chance=chance))
    return Stage(steps, unseen, place, last, chance, None)


COLUMNS: tuple[str, ...] = (
    "box", "step", "act", "dimension", "side", "limited", "coverage", "density", "mass", "mean", "n", "cases",
    "quality", "density_held_out", "quality_held_out", "chosen", "final",
)  # fmt: skip


def _trajectory(whole: Points, stages: list[Stage]) -> pd.DataFrame:
    import pandas as pd

    total = tally(whole)
    rows = []
    for number, stage in enumerate(stages, 1):
        density = stage.steps[0].held.density
        for place, step in enumerate(stage.steps):
            held = step.held
            name, side = (whole.dimensions[step.side[0]].name, step.side[1]) if step.side else ("", "")
            unseen = stage.unseen[place] if place < len(stage.unseen) else None
            rows.append((
                number, place, step.act, name, side, len(step.limits.dimensions()), held.cases / total.cases,
                held.density, held.weight / total.weight, held.mean, held.n, held.count,
                choice.quality(held, density), unseen.density if unseen else math.nan,
                choice.quality(unseen, density) if unseen else math.nan, place == stage.place,
                stage.box is not None and step is stage.last,
            ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))
