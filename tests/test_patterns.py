"""What the rules must be able to produce, in the whole world rather than rule by rule."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mentas
from mentas import beginning
from mentas.behaviour.enterprise import fixed_cost, marginal, technology
from mentas.state import ACTIVE, DISSOLVED, DORMANT
from mentas.world import World

ROOT = Path(__file__).parent.parent / "scenarios"


@cache
def status_quo(**changes: Any) -> mentas.Scenario:
    scenario = mentas.load_scenario(ROOT / "kaltim/status_quo_2025.yaml")
    return scenario.with_changes({"scale": 0.02, "inflation": 0.0, "markets": "fixed", **changes})


@cache
def started() -> beginning.Beginning:
    return beginning.burn_in(status_quo(), seed=11)


def gain_by_year(gift: Callable[[World, np.ndarray, int], None], years: int, helped: World | None = None) -> np.ndarray:
    """Rise of yearly spending, per cent, of poor households that can work, after `gift` each month."""
    plain = World(status_quo(), seed=11, start=started())
    helped = helped or World(status_quo(), seed=11, start=started())
    poor = (plain.households.provincial_decile <= 2) & (plain.households.labour >= 0.4)
    gains = []
    for _ in range(years):
        spent = np.zeros(2)
        for _ in range(12):
            gift(helped, poor, helped.month)
            helped.ledger.reopen()
            for k, world in enumerate((plain, helped)):
                world.step()
                spent[k] += world.households.spending[poor].sum()
        gains.append(100.0 * (spent[1] / spent[0] - 1.0))
    return np.array(gains)


def asset(budgets: float) -> Callable[[World, np.ndarray, int], None]:
    def give(world: World, rows: np.ndarray, month: int) -> None:
        if month == 0:
            world.households.capital[rows] += np.floor(budgets * world.region.poor_budget)
            world.households.open[rows] = 1

    return give


def lump(budgets: float) -> Callable[[World, np.ndarray, int], None]:
    def give(world: World, rows: np.ndarray, month: int) -> None:
        if month == 0:
            world.households.cash[rows] += np.floor(budgets * world.region.poor_budget)

    return give


def test_the_high_technology_starts_to_pay_at_the_threshold() -> None:
    curve = (0.05, 0.5, 0.13, 0.65)
    fixed = fixed_cost(1.8, *curve)
    below, above = technology(1.7, *curve, fixed), technology(1.9, *curve, fixed)
    assert below == pytest.approx(0.05 * 1.7**0.5)
    assert above > 0.05 * 1.9**0.5
    assert marginal(1.9, *curve, fixed) > 2.0 * marginal(1.7, *curve, fixed)


def test_a_large_asset_has_a_lasting_effect_and_a_small_one_a_small_effect() -> None:
    large, small = gain_by_year(asset(6.0), 7), gain_by_year(asset(0.5), 7)
    assert large[0] > 9.0
    assert large[6] > 4.0
    assert small.max() < 0.5 * large.max()
    assert (large > small).all()


def test_a_cash_lump_fades_and_leaves_less_than_the_same_asset() -> None:
    cash, capital = gain_by_year(lump(6.0), 7), gain_by_year(asset(6.0), 7)
    assert cash[0] > capital[0]
    assert cash[6] < 0.15 * cash[0]
    assert cash[6] < 0.5 * capital[6]


def test_almost_nothing_is_left_after_a_monthly_transfer_ends() -> None:
    """A quarter of a poor household's spending, every month for two years, to everyone."""
    everyone = {
        "mechanism": "cash_transfer", "title": {"id": "Bulanan", "en": "Monthly"}, "deciles": [1, 10], "conditions": [],
        "quota": 1_000_000, "leakage": 0, "delivery_failure": 0, "end": "2027-03",
        "benefit_per_month": int(0.25 * status_quo().region.poor_budget),
    }  # fmt: skip
    helped = World(status_quo().with_changes({"programmes.monthly": everyone}), seed=11, start=started())
    gains = gain_by_year(lambda world, rows, month: None, 6, helped)
    assert gains[1] > 12.0
    assert gains[5] < 0.1 * gains[1]


@cache
def kept_of(form: str) -> tuple[World, np.ndarray]:
    """A world in the month of a grant of Rp5 million, and the rise of capital as a share of it, NaN where a household
    got none, is not registered as poor, or cannot work."""
    programme = {
        "mechanism": "capital_grant", "title": {"id": "Modal", "en": "Capital"}, "deciles": [1, 4], "conditions": [],
        "form": form, "grant": 5_000_000, "quota": 1_000_000, "leakage": 0, "delivery_failure": 0,
        "pay_months": [1], "delay_months": 0,
    }  # fmt: skip
    plain = World(status_quo(), seed=11, start=started())
    given = World(status_quo().with_changes({"programmes.capital": programme}), seed=11, start=started())
    plain.step()
    given.step()
    rise = (given.households.capital - plain.households.capital) / 5_000_000
    got = (given.households.received >= 5_000_000) & (given.households.labour >= 0.4)
    return given, np.where(got, rise, np.nan)


def kept_by(form: str) -> np.ndarray:
    """Mean share of a grant that stays capital, by sex of owner: men, women."""
    world, kept = kept_of(form)
    return np.array([np.nanmean(kept[world.households.female_owner == sex]) for sex in (0, 1)])


def test_goods_stay_in_a_business_more_than_cash() -> None:
    goods, cash = kept_by("in_kind"), kept_by("cash")
    assert (goods > 1.5 * cash).all()
    assert (goods > 0.5).all() and (goods < 0.9).all()


