"""Numbers as Indonesian and English readers write them."""

from __future__ import annotations

import pytest

from mentas.report import numbers


@pytest.mark.parametrize(
    ("value", "places", "lang", "text"),
    [
        (1234567.0, 0, "id", "1.234.567"),
        (1234567.0, 0, "en", "1,234,567"),
        (4.725, 1, "id", "4,7"),
        (-0.04, 1, "en", "0.0"),
        (float("nan"), 1, "id", "-"),
        (float("inf"), 1, "id", "-"),
    ],
)
def test_thousands_and_decimals(value, places, lang, text):
    assert numbers.number(value, places, lang) == text


@pytest.mark.parametrize(
    ("value", "lang", "text"),
    [
        (36.5e9, "id", "Rp36,5 miliar"),
        (36.5e9, "en", "Rp36.5 billion"),
        (4.6e12, "id", "Rp4,6 triliun"),
        (460.04e9, "id", "Rp460 miliar"),
        (1_500_000, "id", "Rp1,5 juta"),
        (200_000, "id", "Rp200.000"),
        (-2e9, "en", "−Rp2 billion"),
    ],
)
def test_rupiah_from_a_million_up_are_spelled_out(value, lang, text):
    assert numbers.rupiah(value, lang) == text


def test_shares_are_per_cent_and_their_differences_points():
    assert numbers.level(0.0474, "share", "id") == "4,74%"
    assert numbers.gap(-0.0017, "share", "id") == "0,17 poin persentase"
    assert numbers.signed(-0.0017, "share", "en") == "−0.17"


@pytest.mark.parametrize(
    ("value", "unit", "lang", "expected"),
    [
        (-0.00001, "share", "en", "0.00"),
        (0.00001, "share", "id", "0,00"),
        (-0.3, "Rp/person/month", "en", "Rp0"),
        (-0.4, "households", "id", "0"),
        (-0.00006, "share", "en", "−0.01"),
        (1500.0, "Rp", "en", "+Rp1,500"),
        (float("nan"), "share", "en", "-"),
    ],
)
def test_a_difference_that_is_written_as_nothing_has_no_sign(value, unit, lang, expected):
    assert numbers.signed(value, unit, lang) == expected


def test_below_zero_stands_the_minus_sign_and_no_hyphen():
    assert numbers.level(-0.0281, "share", "en") == "−2.81%"
    assert numbers.number(-1234.5, 1, "id") == "−1.234,5"
    assert numbers.level(-0.4, "Rp/person/month", "en") == "Rp0"
    assert numbers.level(-0.4, "Rp", "id") == "Rp0"
    assert [numbers.plus(value, 1, "en") for value in (-0.04, 0.04, -0.06, 2.0)] == ["0.0", "0.0", "−0.1", "+2.0"]


def test_an_interval_that_leaves_out_zero_does_not_look_as_if_it_touched_it():
    places = numbers.places_for((0.00002, 0.0001), "share")
    assert numbers.signed(0.00002, "share", "en", places) == "+0.002"
    assert numbers.places_for((0.0, 1.0), "share") == 0
