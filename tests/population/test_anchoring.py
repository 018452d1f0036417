"""Quantiles and ranks from bins: as good as from a sort, in any order of rows."""

from __future__ import annotations

import numpy as np
import pytest

from mentas import columns
from mentas.population import anchoring
from mentas.state import Households

AT = np.array([0.01, 0.1, 0.25, 0.5, 0.9, 0.99])


def households(rows: int) -> Households:
    luck = np.random.default_rng(4)
    h: Households = columns.empty(Households, rows)
    h.weight[:] = luck.integers(500, 3000, rows) / 1024
    h.size[:] = luck.integers(1, 9, rows)
    h.regency[:] = luck.integers(0, 2, rows)
    h.spending_mean[:] = np.floor(1e6 * np.exp(luck.normal(size=rows)) * h.size)
    h.permanent[:] = np.floor(1e6 * np.exp(luck.normal(size=rows)) * h.size)
    h.cash[:] = h.permanent
    h.transfers_mean[:] = 50_000.0
    return h


MEDIAN = np.array([9e5, 1.2e6])


@pytest.mark.parametrize("ratio", [0.01, 0.5, 0.99, 1.0, 1.7, 200.0])
def test_the_middle_of_a_bin_is_near_all_that_is_in_it(ratio: float) -> None:
    assert anchoring.MIDDLES[anchoring.bin_of(ratio)] == pytest.approx(ratio, rel=2.0**-anchoring.FINE_BITS)


def test_what_lies_beyond_the_bins_is_counted_at_their_ends() -> None:
    assert [anchoring.bin_of(ratio) for ratio in (0.0, 1e-9, 1e9)] == [0, 0, anchoring.BINS - 1]


@pytest.mark.parametrize("rows", [40, 30_000])
def test_quantiles_agree_with_a_sort(rows: int) -> None:
    h = households(rows)
    ratio = h.spending_mean / h.size / MEDIAN[h.regency]
    order = np.argsort(ratio)
    weight = (h.weight * h.size)[order]
    expected = np.interp(AT, (np.cumsum(weight) - 0.5 * weight) / weight.sum(), ratio[order])
    spending, _ = anchoring.count_rows(0, rows, h, MEDIAN).reshape(2, -1)
    assert anchoring.quantile(spending, AT) == pytest.approx(expected, rel=1.5e-3)


def test_counts_do_not_depend_on_the_order_of_rows() -> None:
    h = households(5000)
    turned = columns.take(h, np.random.default_rng(0).permutation(5000))
    for count in (anchoring.count_rows, anchoring.count_by_regency):
        assert np.array_equal(count(0, 5000, h, MEDIAN), count(0, 5000, turned, MEDIAN))
        parts = [count(0, 2048, h, MEDIAN), count(2048, 5000, h, MEDIAN)]
        assert np.array_equal(count(0, 5000, h, MEDIAN), sum(parts))


def test_a_factor_moves_earnings_and_leaves_transfers() -> None:
    h = households(300)
    before = columns.copy(h)
    anchoring.level_rows(0, 300, h, np.array([2.0, 0.5]))
    factor = np.array([2.0, 0.5])[h.regency]
    assert np.array_equal(h.permanent, np.floor(before.permanent * factor + 0.5))
    assert np.array_equal(h.cash, np.floor(before.cash * factor + 0.5))
    spent = (before.spending_mean - 50_000.0) * factor + 50_000.0
    assert np.array_equal(h.spending_mean, np.floor(spent + 0.5))
