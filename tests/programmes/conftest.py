"""The toy village with chosen programmes alone; all these villages begin with the same households."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import mentas
from mentas import beginning
from mentas.world import World

NOTHING: dict[str, Any] = {
    "budget": None, "inflation": 0.0, "programmes.uep.active": False, "programmes.kube.active": False,
}  # fmt: skip


@pytest.fixture(scope="session")
def begun(village_scenario: mentas.Scenario) -> beginning.Beginning:
    return beginning.burn_in(village_scenario, seed=3)


@pytest.fixture(scope="session")
def running(village_scenario: mentas.Scenario, begun: beginning.Beginning) -> Callable[..., World]:
    """Makes a village at month 0 with programmes given by name, and other keys of the scenario."""

    def make(programmes: dict[str, dict[str, Any]], **changes: Any) -> World:
        given = {f"programmes.{name}": {"active": True, **fields} for name, fields in programmes.items()}
        scenario = village_scenario.with_changes({**NOTHING, **changes, **given})
        return World(scenario, seed=3, strict=True, start=begun)

    return make
