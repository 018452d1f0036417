"""The registry (DTSEN): what the government believes about each household, how wrong and how old it is.

A household's score is the log of its spending a person when it was last visited, blurred by an error that
stays with it (what a proxy-means test cannot see) and one that is new at each visit. Ranks are national.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mentas import columns, luck
from mentas.kernels import kernel, rule
from mentas.rows import BLOCK
from mentas.state import Households
from mentas.vmath import log

if TYPE_CHECKING:
    from mentas.world import World

STREAM = luck.stream("registry")

Visited = columns.part(
    Households, "Visited", "id size spending_mean registered_error registered_score registered_decile"
)
Ranked = columns.part(Households, "Ranked", "size spending_mean national_decile provincial_decile")


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


@kernel
def grade(values: Any, cuts: Any, deciles: Any) -> None:
    """Deciles 1 to 10 of a block of values against nine rising cuts; a value on a cut belongs to the decile above.

    Cut by cut, so that the loop vectorises.
    """
    deciles[:] = 1
    for j in range(9):
        for i in range(values.size):
            deciles[i] += 1 if float(values[i]) >= cuts[j] else 0


@kernel
def visit(
    spending_mean: Any, size: Any, lasting: Any, z: Any, draw: Any, share: float, sd: float, shift: float, believed: Any
) -> None:
    """Score anew the households of a block that are visited."""
    for i in range(believed.size):
        found = score(spending_mean[i] / float(size[i]), float(lasting[i]), sd * z[i], shift)
        believed[i] = found if draw[i] < share else float(believed[i])


@kernel
def visit_rows(
    lo: int, hi: int, h: Any, p: Any, log_cuts: Any, share: float, seed: int, replicate: int, month: int
) -> Any:
    """Visit a share of rows lo to hi and rank them anew. No money moves."""
    z0, z1, u2, u3 = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    for start in range(lo, hi, BLOCK):
        stop = min(start + BLOCK, hi)
        n = stop - start
        believed = h.registered_score[start:stop]
        luck.mixed(h.id[start:stop], seed, replicate, STREAM, month, z0[:n], z1[:n], u2[:n], u3[:n])
        visit(
            h.spending_mean[start:stop], h.size[start:stop], h.registered_error[start:stop], z0[:n], u2[:n], share,
            p.visit_error_sd, p.shift, believed,
        )  # fmt: skip
        grade(believed, log_cuts, h.registered_decile[start:stop])
    return np.zeros(0)


@kernel
def rank_rows(lo: int, hi: int, h: Any, national: Any, provincial: Any) -> Any:
    """True deciles of rows lo to hi against national and provincial cuts, Rp a person a month."""
    per_person = np.empty(BLOCK)
    for start in range(lo, hi, BLOCK):
        stop = min(start + BLOCK, hi)
        for i in range(start, stop):
            per_person[i - start] = h.spending_mean[i] / float(h.size[i])
        grade(per_person[: stop - start], national, h.national_decile[start:stop])
        grade(per_person[: stop - start], provincial, h.provincial_decile[start:stop])
    return np.zeros(0)


def refresh(world: World, *, everyone: bool = False) -> None:
    """Visit the share of households that is due this year, or everyone when the registry is first made."""
    p = world.parameters.registry
    cuts = np.log(world.national_cuts)
    share = 2.0 if everyone else p.visited_share
    world.sweep(visit_rows, Visited.of(world.households), p, cuts, share, *world.luck)