def test_those_with_a_weak_mindset_keep_least_of_a_grant() -> None:
    for form in ("in_kind", "cash"):
        world, kept = kept_of(form)
        disposition = world.households.disposition
        low, high = np.nanquantile(np.where(np.isnan(kept), np.nan, disposition), [1 / 3, 2 / 3])
        weak, strong = np.nanmean(kept[disposition < low]), np.nanmean(kept[disposition > high])
        assert 0.0 < weak < 0.9 * strong


def test_women_gain_less_from_the_same_asset() -> None:
    gains = []
    for sex in (0, 1):
        plain, helped = (World(status_quo(), seed=11, start=started()) for _ in range(2))
        h = helped.households
        rows = (h.provincial_decile <= 2) & (h.labour >= 0.4) & (h.female_owner == sex)
        asset(6.0)(helped, rows, 0)
        helped.ledger.reopen()
        spent = np.zeros(2)
        for _ in range(24):
            for k, world in enumerate((plain, helped)):
                world.step()
                spent[k] += world.households.spending[rows].sum()
        gains.append(spent[1] / spent[0] - 1.0)
    assert 0.0 < gains[1] < 0.95 * gains[0]  # women's businesses are 0.86 times as productive


def crowded(share: float) -> tuple[float, float]:
    """Price and mean profit of food businesses in one regency after `share` of its households open one."""
    world = World(status_quo(markets="responsive"), seed=11, start=None)
    h = world.households
    regency, food = 1, 1
    old = (h.regency == regency) & (h.sector == food) & (h.open == 1)
    new = np.flatnonzero((h.regency == regency) & (h.open == 0))
    new = new[: int(share * new.size)]
    h.open[new], h.sector[new] = 1, food
    h.capital[new] = np.floor(1.5 * world.region.poor_budget)
    world.ledger.reopen()
    world.step()
    market = regency * world.sectors + food
    return float(world.markets.price[market]), float(h.profit[old].mean())


def test_many_new_businesses_crowd_a_sector() -> None:
    (few_price, few_profit), (many_price, many_profit) = crowded(0.0), crowded(0.5)
    assert many_price < few_price
    assert many_profit < 0.96 * few_profit


def test_transfers_raise_local_demand_and_earnings() -> None:
    """A month of a poor household's spending to the bottom four deciles, once: what is spent of it in three years is
    more than what was given, since others earn what is spent, and those who got nothing earn more. Prices
    hardly move."""
    scenario = mentas.load_scenario(ROOT / "kaltim/no_programmes.yaml").with_changes({"scale": 0.02})
    plain, helped = World(scenario, seed=11), World(scenario, seed=11)
    h = helped.households
    poor = h.provincial_decile <= 4
    h.cash[poor] += np.floor(helped.region.poor_budget)
    helped.ledger.reopen()
    given = float(h.weight[poor].sum()) * np.floor(helped.region.poor_budget)
    spent = earned = dearer = 0.0
    rich = plain.households.provincial_decile > 6
    for _ in range(36):
        for world, sign in ((plain, -1.0), (helped, 1.0)):
            world.step()
            spent += sign * float(world.households.weight @ world.households.spending)
            earned += sign * float(world.households.weight[rich] @ world.households.earned[rich])
        dearer = max(dearer, float(np.max(helped.markets.price / plain.markets.price)))
    assert 1.0 < spent / given < 3.0
    assert earned > 0.05 * given
    assert 1.0 < dearer < 1.02


def test_some_groups_thrive_and_others_fall_apart() -> None:
    scenario = mentas.load_scenario(ROOT / "kaltim/productive_groups.yaml").with_changes({"scale": 0.03, "years": 6})
    world = World(scenario, seed=11)
    world.run_model()
    g = world.groups
    old = (g.age[: world.group_count] >= 48) | (g.status[: world.group_count] == DISSOLVED)
    first_year = np.flatnonzero(old)
    status = g.status[first_year]
    active = float((status == ACTIVE).mean())
    assert 0.25 < active < 0.85
    assert ((status == DORMANT) | (status == DISSOLVED)).mean() > 0.1
    alive = first_year[status == ACTIVE]
    assert np.quantile(g.capital[alive], 0.9) > 2.0 * np.quantile(g.capital[alive], 0.1)


@pytest.mark.slow
def test_without_a_change_of_policy_the_world_stays_level_for_ten_years() -> None:
    scenario = mentas.load_scenario(ROOT / "kaltim/status_quo_2025.yaml").with_changes(
        {"scale": 0.05, "inflation": 0.0, "programmes.uep.active": False}
    )
    world = World(scenario, seed=11)
    h = world.households

    def look() -> tuple[float, float, float]:
        persons = h.weight * h.size
        poor = float(np.average(h.spending_mean < h.need, weights=persons))
        spread = float(np.std(np.log(h.spending_mean / h.size)))
        return poor, spread, float(np.average(h.open, weights=h.weight))

    poor, spread, businesses = look()
    for _ in range(10):
        for _ in range(12):
            world.step()
        now = look()
        assert abs(now[0] - poor) < 0.008
        assert abs(now[1] - spread) < 0.03
        assert abs(now[2] - businesses) < 0.03


@pytest.mark.slow
def test_a_third_to_a_half_of_the_poor_are_still_poor_two_years_on() -> None:
    world = World(status_quo(), seed=11, start=started())
    h = world.households
    poor = h.spending < h.need
    persons = h.weight * h.size
    for _ in range(24):
        world.step()
    stay = float(np.average((h.spending < h.need)[poor], weights=persons[poor]))
    assert 0.28 <= stay <= 0.50
