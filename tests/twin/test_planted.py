"""A difference planted in the twin is found, in its act and its month: the comparison can fail."""

from __future__ import annotations

import pytest

from mentas import parameters
from mentas.state import SECTORS
from twin import technology
from twin.following import Apart
from twin.lives import EVERYONE
from twin.luck import stream
from twin.places import kaltim

POLICY = {
    "bpnt": {**EVERYONE, "quota": 8},
    "uep": {**EVERYONE, "quota": 8, "form": "cash", "mentoring_months": 12, "repeat_after_months": 6},
    "kube": {**EVERYONE, "quota": 6, "members": 3, "mentoring_months": 4, "repeat_after_months": 6},
    "wrse": {**EVERYONE, "quota": 4},
}
"""Something of everything, so that every parameter is at work."""

RESTLESS = {
    "parameters.group.quarrel_chance": 0.2,
    "parameters.group.dormant_below": 0.4,
    "parameters.group.revive_chance": 0.05,
    "parameters.group.dissolve_after": 3,
    "parameters.group.dissolve_chance": 0.2,
    "parameters.work.transfer_response": 0.1,
    "parameters.enterprise.low_scale": 0.05,
}
"""Groups that quarrel, sleep and fall apart within the months of a test; a low technology that is worse than the high
one at the threshold, without which neither the threshold nor what groups pool decides anything."""

SOON = [
    ("nature.illness_bill", 1.01, "nature.strike"),
    ("work.transitory_sd", 1.01, "work.earn"),
    ("enterprise.shock_sd", 1.01, "enterprise.produce"),
    ("enterprise.wear", 1.01, "enterprise.settle"),
    ("group.effort_base", 0.99, "group.produce"),
    ("group.fund_share", 1.01, "group.settle"),
    ("markets.sales_elasticity", 1.01, "goods.clear"),
    ("receiving.in_kind_leak", 1.01, "delivery.deliver"),
    ("spending.spend_excess", 1.01, "spending.spend"),
    ("investing.share", 1.01, "investing.invest"),
    ("mindset.fading", 1.01, "mindset.learn"),
    ("ageing.fertility", 1.5, "ageing.grow"),
    ("registry.visit_error_sd", 1.01, "registry.refresh"),
]


@pytest.fixture
def restless(both, village_of):
    return both(village_of(POLICY, RESTLESS))


@pytest.mark.parametrize(("name", "factor", "act"), SOON, ids=[name for name, _, _ in SOON])
def test_another_parameter_is_found_in_its_act(restless, name, factor, act):
    file, key = name.split(".")
    given = getattr(restless.twin.parameters, file)
    setattr(given, key, getattr(given, key) * factor)
    with pytest.raises(Apart, match=f"after {act} of month "):
        restless.live(14)


IN_THE_START = {"registry.lasting_error_sd", *(f"markets.outside_{sector}" for sector in SECTORS)}
"""Parameters that speak only when a world is made: the twin takes the start from the columns."""

RARE = {"ageing.disabled_care", "investing.least_labour"}
"""Parameters that decide nothing among the village's sixty households."""


def of_the_month():
    """Names of the parameters that can be other than they are, and that the month asks."""
    known = parameters.catalogue().items()
    there = {name for name, p in known if p.range[0] < p.range[1] and not name.startswith("population.")}
    return sorted(there - IN_THE_START)


@pytest.mark.slow
@pytest.mark.parametrize("name", of_the_month())
def test_no_parameter_can_differ_unseen(both, village_of, name):
    file, key = name.split(".")
    low, high = parameters.catalogue()[name].range
    scenario = kaltim("mixed.yaml", scale=0.0005) if name in RARE else village_of(POLICY, RESTLESS)

    def is_found(value):
        lives = both(scenario)
        twin = lives.twin
        setattr(getattr(twin.parameters, file), key, value)
        twin.fixed_cost = technology.fixed_cost(twin.parameters.enterprise, poor_size=twin.region.poor_size)
        try:
            lives.live(60)
        except Apart:
            return True
        return False

    # A limit that nobody reaches can only be seen where it is drawn tighter.
    assert is_found(high) or is_found(low)


def test_the_luck_of_one_household_in_one_month_is_found_there(restless, monkeypatch):
    luck, household = restless.twin.luck, list(restless.twin.households)[17]
    address = (stream("work"), 4, household.id)
    drawn = luck.uniforms
    monkeypatch.setattr(luck, "uniforms", lambda *at: (0.5,) * 4 if at == address else drawn(*at))
    with pytest.raises(Apart) as found:
        restless.live(12)
    assert f"after work.earn of month 4:\n  household {household.id}, persistent: " in str(found.value)


def test_two_rupiah_in_one_hand_are_found(restless):
    restless.live(3)
    list(restless.twin.households)[5].cash += 2.0
    with pytest.raises(Apart, match=r"after nature.strike of month 3:\n  household 5, cash: the columns say"):
        restless.live(1)


def test_one_rupiah_in_two_hands_is_found(restless):
    for household in list(restless.twin.households)[5:7]:
        household.cash += 1.0
    with pytest.raises(Apart, match=r"household 5, cash.*\n  household 6, cash"):
        restless.live(1)


def test_one_rupiah_in_the_books_is_found(restless):
    restless.live(2)
    restless.twin.government.books["bpnt", 1].leaked[0] += 1
    with pytest.raises(Apart, match=r"after nature.strike of month 2:\n  books 1, bpnt.leaked: "):
        restless.live(1)


def test_programmes_in_another_order_are_found(restless):
    restless.twin.government.offices.reverse()
    with pytest.raises(Apart, match="after delivery.deliver of month 0"):
        restless.live(1)


def test_a_twin_that_lives_an_act_too_many_is_found(restless, monkeypatch):
    def longer(acts=restless.twin.acts):
        yield from acts()
        yield "a second spending"

    monkeypatch.setattr(restless.twin, "acts", longer)
    with pytest.raises(Apart, match="in month 1 the twin alone lived a second spending"):
        restless.live(1)
