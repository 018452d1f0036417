"""The registry (DTSEN): what the government believes about each household, how wrong and how old it is.

A household's score is the log of its spending a person when it was last visited, blurred by an error that
stays with it (what a proxy-means test cannot see) and one that is new at each visit. Ranks are national.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mentas import luck
from mentas.kernels import kernel, rule
from mentas.rows import BLOCK
from mentas.vmath import log

if TYPE_CHECKING:
    from mentas.world import World

STREAM = luck.stream("registry")


class Parameters(NamedTuple):
    """See registry.yaml."""

    lasting_error_sd: float
    visit_error_sd: float
    visited_share: float
    shift: float


@rule
def score(per_person: float, lasting: float, visit: float, shift: float) -> float:
    """Believed log of spending a person a month."""
    return log(max(per_person, 1.0)) + lasting + visit + shift


@rule
def decile_of(value: float, cuts: Any) -> int:
    """Decile 1 to 10 of `value` against nine rising cuts; a value on a cut belongs to the decile above."""
    above = 0
    for j in range(9):
        above += 1 if value >= cuts[j] else 0
    return above + 1


@kernel
def visit_rows(
    lo: int, hi: int, h: Any, p: Any, log_cuts: Any, share: float, seed: int, replicate: int, month: int
) -> Any:
    """Visit a share of rows lo to hi and rank them anew. No money moves."""
    z0, z1, u2, u3 = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    for i in range(lo, hi):
        j = (i - lo) % BLOCK
        if j == 0:
            luck.mixed(h.id[i : min(i + BLOCK, hi)], seed, replicate, STREAM, month, z0, z1, u2, u3)
        if u2[j] < share:
            per_person = h.spending_mean[i] / float(h.size[i])
            h.registered_score[i] = score(per_person, float(h.registered_error[i]), p.visit_error_sd * z0[j], p.shift)
        h.registered_decile[i] = decile_of(float(h.registered_score[i]), log_cuts)
    return np.zeros(0)


@kernel
def rank_rows(lo: int, hi: int, h: Any, national: Any, provincial: Any) -> Any:
    """True deciles of rows lo to hi against national and provincial cuts, Rp a person a month."""
    for i in range(lo, hi):
        per_person = h.spending_mean[i] / float(h.size[i])
        h.national_decile[i] = decile_of(per_person, national)
        h.provincial_decile[i] = decile_of(per_person, provincial)
    return np.zeros(0)


def refresh(world: World, *, everyone: bool = False) -> None:
    """Visit the share of households that is due this year, or everyone when the registry is first made."""
    p = world.parameters.registry
    cuts = np.log(world.region.national_cuts)
    share = 2.0 if everyone else p.visited_share
    world.sweep(visit_rows, world.households, p, cuts, share, *world.luck)
