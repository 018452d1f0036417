"""Ageing, the registry, ranks and the pulse, in NumPy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.numpy_month.living import F, whole
from benchmarks.numpy_month.luck import normal_pair, uniform, words
from mentas.measures.pulse import COLUMNS, FINE
from mentas.state import ACTIVE

if TYPE_CHECKING:
    from benchmarks.numpy_month.world import NumpyWorld


def grow(world: NumpyWorld) -> None:
    """Everyone is a year older."""
    p = world.parameters.ageing
    for h, at in world.parts:
        u0, u1, u2, u3 = at.uniforms(world.luck, "ageing")
        draw, v1, v2, v3 = at.uniforms(world.luck, "ageing.life")
        adults = h.adults.astype(np.int64)
        to_primary = u0 < h.infants * (1.0 / 7.0)
        to_junior = u1 < h.primary * (1.0 / 6.0)
        to_senior = u2 < h.junior * (1.0 / 3.0)
        to_adult = u3 < h.senior * (1.0 / 3.0)
        stays = to_adult & (v3 < p.stays_home)
        retires = draw < adults * p.adult_ageing
        dies = ~retires & (draw - p.adult_ageing * adults < adults * p.adult_death)
        buried = v1 < h.elderly * p.elderly_death
        born = h.pregnant.copy()
        h.pregnant[:] = (adults > 0) & (v2 < p.fertility * adults)
        h.infants[:] += born.astype(np.int8) - to_primary
        h.primary[:] += to_primary.astype(np.int8) - to_junior
        h.junior[:] += to_junior.astype(np.int8) - to_senior
        h.senior[:] += to_senior.astype(np.int8) - to_adult
        h.adults[:] += stays.astype(np.int8) - retires - dies
        h.elderly[:] += retires.astype(np.int8) - buried
        nobody = h.adults + h.elderly < 1
        h.elderly[:] += nobody & buried
        h.adults[:] += nobody & ~buried
        size = h.infants + h.primary + h.junior + h.senior + h.adults + h.elderly
        rows = np.flatnonzero(size != h.size)
        h.permanent[rows] = whole(h.permanent[rows] * (size[rows] / h.size[rows].astype(F)) ** p.earnings_follow)
        h.size[:] = size
        h.need[:] = world.poverty_line[h.regency] * h.size
        h.disabled[:] = np.minimum(h.disabled, h.size)
        able = np.maximum(h.adults - h.disabled, 0) + p.elderly_work * h.elderly
        care = p.infant_care * h.infants / np.maximum(h.adults, 1).astype(F) + p.disabled_care * h.disabled
        h.labour[:] = np.clip((able - care) / p.full_workers, 0.0, 1.0)
    everyone = sum(np.bincount(h.regency, h.weight * h.size, world.people_start.size) for h, _ in world.parts)
    world.population_index = everyone / world.people_start


def refresh(world: NumpyWorld) -> None:
    """A share of households is visited and scored anew."""
    p = world.parameters.registry
    cuts = np.log(world.national_cuts)
    for h, at in world.parts:
        w0, w1, w2, _ = words(at.ids, world.luck, "registry")
        rows = np.flatnonzero(uniform(w2) < p.visited_share)
        z, _ = normal_pair(uniform(w0[rows]), uniform(w1[rows]))
        spent = np.log(np.maximum(h.spending_mean[rows] / h.size[rows].astype(F), 1.0))
        h.registered_score[rows] = spent + h.registered_error[rows] + p.visit_error_sd * z + p.shift
        h.registered_decile[:] = np.searchsorted(cuts, h.registered_score.astype(F), side="right") + 1


def rank(world: NumpyWorld) -> None:
    """True deciles against the national cuts and within the region; equal values share the middle of their people."""
    h = world.households
    values = h.spending_mean / h.size
    order = np.argsort(values)
    found, first = np.unique(values[order], return_index=True)
    people = np.add.reduceat((h.weight * h.size)[order], first)
    middle = np.cumsum(people) - 0.5 * people
    places = np.searchsorted(middle, np.arange(1, 10) / 10.0 * people.sum())
    world.provincial_cuts = np.append(found, np.nextafter(found[-1], np.inf))[places]
    h.national_decile[:] = np.searchsorted(world.national_cuts, values, side="right") + 1
    h.provincial_decile[:] = np.searchsorted(world.provincial_cuts, values, side="right") + 1


def pulse(world: NumpyWorld) -> dict[str, float]:
    """The pulse after the month just lived."""
    sums = np.zeros(7)
    for h, _ in world.parts:
        persons, households = np.floor(h.weight * h.size * FINE), np.floor(h.weight * FINE)
        money = [whole(h.weight * column).sum() for column in (h.spending, h.earned, h.transfers)]
        poor = persons[h.spending_mean < h.need].sum()
        sums += [persons.sum(), poor, *money, households.sum(), households[h.open > 0].sum()]
    active = world.groups.status[: world.group_count] == ACTIVE
    persons = sums[0] / FINE
    values = (
        world.month, sums[1] / sums[0], sums[2] / persons, sums[3] / persons, sums[4] / persons, sums[6] / sums[5],
        float(world.markets.price.mean()), float(world.groups.weight[: world.group_count][active].sum()),
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))
