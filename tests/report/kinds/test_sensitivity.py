"""The report of an analysis of sensitivity says what its tables hold, and what they cannot tell."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from mentas.report import document as d
from mentas.report import sensitivity_told
from mentas.studies import csv
from report.kinds import made
from report.kinds.wholeness import both, untold


@pytest.fixture(scope="module")
def sobol(tmp_path_factory):
    return made.sensitivity(tmp_path_factory.mktemp("sobol") / "out", "sobol", samples=64)


def section(document: d.Document, name: str) -> d.Section:
    return next(each for each in document.sections if each.name == name)


def test_shares_of_variance_are_told_the_largest_first_with_a_parameter_that_nobody_sees(sobol):
    english, _ = both(sobol)
    table = english.front.figure.table
    assert table.rows[0][0].startswith("UEP: ") and table.rows[0][1].value > 0.7
    assert {row[-1] for row in table.rows[:1]} == {"yes"} and {row[-1] for row in table.rows[1:]} == {"no"}
    assert any("does not see" in row[0] for row in table.rows) and len(table.rows) == 3
    assert "1 of 2 parameters matter" in english.front.answer[0]
    assert english.front.figure.finding.startswith("1 of 2 parameters are told from no effect; the largest effect: UEP")
    assert "what a parameter without effect could reach by chance" in english.front.figure.note


def test_groups_luck_and_policies_side_by_side_have_tables(sobol):
    english, _ = both(sobol)
    names = {table.name for table in english.tables()}
    assert {"groups", "luck", "levels_poverty_rate", "costs"} <= names
    (groups,) = [block for block in section(english, "groups").blocks if isinstance(block, d.Table)]
    assert [row[1] for row in groups.rows[:2]] == ["economy", "behaviour"] and groups.rows[0][2].value > 0.7
    luck = section(english, "sureness").blocks[-1]
    assert isinstance(luck, d.Table) and luck.rows[0][1].value < 0.01, "worlds share their luck"


def test_effects_of_morris_are_told_in_the_unit_of_the_outcome(tmp_path):
    english, _ = both(made.sensitivity(tmp_path / "out", "morris"))
    table = english.front.figure.table
    # From a grant of 2 to one of 8, poverty of b less that of a rises by 6.
    # A size has no sign, in points of a share: 600.
    assert table.rows[0][1].text("en") == "600.00" and table.note == "Effects are in points."
    assert table.rows[0][1].value == pytest.approx(600.0) and table.rows[1][1].value == pytest.approx(0.0)
    assert not [each for each in english.sections if each.name == "switch"]


def test_other_draws_are_told_by_delta(tmp_path):
    english, _ = both(made.sensitivity(tmp_path / "out", "given", samples=128))
    assert english.front.figure.table.columns[1] == "delta" and english.front.figure.table.rows[0][-1] == "yes"


@pytest.mark.parametrize(
    ("alone", "whole", "rough"),
    [
        ((0.8, 0.0), (0.6, 0.4), True), ((0.65, 0.0), (0.6, 0.4), False), ((0.7, 0.6), (0.8, 0.7), True),
        ((0.5, 0.5), (0.5, 0.5), False), ((0.4, -0.3), (0.5, 0.1), False),
    ],
)  # fmt: skip
def test_shares_that_no_shares_can_be_are_known_as_rough(alone, whole, rough):
    assert sensitivity_told.rough(pd.DataFrame({"S1": alone, "ST": whole})) is rough


def test_what_its_intervals_hold_is_said_of_the_design_and_not_of_replicates(sobol):
    english, _ = both(sobol)
    first = section(english, "sureness").blocks[0]
    assert first.text.startswith("Intervals of effects come from drawing the points of the design again")
    assert not [b for b in section(english, "limits").blocks if isinstance(b, d.Items) and "luck of" in str(b.texts)]


def switch(folder, **changed):
    """The table of switch points with other findings."""
    table = pd.read_csv(folder / "switch.csv")
    for name, value in changed.items():
        table[name] = value
    csv.write(folder / "switch.csv", table)


def test_switch_points_are_drawn_with_their_intervals_and_told(tmp_path):
    folder = made.sensitivity(tmp_path / "out", "sobol")
    switch(folder, found="switch", value=4.0, low=3.0, high=5.0, sign_below=-1, sign_above=1, lowest=2.0, highest=8.0)
    english, indonesian = both(folder)
    (figure,) = [each for each in english.figures() if each.name.startswith("switch_poverty_rate")]
    assert figure.table.rows[0][1] == "below: Title; above: Title" and figure.table.rows[0][2] is not None
    assert "below" in figure.finding and "turn the answer by themselves" in english.front.answer[1]
    assert "membalik jawaban" in indonesian.front.answer[1]


def test_where_no_switch_point_can_be_told_words_and_a_table_say_so(tmp_path):
    folder = made.sensitivity(tmp_path / "out", "sobol")
    unknown = dict.fromkeys(("value", "low", "high"), float("nan"))
    switch(folder, found="cannot tell", sign_below=0, sign_above=0, **unknown)
    english, _ = both(folder)
    blocks = section(english, "switch").blocks
    assert not any(isinstance(block, d.Figure) for block in blocks)
    assert "For 2 of 2 parameters it cannot be told" in blocks[1].texts[0]
    assert {row[1] for row in blocks[2].blocks[0].rows} == {"cannot be told"}


def test_an_analysis_of_which_everything_was_refused_says_why(tmp_path):
    folder = made.sensitivity(tmp_path / "out", "sobol", act="fail")
    assert not (folder / "sensitivity.csv").exists()
    english, _ = both(folder)
    assert english.front.figure is None and "cannot be analysed" in english.front.answer[0]
    (items,) = section(english, "refused").blocks
    assert items.kind == "caution" and len(items.texts) == 2


def test_titles_of_any_signs_are_words(tmp_path):
    folder = made.sensitivity(tmp_path / "out", "sobol")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for each in (*manifest["scenarios"], *manifest["dimensions"]):
        each["title"] = made.HOSTILE
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    english, _ = both(folder)
    assert english.front.figure.table.rows[0][0] == made.HOSTILE["en"]


def test_every_text_of_its_own_stands_in_a_catalogue(sobol):
    assert untold(sobol, "ekonomi", "perilaku") == []
