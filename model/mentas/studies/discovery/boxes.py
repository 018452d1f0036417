"""A box that was found, as a reader of results has it: limits by name, what it holds, how far it can be trusted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from mentas.studies.discovery import choice
from mentas.studies.discovery.limits import HIGH, LEVELS, LOW, Limits, Side, tally
from mentas.studies.discovery.peel import Step
from mentas.studies.discovery.points import Points
from mentas.studies.discovery.trust import HeldOut

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of a box."""

    name: str
    """Of the dimension."""
    side: str
    """`low`: at least the bound; `high`: at most; `levels`: one of those kept."""
    bound: float
    """NaN for categories."""
    levels: tuple[Any, ...]
    """Categories in the box; empty for numbers."""
    chance: float
    """Quasi-p-value."""
    reproduced: float
    """Share of the folds without which a limit was found there too."""

    def holds(self, column: pd.Series) -> np.ndarray:
        """Which values keep to it."""
        if self.side == LEVELS:
            return np.asarray(column.isin(self.levels))
        numbers = column.to_numpy(dtype=float)
        return numbers >= self.bound if self.side == LOW else numbers <= self.bound


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its limits, by name of the dimension. A later box holds what earlier ones leave of it."""

    limits: tuple[Limit, ...]
    coverage: float
    """Share of all cases that lie in it."""
    density: float
    """Share of its points that are cases: too good, for the box was chosen by it."""
    mass: float
    """Share of all points that lie in it."""
    mean: float
    """Of the response."""
    n: int
    cases: int
    quality: float
    """Density above that of the points left by earlier boxes, in standard errors."""
    chance: float
    """Of as many cases in its like among unseen points if inputs said nothing."""
    density_held_out: float
    """Density of such boxes among points that did not help to find them."""
    coverage_held_out: float
    """Share of the cases that earlier boxes left, likewise."""

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "box", "dimension", "side", "bound", "levels", "quasi_p", "reproduced", "coverage", "density", "mass", "mean",
        "n", "cases", "quality", "chance", "density_held_out", "coverage_held_out", "exceptions",
    )  # fmt: skip

    def inside(self, x: pd.DataFrame) -> np.ndarray:
        """Which rows of inputs lie within all limits."""
        mask = np.ones(len(x), dtype=bool)
        for limit in self.limits:
            mask &= limit.holds(x[limit.name])
        return mask

    def rows(self, number: int, exceptions: bool) -> Iterator[tuple[Any, ...]]:
        """A row of a table for each limit; levels with bars between them."""
        for limit in self.limits:
            yield (
                number, limit.name, limit.side, limit.bound, "|".join(map(str, limit.levels)), limit.chance,
                limit.reproduced, self.coverage, self.density, self.mass, self.mean, self.n, self.cases, self.quality,
                self.chance, self.density_held_out, self.coverage_held_out, exceptions,
            )  # fmt: skip


def described(rest: Points, whole: Points, step: Step, held_out: HeldOut, *, chance: float) -> Box:
    """A box by names.

    Args:
        rest: points left by earlier boxes, among which it was found.
        whole: all points.
        step: the box.
        held_out: what folds say of it.
        chance: see `Box`.
    """
    total, held = tally(whole), step.held
    sides = step.limits.sides()
    return Box(
        tuple(_limit(rest, step.limits, side, held_out.reproduced[side]) for side in sides),
        coverage=held.cases / total.cases,
        density=held.density,
        mass=held.weight / total.weight,
        mean=held.mean,
        n=held.n,
        cases=held.count,
        quality=choice.quality(held, tally(rest).density),
        chance=chance,
        density_held_out=held_out.density,
        coverage_held_out=held_out.coverage,
    )


def _limit(rest: Points, limits: Limits, side: Side, reproduced: float) -> Limit:
    place, name = side
    dimension = rest.dimensions[place]
    bound = {LOW: limits.low[place], HIGH: limits.high[place], LEVELS: math.nan}[name]
    levels = tuple(dimension.levels[level] for level in sorted(limits.kept[place] or ()))
    return Limit(dimension.name, name, bound, levels, choice.quasi_p(rest, limits, side), reproduced)
