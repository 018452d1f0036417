"""Worlds that have lived for some years, which the tests of the measures look at and leave as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

import mentas
from mentas import columns, measures
from mentas.measures import Start
from mentas.state import Households
from mentas.world import World

SCENARIOS = Path(__file__).parents[2] / "scenarios"
MONTHS = {"village": 27, "province": 39}


class Lived(NamedTuple):
    """A world and what was true of it at month 0."""

    world: World
    start: Start
    first: Households
    """The households at month 0."""

    def table(self) -> dict[tuple[str, str, str], float]:
        """Values by measure, kind and group."""
        return {row[:3]: row[3] for row in measures.table(self.world, start=self.start)}

    def rows(self, kind: str, group: str) -> np.ndarray:
        """Rows of the households of a group, from what groups are said to be."""
        h, names = self.world.households, self.world.region.regencies
        every = range(h.id.size)
        decile = {"decile": h.baseline_decile, "national_decile": h.baseline_national}.get(kind)
        if kind == "all":
            found = list(every)
        elif decile is not None:
            low, _, high = group.partition("-")
            found = [i for i in every if int(low) <= decile[i] <= int(high or low)]
        elif kind == "regency":
            found = [i for i in every if names[h.regency[i]] == group]
        elif kind == "programme":
            found = [i for i in every if int(h.ever[i]) & int(self.world.bit(group))]
        else:
            found = [i for i in every if bool(h.female_headed[i]) == (group == "female")]
        return np.array(found, dtype=np.int64)


def live(world: World, months: int) -> Lived:
    start, first = measures.start(world), columns.copy(world.households)
    for _ in range(months):
        world.step()
    return Lived(world, start, first)


@cache
def lived_once(name: str) -> Lived:
    if name == "village":
        scenario = mentas.load_scenario(SCENARIOS / "toy/village.yaml")
    else:
        scenario = mentas.load_scenario(SCENARIOS / "kaltim/mixed.yaml").with_changes({"scale": 0.01})
    return live(World(scenario, seed=3), MONTHS[name])


@pytest.fixture(params=list(MONTHS))
def lived(request: pytest.FixtureRequest) -> Iterator[Lived]:
    """The toy village, and East Kalimantan on a small sample with a mixed policy; a test must leave no trace."""
    found = lived_once(request.param)
    before = columns.copy(found.world.households)
    yield found
    assert all(np.array_equal(a, b) for a, b in zip(before, found.world.households, strict=True))


@pytest.fixture
def living() -> Callable[..., Lived]:
    """Makes a village of its own, to be changed at will."""

    def make(months: int, **changes: object) -> Lived:
        scenario = mentas.load_scenario(SCENARIOS / "toy/village.yaml").with_changes(changes)
        return live(World(scenario, seed=3), months)

    return make
