"""Edges of a programme's year: delays, waits, lists that begin late, money that finds nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mentas import measures
from mentas.world import World
from programmes.watching import EVERYONE, SURE, enrolled, paid, received, watch

MONTHLY = {**EVERYONE, **SURE, "benefit_per_month": 100_000}


def test_a_delay_loses_no_payment(running: Callable[..., World]) -> None:
    world = running({"bpnt": {**MONTHLY, "delay_months": 2}})
    assert [bool(p.any()) for p in watch(world, 36, paid)] == [month >= 2 for month in range(36)]


@pytest.mark.parametrize("most", [6, 18])
def test_most_months_need_not_be_whole_years(running: Callable[..., World], most: int) -> None:
    months = sum(payment > 0.0 for payment in watch(running({"bpnt": {**MONTHLY, "max_months": most}}), 48, paid))
    assert months.max() == most


def test_months_on_the_list_count_whatever_the_calendar(running: Callable[..., World]) -> None:
    world = running({"bpnt": {**MONTHLY, "max_months": 12, "pay_months": [1, 3, 5, 7, 9]}})
    assert not np.array(watch(world, 36, paid))[12:].any()


def test_a_long_wait_shuts_nobody_out_who_never_had_a_grant(running: Callable[..., World]) -> None:
    world = running({"uep": {**EVERYONE, **SURE, "repeat_after_months": 1200, "pay_months": [1], "delay_months": 0}})
    world.step()
    assert received(world).all()


def test_money_that_nobody_is_eligible_for_is_unspent(village: Callable[..., World]) -> None:
    world = village()
    watch(world, 60, lambda world: None)
    for year in range(1, 6):
        budgets = [row["budget"] for row in world.government.books.rows() if row["year"] == year]
        assert sum(budgets) == 60_000_000, year


def test_a_programme_that_has_not_begun_has_nobody_on_its_list(running: Callable[..., World]) -> None:
    world = running({"bpnt": {**MONTHLY, "start": "2027-03"}})
    world.step()
    assert not enrolled(world, "bpnt").size


def test_years_are_numbered_by_twelve_months_of_the_run(running: Callable[..., World]) -> None:
    """Lists of January 2026 and January 2027 are opened in the 11th and the 23rd month from March 2025."""
    world = running({"bpnt": {**MONTHLY, "start": "2026-01"}})
    watch(world, 24, lambda world: None)
    assert [year for name, year in world.government.books.accounts if name == "bpnt"] == [1, 2]


def test_a_list_for_families_without_another_transfer_keeps_its_own(running: Callable[..., World]) -> None:
    fields = {**MONTHLY, "mechanism": "cash_transfer", "title": {"id": "a", "en": "b"}, "quota": 5,
              "conditions": ["no_cash_transfer"], "exit_above_decile": False}  # fmt: skip
    world = running({"lone": fields}, **{"programmes.bpnt.active": False, "population.survey_programmes": False})
    lists = watch(world, 13, lambda world: enrolled(world, "lone").tolist())
    assert set(lists[12]) & set(lists[0])


@pytest.mark.parametrize("name", ["bpnt", "uep", "kube"])
def test_who_got_nothing_has_received_from_no_programme(running: Callable[..., World], name: str) -> None:
    world = running({name: {**EVERYONE, **SURE, "quota": 5, "leakage": 1.0}})
    watch(world, 12, paid)
    assert not received(world).any() and not world.households.ever.any()


def test_a_late_programme_year_is_taken_at_the_prices_of_its_own_middle(running: Callable[..., World]) -> None:
    world = running({"bpnt": {**MONTHLY, "quota": 10, "start": "2026-02"}}, inflation=0.2)
    start = measures.start(world)
    watch(world, 23, paid)
    table: Any = {row[:3]: row[3] for row in measures.table(world, start=start)}
    real = table["lasting_gain", "all", "all"] / table["lasting_gain_per_rupiah", "all", "all"]
    assert real == pytest.approx(float(world.households.weight @ received(world)), rel=0.02)


@pytest.mark.parametrize("end", ["2026-02", "2026-03", "2026-06"])
def test_nobody_is_on_the_list_of_a_programme_that_has_ended(running: Callable[..., World], end: str) -> None:
    world = running({"bpnt": {**MONTHLY, "end": end}})
    watch(world, 24, paid)
    assert not enrolled(world, "bpnt").size


def test_a_package_that_does_not_arrive_leaves_no_trace(running: Callable[..., World]) -> None:
    fields = {**EVERYONE, **SURE, "quota": 5, "delivery_failure": 1.0, "mentoring_months": 0}
    worlds = [running({"uep": {**fields, "quota": quota}}) for quota in (0, 5)]
    for world in worlds:
        watch(world, 30, lambda world: None)
    none, failed = (world.households for world in worlds)
    assert all(a.tobytes() == b.tobytes() for a, b in zip(none, failed, strict=True))


def test_nobody_is_chosen_twice_while_a_grant_is_on_its_way(running: Callable[..., World]) -> None:
    late = {**EVERYONE, **SURE, "quota": 1000, "delay_months": 11, "pay_months": [12], "repeat_after_months": 1}
    world = running({"uep": late, "wrse": {**late, "conditions": []}})
    watch(world, 13, lambda world: None)
    waiting = np.concatenate([item.families for items in world.government.pending.values() for item in items])
    assert waiting.size and np.unique(waiting).size == waiting.size
