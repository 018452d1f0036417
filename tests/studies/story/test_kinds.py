"""Which households tell something, made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from mentas.studies.story.census import Ends
from mentas.studies.story.kinds import KINDS, kinds_of, middle, together


def ends(id_, **columns):
    """Households that nothing happens to, with some columns changed."""
    n = len(id_)
    plain = {
        "id": np.asarray(id_), "weight": np.ones(n), "poor_months": np.zeros(n), "fits": np.zeros(n, bool),
        "listed": np.zeros(n, bool), "need": np.full(n, 100.0), "spending": np.full(n, 150.0),
        "received": np.zeros(n), "mentas": np.zeros(n, bool), "fell_back": np.zeros(n, bool),
    }  # fmt: skip
    return Ends(**plain | {name: np.asarray(values) for name, values in columns.items()})


CASES = {
    # the kind: columns under the baseline, under the other policy
    "helped": ({}, {"mentas": True, "received": 10.0}),
    "harmed": ({"received": 100.0}, {"received": 40.0, "spending": 90.0}),
    "left_out": ({"poor_months": 24, "fits": True}, {"poor_months": 30}),
    "fell_back": ({}, {"mentas": True, "fell_back": True, "received": 10.0}),
    "unharmed": ({"received": 100.0}, {"received": 40.0, "spending": 145.0}),
    "alike": ({"received": 100.0}, {"received": 100.0, "spending": 152.0}),
    "nothing got": ({}, {"spending": 152.0}),
    "mentas without help": ({}, {"mentas": True}),
    "mentas under both": ({"mentas": True, "received": 1.0}, {"mentas": True, "received": 1.0, "spending": 300.0}),
    "poor under both": ({"received": 100.0, "spending": 80.0}, {"received": 40.0, "spending": 90.0}),
    "known to the registry": ({"poor_months": 24, "fits": True, "listed": True}, {"poor_months": 30}),
    "poor for less than two years": ({"poor_months": 23, "fits": True}, {"poor_months": 30}),
    "worse off but not poor": ({"received": 100.0}, {"received": 40.0, "spending": 110.0}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_household_is_of_the_kind_that_its_two_ends_say(name):
    a, b = (ends([7], **{column: [value] for column, value in changed.items()}) for changed in CASES[name])
    found = [kind for kind, of in kinds_of(together(a, b)).items() if of[0]]
    assert found == ([name] if name in KINDS else [])


def test_no_household_is_of_two_kinds():
    rng = np.random.default_rng(1)
    n = 3000
    a, b = (
        ends(np.arange(n), received=rng.integers(0, 3, n) * 50.0, spending=rng.uniform(60, 200, n),
             mentas=rng.random(n) < 0.5, fell_back=rng.random(n) < 0.3, poor_months=rng.integers(0, 60, n),
             fits=rng.random(n) < 0.5, listed=rng.random(n) < 0.3)
        for _ in range(2)
    )  # fmt: skip
    found = np.array(list(kinds_of(together(a, b)).values()))
    assert (found.sum(axis=0) <= 1).all() and (found.sum(axis=1) > 0).all()


def test_the_one_told_is_in_the_middle_by_weight_and_ties_go_by_id():
    gains = np.array([10.0, 90.0, 20.0, 50.0, 50.0])
    a = ends([5, 6, 7, 8, 9], spending=np.full(5, 100.0))
    b = a._replace(spending=100.0 + gains, mentas=np.ones(5, bool), received=np.ones(5))
    assert middle(together(a, b), "helped", np.ones(5, bool)) == 8
    heavy = np.array([9.0, 1.0, 1.0, 1.0, 1.0])
    two = together(a._replace(weight=heavy), b._replace(weight=heavy))
    assert middle(two, "helped", np.ones(5, bool)) == 5
    assert middle(two, "helped", np.array([False, True, False, False, False])) == 6


def test_only_households_of_both_worlds_are_looked_at():
    two = together(ends([1, 2, 3], spending=[10.0, 20.0, 30.0]), ends([2, 3, 4], spending=[21.0, 31.0, 41.0]))
    assert two.a.id.tolist() == two.b.id.tolist() == [2, 3]
    assert two.a.spending.tolist() == [20.0, 30.0] and two.b.spending.tolist() == [21.0, 31.0]
