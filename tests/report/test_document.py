"""Reports before they have a form."""

from __future__ import annotations

import pytest

from mentas.report import document as d
from report import documents


def test_blocks_inside_others_are_found_in_order():
    made = documents.sample()
    assert [figure.name for figure in made.figures()] == ["poverty_path", "second"]
    assert [table.name for table in made.tables()] == ["poverty", "told", "money"]


@pytest.mark.parametrize("name", ["", "../x", "A", "a b", "=1", "1a"])
def test_a_table_whose_name_is_no_name_is_refused(name):
    with pytest.raises(ValueError, match="no name"):
        d.Table(name, "T", ("a",), ())


def test_a_row_of_another_length_than_the_columns_is_refused():
    with pytest.raises(ValueError, match="another length"):
        d.Table("a", "T", ("a", "b"), (("x",),))


def test_a_figure_without_a_finding_is_refused():
    with pytest.raises(ValueError, match="finding"):
        d.Figure("a", "T", "", documents.draw, documents.TABLE)


@pytest.mark.parametrize(
    ("value", "english", "indonesian"),
    [
        (d.Number(0.0525, "share"), "5.25%", "5,25%"),
        (d.Number(-0.0092, "share", signed=True), "−0.92", "−0,92"),
        (d.Number(1_234_567, "Rp/person/month"), "Rp1,234,567", "Rp1.234.567"),
        (d.Number(36.5e9, "Rp"), "Rp36.5 billion", "Rp36,5 miliar"),
        (d.Range(0.01, 0.02, "share"), "1.00% … 2.00%", "1,00% … 2,00%"),
        (d.Range(float("nan"), float("nan"), "share"), "-", "-"),
    ],
)
def test_numbers_are_written_as_the_language_has_them(value, english, indonesian):
    assert value.text("en") == english and value.text("id") == indonesian
