"""Peers that mentas is measured against give the same results, so that a ratio of times compares equal work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mentas
from benchmarks import c_passes
from benchmarks.numpy_month import NumpyWorld
from benchmarks.numpy_month.luck import Addresses, words
from mentas import beginning, luck
from mentas.world import World

ROOT = Path(__file__).parents[2]


def kaltim(**changes: Any) -> mentas.Scenario:
    scenario = mentas.load_scenario(ROOT / "scenarios" / "kaltim" / "mixed.yaml")
    return scenario.with_changes({"scale": 0.002, "population.burn_in_months": 12, **changes})


def assert_equal_to_rounding(one: World, other: World) -> None:
    """Whole numbers agree exactly, money to a few rupiah: numpy's log, exp and cos differ in the last bit."""
    tables = ((one.households, other.households), (one.groups, other.groups), (one.markets, other.markets))
    for ours, theirs in tables:
        for name, a, b in zip(ours._fields, ours, theirs, strict=True):
            if np.issubdtype(a.dtype, np.integer):
                assert np.array_equal(a, b), name
            else:
                np.testing.assert_allclose(b, a, rtol=1e-6, atol=3.0 if a.max() > 1e3 else 1e-6, err_msg=name)


@pytest.mark.parametrize("block", [None, 500])
def test_the_month_in_numpy_is_the_month_of_mentas(block: int | None) -> None:
    scenario = kaltim()
    start = beginning.burn_in(scenario, seed=4)
    ours, theirs = World(scenario, seed=4, start=start), NumpyWorld(scenario, seed=4, start=start, block=block)
    for _ in range(26):
        ours.step()
        theirs.step()
        assert theirs.pulse == pytest.approx(ours.pulse, rel=1e-9)
    assert_equal_to_rounding(ours, theirs)


def test_the_comparison_with_numpy_would_see_another_luck() -> None:
    scenario = kaltim()
    worlds = [World(scenario, seed=4), World(scenario, seed=5)]
    with pytest.raises(AssertionError):
        assert_equal_to_rounding(*worlds)


def test_luck_in_numpy_is_the_same_in_every_bit() -> None:
    ids = np.concatenate([np.arange(3, 100), 10**9 * np.arange(1, 5), np.arange(2**33, 2**33 + 9)])
    stream = luck.stream("work")
    ours = np.array([luck.words(2**40 + 7, 3, stream, -5, int(i)) for i in ids], dtype=np.uint64)
    assert np.array_equal(np.stack(words(ids, (2**40 + 7, 3, -5), "work"), axis=1), ours)
    scratch = np.empty(ids.size + luck.SPARE)
    single = luck.singles(ids, 2**40 + 7, 3, stream, -5, scratch)
    assert np.array_equal(Addresses(ids).singles((2**40 + 7, 3, -5), "work"), single)


@pytest.mark.skipif(c_passes.compiler() is None, reason="no C compiler on this machine")
def test_the_passes_in_c_are_those_of_mentas_in_every_bit(village: Callable[..., World]) -> None:
    for one in c_passes.passes(village(), rows=5000):
        one.numba()
        one.c()
        for ours, theirs in one.outputs():
            assert ours.tobytes() == theirs.tobytes(), one.name
            assert np.ptp(ours) > 0.0
