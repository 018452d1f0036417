"""Whatever a policy, a study or a place is called, a page shows it as a name."""

from __future__ import annotations

import json
import shutil

import pytest

from browser import studies
from browser.names import NAMES
from mentas.report import style
from mentas.report.page import plain
from report import documents

pytestmark = pytest.mark.slow


def drawn(name):
    """A chart in which a name stands at a line, on an axis and in a title."""

    def draw():
        sheet = style.Sheet(height=3.0)
        sheet.panel.plot([1, 2, 3], [5.2, 6.1, 6.0], label=name)
        sheet.panel.annotate(name, (1, 5.2))
        sheet.panel.set_xlabel(name[:20])
        return sheet.figure

    return draw


def words(text):
    """The words of a text as a page shows them, whatever the white space."""
    return " ".join(plain.seen(text).split())


def harmless(opened):
    """Check that the page has done nothing, and holds nothing but its own elements."""
    assert opened.asked() == [] and opened.errors == [] and opened.dialogs == []
    assert (
        opened.page.locator("script, iframe, base, link, img, foreignObject, svg a, [onload], [onerror]").count() == 0
    )
    assert opened.page.locator("style").count() == 1 and opened.page.locator("meta[http-equiv]").count() == 1
    assert opened.overflow() == 0


@pytest.fixture
def sampled(tmp_path):
    """Writes the sample with a name in every place where a reader's text can stand."""

    def write(name):
        made = [documents.sample(lang, word=name, draw=drawn(name)) for lang in ("id", "en")]
        return studies.written(tmp_path, made)

    return write


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_hostile_name_is_shown_and_does_nothing(sampled, opening, name):
    path = sampled(name)
    for width in ("desktop", "phone"):
        with opening(path, width) as opened:
            opened.page.wait_for_load_state("load")
            opened.open_all()
            harmless(opened)
            said = " ".join((opened.page.locator("article#id h1").text_content() or "").split())
            assert said == f"What does {words(name)} do?"
            assert words(name) in words(opened.page.locator("article#id svg.chart").first.text_content() or "")
            assert opened.page.locator("article#id h2").count() == 5
            size = opened.page.locator("article#id h1").bounding_box()
            assert size is not None and size["width"] <= {"desktop": 1280, "phone": 360}[width]


@pytest.fixture(scope="module")
def village(tmp_path_factory):
    """A small study that has been run."""
    return studies.run(tmp_path_factory.mktemp("names") / "study", "compare")


@pytest.mark.parametrize("first", range(0, len(NAMES), 5))
def test_a_study_of_hostile_names_is_reported(village, tmp_path, opening, first):
    names = [NAMES[(first + k) % len(NAMES)] for k in range(5)]
    study = tmp_path / "study"
    shutil.copytree(village, study)
    told = json.loads((study / "manifest.json").read_text(encoding="utf-8"))
    told["title"] = {"id": names[0], "en": names[0]}
    told["question"] = {"id": names[1], "en": names[1]}
    for k, scenario in enumerate(told["scenarios"]):
        scenario["title"] = {"id": names[2 + k], "en": names[2 + k]}
        scenario["region_title"] = {"id": names[4], "en": names[4]}
    (study / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    path = studies.written(tmp_path, studies.of(study))
    for width in ("desktop", "phone"):
        with opening(path, width) as opened:
            opened.open_all()
            harmless(opened)
            shown = words(opened.page.locator("article#id").text_content() or "")
            assert all(words(name) in shown for name in names[:4])
