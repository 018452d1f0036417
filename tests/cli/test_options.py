"""The language is the reader's own, English where it is neither."""

from __future__ import annotations

import pytest

from mentas.cli.options import spoken


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "id"}, "id"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
        ({"LC_ALL": "id_ID", "LANG": "en_GB"}, "id"),
        ({"LC_ALL": "", "LC_MESSAGES": "id_ID", "LANG": "en_GB"}, "id"),
    ],
)
def test_language_follows_the_locale(environ, lang):
    assert spoken(environ) == lang
