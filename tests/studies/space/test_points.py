"""Points of a study: the same whatever is added to it, and no more in memory than asked for."""

from __future__ import annotations

import json

import pytest

from mentas.studies.space import sizes
from mentas.studies.space.dimension import Choice, Dimension, Mix, Simplex, Span
from mentas.studies.space.plan import Design
from mentas.studies.space.points import NOWHERE, Points, grid, laid


def _dimension(name, form, *, arms=("a", "b"), role="lever"):
    return Dimension(name=name, role=role, group="economy", form=form, arms=arms)


GRANT = _dimension("programmes.uep.grant", Span(1, 9, whole=True), arms=("b",))
GROWTH = _dimension("growth", Span(0.0, 0.1))
RANK = _dimension("programmes.uep.rank_by", Choice(("registered", "random")))
MONTHS = _dimension("programmes.bpnt.pay_months", Choice(((1, 7), (2,))))
SHARE = _dimension("s", Simplex(("uep", "bpnt")))
ALL = (GRANT, GROWTH, RANK, MONTHS, SHARE)


@pytest.mark.parametrize("method", ["latin", "sobol"])
def test_more_samples_keep_the_earlier_points(method):
    few = laid(Design(method=method, samples=7), ALL, seed=3)
    many = laid(Design(method=method, samples=200), ALL, seed=3)
    assert list(few) == list(many)[:7] and len(many) == 200


@pytest.mark.parametrize("method", ["latin", "sobol"])
def test_what_is_added_or_moved_changes_no_other_column(method):
    before = laid(Design(method=method, samples=50), (GRANT, GROWTH), seed=3).frame()
    after = laid(Design(method=method, samples=50), (SHARE, GROWTH, RANK, GRANT), seed=3).frame()
    assert (after[before.columns] == before).all().all()


def test_another_seed_gives_other_points():
    one, two = (list(laid(Design(method="latin", samples=5), ALL, seed=seed)) for seed in (1, 2))
    assert one != two


def test_a_point_changes_the_scenarios_of_its_dimensions_only():
    points = Points(ALL, listed=[(3, 0.05, "random", (1, 7), 0.25, 0.75)])
    rest = {
        "growth": 0.05, "programmes.uep.rank_by": "random", "programmes.bpnt.pay_months": (1, 7),
        "budget.shares": {"uep": 0.25, "bpnt": 0.75},
    }  # fmt: skip
    assert points.changes(points[0], "a") == rest
    assert points.changes(points[0], "b") == rest | {"programmes.uep.grant": 3}


def test_values_are_numbers_of_python_so_that_a_line_of_python_can_show_them():
    for point in laid(Design(method="sobol", samples=4), ALL, seed=1):
        assert {type(value) for value in point} <= {int, float, str, tuple}
        json.dumps(point)


def test_a_table_of_points_has_a_column_for_each_value_and_lists_as_words():
    frame = Points(ALL, listed=[(3, 0.05, "random", (1, 7), 0.25, 0.75)]).frame()
    assert frame.to_dict("records") == [
        {
            "point": 0, "programmes.uep.grant": 3, "growth": 0.05, "programmes.uep.rank_by": "random",
            "programmes.bpnt.pay_months": "1-7", "s.uep": 0.25, "s.bpnt": 0.75,
        }
    ]  # fmt: skip


def test_a_grid_has_every_combination_once_and_says_how_many_beforehand():
    dimensions = (GRANT, RANK, SHARE, _dimension("m", Mix({"uep": 1.0}, {"bpnt": 1.0})))
    found = grid(dimensions, 3)
    assert len(found) == len(set(found)) == sizes.grid_size(dimensions, 3) == 3 * 2 * 3 * 3
    assert [point[0] for point in found] == sorted(point[0] for point in found)
    assert list(laid(Design(method="grid"), (GRANT,), seed=1)) == [(1,), (3,), (5,), (7,), (9,)]


def test_sizes_are_those_of_the_designs():
    from mentas.studies import sampling

    for method in ("morris", "sobol"):
        lay = sampling.morris if method == "morris" else sampling.saltelli
        names = [column for each in ALL for column in each.columns] + (["dummy"] if method == "sobol" else [])
        assert sizes.size(Design(method=method, samples=8), ALL, "sensitivity") == len(lay(names, 8, seed=1))
        groups = {name: each.group for each in ALL for name in each.columns} | {"dummy": "dummy"}
        grouped = Design(method=method, samples=8, groups=True)
        assert sizes.size(grouped, ALL, "sensitivity") == len(lay(names, 8, seed=1, groups=groups))
    assert sizes.size(Design(method="sobol", samples=8), ALL, "sweep") == 8
    assert sizes.size(Design(method="latin", samples=8, batches=3, batch=4), ALL, "frontier") == 20


def test_a_study_without_dimensions_has_one_point_that_changes_nothing():
    assert (len(NOWHERE), list(NOWHERE), NOWHERE.changes((), "a")) == (1, [()], {})
