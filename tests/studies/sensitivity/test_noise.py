"""The share of noise against layouts whose shares are known."""

from __future__ import annotations

import numpy as np
import pytest

from mentas.studies import sensitivity


def layout(rng, *, rows, replicates, row, luck, rest):
    common, dice = rng.normal(0.0, luck, (1, replicates)), rng.normal(0.0, rest, (rows, replicates))
    return rng.normal(0.0, row, (rows, 1)) + common + dice


def test_a_layout_worked_out_by_hand():
    # Means of rows 1, 5; of luck 2, 4; remainders +-1: 4 / 1 = 4 is the mean square; rows: 2 * 8 = 16. Share 4 / 16.
    found = sensitivity.noise(np.array([[-1.0, 3.0], [5.0, 5.0]]))
    assert found.share == pytest.approx(0.25)
    assert found.deviation == pytest.approx(np.sqrt(4 / 2))


@pytest.mark.parametrize("luck", [0.0, 50.0])
def test_common_luck_is_no_noise_between_rows(luck):
    # var(e) / R = 0.36 / 4 = 0.09 beside var(a) = 1: share 0.09 / 1.09, whatever all rows have in common.
    found = sensitivity.noise(layout(np.random.default_rng(1), rows=4000, replicates=4, row=1.0, luck=luck, rest=0.6))
    assert found.share == pytest.approx(0.09 / 1.09, rel=0.08)
    assert found.deviation == pytest.approx(0.3, rel=0.03)


def test_rows_that_differ_by_luck_alone_are_all_noise():
    shares = [
        sensitivity.noise(layout(np.random.default_rng(k), rows=50, replicates=5, row=0.0, luck=1.0, rest=1.0)).share
        for k in range(40)
    ]
    assert np.median(shares) == pytest.approx(1.0, abs=0.1)


def test_the_interval_holds_the_share_as_often_as_it_says():
    held = []
    for k in range(400):
        found = sensitivity.noise(layout(np.random.default_rng(k), rows=30, replicates=3, row=1.0, luck=2.0, rest=1.0))
        held.append(found.low <= 0.25 <= found.high)
    assert np.mean(held) == pytest.approx(0.95, abs=0.03)


def test_one_replicate_tells_nothing_about_noise():
    assert np.isnan(sensitivity.noise(np.arange(9.0)).share)
