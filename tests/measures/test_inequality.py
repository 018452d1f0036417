"""Gini, Palma and the share of the poorest: against the textbook, by hand, and their axioms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from measures import naive
from mentas.measures import lorenz
from mentas.measures.inequality import bottom_share, gini_index, inequality, palma_ratio


def columns(found: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    values, weight = zip(*found, strict=True)
    return np.array(values), np.array(weight)


@given(naive.populations)
def test_gini(found: list[tuple[float, float]]) -> None:
    values, weight = columns(found)
    assert gini_index(values, weight) == pytest.approx(naive.gini(values, weight), rel=1e-9, abs=1e-12, nan_ok=True)


@given(naive.populations, st.sampled_from([10, 20, 40, 90, 100]))
def test_share_of_the_poorest(found: list[tuple[float, float]], percent: int) -> None:
    values, weight = columns(found)
    expected = naive.bottom(values, weight, percent)
    assert bottom_share(values, weight, share=percent / 100) == pytest.approx(
        expected, rel=1e-9, abs=1e-12, nan_ok=True
    )


@given(naive.populations)
def test_palma(found: list[tuple[float, float]]) -> None:
    values, weight = columns(found)
    assume(not 0.0 < naive.bottom(values, weight, 40) < 1e-6)  # there the ratio is mostly rounding
    assert palma_ratio(values, weight) == pytest.approx(naive.palma(values, weight), rel=1e-9, nan_ok=True)


def test_a_hundred_thousand_households() -> None:
    luck = np.random.default_rng(2)
    values = luck.lognormal(14.0, 0.6, 100_000)
    values[:20_000] = np.floor(values[:20_000] / 10_000) * 10_000  # reported in round numbers, so that many tie
    weight = luck.integers(1_000, 400_000, values.size) / 1024
    order = np.argsort(values)
    people = np.concatenate([[0.0], np.cumsum(weight[order])]) / weight.sum()
    money = np.concatenate([[0.0], np.cumsum((weight * values)[order])]) / (weight @ values)
    # Twice the area between the diagonal and the Lorenz curve, by trapezoids.
    assert gini_index(values, weight) == pytest.approx(1 - np.sum(np.diff(people) * (money[1:] + money[:-1])), rel=1e-9)
    poorest, richest = np.interp(0.4, people, money), 1 - np.interp(0.9, people, money)
    assert bottom_share(values, weight, share=0.4) == pytest.approx(poorest, rel=1e-9)
    assert palma_ratio(values, weight) == pytest.approx(richest / poorest, rel=1e-9)


def test_two_of_whom_one_has_all_by_hand() -> None:
    # Mean 5; absolute differences 0, 10, 10, 0 have the mean 5: 5 / (2 x 5).
    assert gini_index(np.array([0.0, 10.0]), np.ones(2)) == pytest.approx(0.5, rel=1e-12)


def test_unequal_weights_by_hand() -> None:
    # 3 people with 1 and 1 with 5: mean 2; pairs that differ 2 x 3 x 1 of 16, by 4: 24 / 16 / (2 x 2) = 0.375.
    assert gini_index(np.array([5.0, 1.0]), np.array([1.0, 3.0])) == pytest.approx(0.375, rel=1e-12)


def test_ten_people_by_hand() -> None:
    values, weight = np.array([1.0, 2.0, 4.0, 12.0]), np.array([3.0, 2.0, 4.0, 1.0])
    # Everything 3 + 4 + 16 + 12 = 35; the poorest four have 1 + 1 + 1 + 2 = 5, the richest one 12.
    assert bottom_share(values, weight, share=0.4) == pytest.approx(5 / 35, rel=1e-12)
    assert palma_ratio(values, weight) == pytest.approx(12 / 5, rel=1e-12)


def test_where_all_are_equal_there_is_no_inequality() -> None:
    values, weight = np.full(7, 850_000.0), np.arange(1.0, 8.0)
    assert gini_index(values, weight) == 0.0
    assert bottom_share(values, weight, share=0.4) == pytest.approx(0.4, rel=1e-12)
    assert palma_ratio(values, weight) == pytest.approx(0.25, rel=1e-12)


def test_where_nobody_has_anything_there_is_nothing_to_measure() -> None:
    nothing, weight = np.zeros(3), np.ones(3)
    assert np.isnan(
        [gini_index(nothing, weight), bottom_share(nothing, weight, share=0.4), palma_ratio(nothing, weight)]
    ).all()


@given(naive.populations, st.sampled_from([2.0, 0.25]))
def test_the_currency_and_the_number_of_people_do_not_matter(found: list[tuple[float, float]], factor: float) -> None:
    values, weight = columns(found)
    for index in (gini_index, palma_ratio):
        assert index(values * factor, weight * factor) == pytest.approx(index(values, weight), rel=1e-12, nan_ok=True)


@given(naive.populations, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_bit(found: list[tuple[float, float]], luck: object) -> None:
    shuffled = list(found)
    luck.shuffle(shuffled)  # type: ignore[attr-defined]
    for index in (gini_index, palma_ratio):
        assert index(*columns(found)).hex() == index(*columns(shuffled)).hex()


@given(naive.populations)
def test_a_row_may_be_split_in_two(found: list[tuple[float, float]]) -> None:
    halves = [(value, weight / 2) for value, weight in found for _ in range(2)]
    for index in (gini_index, palma_ratio):
        assert index(*columns(halves)) == pytest.approx(index(*columns(found)), rel=1e-9, abs=1e-12, nan_ok=True)


@given(naive.populations)
def test_an_equal_gift_to_everyone_lowers_gini(found: list[tuple[float, float]]) -> None:
    values, weight = columns(found)
    before = gini_index(values, weight)
    assume(before > 1e-9)
    assert gini_index(values + 1e6, weight) < before


def many() -> tuple[np.ndarray, np.ndarray]:
    """More values than are ranked at once, with zeros and ties among them."""
    rng = np.random.default_rng(5)
    values = np.floor(rng.lognormal(13.0, 0.8, 30_000) / 5_000.0) * 5_000.0
    values[rng.random(values.size) < 0.1] = 0.0
    values[rng.random(values.size) < 0.1] *= -0.0  # a zero with a sign is a zero too
    return values, rng.integers(1, 9, values.size).astype(float)


@pytest.mark.parametrize("parts", [1, 3, 4, 50])
def test_many_values_give_the_same_bits_in_however_many_parts_they_are_ranked(
    parts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    values, weight = many()
    monkeypatch.setattr(lorenz, "FEW", values.size + 1)
    at_once = inequality(values, weight), bottom_share(values, weight, share=1.0)
    monkeypatch.setattr(lorenz, "FEW", 100)
    monkeypatch.setattr(lorenz, "PARTS", parts)
    assert (inequality(values, weight), bottom_share(values, weight, share=1.0)) == at_once
    one_each = np.sort(np.repeat(values + 0.0, weight.astype(int)))
    ranks = np.arange(1, one_each.size + 1)
    by_hand = 2.0 * np.sum(ranks * one_each) / (one_each.size * one_each.sum()) - (one_each.size + 1) / one_each.size
    assert gini_index(values, weight) == pytest.approx(by_hand, rel=1e-12)
    poorest = one_each[: int(0.4 * one_each.size)].sum() / one_each.sum()
    assert bottom_share(values, weight, share=0.4) == pytest.approx(poorest, abs=1e-5)
