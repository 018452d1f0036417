"""The page of refusals is what the source says, and has advice for every code."""

from __future__ import annotations

import sys

import pytest
from babel.messages import pofile

from docs.pages import DOCS, ROOT

sys.path.insert(0, str(DOCS))

import error_codes  # noqa: E402
import make_errors  # noqa: E402

CATALOGUE = ROOT / "model" / "mentas" / "locale" / "id" / "LC_MESSAGES" / "base.po"


def test_the_page_is_fresh():
    assert make_errors.PAGE.read_text(encoding="utf-8") == make_errors.page(), "run python docs/make_errors.py"


def test_every_code_of_the_source_has_advice_in_both_languages_and_no_other():
    advice = make_errors.advice()
    assert set(advice) == set(make_errors.messages())
    assert all(entry["en"] != entry["id"] and set(entry) <= {"en", "id", "also"} for entry in advice.values())


def test_messages_that_come_from_elsewhere_are_texts_of_the_catalogue():
    with open(CATALOGUE, "rb") as file:
        texts = {message.id for message in pofile.read_po(file)}
    assert {text for entry in make_errors.advice().values() for text in entry.get("also", ())} <= texts


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('reader.wrong(node, field, "odd", Said("is odd"))', {"odd": ["is odd"]}),
        ('def f():\n    return "odd", Said("is odd")', {"odd": ["is odd"]}),
        ('def f(n):\n    code, text = "odd", Said("is {n}", n=n)', {"odd": ["is {n}"]}),
        ('def f(x):\n    t = N_("one") if x else N_("two")\n    g("a", "odd", Said(t))', {"odd": ["one", "two"]}),
        ('def f():\n    t = Said("a")\n    g("x", t)\n    t = Said("b")\n    g("y", t)', {"x": ["a"], "y": ["b"]}),
        ('def f(x):\n    t = N_("a")\n    if x:\n        t = N_("b")\n    g("x", Said(t))', {"x": ["a", "b"]}),
        ('KINDS = {"x": N_("an x")}\ndef f(k):\n    g("bad", Said(KINDS[k]))', {"bad": ["an x"]}),
        ('def f(k):\n    g(f"no-{k}", Said("has none"))', {"no-*": ["has none"]}),
        ('Key("years", N_("1 or more"), "How long.")', {}),
    ],
)
def test_a_code_goes_with_the_texts_that_stand_behind_it(tmp_path, monkeypatch, source, found):
    (tmp_path / "x.py").write_text(source)
    monkeypatch.setattr(error_codes, "PACKAGE", tmp_path)
    assert error_codes.codes() == found
