"""A report as a page: whole, escaped, and every id its own."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from mentas.report import document as d
from mentas.report.page import render
from mentas.report.page.page import pieces
from report import documents

VOID = {"wbr", "meta", "input", "link", "br", "img"}


class Seen(HTMLParser):
    """Tags, ids, links and texts of a page; every tag must be closed in its turn."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.ids, self.pointers, self.texts, self.attributes = [], Counter(), [], [], [], []
        self.links = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs, *, closed=False):
        self.tags[tag] += 1
        self.attributes += [(tag, name) for name, _ in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        for name, value in attrs:
            if name in ("href", "for", "aria-labelledby"):
                self.links += [value] if name == "href" else []
                self.pointers += [each.lstrip("#") for each in value.split()]
            self.pointers += re.findall(r"url\(#([^)]+)\)", value or "")
        if tag not in VOID and not closed:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs, closed=True)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture(scope="module")
def page():
    return render([documents.sample("id"), documents.sample("en")])


def test_tags_are_closed_and_every_pointer_has_its_one_target(page):
    seen = Seen(page)
    assert [name for name, count in Counter(seen.ids).items() if count > 1] == []
    assert set(seen.pointers) <= set(seen.ids)


def test_a_page_has_no_script_and_asks_for_nothing(page):
    seen = Seen(page)
    assert not set(seen.tags) & {"script", "link", "iframe", "object", "embed", "base", "form", "img"}
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    assert not [name for _, name in seen.attributes if name in ("src", "srcset", "action", "data", "poster")]
    assert not [link for link in seen.links if not link.startswith("#")]
    style = page.split("<style>")[1].split("</style>")[0]
    assert "@import" not in style and "url(" not in style
    assert not [name for _, name in seen.attributes if name.startswith("on")]


def test_a_word_of_a_reader_is_text_wherever_it_stands():
    word = "</style></title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;{{ 7*7 }}{% raw %}"
    made = render([documents.sample("en", word=word)])
    seen = Seen(made)
    plain = Seen(render([documents.sample("en")]))
    assert seen.tags - Counter(wbr=99) == plain.tags and seen.attributes == plain.attributes
    assert f"What does {word} do?" in seen.texts


def test_marks_that_turn_digits_round_are_shown_as_marks():
    made = render([documents.sample("en", word="a\u202eb\x00c\u2066d\ud800e")])
    assert "What does a\ufffdb\ufffdc\ufffdd\ufffde do?" in made
    made.encode("utf-8")


def test_numbers_stand_right_under_a_right_heading(page):
    row = re.search(r"<tr>\s*<th scope=\"row\">Capital</th>(.*?)</tr>", page, re.DOTALL)
    assert row is not None
    cells = re.findall(r"<td( class=n)?>([^<]*)</td>", row[1])
    assert cells == [(" class=n", text) for text in ("1", "6,17%", "5,50% … 6,80%", "+0,92")]


def test_a_language_alone_has_no_switch_and_is_the_pages(page):
    alone = render([documents.sample("en")])
    assert 'type="radio"' not in alone and '<html lang="en">' in alone
    assert page.count('type="radio"') == 2 and '<html lang="id">' in page and '<article class="report" id="en"' in page


@pytest.mark.parametrize("languages", [[], ["id", "id"]])
def test_a_page_takes_one_document_for_each_language(languages):
    with pytest.raises(ValueError, match="one document for each language"):
        render([documents.sample(lang) for lang in languages])


def test_a_long_table_behind_a_picture_is_named_in_print():
    rows = tuple((str(k), d.Number(k, "households")) for k in range(31))
    figure = d.Figure("many", "Many", "Many rows.", documents.draw, d.Table("many", "Many", ("Row", "Value"), rows))
    front = d.Front("What?", ("So.",), figure, ())
    made = render([d.Document("en", "compare", "s", "T", front, (), "source")])
    assert 'class="behind long"' in made and "has 31 rows" in made


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Cash for the poor", ["Cash for the poor"]), ("", [""]),
        ("a enterprise.resale_discount b", ["a enterprise.", "resale_", "discount b"]),
        ("x" * 40, ["x" * 15, "x" * 15, "x" * 10]), ("nul\0" + "y" * 20, ["nul\ufffd" + "y" * 11, "y" * 9]),
    ],
)  # fmt: skip
def test_long_words_of_a_table_may_break_and_stay_the_same_text(text, parts):
    assert pieces(text) == parts


def test_a_cell_shows_its_words_whole():
    seen = Seen(render([documents.sample("en", word="<b>" * 10)]))
    assert seen.tags["wbr"] > 0 and "<b>" * 10 in "".join(seen.texts)
