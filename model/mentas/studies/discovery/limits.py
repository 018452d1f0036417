"""A box while it is sought: ends of numbers and categories kept, one for each dimension."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from mentas.studies.discovery.points import Points

LOW, HIGH, LEVELS = "low", "high", "levels"
"""Sides on which a box can be limited: numbers at least or at most so much, some of the categories."""

Side = tuple[int, str]
"""A dimension and the side on which it is limited."""


@dataclass(frozen=True, slots=True)
class Limits:
    """A box: rows are in it where every dimension lies within its ends, which belong to it."""

    low: tuple[float, ...]
    high: tuple[float, ...]
    kept: tuple[frozenset[int] | None, ...]
    """Places of the categories that are in the box; None where all are, and for numbers."""

    @staticmethod
    def none(count: int) -> Limits:
        """The box of everything."""
        return Limits((-math.inf,) * count, (math.inf,) * count, (None,) * count)

    def sides(self) -> list[Side]:
        """Where the box is limited, by dimension, low before high."""
        ends = zip(self.low, self.high, self.kept, strict=True)
        return [
            (place, name)
            for place, (low, high, kept) in enumerate(ends)
            for name, limited in ((LOW, low > -math.inf), (HIGH, high < math.inf), (LEVELS, kept is not None))
            if limited
        ]

    def dimensions(self) -> set[int]:
        """Which dimensions are limited."""
        return {place for place, _ in self.sides()}

    def bounded(self, side: Side, bound: float) -> Limits:
        """The same box with another end on one side of a number."""
        place, name = side
        if name == LOW:
            return replace(self, low=(*self.low[:place], bound, *self.low[place + 1 :]))
        return replace(self, high=(*self.high[:place], bound, *self.high[place + 1 :]))

    def keeping(self, place: int, kept: frozenset[int] | None) -> Limits:
        """The same box with other categories of one dimension."""
        return replace(self, kept=(*self.kept[:place], kept, *self.kept[place + 1 :]))

    def without(self, side: Side) -> Limits:
        """The same box with one limit less."""
        place, name = side
        if name == LEVELS:
            return self.keeping(place, None)
        return self.bounded(side, -math.inf if name == LOW else math.inf)

    def inside(self, values: np.ndarray) -> np.ndarray:
        """Which rows of values, shape (n, dimensions), lie in the box."""
        mask = np.ones(len(values), dtype=bool)
        for place, name in self.sides():
            column = values[:, place]
            if name == LOW:
                mask &= column >= self.low[place]
            elif name == HIGH:
                mask &= column <= self.high[place]
            else:
                mask &= np.isin(column, sorted(self.kept[place] or ()))
        return mask


@dataclass(frozen=True, slots=True)
class Tally:
    """What a box holds."""

    n: int
    count: int
    """Cases of interest."""
    weight: float
    cases: float
    """Weight of the cases of interest."""
    mean: float
    """Of the response; NaN where the box is empty."""
    effective: float
    """Rows of equal weight that would say as much (Kish); n where weights are equal."""

    @property
    def density(self) -> float:
        """Share of the weight in the box that is of interest."""
        return self.cases / self.weight if self.weight else math.nan


def tally(points: Points, rows: np.ndarray | slice = slice(None)) -> Tally:
    """What some of the rows hold, by mask or number."""
    weight, case, response = points.weight[rows], points.case[rows], points.response[rows]
    total = float(weight.sum())
    mean = float(weight @ response) / total if total else math.nan
    effective = total**2 / float(weight @ weight) if total else 0.0
    return Tally(len(weight), int(case.sum()), total, float(weight[case].sum()), mean, effective)
