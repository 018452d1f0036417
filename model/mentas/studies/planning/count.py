"""How many runs a study has, counted without laying its points. Light to import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from mentas.studies import key
from mentas.studies.space.dimension import Choice, Dimension, Span
from mentas.studies.space.plan import MOST_CONFIRMED
from mentas.studies.space.sizes import GRID_LEVELS, grid_size, size

if TYPE_CHECKING:
    from mentas.studies.design import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Runs of a study."""

    scenarios: int
    points: int
    replicates: int
    runs: int
    """Runs that are different: what a scenario lives through at several points alike is run once."""
    shared: int
    """Runs that others stand for."""
    exact: bool
    """Whether `runs` is known so; otherwise it is the most that there can be."""


def count(study: Study) -> Count:
    """The runs of a study; of a frontier the first spread, all that its search may try, and what is lived again."""
    points = points_of(study)
    kinds: dict[tuple[str, tuple[str, ...]], tuple[Dimension, ...]] = {}
    for arm in study.arms:
        moved = tuple(each for each in study.dimensions if arm.name in each.arms)
        kinds[key.scenario_digest(arm.scenario), tuple(each.name for each in moved)] = moved
    runs, exact = 0, study.kind != "frontier"
    for moved in kinds.values():
        different, known = _different(study, moved, points)
        runs, exact = runs + different * study.replicates, exact and known
    design, shared = study.design, len(study.arms) * points * study.replicates - runs
    if study.kind == "frontier" and design is not None:
        again = min(MOST_CONFIRMED, points) if design.confirm else points
        fresh = again + len(study.arms) - 1
        runs += (design.confirm + (1 if design.step else 0) * (design.confirm or study.replicates)) * fresh
    regions = len(study.regions) or 1
    runs, shared = runs * regions, shared * regions
    return Count(
        scenarios=len(study.arms), points=points, replicates=study.replicates, runs=runs, shared=shared, exact=exact
    )  # fmt: skip


def points_of(study: Study) -> int:
    """How many points a study has; of a frontier all that its search may try."""
    if study.design is None:
        return 1
    return len(_listed(study)) if study.design.method == "csv" else size(study.design, study.dimensions, study.kind)


def _different(study: Study, moved: Sequence[Dimension], points: int) -> tuple[int, bool]:
    """At how many points a scenario that some dimensions change is different, and whether that is certain."""
    design = study.design
    if design is None or not moved:
        return 1, True
    if design.method == "grid":
        return grid_size(moved, design.levels or GRID_LEVELS), True
    if design.method == "csv":
        columns = [column for each in study.dimensions for column in each.columns]
        mine = [columns.index(column) for each in moved for column in each.columns]
        return len({tuple(point[place] for place in mine) for point in _listed(study)}), True
    if study.kind == "sensitivity" and design.method in ("morris", "sobol"):
        parts = _parts(study, moved)
        # With one part alone the last row is the swapped one.
        points = design.samples * (parts + 1 if design.method == "morris" or parts == 1 else parts + 2)
    options = [_options(each) for each in moved]
    known = [each for each in options if each is not None]
    if len(known) < len(options):
        return points, design.method != "morris"
    return min(points, prod(known)), False


def _parts(study: Study, moved: Sequence[Dimension]) -> int:
    """Columns, or groups where whole groups are moved at once, of some dimensions."""
    assert study.design is not None
    return len({each.group for each in moved}) if study.design.groups else sum(len(each.columns) for each in moved)


def _options(each: Dimension) -> int | None:
    """How many values a dimension has; None if they cannot be counted."""
    if isinstance(each.form, Choice):
        return len(each.form.options)
    return int(each.form.high - each.form.low + 1) if isinstance(each.form, Span) and each.form.whole else None


def _listed(study: Study) -> list[tuple[object, ...]]:
    from mentas.studies.space.listed import rows

    assert study.design is not None and study.design.file is not None
    return list(rows(study.design.file, study.dimensions))
