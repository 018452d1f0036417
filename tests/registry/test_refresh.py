"""What a visit writes down, on small registries of more rows than a block."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import handmade
from mentas import columns
from mentas.state import Households
from mentas.world import World

ROWS = 2100
"""More than a block of 2,048, so that the second block counts too."""


def registry(**parameters: float) -> World:
    """Households from below the first national cut to above the last."""
    luck = np.random.default_rng(7)
    h: Households = columns.empty(Households, ROWS)
    h.id[:] = np.arange(ROWS)
    h.weight[:] = 1.0
    h.adults[:] = luck.integers(1, 6, ROWS)
    h.size[:] = h.adults
    h.spending_mean[:] = np.floor(h.size * luck.lognormal(13.8, 0.7, ROWS))
    h.registered_error[:] = luck.normal(0.0, 0.3, ROWS)
    h.registered_score[:] = 7.0
    return handmade.world(h, parameters={f"registry.{name}": value for name, value in parameters.items()})


def true_score(world: World) -> np.ndarray:
    return np.log(world.households.spending_mean / world.households.size)


def test_a_visit_writes_down_the_log_of_spending_a_person_and_the_lasting_error() -> None:
    world = registry()
    world.registry.refresh()
    h = world.households
    assert h.registered_score == pytest.approx(true_score(world) + h.registered_error, abs=1e-5)


def test_the_registered_decile_is_that_of_the_score_among_the_logs_of_the_cuts() -> None:
    world = registry(visit_error_sd=0.2)
    world.registry.refresh()
    h = world.households
    expected = 1 + np.searchsorted(np.log(world.national_cuts), h.registered_score.astype(float), side="right")
    assert np.array_equal(h.registered_decile, expected)
    assert set(h.registered_decile.tolist()) == set(range(1, 11))


def test_true_deciles_are_those_of_spending_a_person_among_both_cuts() -> None:
    world = registry()
    world.rank()
    h = world.households
    each = h.spending_mean / h.size
    assert np.array_equal(h.national_decile, 1 + np.searchsorted(world.national_cuts, each, side="right"))
    assert np.array_equal(h.provincial_decile, 1 + np.searchsorted(world.provincial_cuts, each, side="right"))


def test_the_error_of_a_visit_has_its_standard_deviation() -> None:
    world = registry(visit_error_sd=0.5)
    world.registry.refresh()
    error = world.households.registered_score - true_score(world) - world.households.registered_error
    assert error.std() == pytest.approx(0.5, rel=0.08) and abs(error.mean()) < 0.05


def test_the_share_that_is_due_is_visited() -> None:
    world = registry(visited_share=0.25)
    world.registry.refresh()
    visited = world.households.registered_score != 7.0
    assert visited.mean() == pytest.approx(0.25, abs=0.03)
    world.registry.refresh(everyone=True)
    assert (world.households.registered_score != 7.0).all()


def test_who_spends_nothing_scores_as_one_rupiah() -> None:
    rows: list[Any] = [{"spending_mean": 0.0, "registered_error": 0.25}]
    world = handmade.world(rows, parameters={"registry.shift": 0.5})
    world.registry.refresh()
    assert world.households.registered_score[0] == 0.75
