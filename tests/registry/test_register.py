"""The registry of East Kalimantan: about as wrong as the real one, and the older the worse."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mentas
from mentas import parameters
from mentas.world import World

STATUS_QUO = Path(__file__).parents[2] / "scenarios/kaltim/status_quo_2025.yaml"
ERRORS = ("lasting_error_sd", "visit_error_sd")
EXACT = {name: parameters.catalogue()[f"registry.{name}"].range[0] for name in ERRORS} | {"shift": 0.0}
"""The smallest errors within their plausible ranges."""


@cache
def scenario() -> mentas.Scenario:
    return mentas.load_scenario(STATUS_QUO).with_changes({"scale": 0.02, "years": 6})


def world(seed: int = 1, **registry: float) -> World:
    changes = {f"parameters.registry.{name}": value for name, value in registry.items()}
    return World(scenario().with_changes(changes), seed=seed)


@cache
def plain() -> World:
    return world()


def people(world: World, within: np.ndarray) -> float:
    """Share of all people who live in the households `within`."""
    persons = world.households.weight * world.households.size
    return float(persons[within].sum() / persons.sum())


def both(world: World) -> float:
    return sum(world.registry.errors().values())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_errors_are_as_large_as_those_that_were_published(seed: int) -> None:
    """Evaluation of the digital social-aid pilot of 2025-26: exclusion 18 to 78 per cent, inclusion 30 to 47."""
    found = world(seed).registry.errors()
    assert 0.18 <= found["exclusion"] <= 0.78
    assert 0.25 <= found["inclusion"] <= 0.50


def test_errors_are_shares_of_the_true_and_of_the_listed_by_hand(village_scenario: Any) -> None:
    village = World(village_scenario, seed=3)
    h = village.households
    h.national_decile[:], h.registered_decile[:] = 9, 9
    # Truly poor: weights 1 + 2 + 5, of whom 5 are not listed. Listed: 1 + 2 + 1, of whom the last 1 is not poor.
    h.weight[:4] = [1.0, 2.0, 5.0, 1.0]
    h.national_decile[:4] = [1, 4, 2, 5]
    h.registered_decile[:4] = [4, 2, 5, 4]
    assert village.registry.errors() == {"exclusion": 5 / 8, "inclusion": 1 / 4}
    assert village.registry.errors((1, 5)) == {"exclusion": 0.0, "inclusion": 0.0}


def test_about_an_eighth_of_the_people_are_truly_in_the_national_deciles_1_to_4() -> None:
    """13 per cent of the survey's people spend less than the fourth national cut."""
    assert 0.12 < people(plain(), plain().households.national_decile <= 4) < 0.14


def test_the_list_is_about_as_long_as_the_longest_programme_s() -> None:
    """BPNT pays 114,695 families."""
    h = plain().households
    assert 0.95 < h.weight[h.registered_decile <= 4].sum() / 114_695 < 1.1


def test_a_registered_decile_is_that_of_the_score_among_the_national_cuts() -> None:
    h, cuts = plain().households, np.log(plain().national_cuts)
    for row in range(0, h.id.size, 37):
        assert h.registered_decile[row] == 1 + sum(float(h.registered_score[row]) >= cut for cut in cuts)


def test_true_deciles_are_those_of_spending_among_the_national_cuts() -> None:
    h, cuts = plain().households, plain().national_cuts
    for row in range(0, h.id.size, 37):
        assert h.national_decile[row] == 1 + sum(h.spending_mean[row] / h.size[row] >= cut for cut in cuts)


def test_smaller_errors_make_fewer_mistakes() -> None:
    exact = world(**EXACT).registry.errors()
    for kind, error in plain().registry.errors().items():
        assert exact[kind] < 0.9 * error


@pytest.mark.parametrize("name", ERRORS)
def test_larger_errors_make_more_mistakes(name: str) -> None:
    largest = parameters.catalogue()[f"registry.{name}"].range[1]
    assert both(world(**{name: largest})) > 1.1 * both(plain())


def test_small_errors_and_many_visits_add_up_to_fewer_mistakes() -> None:
    assert both(world(visited_share=1.0, **EXACT)) < both(world(**EXACT)) < both(plain())


def test_a_visit_without_errors_of_its_own_sees_spending_but_for_the_lasting_error() -> None:
    found = world(visited_share=1.0, **EXACT)
    found.registry.refresh()
    h = found.households
    believed = np.exp(h.registered_score - h.registered_error)
    assert believed == pytest.approx(h.spending_mean / h.size, rel=1e-4)


def years(world: World, count: int) -> list[float]:
    """Sum of both errors at the start and after each year."""
    found = [both(world)]
    for _ in range(count):
        for _ in range(12):
            world.step()
        found.append(both(world))
    return found


def test_a_registry_that_is_hardly_visited_ages() -> None:
    """A twentieth of the households a year, once all have been visited."""
    old, new = world(visited_share=0.05), world(visited_share=1.0)
    for each in (old, new):
        each.registry.refresh(everyone=True)
    fresh = both(old)
    assert fresh == pytest.approx(both(new), rel=0.1)
    aged, kept = years(old, 6), years(new, 6)
    assert aged[0] < aged[1] < aged[2] < aged[4]
    assert aged[6] > 1.2 * fresh
    assert max(kept) < 1.3 * fresh
    assert aged[6] > 1.15 * kept[6]


def test_a_visit_in_december_renews_the_share_that_is_due() -> None:
    found = world(visited_share=0.35)
    while found.calendar_month != 12:
        before = found.households.registered_score.copy()
        found.step()
        assert np.array_equal(found.households.registered_score, before)
    found.step()
    visited = found.households.registered_score != before
    assert visited.mean() == pytest.approx(0.35, abs=0.02)


def test_the_lasting_error_of_a_household_never_changes() -> None:
    found = world()
    before = found.households.registered_error.copy()
    for _ in range(24):
        found.step()
    assert np.array_equal(found.households.registered_error, before)
    assert before.std() == pytest.approx(parameters.catalogue()["registry.lasting_error_sd"].value, rel=0.05)
