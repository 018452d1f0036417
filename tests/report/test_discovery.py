"""What was discovered is said in both languages from the box alone, and drawn."""

from __future__ import annotations

import math

import numpy as np
import pytest

from mentas.report import discovery, discovery_figure
from mentas.report.discovery import Name
from mentas.report.discovery_words import AMOUNTS, ONE
from mentas.studies.discovery.boxes import Box, Limit
from mentas.studies.discovery.finding import Discovery, discover
from mentas.studies.discovery.points import Dimension
from mentas.units import UNITS
from studies.discovery.sweeps import mixed, spread, wrong

INTEREST = {"en": "productive grants win", "id": "bantuan produktif unggul"}
NAMES = {
    "return": Name({"en": "return to business", "id": "imbal hasil usaha"}, "1/month"),
    "life": Name({"en": "life of groups", "id": "umur kelompok"}, "years"),
    "grant": Name({"en": "grant", "id": "besar bantuan"}, "Rp"),
    "market": Name(
        {"en": "market", "id": "pasar"}, levels={"fixed": {"en": "fixed", "id": "tetap"}, "open": {"id": "terbuka"}}
    ),
}
DIMENSIONS = (
    Dimension("return", "real", 0.005, 0.05, ()),
    Dimension("life", "steps", 1.0, 10.0, ()),
    Dimension("grant", "real", 1e6, 5e6, ()),
    Dimension("market", "category", 0.0, 2.0, ("fixed", "open", "mixed")),
)
LOW_RETURN = Limit("return", "high", 0.020013, (), 0.001, 0.95)
SHORT_LIFE = Limit("life", "high", 2.0, (), 0.001, 1.0)
MARKET = Limit("market", "levels", math.nan, ("open", "mixed"), 0.001, 1.0)


def box(*limits, **changed):
    held = {
        "coverage": 0.83, "density": 0.91, "mass": 0.2, "mean": 0.91, "n": 120, "cases": 109, "quality": 9.0,
        "chance": 1e-9, "density_held_out": 0.88, "coverage_held_out": 0.79,
    }  # fmt: skip
    return Box(limits, **(held | changed))


def found(*boxes, **changed):
    about = {
        "trajectory": None, "reason": "found" if boxes else "chance", "dimensions": DIMENSIONS, "n": 1600,
        "left_out": 0, "density": 0.4, "chance": 1e-9, "agreement": 0.8, "exceptions": False,
    }  # fmt: skip
    return Discovery(boxes, **(about | changed))


def said(discovered, lang):
    return discovery.sentences(discovered, interest=INTEREST, lang=lang, given=NAMES)


def test_exceptions_are_said_with_unless():
    exceptional = found(box(LOW_RETURN, SHORT_LIFE), exceptions=True, density=0.8)
    assert said(exceptional, "id") == [
        "Bantuan produktif unggul kecuali bila imbal hasil usaha di bawah 2% sebulan dan umur kelompok maksimal 2 "
        "tahun.",
        "Kotak ini memuat 83% dari pengecualian; di dalam kotak itu 91% dari 120 kombinasi merupakan pengecualian, "
        "dibandingkan dengan 20% dari seluruh 1.600.",
        "Diuji pada kombinasi yang tidak dipakai untuk mencarinya: cakupan 79%, kepadatan 88%; setiap batas "
        "ditemukan kembali dalam sedikitnya 95% pencarian ulang.",
    ]
    assert said(exceptional, "en")[0] == (
        "Productive grants win unless return to business is below 2% a month and life of groups is at most 2 years."
    )


def test_cases_are_said_with_if_and_what_the_box_holds():
    cases = found(box(Limit("life", "low", 3.0, (), 0.001, 1.0), MARKET), left_out=4)
    assert said(cases, "en") == [
        "Productive grants win most often if life of groups is at least 3 years and market is open or mixed.",
        "This box holds 83% of the combinations in which productive grants win; inside it 91% of 120 are such "
        "combinations, against 40% of all 1,600.",
        "Tried on combinations that did not help to find it: coverage 79%, density 88%; every limit comes again in all "
        "repeated searches.",
        "4 combinations without a result are left out.",
    ]


def test_the_complement_is_said_where_it_is_shorter():
    assert said(found(box(MARKET)), "id")[0] == "Bantuan produktif unggul kecuali bila pasar berupa tetap."
    assert said(found(box(MARKET)), "en")[1].startswith("All else holds 83% of the combinations")
    only = found(box(MARKET), exceptions=True)
    assert said(only, "id")[0] == "Bantuan produktif unggul hanya bila pasar berupa tetap."
    one = Limit("market", "levels", math.nan, ("open",), 0.001, 1.0)
    assert said(found(box(one)), "id")[0] == "Bantuan produktif unggul paling sering bila pasar berupa terbuka."


