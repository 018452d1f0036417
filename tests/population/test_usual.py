"""Usual earnings and luck: the spread of spending neither grows nor shrinks as luck moves on."""

from __future__ import annotations

import numpy as np
import pytest

from mentas.population import Region
from mentas.population.usual import Joint, draw_spending, joint
from mentas.population.welfare import shape_of

SD = 0.25
ROWS = 200_000
RANKS = np.array([0.01, 0.02, 0.05, 0.10, 0.25, 0.50, 0.90, 0.99])


@pytest.fixture(scope="module", params=["gb2", "shifted_lognormal"])
def distribution(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def table(kaltim: Region, distribution: str) -> Joint:
    return joint(kaltim, shape_of(kaltim, distribution), SD)


@pytest.fixture(scope="module")
def drawn(table: Joint) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Log spending, luck and persons a household, evenly over ranks and chances."""
    place = np.arange(ROWS)
    spending, luck = draw_spending(
        table, (0.5 + place * 0.6180339887498949) % 1, (0.5 + place * 0.7548776662466927) % 1
    )
    return spending, luck, np.interp(spending - luck, table.grid, table.size)


def quantiles(value: np.ndarray, weight: np.ndarray, at: np.ndarray) -> np.ndarray:
    order = np.argsort(value)
    return np.interp(at, np.cumsum(weight[order]) / weight.sum(), value[order])


def test_spending_of_persons_has_the_shape_although_rows_are_households(
    kaltim: Region, distribution: str, drawn: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> None:
    spending, _, persons = drawn
    target = shape_of(kaltim, distribution).log_quantile(RANKS)
    assert quantiles(spending, persons, RANKS) == pytest.approx(target, abs=0.004)


def test_luck_has_its_spread_and_nothing_to_do_with_usual_earnings(
    distribution: str, drawn: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> None:
    spending, luck, persons = drawn
    usual = spending - luck
    mean = np.average(luck, weights=persons)
    spread = np.sqrt(np.average((luck - mean) ** 2, weights=persons))
    mean_usual = np.average(usual, weights=persons)
    spread_usual = np.sqrt(np.average((usual - mean_usual) ** 2, weights=persons))
    related = np.average((luck - mean) * (usual - mean_usual), weights=persons) / (spread * spread_usual)
    loose = 1.0 if distribution == "gb2" else 6.0  # the shifted lognormal is sharper below than luck allows
    assert mean == pytest.approx(0.0, abs=0.001 * loose)
    assert spread == pytest.approx(SD, abs=0.002 * loose)
    assert related == pytest.approx(0.0, abs=0.005 * loose)


def test_spending_is_as_spread_as_before_once_luck_has_moved_on(
    kaltim: Region, distribution: str, drawn: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> None:
    spending, luck, persons = drawn
    later = spending - luck + np.random.default_rng(5).normal(0.0, SD, ROWS)
    gap = quantiles(later, persons, RANKS) - shape_of(kaltim, distribution).log_quantile(RANKS)
    low, rest = (0.01, 0.01) if distribution == "gb2" else (0.06, 0.015)
    assert np.abs(gap[RANKS < 0.05]).max() < low
    assert np.abs(gap[RANKS >= 0.05]).max() < rest


def test_the_poor_have_large_households_today_and_once_luck_has_moved_on(
    kaltim: Region, distribution: str, drawn: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> None:
    spending, luck, persons = drawn
    line = shape_of(kaltim, distribution).log_quantile(np.array([0.0517]))[0]
    later = spending - luck + np.random.default_rng(6).normal(0.0, SD, ROWS)
    assert persons.mean() == pytest.approx(4.0, abs=0.005)
    assert persons[spending < line].mean() == pytest.approx(5.24, abs=0.08)
    assert persons[later < line].mean() == pytest.approx(5.24, abs=0.12)


@pytest.mark.parametrize("sd", [0.15, 0.3, 0.4])
def test_the_whole_range_of_luck_can_be_drawn(kaltim: Region, distribution: str, sd: float) -> None:
    table = joint(kaltim, shape_of(kaltim, distribution), sd)
    assert np.isfinite(table.luck).all()
    assert (np.diff(table.luck, axis=1) >= 0).all()
    assert (table.size > 1).all() and (np.diff(table.size) <= 1e-12).all()
    assert np.sum(table.persons / table.size) == pytest.approx(0.25, rel=1e-9)


def test_luck_without_spread_is_refused(kaltim: Region) -> None:
    with pytest.raises(ValueError, match="persistent_sd"):
        joint(kaltim, shape_of(kaltim, "gb2"), 0.0)
