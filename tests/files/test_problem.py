"""A problem says where, what, the nearest name and what is allowed, in the reader's language."""

from __future__ import annotations

import gettext
import pickle

import pytest

from mentas import language
from mentas.files import Problem, Reader, Refusal, listed, parse, refused, takes
from mentas.language import Said


def problem(**more):
    return Problem("x.yaml", 2, 3, "years", "out-of-range", Said("{text} is out of range", text="99"), **more)


@pytest.mark.parametrize(
    ("more", "english", "indonesian"),
    [
        ({}, "", ""),
        ({"nearest": "scale"}, "; did you mean scale?", "; apakah yang dimaksud scale?"),
        ({"allowed": takes("1 to 50")}, "; allowed: 1 to 50", "; yang boleh: 1 sampai 50"),
        (
            {"allowed": listed(("a", "b")), "nearest": "a"},
            "; did you mean a? Allowed: a, b",
            "; apakah yang dimaksud a? Yang boleh: a, b",
        ),
    ],
)
def test_it_says_all_that_it_knows(more, english, indonesian):
    found = problem(**more)
    assert str(found) == found.told("en") == f"x.yaml:2:3: years: 99 is out of range{english}"
    assert found.told("id") == f"x.yaml:2:3: years: 99 di luar rentang{indonesian}"


def test_a_file_as_a_whole_has_no_line():
    refusal = refused("x.yaml", "too-large", Said("is larger than {most:,} bytes", most=200_000))
    assert str(refusal) == "x.yaml: is larger than 200,000 bytes"
    assert refusal.told("id") == "x.yaml: lebih besar dari 200.000 byte"


def test_a_refusal_says_each_problem_on_a_line_and_survives_a_journey():
    refusal = Refusal([problem(), problem(nearest="scale")])
    again = pickle.loads(pickle.dumps(refusal))
    for lang in ("en", "id"):
        assert again.told(lang) == refusal.told(lang) == "\n".join(each.told(lang) for each in refusal.problems)
    assert again.problems == refusal.problems and str(again) == str(refusal)


def test_what_a_node_is_is_told_inside_of_a_sentence():
    reader = Reader()
    for text in (b"[]", b"{}", b"~", b"'{x}'"):
        reader.integer(parse(text, "x.yaml"), "years")
    told = [each.told("id").rpartition("bukan ")[2] for each in reader.problems]
    assert told == ["sebuah daftar", "sebuah pemetaan", "kosong", "'{x}'"]


def test_what_the_parser_and_the_system_say_is_translated_where_it_is_known(tmp_path):
    with pytest.raises(Refusal) as caught:
        parse(b"a: b: c\n", "x.yaml")
    assert str(caught.value) == "x.yaml:1:5: is not YAML: mapping values are not allowed in this context"
    assert caught.value.told("id") == "x.yaml:1:5: bukan YAML: nilai pemetaan tidak boleh berada di tempat ini"


def test_english_needs_no_catalogue(monkeypatch):
    def refuse(*_):
        raise AssertionError("a catalogue was opened")

    language.catalogue.cache_clear()
    monkeypatch.setattr(gettext, "GNUTranslations", refuse)
    assert problem(allowed=takes("1 to 50")).told("en")
    with pytest.raises(AssertionError):
        problem().told("id")
    language.catalogue.cache_clear()


def test_what_a_key_takes_is_one_text_for_all_numbers():
    assert takes("-0.2 to 0.2").template == "{low} to {high}" == takes("1 to 50").template
    assert takes("name or folder") == "name or folder"