def test_rupiah_and_two_ends_are_written_as_each_language_does():
    ends = (Limit("grant", "low", 1234567.0, (), 0.001, 1.0), Limit("grant", "high", 4100321.0, (), 0.001, 1.0))
    assert said(found(box(*ends)), "id")[0] == (
        "Bantuan produktif unggul paling sering bila besar bantuan antara Rp1.230.000 dan Rp4.100.000."
    )
    assert "between Rp1,230,000 and Rp4,100,000" in said(found(box(*ends)), "en")[0]
    half = found(box(Limit("return", "low", 0.02346, (), 0.001, 1.0)))
    assert said(half, "id")[0] == "Bantuan produktif unggul paling sering bila imbal hasil usaha di atas 2,35% sebulan."


def test_several_boxes_are_numbered():
    two = found(box(LOW_RETURN), box(MARKET, SHORT_LIFE), exceptions=True, density=0.7)
    lines = said(two, "en")
    assert lines[0] == (
        "Productive grants win except in these cases: (1) return to business is below 2% a month; (2) market is open "
        "or mixed and life of groups is at most 2 years."
    )
    assert lines[1].startswith("Box 1 holds 83% of the exceptions") and lines[3].startswith("Box 2 ")
    assert "79% of what earlier boxes leave" in lines[4] and "earlier" not in lines[2]


@pytest.mark.parametrize(
    ("changed", "english", "indonesian"),
    [
        ({}, "No box found: productive grants win in 40% of 1,600", "Tidak ditemukan kotak: bantuan produktif"),
        ({"reason": "no_cases", "density": 0.0}, "There is no combination tried", "Dari 1.600 kombinasi"),
        ({"reason": "all_cases"}, "Productive grants win in every combination", "Bantuan produktif unggul dalam semua"),
        (
            {"reason": "no_cases", "exceptions": True},
            "Productive grants win in every",
            "Bantuan produktif unggul dalam",
        ),
        ({"reason": "too_few", "density": 0.0025}, "Too few combinations", "Kombinasinya terlalu sedikit"),
    ],
)
def test_where_nothing_is_found_that_is_said(changed, english, indonesian):
    for lang, begins in (("en", english), ("id", indonesian)):
        (line,) = said(found(**changed), lang)
        assert line.startswith(begins)
    if changed.get("reason") == "too_few":
        assert said(found(**changed), "en")[0].endswith("4 of 1,600.")


def test_a_parameter_is_called_as_the_catalogue_calls_it():
    called = discovery.names(["ageing.adult_death", "lever", "unknown"], {"lever": NAMES["grant"]})
    assert called["lever"].unit == "Rp"
    name = called["ageing.adult_death"]
    assert name.title == {"en": "chance a year that an adult dies", "id": "peluang per tahun orang dewasa meninggal"}
    assert name.unit == "1/year"
    assert called["unknown"] == Name({"en": "unknown", "id": "unknown"})


@pytest.mark.parametrize(("title", "inside"), [("Return", "return"), ("PKH reach", "PKH reach"), ("A b", "a b")])
def test_a_title_begins_small_within_a_sentence_unless_it_is_of_capitals(title, inside):
    assert discovery.within(title) == inside


def test_every_unit_has_its_amount():
    assert set(AMOUNTS) == set(UNITS)
    assert all("{n}" in text for text in (*AMOUNTS.values(), *ONE.values()))


@pytest.mark.parametrize(
    ("unit", "value", "english", "indonesian"),
    [
        ("years", 1.0, "1 year", "1 tahun"),
        ("months", 36.0, "36 months", "36 bulan"),
        ("share", 0.125, "12.5%", "12,5%"),
        ("Rp/person/month", 400000.0, "Rp400,000 a person a month", "Rp400.000 per orang per bulan"),
        ("decile", 4.0, "decile 4", "desil 4"),
        ("log", -0.25, "−0.25", "−0,25"),
        ("Rp", -5000.0, "−Rp5,000", "−Rp5.000"),
    ],
)
def test_amounts_are_said_with_their_unit(unit, value, english, indonesian):
    tried = Dimension("x", "steps", -abs(value), 10 * abs(value), ())
    assert [discovery.amount(value, unit, tried, lang) for lang in ("en", "id")] == [english, indonesian]


def test_the_chart_is_drawn_in_both_languages_twice_the_same(tmp_path):
    x = mixed(300)
    discovered = discover(x, wrong((x["a"] > 0.4) & (x["market"] != "fixed"), 0.05, "chart"), seed=1)
    first, again = ([path.read_bytes() for path in _drawn(discovered, tmp_path / name)] for name in ("first", "again"))
    assert first == again and len(first) == 4
    svg = (tmp_path / "first" / "figures" / "id" / "discovery.svg").read_text()
    assert svg.count("<path") > 20


def test_the_chart_says_that_nothing_was_found_and_none_is_drawn_where_nothing_was_sought(tmp_path):
    nothing = discover(spread(120), np.arange(120) % 3 == 0, seed=1)
    assert not nothing.found
    figure = discovery_figure.chart(
        nothing, "en", interest=INTEREST, source="", called=discovery.names(each.name for each in nothing.dimensions)
    )
    assert "Nothing found" in {text.get_text() for text in figure.texts}
    assert _drawn(discover(spread(60), np.ones(60), seed=1), tmp_path) == []


def _drawn(discovered, folder):
    return discovery_figure.draw(discovered, folder, interest=INTEREST, source="made up")
