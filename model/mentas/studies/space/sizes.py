"""How many points a study has, without laying them. Light, for `validate` and `plan`."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, prod
from typing import TYPE_CHECKING

from mentas.studies.space.dimension import Dimension, Simplex

if TYPE_CHECKING:
    from mentas.studies.space.plan import Design

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


def size(design: Design, dimensions: Sequence[Dimension], kind: str) -> int:
    """How many points a design of a kind of study has, whose points no file lists; of a frontier at most."""
    if design.method == "grid":
        return grid_size(dimensions, design.levels or GRID_LEVELS)
    if kind == "sensitivity" and design.method in ("morris", "sobol"):
        parts = [each.group if design.groups else column for each in dimensions for column in each.columns]
        moved = len(set(parts))
        # Sobol indices have a column besides that no run sees, and two sets of rows.
        return design.samples * (moved + (1 if design.method == "morris" else 3))
    return design.samples + design.batches * design.batch
