"""All measures of a world at one moment, by group of households, and how households have moved between deciles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentas.measures import catalogue, exact
from mentas.measures.snapshot import Snapshot, Start

if TYPE_CHECKING:
    from mentas.world import World

__all__ = ["Start", "start", "table", "transitions"]


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
    now = Snapshot(world, start)
    rows = []
    for name, (described, function) in catalogue.registry().items():
        values = function(now).tolist()
        for (kind, group), value in zip(now.layout.labels, values, strict=True):
            if kind in described.kinds:
                rows.append((name, kind, group, value))
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
