"""Texts in the reader's language."""

from __future__ import annotations

import pickle

import pytest

from mentas import language
from mentas.language import LANGUAGES, P_, Said, into, spoken, tell, using


def test_a_said_sentence_is_its_english_and_can_be_said_again():
    inner = Said("runs")
    told = Said("{n} {what} failed", n=3, what=inner)
    assert told == "3 runs failed" and isinstance(told, str)
    again = pickle.loads(pickle.dumps(told))
    assert again == told and (again.template, again.values) == (told.template, told.values)
    assert into(told, "en") == "3 runs failed" and into(7, "id") == 7


def test_braces_in_what_is_filled_are_left_alone():
    assert tell("file {name}", "en", name="{x}") == Said("file {name}", name="{x}") == "file {x}"
    assert Said("{") == into(Said("{"), "en") == "{"


def test_a_text_is_said_otherwise_in_a_context_of_its_own_and_never_shows_it():
    lower = P_("decile", "lower")
    assert [tell(lower, lang) for lang in LANGUAGES] == ["turun", "lower"]
    assert tell("lower", "id") == "lebih rendah"
    assert Said(lower) == "lower" and into(Said(lower), "id") == "turun"
    assert tell(P_("no such context", "lower {n}"), "id", n=3) == "lower 3"


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "en"), ({"LANG": "id_ID.UTF-8"}, "id"), ({"LANG": "C.UTF-8"}, "en"), ({"LANG": "de_DE"}, "en"),
        ({"LC_ALL": "en_GB", "LANG": "id_ID"}, "en"), ({"MENTAS_LANG": "id", "LC_ALL": "C"}, "id"),
        ({"LANG": "idx"}, "en"),
    ],
)  # fmt: skip
def test_the_language_is_the_locales_or_the_one_asked_for(environ, lang):
    assert spoken(environ) == lang


def test_a_language_is_spoken_within_a_block():
    with using("id"):
        assert language.current() == "id"
    assert language.current() == "en"


def test_a_language_that_is_not_spoken_is_an_error():
    with pytest.raises(KeyError):
        tell("x", "fr")
