"""Mindset: the share of business money that a household keeps working, moved by own results, mentors, neighbours.

That mindset is the key to leaving poverty is the hypothesis under test, not an input: it starts from a
disposition drawn at birth, is moved by what happens, and falls back when nothing moves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mentas.kernels import kernel, rule
from mentas.rows import clamp

if TYPE_CHECKING:
    from mentas.world import World

FIXED_POINT = 2.0**20
"""Mindsets are summed in whole millionths, so that the order of rows cannot change a mean."""


class Parameters(NamedTuple):
    """See mindset.yaml."""

    success: float
    failure: float
    mentor: float
    neighbours: float
    fading: float


@rule
def mindset_next(
    mindset: float, disposition: float, result: float, mentored: float, around: float,
    success: float, failure: float, mentor: float, neighbours: float, fading: float,
) -> float:  # fmt: skip
    """Mindset of next month; `result` is 1 after a month that paid, -1 after one that did not, 0 without business."""
    own = success * max(result, 0.0) * (1.0 - mindset) - failure * max(-result, 0.0) * mindset
    taught = mentor * mentored * (1.0 - mindset)
    return clamp(
        mindset + own + taught + neighbours * (around - mindset) + fading * (disposition - mindset), 0.0, 1.0
    )


@kernel
def gather(lo: int, hi: int, h: Any, regencies: int) -> Any:
    """Sums of mindset and counts by regency and by having had a grant or not; shape (4 x regencies,)."""
    sums = np.zeros(4 * regencies)
    for i in range(lo, hi):
        cell = 2 * (2 * int(h.regency[i]) + (1 if h.granted[i] > -1000 else 0))
        sums[cell] += np.floor(float(h.mindset[i]) * FIXED_POINT)
        sums[cell + 1] += 1.0
    return sums


@kernel
def learn_rows(lo: int, hi: int, h: Any, p: Any, around: Any) -> Any:
    """Move mindsets and run down the months of mentoring and of locked goods. No money moves."""
    for i in range(lo, hi):
        running = float(h.open[i])
        result = (1.0 if h.losses[i] == 0 else -1.0) * running
        neighbours = around[int(h.regency[i]), 1 if h.granted[i] > -1000 else 0]
        h.mindset[i] = mindset_next(
            float(h.mindset[i]), float(h.disposition[i]), result, 1.0 if h.mentor[i] > 0 else 0.0, neighbours,
            p.success, p.failure, p.mentor, p.neighbours, p.fading,
        )  # fmt: skip
        h.mentor[i] = max(int(h.mentor[i]) - 1, 0)
        h.locked[i] = max(int(h.locked[i]) - 1, 0)
    return np.zeros(0)


def learn(world: World) -> None:
    """Everyone learns from own results, mentors, and neighbours in the same regency and programme."""
    regencies = len(world.region.regencies)
    sums = np.asarray(world.sweep(gather, world.households, regencies)).reshape(regencies, 2, 2)
    around = sums[:, :, 0] / np.maximum(sums[:, :, 1], 1.0) / FIXED_POINT
    world.sweep(learn_rows, world.households, world.parameters.mindset, around)
