"""Each statistic on a world of a few rows written by hand, where it can be worked out on paper."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from mentas.state import ACTIVE, DISSOLVED, DORMANT, FORMING
from mentas.studies.patterns.life import Life
from mentas.studies.patterns.statistics import STATISTICS


def world(*months: dict[str, list[float]], **more: Any) -> Any:
    """A world whose households have these columns month by month; a column that a month does not name stays."""
    rows = len(next(iter(months[0].values())))
    plain: dict[str, Any] = dict.fromkeys(("weight", "size"), [1.0] * rows)
    plain |= {"need": [100.0] * rows, "spending": [0.0] * rows, "spending_mean": [0.0] * rows, "open": [0] * rows}
    script = iter(months)
    made = SimpleNamespace(**more)

    def step() -> None:
        columns = {name: np.asarray(value) for name, value in next(script).items()}
        made.households = SimpleNamespace(**(vars(made.households) | columns))

    made.households = SimpleNamespace(**{name: np.asarray(value) for name, value in plain.items()})
    step()
    made.step = step
    return made


def value(name: str, made: Any, months: int = 0) -> float:
    life = Life(made)
    life.live(until=months)
    return STATISTICS[name].of(life)


def test_every_statistic_has_a_unit_and_a_sentence() -> None:
    for name, found in STATISTICS.items():
        assert found.name == name and found.unit and found.sentence.endswith("."), name


# Three rows: 2 x 3 people at 90 of 100, 1 x 2 at 50, 1 x 2 on the line: 8 of 10 people are poor.
POOR: dict[str, list[float]] = {
    "weight": [2, 1, 1], "size": [3, 2, 2], "spending_mean": [90, 50, 100], "urban": [1, 0, 1], "regency": [0, 1, 1],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("poverty_rate", 0.8),
        ("poverty_rate_urban", 6 / 8),
        ("poverty_rate_rural", 1.0),
        ("poverty_gap", (6 * 0.1 + 2 * 0.5) / 10),
        ("poverty_severity", (6 * 0.01 + 2 * 0.25) / 10),
    ],
)
def test_poverty_counts_people_and_not_those_on_the_line(name: str, expected: float) -> None:
    assert value(name, world(POOR)) == pytest.approx(expected)


def test_regencies_are_weighed_by_people() -> None:
    """Simulated 1 and 0.5 against 0.6 and 0.4: 6 people 0.4 off, 4 people 0.1 off."""
    region = SimpleNamespace(regencies=("A", "B"), poverty_rate=[0.6, 0.4])
    assert value("regency_gap", world(POOR, region=region)) == pytest.approx((6 * 0.4 + 4 * 0.1) / 10)


@pytest.mark.parametrize(("published", "expected"), [([0.1, 0.5, 0.3], 0.5), ([0.1, 0.2, 0.3], 1.0)])
def test_the_order_of_regencies_is_a_rank_correlation(published: list[float], expected: float) -> None:
    """Rates of 0, 0.5 and 1 have ranks 1, 2, 3; against ranks 1, 3, 2 rho is 1 - 6 x 2 / (3 x 8)."""
    rows: dict[str, list[float]] = {"spending_mean": [100, 100, 50, 50], "regency": [0, 1, 1, 2]}
    region = SimpleNamespace(regencies=("A", "B", "C"), poverty_rate=published)
    assert value("regency_order", world(rows, region=region)) == pytest.approx(expected)


def test_inequality_is_of_spending_a_person() -> None:
    """Two people at 1 and two at 3: Gini 1/4; the poorest 40 per cent have 1.6 of 8."""
    rows: dict[str, list[float]] = {"weight": [1, 1], "size": [2, 2], "spending_mean": [2, 6]}
    assert value("gini", world(rows)) == pytest.approx(0.25)
    assert value("bottom40_share", world(rows)) == pytest.approx(0.2)


# Four households of weights 1, 2, 3 and 4, of one person each. Poor at the start: the first two, later also the third.
THEN: dict[str, list[float]] = {
    "weight": [1, 2, 3, 4],
    "spending": [90, 90, 100, 100],
    "spending_mean": [80, 80, 120, 120],
}
LATER: dict[str, list[float]] = {"spending": [110, 50, 50, 100], "spending_mean": [80, 120, 80, 120]}


def test_still_poor_follows_households_from_visit_to_visit() -> None:
    assert value("still_poor", world(THEN, LATER), 1) == pytest.approx(2 / 3)
    assert value("still_poor_lasting", world(THEN, LATER), 1) == pytest.approx(1 / 3)


def test_exits_are_set_against_entries_and_drift_is_their_difference() -> None:
    """2 people left poverty and 3 came: 3 of 10 were poor, 4 of 10 are."""
    assert value("exits_over_entries", world(THEN, LATER), 1) == pytest.approx(2 / 3)
    assert value("poverty_drift", world(THEN, LATER), 1) == pytest.approx(0.1)


def test_without_entries_there_is_no_ratio() -> None:
    assert np.isnan(value("exits_over_entries", world(THEN, THEN), 1))


def test_the_slope_is_a_year_s_and_goes_through_all_months() -> None:
    """Rates of 0.5, 0, 0.5 and 1: the line through them rises by 0.2 a month."""
    months = [{"spending_mean": row} for row in ([50, 100], [100, 100], [50, 100], [50, 50])]
    assert value("poverty_slope", world(*months), 3) == pytest.approx(12 * 0.2)
    assert np.isnan(value("poverty_slope", world(*months)))


def test_groups_count_from_the_month_in_which_their_goods_came() -> None:
    """Weights 1 active, 2 dormant, 3 dissolved; one dissolved before its first month and one still forming are none."""
    groups = SimpleNamespace(
        status=np.array([ACTIVE, DORMANT, DISSOLVED, DISSOLVED, FORMING, ACTIVE]),
        age=np.array([9, 9, 5, 0, 0, 9]),
        weight=np.array([1.0, 2.0, 3.0, 10.0, 10.0, 99.0]),
    )
    assert value("groups_active", world(POOR, groups=groups, group_count=5)) == pytest.approx(1 / 6)
    assert np.isnan(value("groups_active", world(POOR, groups=groups, group_count=0)))


def test_businesses_that_open_again_are_open_but_not_unbroken() -> None:
    """Weights 1, 2 and 5 have a business; the first closes and opens, the second closes, a fourth one is new."""
    made = world(
        {"weight": [1, 2, 5, 9], "open": [1, 1, 1, 0]}, {"open": [0, 1, 1, 1]}, {"open": [1, 0, 1, 1]}
    )  # fmt: skip
    life = Life(made)
    life.live(until=2)
    assert STATISTICS["business_survival"].of(life) == pytest.approx(6 / 8)
    assert STATISTICS["business_unbroken"].of(life) == pytest.approx(5 / 8)
    assert STATISTICS["business_exit"].of(life) == pytest.approx(1 - (6 / 8) ** 6)


def aided() -> Any:
    """Five households; `cash` lists the first, third and fourth, `goods` is no cash, `old` does not run."""
    bits = {"cash": 1, "goods": 2, "old": 4}
    programmes = (
        SimpleNamespace(name="cash", active=True, mechanism="cash_transfer"),
        SimpleNamespace(name="goods", active=True, mechanism="capital_grant"),
        SimpleNamespace(name="old", active=False, mechanism="cash_transfer"),
    )
    rows: dict[str, list[float]] = {
        "weight": [1, 2, 3, 4, 5], "size": [5, 1, 1, 1, 1], "enrolled": [1, 2, 3, 1, 4],
        "national_decile": [1, 4, 4, 5, 9], "spending_mean": [100, 0, 390, 450, 900],
        "transfers_mean": [0, 0, 0, 60, 0],
    }  # fmt: skip
    return world(
        rows, policy=SimpleNamespace(programmes=programmes), bit=lambda name: np.uint16(bits[name]),
        national_cuts=np.array([100.0, 200, 300, 400, 500, 600, 700, 800, 900]),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("aid_reach_families", (1 + 3 + 4) / 15),
        ("aid_reach", (5 + 3 + 4) / (5 + 2 + 3 + 4 + 5)),
        ("aid_exclusion", 2 / (1 + 2 + 3)),
        ("aid_inclusion", 4 / (1 + 3 + 4)),
        ("aid_inclusion_without_transfers", 0.0),  # 450 less 60 lies below the fourth cut, 400
    ],
)
def test_aid_is_judged_by_who_is_on_the_list_of_a_cash_programme_that_runs(name: str, expected: float) -> None:
    aided_world = aided()
    aided_world.households.enrolled = aided_world.households.enrolled.astype(np.uint16)
    assert value(name, aided_world) == pytest.approx(expected)


def test_the_registry_s_errors_are_its_own() -> None:
    registry = SimpleNamespace(errors=lambda: {"exclusion": 0.3, "inclusion": 0.4})
    assert value("registry_exclusion", world(POOR, registry=registry)) == 0.3
    assert value("registry_inclusion", world(POOR, registry=registry)) == 0.4
