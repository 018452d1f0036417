"""The report of a frontier says what its tables hold, and nothing that they do not tell apart."""

from __future__ import annotations

import pandas as pd
import pytest

from mentas.report import document as d
from mentas.report import frontier_findings, frontier_told
from mentas.studies import csv
from report.kinds import made
from report.kinds.wholeness import both, untold


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return made.frontier(tmp_path_factory.mktemp("frontier") / "out")


def section(document: d.Document, name: str) -> d.Section:
    return next(each for each in document.sections if each.name == name)


def test_the_first_screen_says_who_stands_how_sure_that_is_and_what_one_more_costs(folder):
    english, _ = both(folder)
    found = frontier_told.read(folder)
    said = list(frontier_findings.frontier(found, "en"))
    assert english.front.answer == (*said[1:3], next(frontier_findings.corners(found, "en")))
    envelope, costs = english.front.cost
    assert envelope.text == "Every mix has Rp36 billion a year."
    known = frontier_findings.priced(found)
    assert len(known) > 0 and costs.texts == tuple(frontier_findings.cost(found, "en", known[:2]))


def test_every_pair_of_outcomes_has_a_figure_and_every_candidate_a_row(folder):
    english, _ = both(folder)
    assert [each.name for each in english.figures()[:2]] == ["map_poverty_gap", "map_income_mean"]
    found, table = frontier_told.read(folder), english.front.figure.table
    assert len(table.rows) == len(found.each)
    row = found.row("frontier", found.along[0], "mentas_kept")
    assert (table.rows[0][0], table.rows[0][3].value) == (found.mix(found.along[0], "en"), row["difference"])
    better = sum(found.row("frontier", name, "mentas_kept")["diff_low"] > 0 for name in found.along if name != "now")
    others = len([name for name in found.along if name != "now"])
    assert (
        0 < better == others
        and f"on average over the worlds all {others} on the frontier are" in english.front.figure.finding
    )


def test_a_price_stands_only_where_more_is_had_for_more_money(folder):
    english, _ = both(folder)
    table = next(table for table in english.tables() if table.name == "cost")
    told = frontier_told.read(folder).tables["cost"]
    assert len(table.rows) == len(told)
    assert [row[5] is not None for row in table.rows] == (told["reading"] == "costs").tolist()


def test_small_changes_have_places_enough_to_be_seen(folder):
    english, _ = both(folder)
    table = next(table for table in english.tables() if table.name == "next_billion")
    for row in table.rows:
        if row[2].value and row[4] != "not told apart":
            assert any(digit in row[2].text("en") for digit in "123456789"), row
            assert row[3].text("en").split(" … ")[0] != row[3].text("en").split(" … ")[1]


def test_regret_has_a_figure_an_outcome_and_the_cautious_choice_a_row(folder):
    english, _ = both(folder)
    names = [figure.name for figure in english.figures() if figure.name.startswith("regret_")]
    assert names == ["regret_mentas_kept", "regret_poverty_gap", "regret_income_mean"]
    table = next(table for table in english.tables() if table.name == "cautious")
    found = frontier_told.read(folder)
    chosen = [(row[0], row[1]) for row in table.rows if row[5] == "cautious choice"]
    assert chosen == [(each.en, found.mix(found.choice(each.name), "en")) for each in found.outcomes]


def test_a_frontier_without_fresh_worlds_warns_at_once_and_confirms_nothing(tmp_path):
    english, _ = both(made.frontier(tmp_path / "out", noise=6.0, step=False, told={"fresh": False}))
    assert "look better than they are" in english.front.answer[2]
    assert section(english, "frontier").blocks[0].kind == "caution"
    assert not {"confirmed", "next_billion"} & {each.name for each in english.sections}


def test_what_was_chosen_is_set_beside_what_fresh_worlds_made_of_it(tmp_path):
    folder = made.frontier(tmp_path / "out")
    table = pd.read_csv(folder / "frontier.csv")
    (folder / "confirmed").mkdir()
    names = {name: f"mix_{number:03d}" for number, name in enumerate(sorted({*table["candidate"]} - {"now"}))}
    for name in ("frontier", "candidates", "cost", "next_billion", "regret", "cautious"):
        frame = pd.read_csv(folder / f"{name}.csv")
        frame["candidate"] = frame["candidate"].replace(names)
        if "beaten_by" in frame:
            frame["beaten_by"] = frame["beaten_by"].replace(names)
        csv.write(folder / f"{name}.csv", frame)
    points = pd.DataFrame({"point": range(len(names)), "outcome": "mentas_kept", "mean": 1.0})
    parts = [points.assign(scenario="mixed", difference=500.0 + points["point"]),
             points.assign(scenario="other", difference=1.0)]  # fmt: skip
    csv.write(folder / "responses.csv", pd.concat(parts))
    english, _ = both(folder)
    table = section(english, "confirmed").blocks[1]
    assert {row[0].partition(" (")[0]: row[1].value for row in table.rows}["mix_003"] == 503.0 and len(
        table.rows
    ) == len(names)


def test_one_outcome_has_a_report_without_maps(tmp_path):
    english, _ = both(made.frontier(tmp_path / "out", outcomes=1))
    assert not [figure for figure in english.figures() if figure.name.startswith("map_")]
    assert any(isinstance(block, d.Table) for block in section(english, "frontier").blocks)


def test_every_text_of_its_own_stands_in_a_catalogue(folder):
    assert untold(folder) == []
