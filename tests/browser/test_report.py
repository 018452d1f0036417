"""A report opens from a file, without a network and without a script, and can be read by anyone."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow

BOTH = pytest.mark.parametrize("width", ["desktop", "phone"])
SPOKEN = pytest.mark.parametrize("lang", ["id", "en"])


@BOTH
def test_it_asks_for_nothing_and_complains_of_nothing(report, opening, width):
    with opening(report, width) as opened:
        assert opened.page.locator("h1").first.inner_text()
        assert opened.asked() == [] and opened.errors == [] and opened.dialogs == []
        assert report.stat().st_size < 3_000_000


@BOTH
@SPOKEN
def test_nothing_is_wider_than_the_window(report, opening, width, lang):
    with opening(report, width) as opened:
        opened.speak(lang)
        opened.open_all()
        assert opened.overflow() == 0


@SPOKEN
def test_letters_can_be_read_on_a_phone(report, opening, lang):
    from browser.opened import BODY, LETTERS

    with opening(report, "phone") as opened:
        opened.speak(lang)
        assert [each for each in opened.page.evaluate(LETTERS) if each[1] < 9.0] == []
        assert [each for each in opened.page.evaluate(BODY) if each[1] < 16.0] == []


@BOTH
@SPOKEN
def test_no_text_of_a_chart_lies_over_another(report, opening, width, lang):
    with opening(report, width) as opened:
        opened.speak(lang)
        assert opened.overlaps() == []


@BOTH
@SPOKEN
def test_axe_finds_nothing_serious(report, opening, axe, width, lang):
    with opening(report, width, bypass_csp=True) as opened:
        opened.speak(lang)
        assert opened.violations(axe) == []
        opened.open_all()
        assert opened.violations(axe) == []


@SPOKEN
def test_every_chart_has_a_title_a_description_a_finding_to_see_and_a_table(report, opening, lang):
    with opening(report) as opened:
        opened.speak(lang)
        opened.page.evaluate("() => document.querySelectorAll('.fold').forEach(d => { d.open = true })")
        figures = opened.page.locator(f"article#{lang} .exhibit")
        assert figures.count() >= 1
        for figure in figures.all():
            chart = figure.locator("svg.chart")
            assert chart.get_attribute("role") == "img"
            title, finding = (chart.locator(name).text_content() for name in ("title", "desc"))
            assert title and finding
            caption = figure.locator("figcaption")
            assert caption.is_visible() and finding in (caption.text_content() or "")
            assert not figure.locator("table").is_visible()
            figure.locator("summary").click()
            assert figure.locator("table").is_visible() and figure.locator("tbody tr").count() >= 1


@BOTH
def test_the_language_is_chosen_with_the_keyboard(report, opening, width):
    with opening(report, width) as opened:
        keys, page = opened.page.keyboard, opened.page
        keys.press("Tab")
        assert page.evaluate("document.activeElement.id") == "speak-id"
        keys.press("ArrowRight")
        assert page.locator("article#en").is_visible() and not page.locator("article#id").is_visible()
        keys.press("ArrowLeft")
        assert page.locator("article#id").is_visible() and not page.locator("article#en").is_visible()
        names = [page.get_by_role("radio", name=name).count() for name in ("Bahasa Indonesia", "English")]
        assert names == [1, 1]


def test_it_needs_no_script(report, opening):
    with opening(report, "phone", java_script_enabled=False) as opened:
        page = opened.page
        assert page.locator("article#id h1").is_visible() and not page.locator("article#en h1").is_visible()
        opened.speak("en")
        assert page.locator("article#en h1").is_visible() and not page.locator("article#id h1").is_visible()
        page.locator("article#en .behind summary").first.click()
        assert page.locator("article#en .behind table").first.is_visible()


@SPOKEN
def test_the_first_screen_holds_question_answer_chart_and_cost(made, report, opening, lang):
    parts = [("h1", 200), (".answer", 800), ("svg.chart", 850)]
    if made.documents[0].front.cost:
        parts.append((".cost h2", 800))
    with opening(report) as opened:
        opened.speak(lang)
        front = opened.page.locator(f"article#{lang} .front")
        for part, end in parts:
            box = front.locator(part).bounding_box()
            assert box is not None and box["y"] + box["height"] <= end, part


@SPOKEN
def test_links_of_the_contents_lead_to_their_parts(report, opening, lang):
    with opening(report) as opened:
        opened.speak(lang)
        links = opened.page.locator(f"article#{lang} .contents a")
        assert links.count() >= 1
        for link in links.all():
            target = opened.page.locator(link.get_attribute("href"))
            link.click()
            assert target.is_visible() and target.get_by_role("heading").first.inner_text() == link.inner_text()
