"""Shapes of spending against scipy's own quantile functions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import betaincinv, ndtri

from mentas.population.shape import fine_ranks, shape

RANKS = np.array([1e-6, 1e-4, 0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.9999])


def test_gb2_is_scipys() -> None:
    table = shape("gb2", {"a": 2.677, "p": 3.215, "q": 0.99, "top_rank": 1.0})
    odds = betaincinv(3.215, 0.99, RANKS)
    exact = np.log((odds / (1.0 - odds)) ** (1.0 / 2.677))
    gap = table.log_quantile(RANKS) - exact
    assert gap == pytest.approx(np.full(RANKS.size, -np.log(2.1532)), abs=1e-4)  # the published scale has five digits
    assert np.ptp(gap) < 1e-6


def test_shifted_lognormal_is_scipys() -> None:
    table = shape("shifted_lognormal", {"shift": 0.257, "sigma": 0.804, "top_rank": 1.0})
    exact = 0.257 + 0.743 * np.exp(0.804 * ndtri(RANKS) - 0.5 * 0.804**2)
    assert np.exp(table.log_quantile(RANKS)) == pytest.approx(exact, rel=2e-6)


@pytest.mark.parametrize("top_rank", [1.0, 0.9999, 0.99])
def test_the_mean_is_one_with_the_top_cut_off(top_rank: float) -> None:
    for name, figures in (("gb2", {"a": 2.8, "p": 3.2, "q": 1.0}), ("shifted_lognormal", {"shift": 0.3, "sigma": 0.8})):
        table = shape(name, figures | {"top_rank": top_rank})
        rank, width = fine_ranks()
        assert np.sum(width * np.exp(table.log_quantile(rank))) == pytest.approx(1.0, abs=1e-12)


def test_rank_is_the_inverse_of_quantile() -> None:
    table = shape("gb2", {"a": 2.8, "p": 3.2, "q": 1.0, "top_rank": 0.9999})
    assert table.rank(table.log_quantile(RANKS)) == pytest.approx(RANKS, rel=1e-9)
    assert table.rank(np.array([-50.0, 50.0])) == pytest.approx([0.0, 1.0], abs=1e-9)


def test_widths_of_fine_ranks_sum_to_one() -> None:
    rank, width = fine_ranks()
    assert width.sum() == pytest.approx(1.0, abs=1e-14)
    assert (np.diff(rank) > 0).all()


def test_another_distribution_is_refused() -> None:
    with pytest.raises(ValueError, match="'pareto' is not one of gb2, shifted_lognormal"):
        shape("pareto", {})
