"""Mindset: the share of business money that a household keeps working, moved by own results, mentors, neighbours.

That mindset is the key to leaving poverty is the hypothesis under test, not an input: it starts from a
disposition drawn at birth, is moved by what happens, and falls back when nothing moves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mentas import columns
from mentas.kernels import kernel, rule
from mentas.rows import BLOCK, clamp, shared
from mentas.state import NEVER, Households

if TYPE_CHECKING:
    from mentas.world import World

FIXED_POINT = 2.0**20
"""Mindsets and weights are summed in whole millionths, so that the order of rows cannot change a mean."""

Neighbour = columns.part(Households, "Neighbour", "weight regency mindset granted")
Learner = columns.part(Households, "Learner", "regency mindset disposition granted losses open mentor locked")


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
    return clamp(mindset + own + taught + neighbours * (around - mindset) + fading * (disposition - mindset), 0.0, 1.0)


@kernel
def gather(lo: int, hi: int, h: Any, regencies: int) -> Any:
    """Sums of mindset and of households by regency and by having had a grant or not; shape (4 x regencies,)."""
    sums = np.zeros(4 * regencies)
    for start in range(lo, hi, BLOCK):
        stop = min(start + BLOCK, hi)
        one = shared(h.regency[start:stop])
        if one >= 0:
            add_up(h.weight[start:stop], h.mindset[start:stop], h.granted[start:stop], sums[4 * one : 4 * one + 4])
        else:
            for i in range(start, stop):
                cell = 4 * int(h.regency[i])
                add_up(h.weight[i : i + 1], h.mindset[i : i + 1], h.granted[i : i + 1], sums[cell : cell + 4])
    return sums


@kernel
def add_up(weight: Any, mindset: Any, granted: Any, sums: Any) -> None:
    """Add mindset and households of a regency's rows: without a grant, then with one."""
    every, everyone, these, some = 0, 0, 0, 0
    for i in range(weight.size):
        mind = int(np.floor(weight[i] * float(mindset[i]) * FIXED_POINT))
        here = int(np.floor(weight[i] * FIXED_POINT))
        every += mind
        everyone += here
        these += mind if granted[i] > NEVER else 0
        some += here if granted[i] > NEVER else 0
    sums[0] += every - these
    sums[1] += everyone - some
    sums[2] += these
    sums[3] += some


@kernel
def look_around(regency: Any, granted: Any, around: Any, out: Any) -> None:
    """Neighbours' mean mindset for every row: same regency, both with or both without a grant."""
    one = shared(regency)
    if one >= 0:
        without, with_ = around[2 * one], around[2 * one + 1]
        for i in range(out.size):
            out[i] = with_ if granted[i] > NEVER else without
        return
    for i in range(out.size):
        out[i] = around[2 * int(regency[i]) + (1 if granted[i] > NEVER else 0)]


@kernel
def judge_month(losses: Any, open_: Any, result: Any) -> None:
    """1 after a month that paid, -1 after one that did not, 0 without a business."""
    for i in range(result.size):
        result[i] = (1.0 if losses[i] == 0 else -1.0) * float(open_[i])


@kernel
def change(mindset: Any, disposition: Any, result: Any, mentor: Any, around: Any, p: Any) -> None:
    """Move mindsets."""
    for i in range(mindset.size):
        mindset[i] = mindset_next(
            np.float64(mindset[i]), np.float64(disposition[i]), result[i], 1.0 if mentor[i] > 0 else 0.0, around[i],
            p.success, p.failure, p.mentor, p.neighbours, p.fading,
        )  # fmt: skip


@kernel
def count_down(months: Any) -> None:
    """One month less, down to none."""
    for i in range(months.size):
        months[i] = months[i] - (1 if months[i] > 0 else 0)


@kernel
def learn_rows(lo: int, hi: int, h: Any, p: Any, around: Any) -> Any:
    """Move mindsets and run down the months of mentoring and of locked goods. No money moves."""
    near, result = np.empty(BLOCK), np.empty(BLOCK)
    for start in range(lo, hi, BLOCK):
        stop = min(start + BLOCK, hi)
        n = stop - start
        look_around(h.regency[start:stop], h.granted[start:stop], around, near[:n])
        judge_month(h.losses[start:stop], h.open[start:stop], result[:n])
        change(h.mindset[start:stop], h.disposition[start:stop], result[:n], h.mentor[start:stop], near[:n], p)
        count_down(h.mentor[start:stop])
        count_down(h.locked[start:stop])
    return np.zeros(0)


def learn(world: World) -> None:
    """Everyone learns from own results, mentors, and neighbours in the same regency and programme."""
    regencies = len(world.region.regencies)
    sums = np.asarray(world.sweep(gather, Neighbour.of(world.households), regencies)).reshape(-1, 2)
    around = sums[:, 0] / np.maximum(sums[:, 1], 1.0)
    world.sweep(learn_rows, Learner.of(world.households), world.parameters.mindset, around)
