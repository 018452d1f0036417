"""Luck that neighbours share an address for, one normal a household, and orders found by their bits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mentas import luck, sorting

N = 40_000
STREAM = luck.stream("singles")


def singles(ids: np.ndarray, month: int = 3) -> np.ndarray:
    return luck.singles(ids, 7, 1, STREAM, month, np.full(ids.size + luck.SPARE, np.nan)).copy()


@pytest.mark.parametrize("first", [0, 1, 2, 3, 4_000_000_007])
@pytest.mark.parametrize("rows", [0, 1, 2, 5, 1000])
def test_a_households_luck_does_not_depend_on_its_neighbours_in_the_table(first: int, rows: int) -> None:
    ids = first + np.arange(rows)
    turned = np.random.default_rng(0).permutation(ids)
    whole = singles(ids)
    assert whole.size == rows
    assert np.array_equal(singles(turned), whole[turned - first])
    assert all(singles(ids[k : k + 1])[0] == whole[k] for k in range(min(rows, 9)))


def test_singles_are_uniform_and_neighbours_independent() -> None:
    u = singles(np.arange(N))
    assert stats.kstest(u, "uniform").pvalue > 1e-3
    for distance in (1, 2, 3, 4):
        assert abs(np.corrcoef(u[:-distance], u[distance:])[0, 1]) < 4.5 / np.sqrt(N)
    assert abs(np.corrcoef(u, singles(np.arange(N), month=4))[0, 1]) < 4.5 / np.sqrt(N)


def test_bells_are_the_first_of_the_normals() -> None:
    ids = np.arange(500) * 4_000_000_007
    z, scratch, four = np.empty(500), np.empty(500), np.empty((4, 500))
    luck.bells(ids, 7, 1, STREAM, 3, z, scratch)
    luck.normals(ids, 7, 1, STREAM, 3, *four)
    assert np.array_equal(z, four[0])


@given(st.lists(st.floats(0.0, 1e12), max_size=60))
def test_radix_order_is_a_stable_sort(values: list[float]) -> None:
    there = np.array([*values, *values, 0.0, -0.0])
    found, places = sorting.radix_sorted(there, np.arange(there.size))
    order = np.argsort(there, kind="stable")
    assert np.array_equal(found, there[order])
    assert np.array_equal(places, order)


def test_radix_order_of_many_values_that_agree_in_their_leading_bits() -> None:
    there = 1.0 + np.random.default_rng(2).integers(0, 10**6, sorting.FEW + 1) * 2.0**-52
    there[0] = 1e9
    found, places = sorting.rising(there, np.arange(there.size))
    assert np.array_equal(places, np.argsort(there, kind="stable"))
    assert np.array_equal(found, np.sort(there))
