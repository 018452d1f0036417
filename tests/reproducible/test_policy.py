"""Policy and luck: nothing given changes nothing, all policies share one luck, every replicate has its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mentas
from mentas import beginning, measures
from mentas.population import draw
from mentas.programmes.programme import COMPONENTS
from mentas.world import World
from reproducible.digest import differences, exact, of_world
from reproducible.faults import plant

SCENARIOS = Path(__file__).parents[2] / "scenarios"
NO_MENTOR = {"mentoring_months": 0}
NOTHING: dict[str, dict[str, Any]] = {
    "pkh": {"programmes.pkh.components_per_year": dict.fromkeys(COMPONENTS, 0)},
    "bpnt": {"programmes.bpnt.benefit_per_month": 0},
    "uep": {"programmes.uep.grant": 0, "programmes.uep.mentoring_months": 0},
    "wrse": {"programmes.wrse.grant": 0, "programmes.wrse.mentoring_months": 0, "programmes.wrse.quota": 500},
    "kube": {"programmes.kube.grant": 0, "programmes.kube.mentoring_months": 0, "programmes.kube.quota": 50},
}
"""How each programme is run so that it gives nothing."""


def small(path: str, **changes: Any) -> mentas.Scenario:
    settings = {"scale": 0.003, "population.burn_in_months": 12, **changes}
    return mentas.load_scenario(SCENARIOS / path).with_changes(settings)


def live(world: World, months: int = 25) -> World:
    for _ in range(months):
        world.step()
    return world


def told(world: World) -> str:
    """All measures but those that are about a programme."""
    rows = [row for row in measures.table(world) if row[1] != "programme" and not row[0].startswith("money_")]
    return exact(rows)


@cache
def without() -> World:
    return live(World(small("kaltim/no_programmes.yaml"), seed=5))


@pytest.mark.parametrize("name", NOTHING)
def test_a_programme_that_gives_nothing_equals_no_programme_in_every_byte(name: str) -> None:
    nothing = without()
    zero = live(World(small("kaltim/no_programmes.yaml", **NOTHING[name]), seed=5))
    assert [p.name for p in zero.running_programmes] == [name]
    parts = differences(of_world(nothing), of_world(zero))
    # A transfer of nothing lists nobody, and a grant of nothing makes a group that never comes to life; that a
    # programme ran, and with what budget, is told of course.
    groups = {"groups"} if name == "kube" else set()
    assert set(parts) <= {"outcomes", "spending"} | groups
    enrolled = zero.households.enrolled & zero.bit(name)
    assert not enrolled.any() and not zero.households.ever.any()
    assert told(zero) == told(nothing)


def test_luck_that_is_drawn_in_order_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    plant("a_draw_for_every_payment", monkeypatch.setattr)
    nothing = live(World(small("kaltim/no_programmes.yaml"), seed=5), 13)
    zero = live(World(small("kaltim/no_programmes.yaml", **NOTHING["bpnt"]), seed=5), 13)
    assert "households" in differences(of_world(nothing), of_world(zero))


REPLICATES = 32
YEARS = 2
SEEN = ("poverty_rate", "poverty_gap", "spending_mean", "earned_mean")


def outcomes(scenario: mentas.Scenario, replicate: int, start: beginning.Beginning) -> list[float]:
    world = live(World(scenario, seed=2, replicate=replicate, start=start), 12 * YEARS)
    found = {name: value for name, kind, _, value in measures.table(world) if kind == "all"}
    return [found[name] for name in SEEN]


def gain_of_common_luck() -> np.ndarray:
    """How many times common luck cuts the variance of a policy difference; shape of `SEEN`."""
    village = mentas.load_scenario(SCENARIOS / "toy/village.yaml").with_changes({"population.burn_in_months": 12})
    nothing = village.with_changes({"budget": None, "programmes.uep.active": False, "programmes.kube.active": False})
    starts = [beginning.burn_in(village, seed=2, replicate=r) for r in range(REPLICATES)]
    policy, none = (
        np.array([outcomes(scenario, r, start) for r, start in enumerate(starts)]) for scenario in (village, nothing)
    )
    own_luck = np.concatenate([policy - np.roll(none, shift, axis=0) for shift in range(1, REPLICATES)])
    return own_luck.var(axis=0) / (policy - none).var(axis=0)


def test_common_luck_cuts_the_variance_of_a_difference_at_least_fivefold() -> None:
    gain = gain_of_common_luck()
    assert (gain >= 5.0).all(), dict(zip(SEEN, gain, strict=True))


@pytest.mark.slow
def test_luck_that_is_not_common_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    plant("luck_by_policy", monkeypatch.setattr)
    assert (gain_of_common_luck() < 5.0).any()


def births(count: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many different worlds as many replicates are at their birth."""
    # What all replicates have in common is worked out once, or this would take minutes.
    for module, name in ((draw, "joint"), (draw.demography, "tables")):
        honest, known = getattr(module, name), {}
        monkeypatch.setattr(module, name, lambda *a, h=honest, k=known, **n: k.setdefault(0, k[0] if k else h(*a, **n)))
    village = mentas.load_scenario(SCENARIOS / "toy/village.yaml").with_changes({"population.burn_in_months": 0})
    worlds = {World(village, seed=3, replicate=r).households.spending.tobytes() for r in range(count)}
    return len(worlds)


@pytest.mark.slow
def test_a_thousand_replicates_are_a_thousand_different_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert births(1000, monkeypatch) == 1000


def test_replicates_are_different_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert births(60, monkeypatch) == 60


@pytest.mark.slow
def test_replicates_that_come_again_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    plant("few_replicates", monkeypatch.setattr)
    assert births(300, monkeypatch) == 256


def test_a_finished_burn_in_gives_the_same_bytes() -> None:
    scenario = small("kaltim/mixed.yaml")
    start = beginning.burn_in(small("kaltim/consumptive.yaml"), seed=2, replicate=4)
    shared, own = World(scenario, seed=2, replicate=4, start=start), World(scenario, seed=2, replicate=4)
    assert differences(of_world(live(shared, 14)), of_world(live(own, 14))) == []
