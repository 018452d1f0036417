"""The best point of a sweep, by hand: three points in two worlds."""

from __future__ import annotations

import warnings
from types import SimpleNamespace
from typing import Any

import numpy as np

from mentas.studies import best
from mentas.studies.space.outcome import Outcome


def _found(values: Any, measure: str = "poverty_rate") -> Any:
    return SimpleNamespace(
        scenarios=("a",), outcomes=(Outcome(measure),), values=np.asarray(values, dtype=float)[None, None]
    )


def _roster(worlds: int) -> Any:
    return SimpleNamespace(lived=SimpleNamespace(nest=lambda: None), replicates=range(worlds))


def test_the_best_is_the_lowest_where_less_is_better_and_others_are_set_against_it_in_the_same_worlds():
    table = best.table(_roster(4), _found([[5, 6, 5, 6], [3, 4, 3, 4], [3.1, 4.3, 3.2, 3.8]]))
    assert table["best"].tolist() == [False, True, False]
    row = table.set_index("point")
    assert row.loc[0, "apart"] and abs(row.loc[0, "worse"] - 2.0) < 0.01
    assert not row.loc[1, "apart"] and not row.loc[2, "apart"]


def test_where_more_is_better_the_best_is_the_highest():
    table = best.table(_roster(3), _found([[1, 2, 1], [3, 4, 3]], "mentas_kept"))
    assert table.loc[table["best"], "point"].tolist() == [1]
    assert abs(table.loc[0, "worse"] - 2.0) < 1e-12


def test_a_point_with_a_failed_run_is_not_the_best_and_warns_nobody():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = best.table(_roster(2), _found([[np.nan, np.nan], [3, 4], [5, 6]]))
    assert table.loc[table["best"], "point"].tolist() == [1]


def test_an_outcome_that_no_point_changes_has_no_best():
    assert len(best.table(_roster(2), _found([[1, 2], [1, 2]]))) == 0
