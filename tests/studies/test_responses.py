"""Outcomes by point, and their table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mentas.studies import batch
from mentas.studies.ensemble.worlds import AS_WRITTEN
from mentas.studies.responses import Responses, table
from mentas.studies.roster import Roster
from mentas.studies.space.outcome import Outcome
from mentas.studies.space.points import laid
from studies import spaced
from studies.spaced import GRANT


def _roster(of):
    return Roster(of, laid(of.design, of.dimensions, seed=of.seed), AS_WRITTEN)


def _frame(rows):
    import pyarrow as pa

    columns = ["measure", "group_kind", "group", "year", "value"]
    frame = pa.Table.from_pandas(pd.DataFrame(rows, columns=columns), preserve_index=False)
    return frame.set_column(3, "year", frame["year"].cast("int16"))


ROWS = [
    ("poverty_rate", "all", "all", 1, 0.5),
    ("poverty_rate", "all", "all", 2, 0.4),
    ("poverty_rate", "decile", "1-4", 2, 0.9),
    ("mentas", "decile", "1-4", 1, 7.0),
    ("mentas", "decile", "1", 1, 8.0),
]


def _taken(*wanted, arms=None):
    of = spaced.study(GRANT, wanted=wanted, **({"arms": arms} if arms else {}))
    roster = _roster(of)
    found = Responses(roster)
    place = list(roster.places())[3]
    found.take(place, {"outcomes": _frame(ROWS)})
    return found.values[:, 1, 1, 0].tolist()


def test_an_outcome_is_of_its_measure_group_and_year():
    assert _taken(Outcome("mentas", "decile", "1-4", 1), Outcome("poverty_rate", year=1)) == [7.0, 0.5]


def test_without_a_year_it_is_the_last_and_two_names_of_one_number_are_both_answered():
    assert _taken(Outcome("poverty_rate"), Outcome("poverty_rate", year=2)) == [0.4, 0.4]


def test_the_last_year_is_the_last_that_all_scenarios_have():
    from dataclasses import replace

    arms = spaced.study().arms
    arms = (replace(arms[0], scenario=replace(arms[0].scenario, years=1)), arms[1])
    assert _taken(Outcome("poverty_rate"), arms=arms) == [0.5]


def test_what_was_not_measured_is_not_known():
    assert np.isnan(_taken(Outcome("gini"))).all()


def test_the_table_has_levers_means_and_differences_by_hand():
    of = spaced.study(GRANT, replicates=2, samples=3)
    roster = _roster(of)
    found = Responses(roster)
    grants = np.array([point[0] for point in roster.points], dtype=float)
    found.values[0, 0] = 1.0 + np.array([0.0, 100.0])
    found.values[0, 1] = grants[:, None] + np.array([0.0, 104.0])
    whole = table(roster, found)
    assert list(whole) == [
        "scenario", "outcome", "unit", "point", "programmes.uep.grant", "mean", "low", "high", "n", "difference",
        "diff_low", "diff_high", "pairs",
    ]  # fmt: skip
    mine = whole[(whole["scenario"] == "b") & (whole["outcome"] == "poverty_rate")]
    assert mine["point"].tolist() == [0, 1, 2] and mine["unit"].tolist() == ["share"] * 3
    assert mine["programmes.uep.grant"].tolist() == grants.tolist()
    assert mine["mean"].tolist() == (grants + 52).tolist() and mine["n"].tolist() == [2] * 3
    # differences grant - 1 and grant + 3: mean grant + 1, standard error 2, Student's t of one degree 12.706
    assert mine["difference"].tolist() == (grants + 1).tolist()
    assert mine["diff_high"].tolist() == pytest.approx((grants + 1 + 2 * 12.7062).tolist(), rel=1e-5)
    assert mine["pairs"].tolist() == [2] * 3
    base = whole[whole["scenario"] == "a"]
    assert base["difference"].isna().all() and (base["pairs"] == 0).all()


def test_without_a_baseline_there_are_no_differences(tmp_path):
    of = spaced.study(GRANT, baseline=None)
    batch.run(of, out=tmp_path, workers=1, work=spaced.work)
    whole = pd.read_csv(tmp_path / "responses.csv")
    assert whole["difference"].isna().all() and len(whole) == 2 * 2 * 3


def test_a_study_that_asks_for_nothing_looks_at_every_measure():
    from mentas.measures.names import NAMES

    found = Responses(_roster(spaced.study(GRANT, wanted=())))
    assert [each.name for each in found.outcomes] == list(NAMES)
