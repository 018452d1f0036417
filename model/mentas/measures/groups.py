"""All measures of a world at one moment, by group of households, and how households have moved between deciles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mentas.measures import catalogue, exact
from mentas.measures.snapshot import Ratio, Snapshot, Start

if TYPE_CHECKING:
    from mentas.world import World

__all__ = ["Part", "Start", "parts", "start", "table", "transitions"]


class Part(NamedTuple):
    """A measure of one group, and what it is made of."""

    measure: str
    group_kind: str
    group: str
    value: float
    """NaN where there is nothing to measure."""
    above: float
    """What regions are added up by: the value itself where the measure is a sum, NaN where it cannot be added."""
    below: float
    """What `above` is divided by; NaN where the measure is no ratio."""


def start(world: World) -> Start:
    """What measures of change need from month 0: take it before the first step, and hand it to `table`."""
    return Snapshot(world).lasting()


def table(world: World, *, start: Start | None = None) -> list[tuple[str, str, str, float]]:
    """Every measure of the world today: (measure, kind of group, group, value).

    Values are NaN where there is nothing to measure, as the cost per household mentas when there is none yet.

    Args:
        world: the world; it is only read.
        start: what `start` gave at month 0; without it measures of change since then are NaN.
    """
    return [row[:4] for row in parts(world, start=start)]


def parts(world: World, *, start: Start | None = None) -> list[Part]:
    """The same rows with the sums that each value is made of."""
    now = Snapshot(world, start)
    rows = []
    for name, (described, function) in catalogue.registry().items():
        found = function(now)
        if isinstance(found, Ratio):
            value, above, below = found.value, found.above, found.below
        else:
            below = np.full(found.shape, np.nan)
            value, above = found, found if described.adds else below
        columns = (each.tolist() for each in (value, above, below))
        for (kind, group), *sums in zip(now.layout.labels, *columns, strict=True):
            if kind in described.kinds:
                rows.append(Part(name, kind, group, *sums))
    return rows


def transitions(world: World) -> list[tuple[str, int, int, float]]:
    """Households by decile at the start and today: (basis, from, to, households), all hundred pairs of each basis.

    `national` is anchored to the national cuts of the start, `provincial_anchored` to the region's; in
    `provincial_reranked` today's decile is that among today's people, as last ranked at the year's end.
    """
    h = world.households
    now = Snapshot(world)
    moves = {
        "national": (h.baseline_national, h.national_decile),
        "provincial_anchored": (h.baseline_decile, now.anchored_decile),
        "provincial_reranked": (h.baseline_decile, h.provincial_decile),
    }
    ones = np.ones(h.id.size, dtype=np.int8)
    rows = []
    for basis, (before, after) in moves.items():
        pairs = (10 * (before - 1) + after - 1).astype(np.int32)  # 0 to 99, which an int8 can hold
        counts = exact.as_float(exact.by_cell(pairs, h.weight, ones, count=100))
        rows += [(basis, p // 10 + 1, p % 10 + 1, float(count)) for p, count in enumerate(counts)]
    return rows
