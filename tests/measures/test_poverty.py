"""Poverty indices: against the textbook, by hand, and their axioms."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures import naive
from mentas.measures.poverty import fgt, watts_index

LINE = 866_193.0

rows = st.lists(st.tuples(naive.rupiah, st.floats(1e5, 5e6), naive.people), min_size=1, max_size=40)


def columns(found: list[tuple[float, ...]]) -> list[np.ndarray]:
    return [np.array(column) for column in zip(*found, strict=True)]


@given(rows, st.sampled_from([0, 1, 2]))
def test_indices_of_foster_greer_and_thorbecke(found: list[tuple[float, float, float]], alpha: int) -> None:
    spending, line, weight = columns(found)
    expected = naive.fgt(*columns(found), alpha)
    assert fgt(spending, line, weight, alpha=alpha) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(rows)
def test_the_index_of_watts(found: list[tuple[float, float, float]]) -> None:
    expected = naive.watts(*columns(found))
    assert watts_index(*columns(found)) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_a_hundred_thousand_households() -> None:
    luck = np.random.default_rng(1)
    size = luck.integers(1, 9, 100_000)
    line = luck.choice([700_000.0, LINE, 1_100_000.0], size.size) * size
    spending = np.floor(luck.lognormal(14.0, 0.6, size.size) * size)
    weight = luck.integers(1_000, 60_000, size.size) / 1024 * size
    for alpha in (0, 1, 2):
        expected = np.sum(weight[spending < line] * (1 - (spending / line)[spending < line]) ** alpha) / weight.sum()
        assert 0.001 < expected < 0.5
        assert fgt(spending, line, weight, alpha=alpha) == pytest.approx(expected, rel=1e-9)
    expected = np.sum((weight * np.log(line / spending))[spending < line]) / weight.sum()
    assert watts_index(spending, line, weight) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("alpha", "expected"),
    [
        (0, 0.5),  # 3 and 2 of 10 people are poor
        (1, 0.22),  # (3 x 0.4 + 2 x 0.5) / 10
        (2, 0.098),  # (3 x 0.16 + 2 x 0.25) / 10
    ],
)
def test_ten_people_by_hand(alpha: int, expected: float) -> None:
    spending, line, weight = np.array([600.0, 500.0, 1000.0]), np.full(3, 1000.0), np.array([3.0, 2.0, 5.0])
    assert fgt(spending, line, weight, alpha=alpha) == pytest.approx(expected, rel=1e-12)


def test_watts_by_hand() -> None:
    # Two of four people spend half of the line, two twice the line: 2 ln(2) / 4.
    spending, line = np.array([250.0, 4000.0]), np.array([500.0, 2000.0])
    assert watts_index(spending, line, np.array([2.0, 2.0])) == pytest.approx(log(2) / 2, rel=1e-12)


def test_who_spends_nothing_counts_as_if_spending_one_rupiah() -> None:
    assert watts_index(np.zeros(1), np.array([1e6]), np.ones(1)) == pytest.approx(6 * log(10), rel=1e-12)


def test_who_spends_exactly_the_line_is_not_poor() -> None:
    on, one = np.array([LINE]), np.ones(1)
    assert [fgt(on, on, one, alpha=alpha) for alpha in (0, 1, 2)] == [0.0, 0.0, 0.0]
    assert watts_index(on, on, one) == 0.0
    assert fgt(on - 1.0, on, one, alpha=0) == 1.0


@given(naive.populations, st.integers(0, 39), st.floats(0.0, 0.9))
def test_a_poor_household_that_loses_money_never_lowers_an_index(
    found: list[tuple[float, float]], place: int, left: float
) -> None:
    spending, weight = columns(found)
    line = np.full(spending.size, LINE)
    poorer = spending.copy()
    poorer[place % spending.size] *= left
    for alpha in (0, 1, 2):
        assert fgt(poorer, line, weight, alpha=alpha) >= fgt(spending, line, weight, alpha=alpha) * (1 - 1e-12)
    assert watts_index(poorer, line, weight) >= watts_index(spending, line, weight) * (1 - 1e-12)


@given(naive.populations)
def test_each_index_is_smaller_than_the_one_before(found: list[tuple[float, float]]) -> None:
    spending, weight = columns(found)
    rate, gap, severity = (fgt(spending, np.full(spending.size, LINE), weight, alpha=alpha) for alpha in (0, 1, 2))
    assert 1.0 + 1e-12 >= rate >= gap * (1 - 1e-12) and gap >= severity * (1 - 1e-12)
