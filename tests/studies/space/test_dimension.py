"""From numbers of the unit cube to values, and from values to changes."""

from __future__ import annotations

import math

import pytest

from mentas.studies.space.dimension import SHARES, Choice, Mix, Simplex, Span

WHOLE = Span(1, 4, whole=True)


def test_whole_numbers_are_as_likely_as_each_other_and_never_beyond_the_ends():
    found = [WHOLE.values((step / 1000,))[0] for step in range(1001)]
    assert [found.count(value) for value in (1, 2, 3, 4)] == [250, 250, 250, 251]
    assert all(type(value) is int for value in found)


def test_even_steps_are_steps_of_a_factor_where_it_is_said():
    span = Span(1.0, 100.0, log=True)
    assert [span.values((u,))[0] for u in (0.0, 0.5, 1.0)] == pytest.approx([1.0, 10.0, 100.0])
    assert span.values((1.0,)) == (100.0,)
    whole = Span(1, 1000, whole=True, log=True)
    assert [value for (value,) in whole.steps(4)] == [1, 10, 100, 1000]
    half = [whole.values((step / 1000,))[0] for step in range(1001)]
    assert half[0] == 1 and half[-1] == 1000 and abs(half[500] - 31) <= 1


@pytest.mark.parametrize("span", [Span(0.3, 0.7), Span(0.3, 0.7, log=True), WHOLE, Span(2, 9, whole=True, log=True)])
def test_the_ends_are_reached_and_kept(span):
    assert span.values((0.0,)) == (span.low,) and span.values((1.0,)) == (span.high,)
    assert {(span.low,), (span.high,)} <= set(span.tried()) & set(span.steps(3))
    assert all(span.low <= value <= span.high for step in range(100) for value in span.values((step / 99,)))


def test_where_a_value_lies_is_the_way_back():
    for span in (Span(0.3, 0.7), Span(0.3, 0.7, log=True)):
        assert span.unit_of(span.values((0.37,))[0]) == pytest.approx(0.37)


def test_a_range_has_no_more_levels_than_whole_numbers():
    assert [value for (value,) in WHOLE.steps(9)] == [1, 2, 3, 4]
    assert [value for (value,) in Span(0.0, 1.0).steps(5)] == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert Choice(("a", "b", "c")).steps(2) == [("a",), ("b",), ("c",)]


def test_choices_are_as_likely_as_each_other():
    found = [Choice(("a", "b", "c")).values((step / 999,))[0] for step in range(999)]
    assert [found.count(value) for value in "abc"] == [333, 333, 333]
    assert Choice(("a", "b", "c")).values((1.0,)) == ("c",)


def test_a_mixture_goes_from_one_division_to_the_other_and_sums_to_one():
    mix = Mix({"bpnt": 0.9, "uep": 0.1}, {"uep": 0.4, "kube": 0.6})
    assert mix.changes("s", (0.0,)) == {SHARES: {"bpnt": 0.9, "uep": 0.1, "kube": 0.0}}
    (half,) = mix.changes("s", (0.5,)).values()
    assert half == pytest.approx({"bpnt": 0.45, "uep": 0.25, "kube": 0.3})
    for step in range(101):
        (shares,) = mix.changes("s", (step / 100,)).values()
        assert math.fsum(shares.values()) == pytest.approx(1.0, abs=1e-12)


def test_divisions_are_uniform_over_all_divisions():
    import numpy as np

    form = Simplex(("a", "b", "c"))
    found = np.array([form.values(row) for row in np.random.default_rng(1).random((20_000, 3)).tolist()])
    assert found.sum(axis=1) == pytest.approx(1.0) and (found >= 0).all()
    # Dirichlet(1, 1, 1): each share has mean 1/3 and variance 1/18, and P(share > 1/2) = 1/4
    assert found.mean(axis=0) == pytest.approx(1 / 3, abs=0.01)
    assert found.var(axis=0) == pytest.approx(1 / 18, abs=0.003)
    assert (found > 0.5).mean(axis=0) == pytest.approx(0.25, abs=0.015)


def test_a_division_stands_even_where_the_cube_has_an_edge():
    form = Simplex(("a", "b"))
    assert form.values((1.0, 1.0)) == (0.5, 0.5) and form.values((0.0, 1.0)) == (1.0, 0.0)


def test_a_grid_of_divisions_has_them_all_once():
    steps = Simplex(("a", "b", "c")).steps(4)
    assert len(steps) == len(set(steps)) == 10  # 3 parts among 3: C(5, 2)
    assert all(sum(each) == pytest.approx(1.0) for each in steps) and (1.0, 0.0, 0.0) in steps
