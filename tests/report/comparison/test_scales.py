"""Axes are named and numbered so that their ticks are short."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from mentas.report.comparison.scales import scale, ticks


@pytest.mark.parametrize(
    ("unit", "most", "difference", "factor", "name"),
    [
        ("share", 0.1, True, 100.0, "points"), ("share", 0.1, False, 100.0, "per cent"),
        ("Rp/person/month", 150_000.0, True, 1e-3, "Rp thousand a person a month"),
        ("Rp/person/month", 900.0, True, 1.0, "Rp a person a month"),
        ("Rp nominal", 4.6e12, False, 1e-12, "Rp trillion"),
        ("households", 9_887.0, True, 1e-3, "thousand households"), ("households", 12.0, True, 1.0, "households"),
        ("1", 0.4, True, 1.0, ""),
    ],
)  # fmt: skip
def test_a_scale_fits_what_is_drawn(unit, most, difference, factor, name):
    found = scale(unit, [0.0, -most, float("nan")], "en", difference=difference)
    assert found.factor == pytest.approx(factor) and found.name == name


def test_indonesian_says_rupiah_after_its_size():
    said = [scale("Rp/person/month", [most], "id", difference=True).name for most in (150_000.0, 900.0)]
    assert said == ["ribu rupiah per orang per bulan", "rupiah per orang per bulan"]


@pytest.mark.parametrize(
    ("low", "high", "lang", "signed", "texts"),
    [
        (-5.0, 10.0, "en", True, ["−5", "0", "+5", "+10"]), (0.0, 0.02, "id", False, ["0,00", "0,01", "0,02"]),
        (-0.3, 0.3, "id", True, ["−0,2", "0,0", "+0,2"]), (0.0, 2_000.0, "id", False, ["0", "1.000", "2.000"]),
    ],
)  # fmt: skip
def test_ticks_are_round_and_written_as_the_language_does(low, high, lang, signed, texts):
    axes = Figure().subplots()
    axes.set_xlim(low, high)
    ticks(axes.xaxis, low, high, lang, most=3, signed=signed)
    formatter = axes.xaxis.get_major_formatter()
    assert [formatter(at, 0) for at in axes.xaxis.get_majorticklocs()] == texts
