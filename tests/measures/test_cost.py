"""What it cost, and what came of it: against the government's books and the households themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mentas import measures

LINES = ("delivered", "admin", "leaked", "unspent")
SPENT = LINES[:3]


def booked(lived: Any, lines: tuple[str, ...], *, regency: int | None = None, programme: str | None = None) -> int:
    """Whole rupiah on these lines of the books."""
    return sum(
        int(row[line])
        for row in lived.world.government.books.rows()
        for line in lines
        if regency in (None, row["regency"]) and programme in (None, row["programme"])
    )


@pytest.mark.parametrize("line", LINES)
def test_money_is_what_the_books_say(lived: Any, line: str) -> None:
    table, name = lived.table(), f"money_{line}"
    assert table[name, "all", "all"] == booked(lived, (line,))
    for place, regency in enumerate(lived.world.region.regencies):
        assert table[name, "regency", regency] == booked(lived, (line,), regency=place)
    running = [p.name for p in lived.world.scenario.programmes if p.active]
    for programme in running:
        assert table[name, "programme", programme] == booked(lived, (line,), programme=programme)
    assert table[name, "all", "all"] == sum(table[name, "programme", programme] for programme in running)


def test_the_lines_make_up_the_budgets(lived: Any) -> None:
    table = lived.table()
    assert sum(table[f"money_{line}", "all", "all"] for line in LINES) == booked(lived, ("budget",)) > 0


def mentas(lived: Any, rows: np.ndarray) -> float:
    return float(lived.world.households.weight[rows] @ lived.world.households.mentas[rows])


def test_cost_per_household_mentas_and_its_inverse(lived: Any) -> None:
    table = lived.table()
    places = [("all", "all", None), *(("regency", r, k) for k, r in enumerate(lived.world.region.regencies))]
    seen = 0
    for kind, group, place in places:
        spent, households = booked(lived, SPENT, regency=place), mentas(lived, lived.rows(kind, group))
        cost, each = table["cost_per_mentas", kind, group], table["mentas_per_billion", kind, group]
        assert each == pytest.approx(households / (spent / 1e9), rel=1e-12)
        if households:
            assert cost == pytest.approx(spent / households, rel=1e-12)
            seen += 1
        else:
            assert np.isnan(cost)
    assert seen >= 2


def gained(lived: Any, rows: np.ndarray) -> float:
    """Rise of yearly income without transfers of the rows that started in the region's bottom four deciles."""
    now, then = lived.world.households, lived.first
    poorest = rows[now.baseline_decile[rows] <= 4]
    return 12.0 * float(now.weight[poorest] @ (now.earned_mean[poorest] - then.earned_mean[poorest]))


def test_lasting_gain_is_the_rise_of_income_of_the_bottom_four_deciles(lived: Any) -> None:
    table = lived.table()
    for group in lived.world.region.regencies:
        assert table["lasting_gain", "regency", group] == pytest.approx(
            gained(lived, lived.rows("regency", group)), rel=1e-9
        )
    everyone = gained(lived, lived.rows("all", "all"))
    assert table["lasting_gain", "all", "all"] == pytest.approx(everyone, rel=1e-9)


def test_gain_per_rupiah_takes_each_year_at_the_prices_of_its_middle(lived: Any) -> None:
    table, inflation = lived.table(), lived.world.scenario.inflation
    assert inflation > 0.0 and all(p.start == 0 for p in lived.world.scenario.programmes)
    spent = sum(
        float(row[line]) / (1.0 + inflation) ** (row["year"] - 0.5)
        for row in lived.world.government.books.rows()
        for line in SPENT
    )
    everyone = gained(lived, lived.rows("all", "all"))
    assert table["lasting_gain_per_rupiah", "all", "all"] == pytest.approx(everyone / spent, rel=1e-9)


def test_without_a_start_nothing_is_said_of_change_since_then(lived: Any) -> None:
    then = {row[:3]: row[3] for row in measures.table(lived.world)}
    now = lived.table()
    for key, value in then.items():
        if key[0].startswith("lasting_gain"):
            assert np.isnan(value) and not np.isnan(now[key])
        else:
            assert value == now[key] or (np.isnan(value) and np.isnan(now[key]))


def test_dependence_is_the_part_of_transfers_in_the_income_of_the_bottom_four_deciles(lived: Any) -> None:
    table, h = lived.table(), lived.world.households
    groups = [("all", "all"), *(("head", head) for head in ("female", "male"))]
    groups += [("programme", p.name) for p in lived.world.scenario.programmes if p.active]
    for kind, group in groups:
        rows = lived.rows(kind, group)
        rows = rows[h.baseline_decile[rows] <= 4]
        transfers, earned = (float(h.weight[rows] @ column[rows]) for column in (h.transfers_mean, h.earned_mean))
        assert 0.0 < transfers < earned
        assert table["dependence", kind, group] == pytest.approx(transfers / (transfers + earned), rel=1e-9)


def test_a_government_that_does_nothing_costs_nothing(living: Callable[..., Any]) -> None:
    off = {f"programmes.{name}.active": False for name in ("uep", "kube", "bpnt")}
    table = living(3, **off).table()
    for line in LINES:
        assert table[f"money_{line}", "all", "all"] == 0.0
    assert np.isnan(table["mentas_per_billion", "all", "all"])
    assert not any(kind == "programme" for _, kind, _ in table)


def test_groups_and_prices_are_those_of_the_tables(lived: Any) -> None:
    table, world = lived.table(), lived.world
    g, count = world.groups, world.group_count
    got = [j for j in range(count) if g.status[j] in (2, 3) or (g.status[j] == 4 and g.age[j] > 0)]
    active = sum(g.weight[j] for j in got if g.status[j] == 2)
    assert count > 0 and table["groups_active", "all", "all"] == active
    assert table["groups_active_share", "all", "all"] == pytest.approx(
        active / sum(g.weight[j] for j in got), rel=1e-12
    )
    demand, price = world.markets.demand_start, world.markets.price
    assert table["price_index", "all", "all"] == pytest.approx(demand @ price / demand.sum(), rel=1e-12)
    for place, regency in enumerate(world.region.regencies):
        here = world.markets.regency == place
        expected = demand[here] @ price[here] / demand[here].sum()
        assert table["price_index", "regency", regency] == pytest.approx(expected, rel=1e-12)
