"""A variant is what `with_changes` makes, only sooner; and a division of the budget always divides it."""

from __future__ import annotations

import pickle
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mentas
from mentas import files, parameters
from mentas.files import Refusal
from mentas.studies import variant
from mentas.studies.space.dimension import Simplex

TOY = Path(__file__).parents[2] / "scenarios" / "toy"


@cache
def _scenario(name="village_grants"):
    return mentas.load_scenario(TOY / f"{name}.yaml")


def _inside(name):
    low, high = parameters.catalogue()[name].range
    near = st.floats(low - 0.1, high + 0.1, allow_nan=False)
    return st.one_of(near, near.map(lambda value: round(value, 3)), st.sampled_from([low, high, int(low), "a", True]))


PARAMETERS = st.sampled_from(sorted(parameters.catalogue())).flatmap(
    lambda name: st.tuples(st.just(f"parameters.{name}"), _inside(name))
)
OTHERS = st.one_of(
    st.tuples(st.just("markets"), st.sampled_from(["fixed", "responsive", "free", 1])),
    st.tuples(st.just("population.distribution"), st.sampled_from(["gb2", "shifted_lognormal", "normal"])),
    st.tuples(st.just("programmes.uep.grant"), st.integers(1_000_000, 9_000_000)),
    st.tuples(st.just("programmes.uep.admin_share"), st.sampled_from([0.1, 1.125, 1.25, 2.5])),
    st.tuples(st.just("growth"), st.floats(-0.2, 0.2)),
    st.tuples(st.just("parameters.enterprise.none"), st.just(0.5)),
)
CHANGES = st.lists(st.one_of(PARAMETERS, OTHERS), max_size=4).map(dict)


def _told(make):
    try:
        return make(), None
    except Refusal as refusal:
        return None, {(problem.field, problem.code) for problem in refusal.problems}


@settings(max_examples=150, deadline=None)
@given(changes=CHANGES)
def test_a_variant_is_what_with_changes_makes_or_refuses(changes):
    own, wrong = _told(lambda: variant.Variant(_scenario(), tuple(changes.items())).made())
    expected, refused = _told(lambda: _scenario().with_changes(changes))
    assert own == expected and bool(wrong) == bool(refused)
    if own is not None:
        assert files.plain(own.document) == files.plain(expected.document)


def test_what_was_made_quickly_can_be_changed_again():
    made = variant.made(_scenario(), {"parameters.enterprise.threshold": 0.5, "markets": "fixed"})
    again = made.with_changes({"years": 2})
    assert (again.parameters, again.markets, again.years) == ({"enterprise.threshold": 0.5}, "fixed", 2)


def test_a_number_of_a_program_is_never_ambiguous():
    for value in (1.125, 12.345, 1.0, -1.5):
        assert _scenario().with_changes({"parameters.investing.buffer": 1.125}).parameters["investing.buffer"] == 1.125
        made = _told(lambda value=value: _scenario().with_changes({"growth": value}))
        assert made[0] is not None or made[1] == {("growth", "out-of-range")}


def _shares(scenario):
    return {programme.name: programme.budget_per_year for programme in scenario.programmes if programme.active}


def test_a_division_gives_nothing_to_what_it_does_not_name():
    scenario = _scenario("village")  # 0.3 bpnt, 0.25 uep, 0.45 kube
    made = variant.made(scenario, {"budget.shares": {"uep": 1.0}})
    assert _shares(made) == {"uep": 60_000_000}


def test_a_share_that_serves_nobody_goes_to_the_others():
    changes = {"budget.shares": {"uep": 0.5, "bpnt": 0.499, "kube": 0.001}}
    with pytest.raises(Refusal, match="buys nobody"):
        _scenario("village").with_changes(changes)
    made = variant.made(_scenario("village"), changes)
    assert _shares(made) == {"uep": 30_030_030, "bpnt": 29_969_970}
    settled = variant.settled(_scenario("village"), changes)
    assert _scenario("village").with_changes(settled) == made


def test_money_that_serves_nobody_at_all_is_refused():
    with pytest.raises(Refusal, match="buys nobody"):
        variant.made(_scenario("village"), {"budget.per_year": 10, "budget.shares": {"uep": 0.5, "kube": 0.5}})


@settings(max_examples=40, deadline=None)
@given(unit=st.lists(st.floats(1e-9, 1.0), min_size=3, max_size=3))
def test_every_division_can_be_lived_and_spends_the_budget_to_the_rupiah(unit):
    form = Simplex(("uep", "bpnt", "kube"))
    made = variant.made(_scenario("village"), form.changes("s", form.values(unit)))
    assert sum(_shares(made).values()) == 60_000_000


def test_a_variant_travels():
    own = variant.Variant(_scenario(), (("growth", 0.01),))
    assert pickle.loads(pickle.dumps(own)).made() == own.made()
    assert variant.of(own) == own.made() and variant.of(_scenario()) is _scenario()
