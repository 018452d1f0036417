"""What must hold of any population: properties of poverty and inequality indices and of deciles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mentas.measures.deciles import assign, provincial_cuts
from mentas.measures.inequality import bottom_share, gini_index, palma_ratio
from mentas.measures.poverty import fgt, watts_index
from properties.drawn import MANY, people

Columns = tuple[np.ndarray, np.ndarray, np.ndarray]
Index = Callable[[np.ndarray, np.ndarray, np.ndarray], float]

POVERTY: dict[str, Index] = {
    "P0": lambda x, z, w: fgt(x, z, w, alpha=0),
    "P1": lambda x, z, w: fgt(x, z, w, alpha=1),
    "P2": lambda x, z, w: fgt(x, z, w, alpha=2),
    "Watts": watts_index,
}
INEQUALITY: dict[str, Index] = {
    "Gini": lambda x, z, w: gini_index(x, w),
    "Palma": lambda x, z, w: palma_ratio(x, w),
    "bottom 40": lambda x, z, w: bottom_share(x, w, share=0.4),
}
every_index = pytest.mark.parametrize("index", [pytest.param(f, id=n) for n, f in (POVERTY | INEQUALITY).items()])
every_poverty_index = pytest.mark.parametrize("index", [pytest.param(f, id=n) for n, f in POVERTY.items()])


def columns(rows: list[Any]) -> Columns:
    x, z, w = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    return x, z, w


def near(value: float) -> Any:
    return pytest.approx(value, rel=1e-9, abs=1e-12, nan_ok=True)


@every_index
@MANY
@given(people, st.integers(2, 5))
def test_a_population_repeated_is_as_poor_and_as_unequal(index: Index, rows: list[Any], times: int) -> None:
    assert index(*columns(rows * times)) == near(index(*columns(rows)))


@every_index
@MANY
@given(people, st.integers(-3, 12))
def test_twice_the_people_everywhere_change_nothing(index: Index, rows: list[Any], power: int) -> None:
    x, z, w = columns(rows)
    # Terms are added in units of 2**-42, of which the lightest row here has few.
    assert index(x, z, w * 2.0**power) == pytest.approx(index(x, z, w), rel=1e-9, abs=1e-10, nan_ok=True)


@every_index
@MANY
@given(people, st.integers(1, 12))
def test_the_unit_of_money_does_not_matter(index: Index, rows: list[Any], power: int) -> None:
    x, z, w = columns(rows)
    x = np.maximum(x, 1.0)  # below a rupiah Watts counts one
    unit = 2.0**power
    assert np.array_equal(index(x * unit, z * unit, w), index(x, z, w), equal_nan=True)


@every_index
@MANY
@given(people, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(index: Index, rows: list[Any], random: Any) -> None:
    turned = random.sample(rows, len(rows))
    assert index(*columns(turned)) == near(index(*columns(rows)))


@MANY
@given(people, st.integers(0, 29), st.integers(0, 29), st.floats(0.0, 0.5))
def test_a_gift_of_the_richer_to_the_poorer_never_raises_gini_or_severity(
    rows: list[Any], one: int, other: int, part: float
) -> None:
    x, z, w = columns(rows)
    z[:] = z[0]  # on one line for all
    poorer, richer = sorted((one % x.size, other % x.size), key=lambda row: x[row])
    given_ = part * (x[richer] - x[poorer]) * min(w[richer], w[poorer])
    after = x.copy()
    after[richer] -= given_ / w[richer]
    after[poorer] += given_ / w[poorer]
    assume(after.sum() > 0.0 and x.sum() > 0.0)
    assert gini_index(after, w) <= gini_index(x, w) + 1e-9
    assert fgt(after, z, w, alpha=2) <= fgt(x, z, w, alpha=2) + 1e-12


@every_poverty_index
@MANY
@given(people, st.integers(1, 30))
def test_poverty_is_the_mean_of_its_parts_by_their_people(index: Index, rows: list[Any], first: int) -> None:
    parts = [part for part in (rows[:first], rows[first:]) if part]
    whole = sum(columns(part)[2].sum() * index(*columns(part)) for part in parts) / columns(rows)[2].sum()
    assert index(*columns(rows)) == near(whole)


@MANY
@given(people)
def test_each_index_of_poverty_is_bounded_by_the_next(rows: list[Any]) -> None:
    p0, p1, p2, watts = (index(*columns(rows)) for index in POVERTY.values())
    assert 1.0 >= p0 >= p1 - 1e-12 and p1 >= p2 - 1e-12 and p2 >= 0.0
    # The log of line over spending exceeds the gap wherever at least a rupiah is spent.
    x, z, w = columns(rows)
    assert watts_index(np.maximum(x, 1.0), z, w) >= fgt(np.maximum(x, 1.0), z, w, alpha=1) - 1e-12
    assert watts >= watts_index(np.maximum(x, 1.0), z, w) - 1e-12


@every_poverty_index
@MANY
@given(people, st.integers(0, 10**7))
def test_what_the_others_gain_changes_no_poverty(index: Index, rows: list[Any], gain: int) -> None:
    x, z, w = columns(rows)
    assert index(np.where(x >= z, x + gain, x), z, w) == index(x, z, w)


@every_poverty_index
@MANY
@given(people, st.integers(0, 29), st.integers(0, 10**6))
def test_poverty_never_falls_when_somebody_loses(index: Index, rows: list[Any], who: int, loss: int) -> None:
    x, z, w = columns(rows)
    after = x.copy()
    after[who % x.size] = max(after[who % x.size] - loss, 0.0)
    assert index(after, z, w) >= index(x, z, w) - 1e-12


@MANY
@given(people, st.integers(0, 10**6))
def test_the_same_gain_for_all_never_makes_shares_less_equal(rows: list[Any], gain: int) -> None:
    x, _, w = columns(rows)
    assume(x.sum() > 0.0)
    assert gini_index(x + gain, w) <= gini_index(x, w) + 1e-9
    assert bottom_share(x + gain, w, share=0.4) >= bottom_share(x, w, share=0.4) - 1e-9


@MANY
@given(people)
def test_inequality_lies_within_its_bounds(rows: list[Any]) -> None:
    x, _, w = columns(rows)
    assume(x.sum() > 0.0)
    assert -1e-12 <= gini_index(x, w) < 1.0
    shares = [bottom_share(x, w, share=part / 10) for part in range(11)]
    steps = np.diff(shares)
    assert shares[0] == near(0.0) and shares[-1] == near(1.0)
    assert np.all(steps >= -1e-9) and np.all(np.diff(steps) >= -1e-9)
    assert bottom_share(x, w, share=0.4) <= 0.4 + 1e-12


@MANY
@given(people, st.integers(1, 10**7))
def test_who_spends_more_is_never_in_a_lower_decile(rows: list[Any], gain: int) -> None:
    x, _, w = columns(rows)
    cuts = provincial_cuts(x, w)
    before, after = np.empty(x.size, np.int8), np.empty(x.size, np.int8)
    assign(x, cuts, before)
    assign(x + gain, cuts, after)
    assert np.all(np.diff(before[np.argsort(x, kind="stable")]) >= 0)
    assert np.all(after >= before)
    assert before.min() >= 1 and before.max() <= 10


@MANY
@given(people, st.integers(-4, 12))
def test_cuts_between_deciles_are_in_the_unit_of_spending(rows: list[Any], power: int) -> None:
    x, _, w = columns(rows)
    assume(x.max() > 0.0)
    inside = provincial_cuts(x, w) <= x.max()  # one that lies above everyone is the next number there is
    assert np.array_equal((provincial_cuts(x * 2.0**power, w))[inside], (provincial_cuts(x, w) * 2.0**power)[inside])
