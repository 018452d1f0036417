"""The report of a sweep says what its tables hold, however small it is."""

from __future__ import annotations

import pandas as pd
import pytest

from mentas.report import document as d
from mentas.report import sweep
from mentas.report.kinds import sweep_paths
from mentas.report.spaced import Spaced
from mentas.studies.space.dimension import Span
from mentas.studies.space.plan import Design
from report.kinds import made
from report.kinds.wholeness import both, untold
from studies import spaced

GRID = Design(method="grid", levels=4)
GRANT = spaced.dimension("programmes.uep.grant", Span(2.0, 8.0), "b")


def section(document: d.Document, name: str) -> d.Section:
    return next(each for each in document.sections if each.name == name)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    home = tmp_path_factory.mktemp("sweep") / "out"
    return made.sweep(home, GRANT, design=GRID, keep=frozenset({"spending", "groups"}))


def test_a_sweep_along_one_lever_is_told_outcome_by_outcome(folder):
    english, indonesian = both(folder)
    assert [each.name for each in english.sections][:4] == ["outcomes", "best", "paths", "points"]
    first = english.figures()[0]
    assert first.finding.startswith("“Title”: from +") and "told apart from “Title” at 4 of 4 values" in first.finding
    assert first.table.note.startswith("Policy: Title.")
    assert first == english.front.figure and "difference to Title" in first.title
    # b has its grant as poverty, plus the year and 100 a replicate; a has 1: the best grant is the smallest.
    (best,) = [row for row in first.table.rows if row[-1] == "best"]
    assert best[0] == "2" and best[1].value == pytest.approx(104.0) and best[4].value == pytest.approx(1.0)
    assert all(row[-1] == "worse" for row in first.table.rows if row[0] != "2")
    assert (
        "best on average at" in english.front.answer[0]
        and "terbaik menurut rata-rata pada" in indonesian.front.answer[0]
    )


def test_the_first_screen_says_what_is_told_apart_from_the_baseline_and_what_not(folder):
    english, _ = both(folder)
    assert len(english.front.answer) == 2 and english.front.answer[1].startswith(
        "Told apart from “Title” at some values"
    )
    costs = [block.text for block in english.front.cost if isinstance(block, d.Words)]
    # 100 rupiah in each of two years; delivered 80 + replicate, 10 and 1.
    # b leaves 100 less (10 + 1 + 80 + replicate): 8 per cent on average, wherever its grant is.
    assert costs[:2] == ["Title: Rp200 planned over 2 years, Rp184 spent on average."] * 2
    assert costs[2].startswith("“Title”: at UEP: Value of the package of a family 2 to 8 more than 5% of the budget is")
    assert "(8% at most)" in costs[2]
    caution, money = section(english, "money").blocks
    assert (caution.kind, caution.text) == ("caution", costs[2])
    assert [cell.value for cell in money.rows[1][1:-1]] == [200.0, 162.0, 20.0, 2.0, 16.0]
    assert money.rows[1][-1].value == 12.0


def test_a_sweep_over_the_years_and_by_decile_takes_worlds_of_one_model_together(tmp_path):
    frame = pd.DataFrame(
        [(name, 0, replicate, 1, 10.0 * (replicate // 2) + replicate % 2 + effect)
         for replicate in range(4) for name, effect in (("a", 0.0), ("b", 1.0 + replicate))],
        columns=["scenario", "point", "replicate", "year", "value"],
    )  # fmt: skip
    manifest = {"baseline": "a", "scenarios": [{"name": "a"}, {"name": "b"}]}

    def gaps(**told):
        return sweep_paths.gaps(Spaced(tmp_path, manifest | told, pd.DataFrame()), frame, "b", 0, "year").loc[1]

    alone, paired = gaps(), gaps(ensemble={"lucks": 2})
    assert (alone["mean"], alone["n"], paired["mean"], paired["n"]) == (2.5, 4, 2.5, 2)
    # Two models whose means are 1.5 and 3.5: standard error 1, Student's t of one degree.
    assert paired["high"] == pytest.approx(2.5 + 12.7062, abs=1e-3)


@pytest.mark.parametrize(
    ("form", "levels", "ends"),
    [("mix", [0.0, 0.5, 1.0], set()), ("mix", [0.1, 0.5, 1.0], {0.1}), ("span", [0.0, 0.5, 1.0], {0.0, 1.0})],
)
def test_nothing_lies_beyond_none_and_all_of_a_share(tmp_path, form, levels, ends):
    found = Spaced(tmp_path, {"dimensions": [{"name": "lever", "form": form}]}, pd.DataFrame())
    assert sweep.open_ends(found, pd.Series(levels), "lever") == ends


@pytest.mark.parametrize("replicates", [1, 2])
def test_two_points_and_few_replicates_have_a_report(tmp_path, replicates):
    design = Design(method="grid", levels=2)
    english, _ = both(made.sweep(tmp_path / "out", GRANT, design=design, replicates=replicates))
    assert len(english.figures()[0].table.rows) == 2
    if replicates == 1:
        assert all(row[5] is None for row in english.figures()[0].table.rows)


def test_points_whose_runs_fail_are_empty_cells(tmp_path):
    english, _ = both(made.sweep(tmp_path / "out", GRANT, design=GRID, act="fail", replicates=2))
    assert english.front.answer == ("Too few simulations ended for anything to be told.",)
    assert [row[3].value for row in english.figures()[0].table.rows] == [1.0] * 4, "one replicate of two ended"


def test_a_sweep_without_a_baseline_shows_levels(tmp_path):
    english, _ = both(made.sweep(tmp_path / "out", GRANT, design=GRID, baseline=None))
    assert english.figures()[0].title == "Poverty rate (P0)" and not english.front.figure.table.rows[0][4]


def test_a_sweep_over_several_levers_counts_points_that_are_told_apart(tmp_path):
    folder = made.sweep(tmp_path / "out", GRANT, spaced.RANK, design=Design(method="latin", samples=6))
    english, _ = both(folder)
    ((*_, better, same, worse, total),) = [row for row in english.front.figure.table.rows
                                           if row[0] == "Poverty rate (P0)"]  # fmt: skip
    # More of poverty is worse, by grant - 1 with the same luck in every replicate.
    assert (better.value, same.value, worse.value, total.value) == (0.0, 0.0, 6.0, 6.0)
    assert "worse at 6" in english.front.answer[0]


def test_shares_of_the_budget_are_told_in_per_cent(tmp_path):
    manifest = {"dimensions": [{"name": "capital", "form": "mix"}, {"name": "share", "form": "simplex"}]}
    found = Spaced(tmp_path, manifest, pd.DataFrame())
    values = [found.value(name, 0.125, "id") for name in ("capital", "share.uep", "other")]
    assert values == ["12,5%", "12,5%", "0,12"] and found.value("capital", 1.0, "en") == "100%"


def test_names_of_any_signs_are_words(tmp_path):
    lever = spaced.dimension("programmes.uep.grant", Span(2.0, 8.0), "b")
    settings = {"title": made.HOSTILE, "question": made.HOSTILE}
    english, _ = both(made.sweep(tmp_path / "out", lever, design=GRID, **settings))
    assert english.title == made.HOSTILE["en"] and english.front.question == made.HOSTILE["en"]


def test_every_text_of_its_own_stands_in_a_catalogue(folder):
    assert untold(folder) == []
