"""A command hands on the language that is spoken."""

from __future__ import annotations

from mentas.cli.options import Lang, spoken
from mentas.language import using


def test_the_language_is_the_one_that_is_spoken():
    assert spoken() is Lang.en
    with using("id"):
        assert spoken() is Lang.id
