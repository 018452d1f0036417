"""How many points a study has, without laying them. Light, for `validate` and `plan`."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, prod

from mentas.studies.space.dimension import Dimension, Simplex

GRID_LEVELS = 5
"""Values of a range on a grid, unless the study says otherwise."""


def grid_size(dimensions: Sequence[Dimension], levels: int) -> int:
    """How many combinations a grid has, without making them."""
    return prod(
        comb(levels - 2 + len(each.form.programmes), len(each.form.programmes) - 1)
        if isinstance(each.form, Simplex)
        else len(each.form.steps(levels))
        for each in dimensions
    )
