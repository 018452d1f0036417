"""Indonesian and English say the same numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mentas.report import document as d
from report import documents
from report.same_numbers import differences, numbers, values


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("Rp36,5 miliar", "Rp36.5 billion"), ("1.234.567 rumah tangga", "1,234,567 households"),
        ("turun 0,92 poin (0,50 sampai 1,40)", "0.50 to 1.40: 0.92 points"), ("5,25%", "5.250 %"), ("tak ada", "none"),
        ("28 November 2026, 18.20 UTC", "28 November 2026, 18:20 UTC"),
    ],
)  # fmt: skip
def test_numbers_are_the_same_however_they_are_written(indonesian, english):
    assert numbers(indonesian, "id") == numbers(english, "en")


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [("5,25%", "5,25%"), ("1.234", "1.234"), ("36,5", "36.6"), ("2 dan 2", "2"), ("18.20 UTC", "18:21 UTC")],
)
def test_other_numbers_are_others(indonesian, english):
    assert numbers(indonesian, "id") != numbers(english, "en")


def test_a_document_that_says_another_number_is_found():
    one, other = documents.sample("id"), documents.sample("en")
    assert differences(one, other) == [] and values(one) == values(other)
    front = replace(other.front, answer=("Cash: one.", "Two.", "Three 3."))
    assert differences(one, replace(other, front=front)) == [("Three.", "Three 3.")]
    table = d.Table("t", "T", ("a",), ((d.Number(1.0, "share"),),))
    assert values(replace(other, sections=(d.Section("s", "S", (table,)),))) != values(one)
