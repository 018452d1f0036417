"""Indonesian and English say the same numbers, in the report of every kind of study and on its page."""

from __future__ import annotations

import pytest

from report.same_numbers import differ, differences, values

pytestmark = pytest.mark.slow

TOLD = """lang => [...document.querySelectorAll(`#${lang} :is(p, li, td, th, h1, h2, h3, summary, figcaption, pre)`)]
  .filter(e => !e.closest('svg')).map(e => e.textContent)"""
DRAWN = """lang => [...document.querySelectorAll(`article#${lang} svg.chart`)]
  .map(e => [...e.querySelectorAll('title, desc, text')].map(each => each.textContent).join(' '))"""


def test_documents_say_the_same_numbers(made):
    indonesian, english = made.documents
    assert values(indonesian) == values(english)
    assert differences(indonesian, english) == []


@pytest.mark.parametrize("shown", [TOLD, DRAWN], ids=["told", "drawn"])
def test_the_page_shows_the_same_numbers(report, opening, shown):
    with opening(report) as opened:
        indonesian, english = (opened.page.evaluate(shown, lang) for lang in ("id", "en"))
    assert len(indonesian) == len(english)
    assert [pair for pair in zip(indonesian, english, strict=True) if differ(*pair, "id", "en")] == []
