"""Figures: every number has a source, and a derived one can be derived again from those beside it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mentas.files import Refusal
from mentas.population import Region, load_region
from mentas.population.figures import COLUMNS, Figure, of_places, of_region, read_figures

ROW = "X1,persons,Here,2025-03,100,persons,A survey,,[verbatim] as printed"


def file_of(folder: Path, *rows: str) -> Path:
    path = folder / "figures.csv"
    path.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return path


def test_a_row_becomes_a_figure_with_its_source(tmp_path: Path) -> None:
    (figure,) = read_figures(file_of(tmp_path, ROW))
    assert (figure.value, figure.unit, figure.as_of, figure.source) == (100.0, "persons", "2025-03", "A survey")


def test_per_cent_becomes_a_share() -> None:
    assert Figure("i", "q", "p", 5.17, "percent", "2025", "s", "", "").plain == pytest.approx(0.0517)
    assert Figure("i", "q", "p", 5.17, "persons", "2025", "s", "", "").plain == 5.17


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (ROW.replace("A survey", ""), "no source"),
        (ROW.replace(",persons,A", ",people,A"), "unknown unit 'people'"),
        (ROW.replace(",100,", ",nan,"), "not a plain number"),
        (ROW.replace(",100,", ",1_000,"), "not a plain number"),
        (ROW.replace(",100,", ",36.500.000,"), "not a plain number"),
        (ROW.replace(",,[verb", ",[verb"), "has 8 fields, not 9"),
        (ROW.replace(",100,", ",1e999,"), "not a plain number"),
        (ROW.replace(",Here,", ",,"), "no place"),
        (ROW.replace("X1,", ","), "has no id"),
    ],
)
def test_a_row_that_cannot_be_trusted_is_refused_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(Refusal, match=message) as refusal:
        read_figures(file_of(tmp_path, ROW.replace("X1", "X0"), row))
    assert "figures.csv:3:1: " in str(refusal.value)


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="used before"):
        read_figures(file_of(tmp_path, ROW, ROW))


def test_all_wrong_rows_are_named_at_once_with_the_nearest_unit(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="did you mean persons") as refusal:
        read_figures(file_of(tmp_path, ROW.replace(",persons,A", ",person,A"), ROW.replace("A survey", "")))
    assert [problem.line for problem in refusal.value.problems] == [2, 3]


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b'id,"quantity\n', b"id\x00,\n" * 3, b",".join([b"x"] * 200_000)]
)
def test_bytes_that_are_no_table_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(data)
    with pytest.raises(Refusal):
        read_figures(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="cannot be read"):
        read_figures(tmp_path / "figures.csv")


def test_another_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("id,value\n1,2\n", encoding="utf-8")
    with pytest.raises(Refusal, match="header"):
        read_figures(path)


def test_a_place_needs_its_figure_once(tmp_path: Path) -> None:
    figures = read_figures(file_of(tmp_path, ROW, ROW.replace("X1", "X2")))
    with pytest.raises(ValueError, match="persons of Here: 2 figures"):
        of_places(figures, "persons", ["Here"])
    with pytest.raises(ValueError, match="persons of There: 0 figures"):
        of_places(figures, "persons", ["There"])
    with pytest.raises(ValueError, match="more than one figure"):
        of_region(figures, "")


@pytest.mark.parametrize("name", ["kaltim", "village"])
def test_every_shipped_figure_says_what_it_is(name: str) -> None:
    for figure in load_region(name).figures:
        assert figure.note.startswith(("[verbatim]", "[derived]", "[assumption]", "[invented]")), figure.id
        assert figure.url or not figure.note.startswith("[verbatim]"), figure.id


def by_id(region: Region) -> dict[str, Figure]:
    return {figure.id: figure for figure in region.figures}


def derived(region: Region, quantity: str, place: str) -> float:
    (value,) = of_places(region.figures, quantity, [place])
    return value


def test_persons_are_poor_people_over_the_rate(kaltim: Region) -> None:
    poor = np.array(of_places(kaltim.figures, "published.poor_number_2024", kaltim.regencies))
    rate = np.array(of_places(kaltim.figures, "published.poverty_rate_2024", kaltim.regencies))
    assert kaltim.persons == pytest.approx(poor / rate, abs=1.0)


def test_rates_of_the_ten_add_up_to_the_provinces(kaltim: Region) -> None:
    together = float(kaltim.persons @ kaltim.poverty_rate / kaltim.persons.sum())
    assert together == pytest.approx(kaltim.published["poverty_rate"], abs=1e-6)


def test_proxied_rates_fall_by_one_factor(kaltim: Region) -> None:
    before = np.array(of_places(kaltim.figures, "published.poverty_rate_2024", kaltim.regencies))
    ratio = dict(zip(kaltim.regencies, kaltim.poverty_rate / before, strict=True))
    assert ratio.pop("Paser") == pytest.approx(8.13 / 8.63)
    assert ratio.pop("Kutai Timur") == pytest.approx(8.07 / 8.81)
    assert list(ratio.values()) == pytest.approx([kaltim.published["poverty_rate_change"]] * 8, rel=1e-4)
    assert 0.88 <= kaltim.published["poverty_rate_change"] <= 0.894


def test_old_lines_move_as_the_provincial_line_moved(kaltim: Region) -> None:
    figure = by_id(kaltim)
    moved = figure["K0071"].value / figure["K0053"].value
    for place, printed in {"Berau": "K0232", "Bontang": "K0235", "Balikpapan": "K0571", "Mahakam Ulu": "K0243"}.items():
        assert derived(kaltim, "poverty_line", place) == round(figure[printed].value * moved)
    paser = figure["K0403"].value * figure["K0071"].value / figure["K0045"].value
    assert derived(kaltim, "poverty_line", "Paser") == round(paser)


def test_missing_lines_are_means_of_their_like(kaltim: Region) -> None:
    line = dict(zip(kaltim.regencies, kaltim.poverty_line, strict=True))
    assert line["Balikpapan"] < line["Samarinda"] < line["Bontang"]
    assert line["Penajam Paser Utara"] == pytest.approx((line["Paser"] + line["Kutai Kartanegara"]) / 2, abs=1.0)


def test_urban_people_follow_from_poor_people_and_rates(kaltim: Region) -> None:
    figure = by_id(kaltim)
    urban = figure["K0056"].value / figure["K0054"].plain
    rural = figure["K0057"].value / figure["K0055"].plain
    share = urban / (urban + rural)
    assert kaltim.published["urban_share"] == pytest.approx(share, abs=1e-4)
    assert float(kaltim.persons @ kaltim.urban_share / kaltim.persons.sum()) == pytest.approx(share, abs=1e-4)


def test_a_poor_households_month_is_about_four_million_rupiah(kaltim: Region) -> None:
    assert kaltim.poor_budget == pytest.approx(
        float(kaltim.persons @ kaltim.poverty_line) / kaltim.persons.sum() * 5.24
    )
    assert 3.9e6 < kaltim.poor_budget < 4.1e6
