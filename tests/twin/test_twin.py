"""The month told twice: the twin's households, groups, markets, lists and books equal the columns, act by act."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from mentas.programmes.programme import ALLOCATIONS, CONDITIONS, RANKS
from mentas.scenario import programmes as reading
from mentas.state import STATUS
from mentas.world import World
from twin import TwinWorld
from twin.following import Following
from twin.lives import EVERYONE, LIVES
from twin.places import SEED, kaltim
from twin.policies import POLICIES, worlds

SHIPPED = ("pkh", "bpnt", "uep", "kube", "wrse")

ACTS = 12
YEARLY = 3
"""Ageing, the registry and the ranks of the year are compared too."""


def test_the_village_is_told_alike_for_all_its_years(both, village_scenario):
    lives = both(village_scenario)
    lives.live(village_scenario.months)
    assert lives.compared == ACTS * 60 + YEARLY * 5
    assert not lives.world.running


@pytest.mark.parametrize("programme", SHIPPED)
def test_a_shipped_programme_is_told_alike(both, village_of, programme):
    lives = both(village_of({programme: {**EVERYONE, "quota": 12}}, {}))
    lives.live(26)
    assert sum(sum(account.delivered) for account in lives.twin.government.books.values()) > 0


def test_a_shipped_programme_is_told_alike_just_as_it_is_shipped(both, village_of):
    lives = both(village_of({programme: {} for programme in SHIPPED}, {}))
    lives.live(26)
    assert {programme for programme, _ in lives.twin.government.books} == set(SHIPPED)


@pytest.mark.parametrize("life", LIVES)
def test_an_option_is_told_alike(both, village_of, life):
    lives = both(village_of(*LIVES[life]))
    lives.live(26)
    assert any(sum(account.recipients) > 0.0 for account in lives.twin.government.books.values())


def test_every_option_of_every_mechanism_is_told_somewhere():
    kinds = {name: reading.definition(name).entries["mechanism"].text for name in SHIPPED}
    told = {
        (kinds[name], field) for programmes, _ in LIVES.values() for name in programmes for field in programmes[name]
    }
    asked = {(kind, field) for kind, fields in reading.FIELDS.items() for field in fields}
    assert {field for _, field in asked} == {field for _, field in told}
    # The mechanisms share much of what they do, but each must be seen with what is its own.
    alone = {(kind, f) for kind, f in asked if sum(f in fields for fields in reading.FIELDS.values()) == 1}
    assert alone <= told


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("conditions", CONDITIONS),
        ("rank_by", RANKS[1:]),  # the first is what programmes are shipped with
        ("allocate", ALLOCATIONS[1:]),
        ("form", ("in_kind", "cash")),
    ],
)
def test_every_word_that_a_programme_can_use_is_told_somewhere(field, values):
    used = [fields[field] for programmes, _ in LIVES.values() for fields in programmes.values() if field in fields]
    words = {
        word for words in used if not isinstance(words, dict) for word in ([words] if isinstance(words, str) else words)
    }
    assert words >= set(values)


def test_groups_are_seen_in_every_state(both, village_of):
    lives = both(village_of(*LIVES["groups that fall asleep, wake, fall apart, and form anew"]))
    seen = set()
    for _ in range(30):
        lives.live(1)
        seen |= {group.status for group in lives.twin.groups}
    assert seen | {"forming", "none"} == set(STATUS)
    late = both(
        village_of(
            *LIVES["groups whose goods come late or not at all, indexed, under a ceiling, for the truly poorest"]
        )
    )
    late.live(4)
    assert {group.status for group in late.twin.groups} == {"forming"}


def test_ten_regencies_are_told_alike(both):
    lives = both(kaltim("mixed.yaml", scale=0.0003))
    lives.live(24)
    assert len({household.regency for household in lives.twin.households}) == 10
    assert len(lives.twin.groups) > 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "announced_2024_2025.yaml",
        "consumptive.yaml",
        "no_programmes.yaml",
        "productive_groups.yaml",
        "productive_households.yaml",
        "status_quo_2025.yaml",
        "agency/consumptive.yaml",
        "agency/mixed.yaml",
        "agency/productive_groups.yaml",
        "agency/productive_households.yaml",
    ],
)
def test_a_shipped_scenario_is_told_alike(both, name):
    both(kaltim(name, scale=0.0005)).live(36)


@pytest.mark.slow
def test_ten_years_are_told_alike(both):
    lives = both(kaltim("mixed.yaml", scale=0.0005))
    lives.live(120)
    assert lives.compared == 120 * ACTS + 10 * YEARLY
    assert any(household.fell_back for household in lives.twin.households)


@pytest.mark.slow
@settings(max_examples=60)
@given(POLICIES, worlds())
def test_any_policy_in_any_world_is_told_alike(village_of, programmes, changes):
    short = {"population.burn_in_months": 12, "years": 3}
    world = World(village_of(programmes, changes | short), seed=SEED, strict=True)
    Following(world, TwinWorld.beginning_of(world)).live(30)
