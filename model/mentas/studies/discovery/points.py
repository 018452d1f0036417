"""The points of a sweep as numbers: where each lies, whether it is a case of interest, what it weighs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

FEW_VALUES = 20
"""A number with at most so many values was tried in steps: a limit is one of the values, not between two of them."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One input of the sweep, and what of it was tried."""

    name: str
    kind: str
    """`real`, `steps` (whole numbers, or few values) or `category`."""
    low: float
    high: float
    levels: tuple[Any, ...]
    """The categories, in order of their texts; empty for numbers."""


@dataclass(frozen=True, slots=True)
class Points:
    """Rows of a sweep: arrays of n rows, and of one column for each dimension."""

    dimensions: tuple[Dimension, ...]
    values: np.ndarray
    """Shape (n, dimensions); categories as their place among the levels."""
    response: np.ndarray
    """What boxes are to have a high mean of."""
    case: np.ndarray
    """Whether each row is a case of interest."""
    weight: np.ndarray
    """Of mean 1 over all rows."""

    def __len__(self) -> int:
        return len(self.response)

    def take(self, rows: np.ndarray) -> Points:
        """Some of the rows, by mask or number."""
        return Points(self.dimensions, self.values[rows], self.response[rows], self.case[rows], self.weight[rows])

    def shuffled(self, order: np.ndarray) -> Points:
        """The same places with what happened dealt out anew."""
        return Points(self.dimensions, self.values, self.response[order], self.case[order], self.weight[order])


def read(
    x: pd.DataFrame, y: Any, *, threshold: float | None, weights: Any, exceptions: bool = False
) -> tuple[Points, int]:
    """The points of a sweep, and how many rows were left out because their outcome is not known.

    Rows and dimensions are put in an order of their own, so that theirs in the frame changes nothing.

    Args:
        x: one column for each input.
        y: true and false, or numbers with a threshold; what is not finite counts as not known.
        threshold: a row is a case of interest from this y up; None where y is true or false.
        weights: one for each row, above zero, or None.
        exceptions: whether to look for the rows that are no case of interest.

    Raises:
        ValueError: the lengths differ, an input is not known, y is neither true nor false, or a weight is not above 0.
    """
    response = np.array(y.to_numpy(dtype=float, na_value=np.nan) if hasattr(y, "to_numpy") else y, dtype=float)
    weight = np.ones(len(response)) if weights is None else np.array(weights, dtype=float)
    if response.shape != (len(x),) or weight.shape != (len(x),):
        raise ValueError(f"{len(x)} rows of inputs need as many outcomes and weights")
    known = np.isfinite(response)
    if x.isna().to_numpy().any():
        raise ValueError(f"inputs are missing: {', '.join(map(str, x.columns[x.isna().any()]))}")
    if not np.all(weight > 0.0):
        raise ValueError("weights are above zero")
    if threshold is None and not np.isin(response[known], (0.0, 1.0)).all():
        raise ValueError("an outcome that is not true or false needs a threshold")
    case = response >= (0.5 if threshold is None else threshold)
    if exceptions:
        case, response = ~case, (1.0 - response if threshold is None else -response)
    columns = [_column(str(name), x.iloc[:, place]) for place, name in enumerate(x.columns)]
    columns = sorted((c for c in columns if c[0].low < c[0].high), key=lambda column: column[0].name)
    values = np.column_stack([numbers for _, numbers in columns]) if columns else np.empty((len(x), 0))
    points = Points(tuple(d for d, _ in columns), values, response, case, weight).take(known)
    order = np.lexsort((points.weight, points.response, *points.values.T[::-1]))
    points = points.take(order)
    mean = points.weight.mean() if len(points) else 1.0
    return (
        Points(points.dimensions, points.values, points.response, points.case, points.weight / mean),
        int((~known).sum()),
    )


def _column(name: str, column: pd.Series) -> tuple[Dimension, np.ndarray]:
    """An input as numbers: those that it holds, or the places of its categories."""
    import pandas as pd

    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        numbers = column.to_numpy(dtype=float)
        whole = pd.api.types.is_integer_dtype(column) or len(np.unique(numbers)) <= min(FEW_VALUES, len(numbers) // 2)
        ends = (float(numbers.min()), float(numbers.max())) if len(numbers) else (0.0, 0.0)
        return Dimension(name, "steps" if whole else "real", *ends, ()), numbers
    levels = tuple(sorted(set(column.tolist()), key=str))
    places = {level: place for place, level in enumerate(levels)}
    numbers = np.array([places[level] for level in column], dtype=float)
    return Dimension(name, "category", 0.0, float(max(len(levels) - 1, 0)), levels), numbers
