"""A report on paper: A4, nothing cut, no empty page, no heading left alone."""

from __future__ import annotations

from io import BytesIO

import pytest

pytestmark = pytest.mark.slow

A4 = (595.3, 841.9)
"""Points."""

PAPER = 673
"""Pixels between the margins of a sheet: 178 mm."""


@pytest.fixture(params=[("id", "open"), ("en", "closed")], ids=["id-open", "en-closed"])
def printed(request, report, opening):
    """The pages of a report in a language, its headings, and the last rows of the tables behind its charts."""
    reading = pytest.importorskip("pypdf")
    lang, folds = request.param
    with opening(report) as opened:
        opened.speak(lang)
        page = opened.page
        if folds == "open":
            opened.open_all()
        headings = page.evaluate(HEADINGS, lang)
        other = "en" if lang == "id" else "id"
        unwanted = page.locator(f"article#{other} .contents h2").text_content()
        folded = page.locator(f"article#{lang} :not(.fold *) > details.behind:not(.long) tbody tr:last-child th")
        rows = folded.all_text_contents()
        sheets = reading.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True))).pages
    return sheets, headings, unwanted, rows


HEADINGS = """lang => {
  const all = tags => [...document.querySelectorAll(`article#${lang} :is(${tags})`)].map(e => e.textContent.trim());
  const others = new Set(all('p, li:not(.contents li), td, th, summary'));
  return all('h1, h2, h3').filter(text => !others.has(text));
}"""
"""Texts that stand in a heading and nowhere else."""


def lines(sheet):
    return [line.strip() for line in sheet.extract_text().splitlines() if line.strip()]


def flat(text):
    """Letters only: a PDF has its own mind about spaces."""
    return "".join(text.split())


def test_pages_are_a4_and_none_is_empty(printed):
    sheets, *_ = printed
    for sheet in sheets:
        size = (float(sheet.mediabox.width), float(sheet.mediabox.height))
        assert size == pytest.approx(A4, abs=1.0)
        assert len(flat(sheet.extract_text())) > 60


def test_no_heading_ends_a_page(printed):
    sheets, headings, *_ = printed
    known = {flat(heading) for heading in headings}
    for number, sheet in enumerate(sheets, start=1):
        body = [line for line in map(flat, lines(sheet)) if line != f"{number}/{len(sheets)}"]
        contents = len(body) > 1 and body[-2] in known  # a list of headings, which may end a page
        assert contents or body[-1] not in known, body[-3:]


def test_one_language_is_printed_with_the_tables_behind_its_charts(printed):
    sheets, _, unwanted, rows = printed
    text = flat("".join(sheet.extract_text() for sheet in sheets))
    assert all(flat(row) in text for row in rows)
    assert flat(unwanted) not in [flat(line) for sheet in sheets for line in lines(sheet)]


def test_pages_are_numbered(printed):
    sheets, *_ = printed
    for number, sheet in enumerate(sheets, start=1):
        assert f"{number}/{len(sheets)}" in flat(sheet.extract_text())


def test_no_chart_is_cut(report, opening):
    """A chart is drawn once, on one page: as many pictures are whole as there are."""
    with opening(report) as opened:
        opened.page.emulate_media(media="print")
        kept = opened.page.evaluate(
            "() => [...document.querySelectorAll('svg.chart')].filter(s => s.getClientRects().length).map(s => "
            "[getComputedStyle(s.parentElement).breakInside, s.getBoundingClientRect().height])"
        )
        assert kept and all(how == "avoid" and height < 900 for how, height in kept)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_table_is_wider_than_the_paper(report, opening, lang):
    with opening(report) as opened:
        opened.speak(lang)
        opened.open_all()
        opened.page.set_viewport_size({"width": PAPER, "height": 990})
        opened.page.emulate_media(media="print")
        wide = opened.page.evaluate(
            """across => [...document.querySelectorAll('table, pre, svg.chart')].filter(e => e.getClientRects().length
              && e.getBoundingClientRect().right > across + 1).map(e => e.textContent.slice(0, 80))""",
            PAPER,
        )
        assert wide == []
