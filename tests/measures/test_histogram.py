"""Bins that are as fine as they can be, and medians by group that refuse what has none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentas.measures.histogram import bin_of, medians, picked, scale

BINS = 256


def bins(values: np.ndarray) -> list[int]:
    at = scale(values, bins=BINS)
    return [bin_of(int(key), at.low, at.shift) for key in values.view(np.int64)]


@given(st.lists(st.floats(1e-3, 1e12), min_size=2, max_size=50, unique=True), st.integers(0, 3))
def test_all_values_above_zero_share_at_least_half_of_the_bins(found: list[float], zeros: int) -> None:
    """The width is a power of two, so that doubling it would leave half of the bins empty."""
    values = np.array([0.0] * zeros + found)
    low, high = (int(np.float64(end).view(np.int64)) for end in (min(found), max(found)))
    placed = bins(values)
    assert placed[values.tolist().index(min(found))] == 0
    assert max(placed) < BINS
    assert max(placed) >= BINS // 2 or high - low < BINS // 2


@pytest.mark.parametrize("values", [[0.0, 0.0], [5.0, 5.0, 5.0]])
def test_values_that_are_all_alike_lie_in_one_bin_of_width_one(values: list[float]) -> None:
    assert scale(np.array(values), bins=BINS) == (int(np.float64(values[0]).view(np.int64)), 0)


def test_rows_of_the_wanted_bins_are_picked_in_rising_order() -> None:
    """Bit patterns 8 to 15, two a bin: bins 0 to 3."""
    keys = np.array([15, 8, 11, 9, 10, 14])
    wanted = np.array([True, False, False, True])
    at = scale(np.array([8, 15]).view(np.float64), bins=4)
    assert at == (8, 1)
    assert picked(keys, at, wanted).tolist() == [0, 1, 3, 5]


def of_one_group(values: list[float]) -> float:
    here = np.array(values)
    (found,) = medians(
        here, np.ones(here.size, np.int64), np.zeros(here.size, np.int32), np.array([0, 1]), np.array([0], np.int32), 1
    )
    return float(found)


def test_nobody_has_no_median() -> None:
    assert np.isnan(of_one_group([]))


@pytest.mark.parametrize("value", [-0.5, -1.0, -1e-300, float("nan"), float("inf")])
def test_a_median_of_values_below_zero_or_not_finite_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="finite and not negative"):
        of_one_group([1.0, value, 2.0])


def test_the_median_of_an_even_number_is_the_lower_of_the_middle_two() -> None:
    assert of_one_group([4.0, 1.0, 3.0, 2.0]) == 2.0
    assert of_one_group([-0.0, 0.0]) == 0.0


def test_medians_of_many_rows_by_hand() -> None:
    """Even and odd numbers below 20,000: of each ten thousand the five-thousandth."""
    values = np.arange(20_000, dtype=float)
    found = medians(
        values, np.ones(values.size, np.int64), (np.arange(values.size) % 2).astype(np.int32), np.array([0, 1, 2]),
        np.array([0, 1], np.int32), 2,
    )  # fmt: skip
    assert found.tolist() == [9_998.0, 9_999.0]


def test_a_median_may_lie_in_the_very_last_bin() -> None:
    """1 and the 255th number after it, in 256 bins of width one."""
    last = float((np.float64(1.0).view(np.int64) + 255).view(np.float64))
    assert bins(np.array([1.0, last])) == [0, 255]
    assert of_one_group([1.0, last, last]) == last


@pytest.mark.parametrize(("steps", "median"), [([0, 1, 2, 1023], 1), ([0, 0, 4, 5, 1023], 4)])
def test_weight_below_the_bin_of_a_median_counts_once(steps: list[int], median: int) -> None:
    """Bins of four bit patterns each: the median lies in the first or the second, not at its first or last value."""
    start = int(np.float64(1.0).view(np.int64))
    assert of_one_group((start + np.array(steps)).view(np.float64).tolist()) == (start + np.array(median)).view(float)
