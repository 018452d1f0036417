"""Cash transfers: who is paid, how much, when, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import handmade
from mentas.programmes.cash_transfer import annual_benefit
from mentas.programmes.programme import COMPONENTS
from mentas.world import World
from programmes.test_choose import programme
from programmes.watching import EVERYONE, SURE, enrolled, paid, received, total, watch

MONTHLY = {**EVERYONE, **SURE, "benefit_per_month": 100_000}


@settings(max_examples=25)
@given(st.integers(1, 500_000), st.integers(1, 500_000), st.sampled_from([0.0, 0.02, 0.5]))
def test_nobody_gets_less_when_the_amount_is_raised(
    running: Callable[..., World], one: int, other: int, leakage: float
) -> None:
    got = []
    for amount in sorted((one, other)):
        fields = {"deciles": [1, 10], "quota": 25, "benefit_per_month": amount, "leakage": leakage}
        world = running({"bpnt": fields})
        watch(world, 12, paid)
        got.append(received(world))
    assert (got[0] <= got[1]).all() and got[1].sum() > 0.0


def test_everyone_on_the_list_is_paid_the_same_and_nobody_else_anything(running: Callable[..., World]) -> None:
    world = running({"bpnt": {**MONTHLY, "quota": 10, "leakage": 0.02}})
    for payment in watch(world, 12, paid):
        assert np.flatnonzero(payment).tolist() == enrolled(world, "bpnt").tolist()
        assert set(payment[payment > 0.0]) == {98_000.0}
    assert total(world, "delivered") == 10 * 12 * 98_000


@pytest.mark.parametrize("months", [[1], [2, 5, 8, 11], [3, 6, 9, 12], list(range(1, 13))])
def test_the_year_is_paid_in_equal_parts_in_the_months_of_payment(
    running: Callable[..., World], months: list[int]
) -> None:
    world = running({"bpnt": {**MONTHLY, "pay_months": months}})
    parts = [payment.max() for payment in watch(world, 24, paid)]
    part = 12 * 100_000 // len(months)
    assert parts == [part if month % 12 + 1 in months else 0.0 for month in range(24)]


@pytest.mark.parametrize("delay", [1, 4])
def test_the_first_payments_come_later_by_the_delay(running: Callable[..., World], delay: int) -> None:
    prompt = running({"bpnt": {**MONTHLY, "pay_months": [1, 2, 7, 8]}})
    late = running({"bpnt": {**MONTHLY, "pay_months": [1, 2, 7, 8], "delay_months": delay}})
    plain, shifted = (np.array([payment.sum() for payment in watch(world, 12, paid)]) for world in (prompt, late))
    assert not shifted[:delay].any()
    assert np.array_equal(shifted[delay:], plain[:-delay])
    assert total(late, "delivered") == total(prompt, "delivered") > 0


@pytest.mark.parametrize("years", [1, 2])
def test_a_family_leaves_after_the_most_months(running: Callable[..., World], years: int) -> None:
    world = running({"bpnt": {**MONTHLY, "max_months": 12 * years}})
    months = sum(payment > 0.0 for payment in watch(world, 48, paid))
    assert set(months) == {12 * years}


def test_others_take_the_places_of_those_who_leave(running: Callable[..., World]) -> None:
    world = running({"bpnt": {**MONTHLY, "quota": 20, "max_months": 12}})
    payments = np.array(watch(world, 36, paid)) > 0.0
    assert payments.sum(axis=1).tolist() == [20] * 36
    assert set(payments.sum(axis=0)) == {12}


@pytest.mark.parametrize("leaves", [True, False])
def test_a_family_seen_to_have_risen_leaves_if_the_rule_says_so(running: Callable[..., World], leaves: bool) -> None:
    world = running({"bpnt": {**MONTHLY, "deciles": [1, 4], "exit_above_decile": leaves}})
    watch(world, 12, paid)
    before = enrolled(world, "bpnt")
    risen, stayed = before[0], before[1:]
    world.households.registered_decile[stayed] = 4
    world.households.registered_decile[risen] = 5
    world.step()
    after = enrolled(world, "bpnt")
    assert set(stayed) <= set(after)
    assert (risen in after) == (not leaves) == bool(world.households.transfers[risen] > 0.0)


def test_the_list_is_closed_when_the_programme_ends(running: Callable[..., World]) -> None:
    world = running({"bpnt": {**MONTHLY, "start": "2025-05", "end": "2026-07"}})  # months 2 to 15
    payments = [bool(payment.any()) for payment in watch(world, 24, paid)]
    assert payments == [2 <= month < 16 for month in range(24)]
    assert not enrolled(world, "bpnt").size


@pytest.mark.parametrize("indexed", [False, True])
def test_fixed_amounts_lose_value_and_indexed_ones_keep_it(running: Callable[..., World], indexed: bool) -> None:
    world = running({"bpnt": {**MONTHLY, "indexed": indexed}}, inflation=0.1)
    parts = [payment.max() for payment in watch(world, 36, paid)]
    if indexed:  # adjusted at the start of each year
        assert parts[::12] == pytest.approx([100_000.0] * 3, abs=1)
    else:  # 100,000, then / 1.1 and / 1.21
        assert parts[::12] == [100_000.0, 90_909.0, 82_645.0]
    # Within a year both lose: 100,000 / 1.1 ** (11 / 12) = 91,634.
    assert parts[11] == 91_634.0
    # The books are nominal: 60 families, 12 payments.
    third = sum(row["delivered"] for row in world.government.books.rows() if row["year"] == 3)  # type: ignore[misc]
    assert third == pytest.approx(60 * 12 * 100_000 * (1.21 if indexed else 1.0), abs=60 * 12)


AMOUNTS = {"pregnant": 3_000_000, "infants": 3_000_000, "primary": 900_000, "junior": 1_500_000, "senior": 2_000_000,
           "disabled": 2_400_000, "elderly": 2_400_000}  # fmt: skip


def family(**members: int) -> dict[str, np.ndarray]:
    return {name: np.array([members.get(name, 0)]) for name in COMPONENTS}


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({}, 0),
        ({"primary": 2}, 1_800_000),  # 2 x 0.9 million
        ({"infants": 1, "junior": 1, "senior": 1, "elderly": 1}, 8_900_000),  # 3 + 1.5 + 2 + 2.4 million
        (
            {"primary": 3, "elderly": 2, "senior": 1},
            7_700_000,
        ),  # 2 x 2.4 + 2 + 0.9: two of the three pupils are too many
        ({"infants": 6}, 12_000_000),  # four of them
    ],
)
def test_a_family_is_paid_for_its_four_best_paid_members(members: dict[str, int], expected: int) -> None:
    pkh = programme(mechanism="cash_transfer", max_components=4, components_per_year=AMOUNTS)
    assert annual_benefit(pkh, family(**members)).tolist() == [expected]


@given(
    st.dictionaries(st.sampled_from(COMPONENTS), st.integers(0, 5_000_000), min_size=1),
    st.dictionaries(st.sampled_from(COMPONENTS), st.integers(0, 9)),
    st.integers(0, 8), st.integers(0, 300_000),
)  # fmt: skip
def test_the_cap_takes_the_best_paid_of_all_members(
    amounts: dict[str, int], members: dict[str, int], cap: int, own: int
) -> None:
    each = sorted((amounts.get(name, 0) for name, count in members.items() for _ in range(count)), reverse=True)
    pkh = programme(mechanism="cash_transfer", max_components=cap, components_per_year=amounts, benefit_per_month=own)
    assert annual_benefit(pkh, family(**members)).tolist() == [12 * own + sum(each[:cap])]


def test_pkh_pays_every_quarter_for_the_members_a_family_has(running: Callable[..., World]) -> None:
    world = running({"pkh": {**EVERYONE, **SURE, "component_verified": 1.0}})
    h, part = world.households, []
    for i in range(h.id.size):
        each = sorted((AMOUNTS[name] for name in COMPONENTS for _ in range(int(getattr(h, name)[i]))), reverse=True)
        part.append(sum(each[:4]) // 4)
    payments = watch(world, 9, paid)
    for month in (1, 4, 7):
        assert payments[month].tolist() == part
    assert max(part) == 3_000_000 or sum(part) > 0
    assert not sum(payments[month].sum() for month in (0, 2, 3, 5, 6, 8))


@pytest.mark.parametrize("share", [0.0, 0.35])
def test_members_who_are_not_verified_are_not_paid_for(running: Callable[..., World], share: float) -> None:
    got: list[Any] = []
    for verified in (share, 1.0):
        world = running({"pkh": {**EVERYONE, **SURE, "component_verified": verified}})
        watch(world, 2, paid)
        got.append(received(world))
    assert (got[0] <= got[1]).all()
    assert share - 0.15 < got[0].sum() / got[1].sum() < share + 0.15


def test_a_payment_that_fails_keeps_no_other_from_arriving() -> None:
    """Each of 400 arrives with a chance of three quarters: 300, give or take three times 8.7."""
    bantuan = {"mechanism": "cash_transfer", "benefit_per_month": 100_000, "quota": 400, "delivery_failure": 0.25}
    world = handmade.run(handmade.world([{}] * 400, programmes={"bantuan": bantuan}), ["delivery.deliver"])
    assert set(world.households.received.tolist()) == {0.0, 100_000.0}
    assert 274 <= np.count_nonzero(world.households.received) <= 326
