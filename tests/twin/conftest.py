"""Worlds with their twins, made from burn-ins that tests share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import mentas
from mentas import beginning
from mentas.world import World
from twin import TwinWorld
from twin.following import Following
from twin.places import SEED

NO_PROGRAMMES: dict[str, Any] = {"budget": None, "programmes.uep.active": False, "programmes.kube.active": False}
"""What leaves the village's own policy out."""


@pytest.fixture(scope="session")
def start_of() -> Callable[[mentas.Scenario], beginning.Beginning]:
    """The burn-in of a scenario, run once for all scenarios that begin alike."""
    made: dict[str, beginning.Beginning] = {}

    def start(scenario: mentas.Scenario) -> beginning.Beginning:
        key = beginning.key(scenario, SEED, 0)
        if key not in made:
            made[key] = beginning.burn_in(scenario, seed=SEED)
        return made[key]

    return start


@pytest.fixture(scope="session")
def both(start_of: Callable[[mentas.Scenario], beginning.Beginning]) -> Callable[[mentas.Scenario], Following]:
    """A world of a scenario and its twin, at month 0, ready to be lived together."""

    def make(scenario: mentas.Scenario) -> Following:
        world = World(scenario, seed=SEED, strict=True, start=start_of(scenario))
        return Following(world, TwinWorld.beginning_of(world))

    return make


@pytest.fixture(scope="session")
def village_of(village_scenario: mentas.Scenario) -> Callable[..., mentas.Scenario]:
    """The toy village with chosen programmes alone, given by name, and other keys of the scenario."""

    def scenario(programmes: dict[str, dict[str, Any]], changes: dict[str, Any]) -> mentas.Scenario:
        given = {f"programmes.{name}": {"active": True, **fields} for name, fields in programmes.items()}
        return village_scenario.with_changes({**NO_PROGRAMMES, **changes, **given})

    return scenario
