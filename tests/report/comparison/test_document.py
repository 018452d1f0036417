"""The whole report of a comparison, from a folder."""

from __future__ import annotations

import json
from collections import Counter

import pandas as pd
import pytest

from mentas.report import style
from mentas.report.comparison import worlds
from mentas.report.comparison.document import document
from mentas.report.document import Figure, Fold, Table
from mentas.report.study import read
from mentas.studies.problems import RefusedError
from report.same_numbers import differences, values


@pytest.fixture(params=["two", "one", "varied", "single"])
def folder(request, study):
    """A comparison; a study of one scenario; one over models; one without replicates to compare."""
    return {
        "two": lambda: study(), "one": lambda: study(baseline=None),
        "varied": lambda: study(lambda _, r: 0.001 * (r // 2 % 16 - 5) + 0.0001 * (r % 2), varied=True, replicates=64),
        "single": lambda: study(replicates=1),
    }[request.param]()  # fmt: skip


def test_both_languages_say_the_same_numbers(folder):
    indonesian, english = document(folder, "id"), document(folder, "en")
    assert values(indonesian) == values(english) and differences(indonesian, english) == []


def test_tables_and_figures_have_names_of_their_own(folder):
    report = document(folder, "en")
    tables = [b if isinstance(b, Table) else b.table for b in report.blocks() if isinstance(b, Table | Figure)]
    for names in ([table.name for table in tables], [figure.name for figure in report.figures()]):
        assert [name for name, count in Counter(names).items() if count > 1] == []


def test_every_figure_of_a_comparison_can_be_drawn_within_its_width(folder):
    with style.styled():
        for figure in document(folder, "id").figures():
            assert figure.draw().get_figwidth() <= style.Sheet.WIDTH and len(figure.finding) > 10


def test_the_first_screen_has_question_answer_chart_and_cost(study):
    report = document(study(), "en")
    assert report.front.question == "What?" and 1 <= len(report.front.answer) <= 3
    assert report.front.figure.name == "headline_poverty_rate" and len(report.front.figure.table.rows) == 2
    assert any(isinstance(block, Table) and block.name == "cost" for block in report.front.cost)
    assert any(isinstance(block, Fold) for block in report.front.cost)


def test_sections_stand_in_order_and_those_without_numbers_are_left_out(study):
    report = document(study(), "en")
    assert [s.name for s in report.sections if s.name in ("beside", "gains", "over_time", "limits", "reproduce")] == [
        "beside", "gains", "over_time", "limits", "reproduce",
    ]  # fmt: skip
    alone = document(study(baseline=None), "en")
    assert "gains" not in [s.name for s in alone.sections]
    assert alone.front.figure.name == "over_time_poverty_rate"


def test_names_are_kept_as_they_are_for_whoever_writes_them(study):
    report = document(study(), "id")
    assert "Modal <b>usaha</b>" in [row[1] for row in report.front.figure.table.rows]


def test_a_study_whose_runs_all_failed_is_refused(study):
    home = study()
    summary = pd.read_csv(home / "summary.csv")
    summary[:0].to_csv(home / "summary.csv", index=False)
    with pytest.raises(RefusedError, match="without results"):
        document(home, "en")


def test_worlds_are_counted_where_each_run_is_kept(study):
    home = study()
    assert worlds.counts(read(home), "poverty_rate", 2) == {}
    rows = [(name, replicate, 2, "poverty_rate", value)
            for name, each in {"cash": (0.05, 0.05, 0.05, 0.05), "capital": (0.04, 0.06, 0.07, 0.05)}.items()
            for replicate, value in enumerate(each)]  # fmt: skip
    columns = ["scenario", "replicate", "year", "measure", "value"]
    pd.DataFrame(rows, columns=columns).to_parquet(home / "outcomes.parquet")
    assert worlds.counts(read(home), "poverty_rate", 2) == {"capital": (2, 1, 4)}
    assert "“Capital <b>& more</b>” in 2 of 4." in document(home, "en").front.figure.note


def test_what_is_told_is_what_the_manifest_says(study):
    home = study()
    account = json.loads((home / "manifest.json").read_text())
    report = document(home, "en")
    assert (report.study, report.title) == (account["study"], account["title"]["en"])
    assert str(account["seed"]) in report.source
