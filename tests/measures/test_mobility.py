"""Movement between deciles: transitions add up, climbs are those of the households that started low."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from measures import naive
from mentas import measures

BASES = ("national", "provincial_anchored", "provincial_reranked")


def matrix(world: Any, basis: str) -> np.ndarray:
    """Households by decile at the start (down) and today (across); shape (10, 10)."""
    found = np.full((10, 10), np.nan)
    for name, before, after, households in measures.transitions(world):
        if name == basis:
            assert np.isnan(found[before - 1, after - 1])
            found[before - 1, after - 1] = households
    return found


def anchored(lived: Any) -> np.ndarray:
    """Decile of each household against the cuts of the start: the lowest values of deciles 2 to 10 then."""
    cuts, h = lived.world.provincial_cuts_start, lived.world.households
    return np.array([1 + sum(value >= cut for cut in cuts) for value in h.spending_mean / h.size])


def test_all_hundred_pairs_of_each_basis_are_reported(lived: Any) -> None:
    rows = measures.transitions(lived.world)
    assert len(rows) == len({row[:3] for row in rows}) == 300
    assert {row[0] for row in rows} == set(BASES)
    assert {row[1] for row in rows} == {row[2] for row in rows} == set(range(1, 11))


@pytest.mark.parametrize("basis", BASES)
def test_transitions_add_up_to_the_households(lived: Any, basis: str) -> None:
    h = lived.world.households
    found = matrix(lived.world, basis)
    assert found.sum() == h.weight.sum()
    before = h.baseline_national if basis == "national" else h.baseline_decile
    after = {
        "national": h.national_decile,
        "provincial_anchored": anchored(lived),
        "provincial_reranked": h.provincial_decile,
    }[basis]
    for decile in range(1, 11):
        assert found[decile - 1].sum() == h.weight[before == decile].sum()
        assert found[:, decile - 1].sum() == h.weight[after == decile].sum()
        for other in range(1, 11):
            assert found[decile - 1, other - 1] == h.weight[(before == decile) & (after == other)].sum()


def test_nobody_has_moved_at_the_start(living: Callable[..., Any]) -> None:
    world = living(0).world
    for basis in BASES:
        found = matrix(world, basis)
        assert np.array_equal(found, np.diag(np.diag(found)))


def test_deciles_at_the_start_are_those_of_the_textbook(lived: Any) -> None:
    h = lived.first
    per_person, people = h.spending_mean / h.size, h.weight * h.size
    if h.id.size < 100:
        assert h.baseline_decile.tolist() == naive.deciles(per_person.tolist(), people.tolist())
    assert (np.diff(h.baseline_decile[np.argsort(per_person, kind="stable")]) >= 0).all()
    tenth = np.bincount(h.baseline_decile, weights=people)[1:] / people.sum()
    assert tenth == pytest.approx(np.full(10, 0.1), abs=people.max() / people.sum())
    assert np.array_equal(lived.world.households.baseline_decile, h.baseline_decile)


@pytest.mark.parametrize("name", ["decile_climb_anchored", "decile_climb_reranked"])
def test_climbs_are_those_of_the_households_that_started_low(lived: Any, name: str) -> None:
    table, h = lived.table(), lived.world.households
    after = anchored(lived) if name == "decile_climb_anchored" else h.provincial_decile
    groups = [("all", "all"), *(("regency", name) for name in lived.world.region.regencies), ("head", "female")]
    groups += [("decile", decile) for decile in ("1", "4", "7", "10", "1-4")]
    for kind, group in groups:
        rows = lived.rows(kind, group)
        if kind != "decile":
            rows = rows[h.baseline_decile[rows] <= 4]
        climb = after[rows].astype(int) - h.baseline_decile[rows]
        expected = h.weight[rows] @ climb / h.weight[rows].sum()
        assert table[name, kind, group] == pytest.approx(expected, rel=1e-12, abs=1e-15)


def test_the_poorest_can_only_rise_and_the_richest_only_fall(lived: Any) -> None:
    table = lived.table()
    for name in ("decile_climb_anchored", "decile_climb_reranked"):
        assert table[name, "decile", "1"] >= 0.0 >= table[name, "decile", "10"]


def test_when_all_spend_more_all_can_rise_against_the_start_but_not_among_themselves(
    living: Callable[..., Any],
) -> None:
    lived = living(0)
    lived.world.households.spending_mean[:] *= 1.5
    lived.world.rank()
    table = lived.table()
    assert table["decile_climb_anchored", "all", "all"] > 1.0
    assert table["decile_climb_reranked", "all", "all"] == 0.0
