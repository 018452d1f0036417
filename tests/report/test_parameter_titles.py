"""Numbers of the model are called by their titles, in both languages."""

from __future__ import annotations

import pytest

from mentas.language import tell
from mentas.parameters import EVIDENCE
from mentas.report.grounds import grades
from mentas.report.parameter_titles import number, programme_name, title
from mentas.studies import evidence
from mentas.studies.grades import ROLES


@pytest.mark.parametrize(
    ("name", "english", "indonesian"),
    [
        ("enterprise.wear", "Wear of capital in a month", "Penyusutan modal sebulan"),
        ("parameters.enterprise.wear", "Wear of capital in a month", "Penyusutan modal sebulan"),
        ("programmes.uep.grant", "UEP: Value of the package of a family", "UEP: Nilai paket per keluarga"),
        ("programmes.own.grant", "programmes.own.grant", "programmes.own.grant"),
        ("<b>{x}", "<b>{x}", "<b>{x}"),
    ],
)
def test_a_number_is_called_by_its_title_and_what_is_none_by_its_name(name, english, indonesian):
    assert (title(name, "en"), title(name, "id")) == (english, indonesian)


def test_a_number_is_found_by_the_name_that_studies_give_it():
    assert number("programmes.kube.grant").unit == "Rp nominal"
    assert number("parameters.enterprise.wear") == number("enterprise.wear") == evidence.of_model()["enterprise.wear"]
    assert number("kube.grant") is None and number("programmes.") is None


def test_no_title_role_or_grade_is_left_in_english():
    found = evidence.of_model() | evidence.of_programmes()
    texts = {each.title for each in found.values()} | {*ROLES}
    assert not [text for text in texts if tell(text, "id") == text]
    assert not [grade for grade in EVIDENCE if grades.grade(grade, "id") == grades.grade(grade, "en")]


def test_the_titles_of_the_models_numbers_differ_in_both_languages():
    for lang in ("en", "id"):
        told = [title(name, lang) for name in evidence.of_model()]
        assert len(told) == len(set(told))


@pytest.mark.parametrize(("name", "called"), [("pkh", "PKH"), ("own_grant", "own grant")])
def test_a_programme_is_called_by_its_capitals_or_words(name, called):
    assert programme_name(name) == called
