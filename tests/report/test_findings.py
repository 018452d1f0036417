"""Sentences say what the intervals say, and no more."""

from __future__ import annotations

import re

import pytest

from mentas.report import findings, table
from mentas.report import study as studies
from mentas.report.words import AND_LAST, OR, day, listed, month


def test_a_difference_that_is_told_apart_is_stated_with_its_interval(study):
    found = studies.read(study())
    # year 2: -0.002 x (1, 1.1, 1.2): mean -0.0022, sd 0.0002, t(2) 4.303 x 0.0002 / sqrt 3 = 0.000497
    text = findings.sentence(found, "capital", "poverty_rate", 2, "en")
    assert text == (
        "Capital <b>& more</b>: Poverty rate (P0) 4.78% after 2 years, 0.22 points lower than “Cash” "
        "(95 % interval 0.17 to 0.27 points)."
    )
    assert "0,22 poin persentase lebih rendah daripada “Bantuan tunai”" in findings.sentence(
        found, "capital", "poverty_rate", 2, "id"
    )


def test_what_cannot_be_told_apart_is_not_ranked(study):
    found = studies.read(study(lambda year, replicate: 0.001 * (replicate - 1) * year))
    for lang, words in (("en", "cannot yet be told apart"), ("id", "belum dapat dibedakan")):
        texts = findings.sentences(found, lang)
        assert len(texts) == 3 and all(words in text for text in texts)
        assert not any(re.search(r"lower|higher|lebih", text) for text in texts)


def test_the_turn_of_a_path_is_told(study):
    found = studies.read(study(lambda year, replicate: 0.003 * (3 - 2 * year) + 1e-5 * replicate if year else 0.0))
    assert any(
        "0.30 points higher in year 1, 0.30 points lower in year 2" in t for t in findings.sentences(found, "en")
    )


def test_one_replicate_gives_no_interval(study):
    found = studies.read(study(replicates=1))
    assert all("no interval can be given" in text for text in findings.sentences(found, "en"))


def test_one_scenario_is_told_without_a_comparison(study):
    found = studies.read(study(baseline=None))
    assert findings.sentences(found, "en")[0] == "Capital <b>& more</b>: Poverty rate (P0) 4.78% after 2 years."


def test_unspent_money_and_assumptions_are_told(study):
    texts = findings.cautions(studies.read(study(unspent=20)), "en")
    assert sum("unspent" in text for text in texts) == 2
    assert any("50% of the 2 numbers" in text for text in texts)
    assert any("PKH" in text for text in texts)
    assert not any("unspent" in text for text in findings.cautions(studies.read(study(unspent=2)), "en"))


def test_the_table_shows_values_differences_and_what_is_undecided(study):
    found = studies.read(study(lambda year, replicate: 0.001 * (replicate - 1) * year))
    assert table.cell(found, "capital", "poverty_rate", "id") == "5,00%\nbelum dapat dibedakan"
    found = studies.read(study())
    assert table.cell(found, "capital", "poverty_rate", "id") == "4,78%\n−0,22 [−0,27; −0,17]"
    assert table.cell(found, "cash", "poverty_rate", "id") == "5,00%"


@pytest.mark.parametrize(("lang", "text"), [("id", "Agustus 2027"), ("en", "August 2027")])
def test_months_in_words(lang, text):
    assert month("2027-08", lang) == text


@pytest.mark.parametrize(("lang", "text"), [("id", "14 Maret 2025"), ("en", "14 March 2025")])
def test_days_in_words(lang, text):
    assert day("2025-03-14", lang) == day("2025-03-14T23:59:01+00:00", lang) == text
    assert day("2024-12-01", "id") == "1 Desember 2024"


def test_names_in_a_row():
    assert listed([], "en") == "" and listed(["a"], "en") == "a"
    assert listed(["a", "b", "c"], "id") == "a, b, dan c"
    assert listed(["a", "b", "c"], "en", AND_LAST) == "a, b, and c"
    assert listed(["a", "{b}"], "id", OR) == "a atau {b}"


def test_what_was_imputed_into_own_data_is_a_caution():
    from types import SimpleNamespace

    own = {"file": "data/x.csv", "sha256": "1", "rows": 640, "households": 957000.0, "imputed": {"savings": 640}}
    study = SimpleNamespace(manifest={"scenarios": [{"microdata": own}, {"microdata": own}, {"microdata": None}, {}]})
    (text,) = findings._own_data(study, "en")
    assert text == (
        "Households come from data/x.csv: 640 rows for 957,000 households. "
        "Drawn by the model, not in the file: savings."
    )
    assert "957.000 rumah tangga" in findings._own_data(study, "id")[0]
