"""The points of a study: for each what levers and uncertainties are, made when asked for, so that many cost little."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from mentas.studies.space.dimension import Dimension
from mentas.studies.space.plan import Design
from mentas.studies.space.sizes import GRID_LEVELS

if TYPE_CHECKING:
    import pandas as pd

POINT = "point"
"""The column that numbers points, from 0."""

Point = tuple[Any, ...]
"""Values of all columns of a study, in the order of `Points.columns`."""


class Points:
    """Points of a space, in an order that more of them do not change.

    Args:
        dimensions: of the study; none give one point that changes nothing.
        unit: numbers from 0 to 1, shape (points, unit columns); or
        listed: values by point, where no unit cube gives them.
    """

    def __init__(
        self, dimensions: Sequence[Dimension], *, unit: np.ndarray | None = None, listed: Sequence[Point] | None = None
    ) -> None:
        self.dimensions = tuple(dimensions)
        self.columns = tuple(column for each in dimensions for column in each.columns)
        self.unit = unit
        self._listed = listed
        self._spans: list[tuple[Dimension, slice]] = []
        at = 0
        for each in self.dimensions:
            self._spans.append((each, slice(at, at + len(each.columns))))
            at += len(each.columns)

    def __len__(self) -> int:
        return len(self._listed) if self._listed is not None else 0 if self.unit is None else len(self.unit)

    def __getitem__(self, place: int) -> Point:
        """Values of a point, one a column."""
        if self._listed is not None:
            return self._listed[place]
        assert self.unit is not None
        row = self.unit[place].tolist()  # numbers of Python's, as a line that runs a point alone must show them
        return tuple(value for each, span in self._spans for value in each.form.values(row[span]))

    def __iter__(self) -> Iterator[Point]:
        return (self[place] for place in range(len(self)))

    def changes(self, point: Point, arm: str) -> dict[str, Any]:
        """Dotted changes that a point makes to a scenario."""
        found: dict[str, Any] = {}
        for each, span in self._spans:
            if arm in each.arms:
                found |= each.changes(point[span])
        return found

    def frame(self) -> pd.DataFrame:
        """One row a point: `point`, and a column for each lever and uncertainty; lists as text."""
        import pandas as pd

        columns: dict[str, Any] = {POINT: np.arange(len(self))}
        values = list(self)
        for place, name in enumerate(self.columns):
            columns[name] = [shown(value[place]) for value in values]
        return pd.DataFrame(columns)


NOWHERE = Points((), listed=[()])
"""One point that changes nothing."""


def shown(value: Any) -> Any:
    """A value as a cell of a table."""
    return "-".join(str(each) for each in value) if isinstance(value, tuple) else value


def unit_columns(dimensions: Sequence[Dimension]) -> list[str]:
    """Names of the numbers of the unit cube."""
    return [column for each in dimensions for column in each.columns]


def laid(design: Design, dimensions: Sequence[Dimension], *, seed: int) -> Points:
    """The points of a design that needs no analysis of its own: grid, latin, sobol or csv.

    Raises:
        Refusal: a file of points is wrong.
    """
    from mentas.studies.sampling import latin, sobol

    if design.method == "csv":
        from mentas.studies.space.listed import rows

        assert design.file is not None
        return Points(dimensions, listed=rows(design.file, dimensions))
    if design.method == "grid":
        return Points(dimensions, listed=grid(dimensions, design.levels or GRID_LEVELS))
    names = unit_columns(dimensions)
    draw = sobol if design.method == "sobol" else latin
    return Points(dimensions, unit=draw(names, design.samples, seed=seed))


def grid(dimensions: Sequence[Dimension], levels: int) -> list[Point]:
    """All combinations; the last dimension changes fastest."""
    steps = [each.form.steps(levels) for each in dimensions]
    return [tuple(itertools.chain.from_iterable(combination)) for combination in itertools.product(*steps)]
