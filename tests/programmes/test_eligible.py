"""Who may receive: registered deciles, every condition, and the wait after a grant."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentas import columns
from mentas.programmes.eligible import TESTS, eligible
from mentas.programmes.programme import COMPONENTS, CONDITIONS
from mentas.state import Households
from programmes.test_choose import programme

KINDS = ("pregnant", "infants", "primary", "junior", "senior", "disabled", "elderly")

SAYS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "pkh_component": lambda family: any(family[kind] > 0 for kind in KINDS),
    "female_headed": lambda family: family["female_headed"] == 1,
    "able_to_work": lambda family: family["labour"] >= np.float32(0.3),
    "business_embryo": lambda family: family["open"] == 1 or family["capital"] > 0,
    "has_business": lambda family: family["open"] == 1,
    "no_business": lambda family: family["open"] == 0,
    "not_in_group": lambda family: family["group"] == -1,
    "no_cash_transfer": lambda family: family["enrolled"] & ~OWN == 0,
}
"""What each condition says of one family."""

NEVER = -1000

OWN = 4
"""Bit of the programme itself: being on its own list is no other transfer."""

flag = st.integers(0, 1)
families = st.lists(
    st.fixed_dictionaries(
        {kind: st.sampled_from([0, 0, 0, 1, 3]) for kind in KINDS if kind != "pregnant"}
        | {
            "pregnant": flag,
            "female_headed": flag,
            "labour": st.sampled_from([0.0, 0.29, 0.31, 1.0]),
            "open": flag,
            "capital": st.sampled_from([0.0, 1.0, 1e6]),
            "group": st.sampled_from([-1, 0, 7]),
            "enrolled": st.sampled_from([0, 1, 4]),
            "registered_decile": st.integers(1, 10),
            "granted": st.sampled_from([NEVER, -20, 0, 5, 12, 24]),
        }
    ),
    min_size=1,
    max_size=12,
)


def world_of(found: list[dict[str, Any]], month: int = 24) -> Any:
    """A world as far as eligibility looks at it."""
    h = columns.empty(Households, len(found))
    h.id[:], h.weight[:] = np.arange(len(found)), 1.0
    for name in found[0]:
        getattr(h, name)[:] = [family[name] for family in found]
    return SimpleNamespace(
        households=h, month=month, bit=lambda name: np.uint16(OWN), government=SimpleNamespace(pending={})
    )


def test_every_condition_that_a_scenario_may_name_is_tested_here() -> None:
    assert set(SAYS) == set(CONDITIONS) == set(TESTS)
    assert set(KINDS) == set(COMPONENTS)


@pytest.mark.parametrize("condition", SAYS)
@given(found=families)
def test_a_condition_selects_what_it_says(condition: str, found: list[dict[str, Any]]) -> None:
    rows = eligible(world_of(found), programme(mechanism="cash_transfer", deciles=(1, 10), conditions=(condition,)))
    assert rows.tolist() == [i for i, family in enumerate(found) if SAYS[condition](family)]


@given(families, st.lists(st.sampled_from(CONDITIONS), unique=True), st.integers(1, 10), st.integers(1, 10))
def test_all_conditions_must_hold_and_the_decile_too(
    found: list[dict[str, Any]], conditions: list[str], one: int, other: int
) -> None:
    low, high = sorted((one, other))
    asked = programme(mechanism="cash_transfer", deciles=(low, high), conditions=tuple(conditions))
    rows = eligible(world_of(found), asked)
    assert rows.tolist() == [
        i
        for i, family in enumerate(found)
        if low <= family["registered_decile"] <= high and all(SAYS[condition](family) for condition in conditions)
    ]


@given(families, st.sampled_from([None, 1, 12, 19, 24, 36, 44]), st.sampled_from(["capital_grant", "group_grant"]))
def test_a_family_waits_after_a_grant(found: list[dict[str, Any]], again: int | None, mechanism: str) -> None:
    rows = eligible(world_of(found), programme(mechanism=mechanism, deciles=(1, 10), repeat_after_months=again))
    assert rows.tolist() == [
        i
        for i, family in enumerate(found)
        if family["granted"] == NEVER or (again is not None and 24 - family["granted"] >= again)
    ]


@given(families)
def test_a_cash_transfer_asks_nothing_about_grants(found: list[dict[str, Any]]) -> None:
    rows = eligible(world_of(found), programme(mechanism="cash_transfer", deciles=(1, 10), repeat_after_months=None))
    assert rows.tolist() == list(range(len(found)))


@given(families, st.data())
def test_who_is_kept_may_be_in_any_decile_but_not_fail_a_condition(
    found: list[dict[str, Any]], data: st.DataObject
) -> None:
    keep = data.draw(st.lists(st.integers(0, len(found) - 1), unique=True))
    asked = programme(mechanism="cash_transfer", deciles=(1, 4), conditions=("female_headed",))
    rows = eligible(world_of(found), asked, keep=np.array(keep, dtype=np.int64))
    assert rows.tolist() == [
        i
        for i, family in enumerate(found)
        if family["female_headed"] == 1 and (family["registered_decile"] <= 4 or i in keep)
    ]
