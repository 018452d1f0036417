"""Intervals and paired differences against numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mentas.studies import analysis


def test_an_interval_is_student_t_on_the_replicates():
    # mean 3, standard deviation sqrt(10/4) = 1.5811, error 0.70711, t(4; .975) = 2.776445 from printed tables
    mean, low, high, n = analysis.interval(np.array([[1.0, 2.0, 3.0, 4.0, 5.0]]))
    assert (mean[0], n[0]) == (3.0, 5)
    assert low[0] == pytest.approx(3 - 2.776445 * 0.7071068, abs=1e-5)
    assert high[0] == pytest.approx(3 + 2.776445 * 0.7071068, abs=1e-5)


def test_two_replicates_have_the_wide_interval_of_one_degree_of_freedom():
    # mean 1, error = |2-0|/2 = 1, t(1; .975) = 12.7062
    _, low, high, _ = analysis.interval(np.array([[0.0, 2.0]]))
    assert (low[0], high[0]) == (pytest.approx(1 - 12.7062, abs=1e-3), pytest.approx(1 + 12.7062, abs=1e-3))


def test_one_replicate_has_a_mean_and_no_interval():
    mean, low, high, n = analysis.interval(np.array([[7.0]]))
    assert (mean[0], n[0]) == (7.0, 1)
    assert np.isnan(low[0]) and np.isnan(high[0])


def test_values_that_are_not_finite_do_not_count():
    mean, low, high, n = analysis.interval(np.array([[1.0, np.nan, 3.0, np.inf], [np.nan] * 4]))
    assert (mean[0], n[0]) == (2.0, 2)
    assert np.isnan([mean[1], low[1], high[1]]).all() and n[1] == 0


def test_intervals_cover_the_truth_as_often_as_they_say():
    draws = np.random.default_rng(1).normal(5.0, 2.0, size=(20_000, 8))
    _, low, high, _ = analysis.interval(draws)
    assert 0.945 < np.mean((low <= 5.0) & (high >= 5.0)) < 0.955


@pytest.mark.parametrize(
    ("low", "high", "apart"),
    [(0.1, 0.2, True), (-0.2, -0.1, True), (-0.1, 0.1, False), (0.0, 0.0, False), (np.nan, np.nan, False)],
)
def test_only_an_interval_without_zero_tells_two_scenarios_apart(low, high, apart):
    assert analysis.told_apart(low, high) is apart


def _runs(values: dict[str, list[float]]) -> pd.DataFrame:
    rows = [
        (scenario, replicate, "poverty_rate", "all", "all", 1, value)
        for scenario, listed in values.items()
        for replicate, value in enumerate(listed)
    ]
    return pd.DataFrame(rows, columns=["scenario", "replicate", "measure", "group_kind", "group", "year", "value"])


def test_differences_are_paired_by_replicate():
    # the pairs differ by 1, 1 and 4: mean 2, sd sqrt(3), error 1, t(2; .975) = 4.302653
    table = analysis.summary(_runs({"a": [10, 20, 30], "b": [11, 21, 34]}), scenarios=["a", "b"], baseline="a")
    b = table[table["scenario"] == "b"].iloc[0]
    assert b["difference"] == 2.0 and b["pairs"] == 3
    assert b["diff_low"] == pytest.approx(2 - 4.302653, abs=1e-5)
    assert b["diff_high"] == pytest.approx(2 + 4.302653, abs=1e-5)


def test_a_constant_difference_has_an_interval_of_no_width_however_the_luck_varied():
    table = analysis.summary(_runs({"a": [1, 200, 30], "b": [2, 201, 31]}), scenarios=["a", "b"], baseline="a")
    b = table[table["scenario"] == "b"].iloc[0]
    assert (b["difference"], b["diff_low"], b["diff_high"]) == (1.0, 1.0, 1.0)


def test_the_baseline_has_no_difference_to_itself():
    table = analysis.summary(_runs({"a": [1, 2], "b": [3, 4]}), scenarios=["a", "b"], baseline="a")
    a = table[table["scenario"] == "a"].iloc[0]
    assert np.isnan([a["difference"], a["diff_low"], a["diff_high"]]).all()


def test_a_pair_counts_only_where_both_runs_ended():
    runs = _runs({"a": [1, 2, 3], "b": [2, 4]})
    b = analysis.summary(runs, scenarios=["a", "b"], baseline="a").set_index("scenario").loc["b"]
    assert (b["n"], b["pairs"], b["difference"]) == (2, 2, 1.5)


def test_a_scenario_is_silent_on_what_it_does_not_state():
    runs = pd.concat([_runs({"a": [1, 2]}), _runs({"b": [1, 2]}).assign(group_kind="programme", group="uep")])
    table = analysis.summary(runs, scenarios=["a", "b"], baseline="a")
    assert list(zip(table["scenario"], table["group"], strict=True)) == [("a", "all"), ("b", "uep")]


def test_what_is_undefined_in_every_replicate_is_stated_as_unknown():
    table = analysis.summary(_runs({"a": [np.nan, np.nan]}), scenarios=["a"], baseline=None)
    assert table.loc[0, "n"] == 0 and np.isnan(table.loc[0, "mean"])


def test_means_over_replicates_count_a_missing_line_as_zero():
    frame = pd.DataFrame(
        [("b", 0, "uep", 10), ("b", 1, "uep", 20), ("b", 1, "kube", 6), ("a", 0, "uep", 5)],
        columns=["scenario", "replicate", "programme", "delivered"],
    )
    means = analysis.mean_over_replicates(frame, by=["programme"], of=["delivered"], scenarios=["a", "b"])
    assert means.to_dict("list") == {
        "scenario": ["a", "b", "b"],
        "programme": ["uep", "uep", "kube"],
        "delivered": [5.0, 15.0, 3.0],
        "n": [1, 2, 2],
    }
