"""Maps: every regency of East Kalimantan has a tile of its own; other regions do without."""

from __future__ import annotations

import pytest

from mentas.population.region import load_region
from mentas.report import style
from mentas.report.comparison import by_group, map_drawing, maps, tiles
from mentas.report.comparison.shapes import Shapes
from report.comparison.handmade import at, cell, made

SQUARE = [(115.0, 0.0), (116.0, 0.0), (116.0, 1.0), (115.0, 1.0), (115.0, 0.0)]
SMALL = [(117.0 + x / 50 - 115.0 / 50, y / 50) for x, y in SQUARE]


def study(names):
    """Poverty a point lower in each regency; told apart in the first only."""
    cells = {at("cash", 5): cell(0.05), at("capital", 5): cell(0.05, 0.0, low=-0.01, high=0.01)}
    for place, name in enumerate(names):
        cells[at("cash", 5, group=("regency", name))] = cell(0.05)
        high = 0.01 if place else -0.005
        cells[at("capital", 5, group=("regency", name))] = cell(0.04, -0.01, low=-0.02, high=high)
    return made(cells)


@pytest.mark.parametrize("name", ["kaltim", "kaltim_2022"])
def test_every_regency_of_the_province_has_its_own_tile(name):
    regencies = load_region(name).regencies
    found = tiles.layout(regencies)
    assert set(found) == set(regencies) and len(set(found.values())) == len(regencies)


def test_the_tiles_stand_as_the_regencies_do():
    found = tiles.layout(load_region("kaltim").regencies)
    assert found["Berau"][1] < found["Kutai Timur"][1] < found["Samarinda"][1] < found["Balikpapan"][1]
    assert found["Kutai Barat"][0] < found["Kutai Kartanegara"][0] < found["Kutai Timur"][0] < found["Bontang"][0]


def test_a_region_without_tiles_has_no_map():
    assert tiles.layout(load_region("village").regencies) is None
    small = study(["Hulu", "Hilir"])
    assert maps.figure(small, by_group.of_kind(small, "regency", "poverty_rate"), "en") is None


def drawn(figure):
    """The texts, and how many patches are hatched."""
    with style.styled():
        axes = figure.draw().axes[0]
    return {text.get_text() for text in axes.texts}, sum(bool(patch.get_hatch()) for patch in axes.patches)


def test_a_tile_says_name_and_number_and_is_hatched_where_not_told_apart():
    small = study(["Paser", "Berau", "Bontang"])
    figure = maps.figure(small, by_group.of_kind(small, "regency", "poverty_rate"), "en")
    texts, hatched = drawn(figure)
    assert texts == {"Paser\n−1.00", "Berau\n−1.00", "Bontang\n−1.00"} and hatched == 2
    assert figure.finding == "Lower by more than luck under “Capital”: Paser."
    assert [row[0] for row in figure.table.rows] == ["Paser", "Berau", "Bontang"]


def test_shapes_are_drawn_instead_and_small_ones_are_named_beside():
    small = study(["Paser", "Bontang", "Berau"])
    shapes = Shapes({"Paser": [SQUARE], "Bontang": [SMALL]}, ("Berau",))
    figure = maps.figure(small, by_group.of_kind(small, "regency", "poverty_rate"), "en", shapes)
    texts, hatched = drawn(figure)
    assert texts == {"Paser\n−1.00", "Bontang −1.00"} and hatched == 1
    assert "Not in the file of boundaries: Berau." in figure.note


def test_blue_is_better_whichever_way_that_is():
    small = study(["Paser"])
    found = by_group.of_kind(small, "regency", "poverty_rate")["regency", "Paser"][0]
    assert map_drawing._look(small, found, 0.01, "en")[0] == map_drawing.BETTER.lower()
