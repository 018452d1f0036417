"""A cell of text must never become a formula; a number must stay one."""

from __future__ import annotations

import pandas as pd
import pytest

from mentas.studies import csv


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A1"])
def test_text_that_begins_like_a_formula_gets_an_apostrophe(text):
    assert csv.safe(text) == "'" + text


@pytest.mark.parametrize("value", ["uep", "", "1=1", -5, -0.5, None])
def test_all_else_stays_as_it_is(value):
    assert csv.safe(value) is value


def test_negative_numbers_stay_numbers_and_unknown_ones_empty(tmp_path):
    frame = pd.DataFrame({"scenario": ['=cmd|" /C calc"!A0', "b"], "difference": [-0.25, float("nan")], "n": [3, 4]})
    csv.write(tmp_path / "t.csv", frame)
    assert (tmp_path / "t.csv").read_text() == ('scenario,difference,n\n"\'=cmd|"" /C calc""!A0",-0.25,3\nb,,4\n')


def test_a_categorical_column_is_text_too(tmp_path):
    csv.write(tmp_path / "t.csv", pd.DataFrame({"scenario": pd.Categorical(["@a"])}))
    assert (tmp_path / "t.csv").read_text() == "scenario\n'@a\n"
