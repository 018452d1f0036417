"""Ageing, each December: children grow through the ages that PKH pays for, births, deaths, and hands to work.

At most one member of an age group moves in a year, with the chance that makes the expected number right.
Households do not split; the last member does not die (someone takes the household over).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mentas import columns, luck
from mentas.kernels import kernel, rule
from mentas.rows import BLOCK, clamp, whole
from mentas.state import Households
from mentas.vmath import power

if TYPE_CHECKING:
    from mentas.world import World

STREAM = luck.stream("ageing")
LIFE_STREAM = luck.stream("ageing.life")

Family = columns.part(
    Households,
    "Family",
    "id regency size infants primary junior senior adults elderly disabled pregnant need labour permanent",
)


class Parameters(NamedTuple):
    """See ageing.yaml."""

    fertility: float
    earnings_follow: float
    stays_home: float
    adult_ageing: float
    adult_death: float
    elderly_death: float
    elderly_work: float
    infant_care: float
    disabled_care: float
    full_workers: float


@rule
def labour_capacity(
    adults: float, infants: float, elderly: float, disabled: float,
    elderly_work: float, infant_care: float, disabled_care: float, full_workers: float,
) -> float:  # fmt: skip
    """Share of a full working household that its able members make up, after care for infants and the disabled."""
    able = max(adults - disabled, 0.0) + elderly_work * elderly
    care = infant_care * infants / max(adults, 1.0) + disabled_care * disabled
    return clamp((able - care) / full_workers, 0.0, 1.0)


@rule
def moves(draw: float, members: float, yearly: float) -> int:
    """1 if a member of a group of `members`, each with chance `yearly`, leaves the group this year."""
    return 1 if draw < members * yearly else 0


@kernel
def grow_rows(lo: int, hi: int, h: Any, p: Any, line: Any, seed: int, replicate: int, month: int) -> Any:
    """Age rows lo to hi by a year. No money moves."""
    u0, u1, u2, u3 = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    v0, v1, v2, v3 = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    for i in range(lo, hi):
        j = (i - lo) % BLOCK
        if j == 0:
            ids = h.id[i : min(i + BLOCK, hi)]
            luck.uniforms(ids, seed, replicate, STREAM, month, u0, u1, u2, u3)
            luck.uniforms(ids, seed, replicate, LIFE_STREAM, month, v0, v1, v2, v3)
        adults = int(h.adults[i])
        to_primary = moves(u0[j], float(h.infants[i]), 1.0 / 7.0)
        to_junior = moves(u1[j], float(h.primary[i]), 1.0 / 6.0)
        to_senior = moves(u2[j], float(h.junior[i]), 1.0 / 3.0)
        to_adult = moves(u3[j], float(h.senior[i]), 1.0 / 3.0)
        draw = v0[j]
        stays = to_adult if v3[j] < p.stays_home else 0
        retires = moves(draw, float(adults), p.adult_ageing)
        dies = 0 if retires else moves(draw - p.adult_ageing * adults, float(adults), p.adult_death)
        buried = moves(v1[j], float(h.elderly[i]), p.elderly_death)
        born = int(h.pregnant[i])
        h.pregnant[i] = 1 if adults > 0 and v2[j] < p.fertility * adults else 0
        infants = int(h.infants[i]) + born - to_primary
        primary = int(h.primary[i]) + to_primary - to_junior
        junior = int(h.junior[i]) + to_junior - to_senior
        senior = int(h.senior[i]) + to_senior - to_adult
        adults = adults + stays - retires - dies
        elderly = int(h.elderly[i]) + retires - buried
        if adults + elderly < 1:
            if buried:
                elderly += 1
            else:
                adults += 1
        h.infants[i], h.primary[i], h.junior[i], h.senior[i] = infants, primary, junior, senior
        h.adults[i], h.elderly[i] = adults, elderly
        size = infants + primary + junior + senior + adults + elderly
        if size != int(h.size[i]):
            h.permanent[i] = whole(h.permanent[i] * power(size / float(h.size[i]), p.earnings_follow))
        h.size[i] = size
    take_stock(lo, hi, h, p, line)
    return np.zeros(0)


@kernel
def take_stock(lo: int, hi: int, h: Any, p: Any, line: Any) -> Any:
    """Needs and labour capacity of rows lo to hi, after their members changed."""
    for i in range(lo, hi):
        h.need[i] = line[int(h.regency[i])] * float(h.size[i])
        h.disabled[i] = min(int(h.disabled[i]), int(h.size[i]))
        h.labour[i] = labour_capacity(
            float(h.adults[i]), float(h.infants[i]), float(h.elderly[i]), float(h.disabled[i]),
            p.elderly_work, p.infant_care, p.disabled_care, p.full_workers,
        )  # fmt: skip
    return np.zeros(0)


def grow(world: World) -> None:
    """Everyone is a year older."""
    world.sweep(grow_rows, Family.of(world.households), world.parameters.ageing, world.poverty_line, *world.luck)
    # Where nobody lived at the start there is nothing to grow from.
    start = world.people_start
    world.population_index = np.divide(people(world), start, out=np.ones_like(start), where=start > 0.0)


def people(world: World) -> np.ndarray:
    """People of each regency; whole 1024ths, so that no order of rows can change it. Shape (regencies,)."""
    h = world.households
    return np.bincount(h.regency, weights=h.weight * h.size, minlength=len(world.region.regencies))
