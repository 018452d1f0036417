"""Stories in a report: cards, pictures and tables."""

from __future__ import annotations

import json
from dataclasses import asdict

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mentas.report import document as d
from mentas.report import lives
from mentas.report.lives import saved
from mentas.report.lives.cards import card, figure, table
from mentas.report.lives.words import Teller
from mentas.studies.story import book
from report.lives import handmade

HOSTILE = "<b>x</b> {0} $y_1$ =1+1 ../z"


@pytest.fixture
def folder(tmp_path):
    """A folder with stories of all kinds, and the runs that they are of."""
    kinds = ("alike", "unharmed", "left_out", "harmed", "helped")
    book.write(tmp_path, handmade.stories(*(handmade.story(kind, place) for place, kind in enumerate(kinds))))
    rows = {"scenario": ["a", "b"], "replicate": [3, 3], "key": ["k", "k"], "digest": ["a", "b"]}
    pq.write_table(pa.table(rows), tmp_path / "runs.parquet")
    return tmp_path


def test_the_three_most_different_stories_are_cards_of_the_report(folder):
    found = lives.section(folder, "en")
    (cards,) = (block for block in found.blocks if isinstance(block, d.Cards))
    assert [each.title for each in cards.cards] == [
        "Out of poverty for good, with help", "Help lost, and poor", "Left out by an error of the registry",
    ]  # fmt: skip
    assert found.name == lives.SECTION
    cautions = [block.text for block in found.blocks if isinstance(block, d.Words) and block.kind == "caution"]
    assert cautions and "A simulated household is nobody" in cautions[0]
    for each in cards.cards:
        pictures = [block for block in each.blocks if isinstance(block, d.Figure)]
        assert len(pictures) == 1 and pictures[0].finding and pictures[0].table.rows


def test_there_is_no_section_without_stories_or_with_those_of_other_runs(folder):
    told = json.loads((folder / "stories.json").read_text())
    told["policies"][0]["digest"] = "another"
    (folder / "stories.json").write_text(json.dumps(told))
    assert lives.section(folder, "en") is None
    (folder / "stories.json").unlink()
    assert lives.section(folder, "id") is None


def test_stories_are_read_as_they_were_written(folder):
    assert json.dumps(asdict(book.read(folder))) == json.dumps(json.loads((folder / "stories.json").read_text()))


def test_the_numbers_behind_the_picture_are_those_of_the_columns_year_by_year():
    told = table(Teller(handmade.stories(), "en"), handmade.story())
    assert [row[0] for row in told.rows] == [f"{year}: Cash {name}" for year in (0, 1, 2) for name in "ab"]
    cell = dict(zip(told.columns, told.rows[3], strict=True))
    assert cell["Poverty line a month"] == d.Number(2_000_000, "Rp/month")
    assert cell["Spending a month"] == d.Number((4 * 1_800_000 + 8 * 3_000_000) / 12, "Rp/month")
    assert cell["Business profit a month"] == d.Number(9 * 600_000 / 12, "Rp/month")
    assert cell["Grants in the year"] == d.Number(5_000_000, "Rp")
    assert cell["Months below the line"] == 4 and cell["Decile in the region"] == 4
    first = dict(zip(told.columns, told.rows[0], strict=True))
    assert first["Wages a month"] is None and first["Spending a month"] == d.Number(1_800_000, "Rp/month")
    cash = dict(zip(told.columns, told.rows[2], strict=True))
    assert cash["Cash transfers a month"] == d.Number(200_000, "Rp/month")
    assert cash["Grants in the year"] == d.Number(0.0, "Rp")


def test_both_languages_have_the_same_cells():
    english, indonesian = (table(Teller(handmade.stories(), lang), handmade.story()).rows for lang in ("en", "id"))
    assert [row[1:] for row in english] == [row[1:] for row in indonesian]


@pytest.mark.parametrize("lang", ["en", "id"])
def test_a_picture_has_letters_that_a_phone_shows_and_none_beyond_its_edges(lang):
    shocks = ({"title": {"en": "Flood", "id": "Banjir"}, "month": 11, "months": 2},)
    drawn = figure(Teller(handmade.stories(), lang), handmade.story(shocks=shocks)).draw()
    drawn.draw_without_rendering()
    edge = drawn.bbox
    texts = [text for text in drawn.findobj(lambda each: hasattr(each, "get_text")) if text.get_text().strip()]
    shown = [text for text in texts if text.get_visible() and text.get_window_extent().width > 0]
    assert len(shown) > 40 and drawn.get_figwidth() == 5.6
    for text in shown:
        box = text.get_window_extent()
        assert text.get_size() >= 10, text.get_text()
        assert box.x0 >= edge.x0 - 1 and box.x1 <= edge.x1 + 1, text.get_text()
        assert box.y0 >= edge.y0 - 1 and box.y1 <= edge.y1 + 1, text.get_text()


def test_words_of_a_planner_are_words_and_no_more():
    teller = Teller(handmade.stories(word=HOSTILE), "en")
    made = card(teller, handmade.story(who=handmade.WHO | {"regency": HOSTILE}))
    texts = " ".join(block.text for block in made.blocks if isinstance(block, d.Words))
    assert texts.count(HOSTILE) >= 5
    drawn = next(block for block in made.blocks if isinstance(block, d.Figure)).draw()
    titles = " ".join(panel.get_title(loc="left") + panel.get_title() for panel in drawn.axes)
    assert "<b>x</b> {0} $y_1$" in titles.replace("\n", " ")


def test_a_picture_that_stands_alone_says_what_it_is_and_is_the_same_every_time(tmp_path):
    teller = Teller(handmade.stories(), "id")
    paths = saved.save(tmp_path, teller, handmade.story())
    assert [str(path.relative_to(tmp_path)) for path in paths] == [
        f"figures/id/story_12.{kind}" for kind in ("png", "svg")
    ]
    before = [path.read_bytes() for path in paths]
    assert [path.read_bytes() for path in saved.save(tmp_path, teller, handmade.story())] == before
    assert before[0].startswith(b"\x89PNG")
