"""A chart within a page: text stays text, ids are the picture's own, and the same drawing gives the same bytes."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from mentas.report import style
from mentas.report.page import svg

HOSTILE = "</text></svg><script>alert(1)</script>]]>&amp;<!-- \u202e\x07 $x$ {{7*7}} 😀"


def busy(title="Title"):
    """Lines, a band, hatches, labels on several lines, and a raster."""
    sheet = style.Sheet(height=3.0)
    sheet.panel.plot([1, 2, 3], [5.2, 6.1, 6.0], marker="o")
    sheet.panel.fill_between([1, 2, 3], [5, 5, 5], [6, 6, 6], alpha=0.3, hatch="//")
    sheet.panel.imshow(np.eye(3), extent=(1, 2, 5, 6))
    sheet.panel.set_title(title)
    sheet.panel.set_ylabel("two\nlines")
    return sheet.figure


def made(draw=busy, prefix="p", **told):
    return svg.inline(draw, prefix=prefix, **({"title": "T", "finding": "F"} | told))


def test_a_name_stays_text_in_the_picture_and_in_its_description():
    text = made(lambda: busy(HOSTILE), title=HOSTILE, finding=HOSTILE)
    root = ElementTree.fromstring(text)
    assert {element.tag for element in root.iter()} <= svg.KEPT | {"svg", "title", "desc"}
    shown = HOSTILE.replace("\u202e", "\ufffd")
    assert root.find("title").text == root.find("desc").text == shown.replace("\x07", "\ufffd")
    assert shown.split("\x07")[1] in "".join(root.itertext())
    assert "<script" not in text and "<!--" not in text


def test_every_id_begins_with_the_prefix_and_every_pointer_is_met():
    root = ElementTree.fromstring(made(prefix="en-figure-2e3"))
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids)) > 3 and all(name.startswith("en-figure-2e3-") for name in ids)
    values = [value for element in root.iter() for value in element.attrib.values()]
    pointed = {name for value in values for name in svg._names(value)}
    assert {name for name in pointed if name.startswith("en-")} == set(ids) - {"en-figure-2e3-title",
                                                                              "en-figure-2e3-finding"}  # fmt: skip


def test_nothing_of_the_file_format_is_left():
    text = made()
    for part in ("<?xml", "<!DOCTYPE", "xmlns", "xlink", "metadata", "<style", "font-family", ' id="figure_1"'):
        assert part not in text
    root = ElementTree.fromstring(text)
    assert root.attrib["role"] == "img" and "width" not in root.attrib and root[0].tag == "title"


def test_the_same_drawing_gives_the_same_bytes():
    assert made() == made()


def test_a_typical_chart_is_small():
    assert len(made()) < 60_000


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("M 1.23456 -0.001 L 10 2", "M 1.23 0 L 10 2"), ("fill: #6e6e6e; x: 1e-05", "fill: #6e6e6e; x: 0"),
        ("#1e5000", "#1e5000"), ("12.50,3.10", "12.5,3.1"), ("1200", "1200"), ("url(#m12.345e6)", "url(#m12.345e6)"),
    ],
)  # fmt: skip
def test_numbers_are_cut_to_hundredths_and_colours_are_left(text, short):
    assert svg._shorter(text, 2) == short


def test_a_path_is_written_short():
    paths = [element.attrib["d"] for element in ElementTree.fromstring(made()).iter("path")]
    assert any("C" in path for path in paths)
    assert all(
        set(path) <= set("MLCQZz0123456789.- ") and not re.search(r"[A-Za-z] | [A-Za-z]", path) for path in paths
    )


def test_a_chart_that_links_is_refused():
    def linking():
        figure = busy()
        figure.axes[0].lines[0].set_url("javascript:alert(1)")
        return figure

    with pytest.raises(ValueError, match="<a>"):
        made(linking)
