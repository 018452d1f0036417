"""Deciles of people and medians: exact, against the textbook and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from measures import naive
from mentas.measures import deciles
from mentas.measures.ranked import median


def columns(found: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    values, weight = zip(*found, strict=True)
    return np.array(values), np.array(weight)


def decile(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Decile of each value among people with these values."""
    found = np.empty(values.size, dtype=np.int8)
    deciles.assign(values, deciles.provincial_cuts(values, weight), found)
    return found


@given(naive.populations)
def test_deciles_of_a_small_population(found: list[tuple[float, float]]) -> None:
    assert decile(*columns(found)).tolist() == naive.deciles(*columns(found))


@given(naive.populations)
def test_the_median_of_a_small_population(found: list[tuple[float, float]]) -> None:
    assert median(*columns(found)) == naive.median(*columns(found))


def many(*, round_numbers: bool) -> tuple[np.ndarray, np.ndarray]:
    """A hundred thousand households: spending a person, and people in whole 1024ths."""
    luck = np.random.default_rng(3)
    values = luck.lognormal(14.0, 0.6, 100_000)
    values[:500] = 0.0
    if round_numbers:
        values = np.floor(values / 50_000) * 50_000
    return values, luck.integers(1, 50_000, values.size) / 1024


@pytest.mark.parametrize("round_numbers", [False, True])
def test_a_hundred_thousand_households(round_numbers: bool) -> None:
    values, weight = many(round_numbers=round_numbers)
    distinct, which = np.unique(values, return_inverse=True)
    here = np.bincount(which, weights=weight * 1024).astype(np.int64)  # whole numbers: exact
    upto = np.cumsum(here)
    expected = 10 * (2 * upto - here) // (2 * upto[-1]) + 1
    assert np.array_equal(decile(values, weight), expected[which])
    assert median(values, weight) == distinct[np.flatnonzero(2 * upto >= upto[-1])[0]]


def test_each_decile_has_a_tenth_of_the_people() -> None:
    values, weight = many(round_numbers=False)
    people = np.bincount(decile(values, weight), weights=weight)[1:]
    assert people / weight.sum() == pytest.approx(np.full(10, 0.1), abs=weight.max() / weight.sum())


def test_ten_equal_people_fill_ten_deciles() -> None:
    assert decile(np.arange(10.0)[::-1].copy(), np.ones(10)).tolist() == list(range(10, 0, -1))


def test_a_middle_on_the_border_belongs_above_by_hand() -> None:
    # Four rows of one person: middles at 1/8, 3/8, 5/8, 7/8 of the people: 1.25, 3.75, 6.25, 8.75 tenths.
    assert decile(np.array([1.0, 2.0, 3.0, 4.0]), np.ones(4)).tolist() == [2, 4, 7, 9]
    # Two people, then eight: middles at 1 and at 6 tenths, both on a border.
    assert decile(np.array([1.0, 2.0]), np.array([2.0, 8.0])).tolist() == [2, 7]


def test_equal_values_never_part() -> None:
    assert set(decile(np.full(30, 7.0), np.arange(1.0, 31.0)).tolist()) == {6}  # the middle of all is at 5 tenths


def test_medians_by_hand() -> None:
    assert median(np.array([1.0, 2.0, 3.0]), np.array([1.0, 1.0, 1.0])) == 2.0
    assert median(np.array([1.0, 2.0]), np.array([1.0, 1.0])) == 1.0  # one of two is half
    assert median(np.array([3.0, 1.0]), np.array([1.01, 1.0])) == 3.0
    assert median(np.array([5.0, 9.0]), np.array([0.0, 1.0])) == 9.0
    assert np.isnan(median(np.zeros(0), np.zeros(0)))


@pytest.mark.parametrize(
    ("values", "weight", "message"),
    [
        ([], [], "at least one person"),
        ([1.0], [0.0], "at least one person"),
        ([np.nan, 1.0], [1.0, 1.0], "finite"),
        ([1.0, 2.0], [1.0, -1.0], "not negative"),
    ],
)
def test_what_cannot_be_ranked_is_refused(values: list[float], weight: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        deciles.provincial_cuts(np.array(values), np.array(weight))


def test_values_below_zero_are_ranked_as_well() -> None:
    """Twenty thousand people, each with a thousandth more than the one before, from -0.9 on."""
    values = np.arange(20_000) / 1000 - 0.9
    assert deciles.provincial_cuts(values, np.ones(values.size)).tolist() == values[2000::2000].tolist()
