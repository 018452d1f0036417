"""Sums by group: exact, whatever the order of rows, and refused where they cannot be."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentas.measures import exact

terms = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 1 << 20).map(lambda n: n / 1024), st.floats(-1e6, 1e6)), max_size=60
)


def sums(found: list[tuple[int, float, float]]) -> np.ndarray:
    cells, weight, values = (np.array(column) for column in zip(*found, strict=True))
    return exact.as_float(exact.by_cell(cells.astype(np.int32), weight, values, count=5))


@given(terms.filter(bool), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_bit(found: list[tuple[int, float, float]], luck: object) -> None:
    turned = found.copy()
    luck.shuffle(turned)  # type: ignore[attr-defined]
    assert sums(found).tobytes() == sums(turned).tobytes()


@given(terms.filter(bool))
def test_sums_are_those_of_fractions(found: list[tuple[int, float, float]]) -> None:
    for cell, value in enumerate(sums(found)):
        true = sum((Fraction(w * v) for c, w, v in found if c == cell), Fraction(0))
        # Each term may be off by half a unit, and the float64 by its own rounding.
        assert abs(Fraction(float(value)) - true) <= len(found) * Fraction(1, 1 << 43) + abs(true) / (1 << 52)


def test_how_rows_are_grouped_on_the_way_changes_no_bit() -> None:
    rng = np.random.default_rng(0)
    cells, weight, values = rng.integers(0, 7, 5000).astype(np.int32), rng.random(5000), rng.normal(size=5000)
    group = np.array([0, 1, 0, 1, 1, 0, 0])
    by_way_of_cells = exact.regrouped(exact.by_cell(cells, weight, values, count=7), group, count=2)
    at_once = exact.by_cell(group[cells].astype(np.int32), weight, values, count=2)
    assert exact.as_float(by_way_of_cells).tobytes() == exact.as_float(at_once).tobytes()


def test_three_hundred_million_persons_and_their_rupiah_fit() -> None:
    """72 million households of 4.2 persons, on 1.2 million rows: rests are carried over, nothing overflows."""
    rows = 1_200_000
    weight, share, money = np.full(rows, 60.0), np.full(rows, 1 / 3), np.full(rows, 2e8 + 1 / 3)
    assert exact.total(weight * 4.2, share) == pytest.approx(rows * 60 * 4.2 / 3, rel=1e-14)
    assert exact.total(weight, money) == pytest.approx(rows * 60 * (2e8 + 1 / 3), rel=1e-14)


# Not compiled, numpy warns before the sum is refused.
@pytest.mark.filterwarnings("ignore:(invalid value|overflow) encountered:RuntimeWarning")
@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 1e19, -1e19])
def test_what_cannot_be_added_up_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        exact.total(np.ones(3), np.array([1.0, value, 2.0]))


def test_terms_that_add_up_to_two_to_the_62_are_refused_whatever_their_signs() -> None:
    quarter = 2.0**60
    assert exact.total(np.ones(3), np.full(3, quarter)) == 3 * quarter
    for sign in (1.0, -1.0):
        with pytest.raises(ValueError, match="finite"):
            exact.total(np.ones(4), np.array([quarter, quarter, sign * quarter, sign * quarter]))


def test_a_sum_is_a_whole_part_and_a_rest_below_one() -> None:
    """0.75 + 0.75 is 1 and half of 2**42; -0.25 is -1 and three quarters of it."""
    cells, values = np.array([0, 0, 1], np.int32), np.array([0.75, 0.75, -0.25])
    assert exact.by_cell(cells, np.ones(3), values, count=2).tolist() == [[1, 1 << 41], [-1, 3 << 40]]
    assert exact.by_cell(cells[:1], np.ones(1), np.array([2.0**-42]), count=1).tolist() == [[0, 1]]
