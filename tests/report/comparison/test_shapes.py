"""A reader's own boundaries are drawn, or refused in one line."""

from __future__ import annotations

import json

import pytest

from mentas.files import Refusal
from mentas.report.comparison import shapes

SQUARE = [[[115.0, 0.0], [116.0, 0.0], [116.0, 1.0], [115.0, 1.0], [115.0, 0.0]]]


def feature(name, coordinates=SQUARE, kind="Polygon", key="NAME_2"):
    return {"type": "Feature", "properties": {key: name}, "geometry": {"type": kind, "coordinates": coordinates}}


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "peta.geojson"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("given", "key"),
    [("Paser", "name"), ("KABUPATEN PASER", "WADMKK"), ("Kab. Paser", "NAME_2"), ("paser", "Kabupaten"),
     ("Kota Paser", "shapeName")],
)  # fmt: skip
def test_a_regency_is_found_by_its_name_whatever_the_capitals(file, given, key):
    found = shapes.read(file(collection(feature(given, key=key))), ["Paser"])
    assert found.missing == () and found.rings["Paser"][0][0] == (115.0, 0.0)


def test_parts_of_a_regency_are_put_together_and_missing_ones_are_named(file):
    island = [[[x + 3.0, y] for x, y in SQUARE[0]]]
    text = collection(feature("Berau", [SQUARE, island], "MultiPolygon"), feature("Berau"), feature("Elsewhere"))
    found = shapes.read(file(text), ["Berau", "Paser"])
    assert len(found.rings["Berau"]) == 3 and found.missing == ("Paser",)


def test_points_that_nobody_could_see_are_left_out(file):
    fine = [[[115.0 + step / 10_000, 0.0] for step in range(10_000)] + [[116.0, 1.0], [115.0, 1.0], [115.0, 0.0]]]
    ring = shapes.read(file(collection(feature("Paser", fine))), ["Paser"]).rings["Paser"][0]
    assert 200 < len(ring) < 400 and ring[0] == ring[-1] == (115.0, 0.0)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not-json"), ("{", "not-json"), ("[" * 100_000, "not-json"), ("[]", "not-geojson"),
        ('{"type": "Topology"}', "not-geojson"), ('{"type": "FeatureCollection", "features": 3}', "not-geojson"),
        ('{"type": "FeatureCollection", "features": []}', "no-regency"), (collection(feature(None)), "no-regency"),
        (collection(feature("Bali")), "no-regency"), (collection(feature("Paser", 3)), "not-polygons"),
        (collection(feature("Paser", [115.0, 0.0], "Point")), "not-polygons"),
        (collection(feature("Paser", [[[500_000.0, 9_900_000.0]] * 4])), "bad-coordinates"),
        (collection(feature("Paser", [[["115", "0"]] * 4])), "bad-coordinates"),
        (collection(feature("Paser", [[[None, 0.0]] * 4])), "bad-coordinates"),
        (collection(feature("Paser", [[[float("nan"), 0.0]] * 4])), "bad-coordinates"),
        (collection(feature("Paser", [[115.0, 0.0]])), "bad-coordinates"),
        (collection(feature("Paser", [[[10**400, 0]] * 4])), "bad-coordinates"),
        (collection({"type": "Feature", "properties": {"name": "Paser"}, "geometry": None}), "not-polygons"),
        (collection(feature("Paser", [])), "no-regency"),
        (collection(feature("Paser", [[]])), "no-regency"),
    ],
)  # fmt: skip
def test_what_is_no_map_is_refused_in_one_line(file, text, code):
    with pytest.raises(Refusal) as refused:
        shapes.read(file(text), ["Paser"])
    (problem,) = refused.value.problems
    assert problem.code == code and "\n" not in str(problem) and len(str(problem)) < 1000


def test_a_refusal_names_the_nearest_name(file):
    with pytest.raises(Refusal) as refused:
        shapes.read(file(collection(feature("Bali"), feature("Passer"))), ["Paser"])
    assert str(refused.value).endswith(
        "has none of the study's regencies, such as Paser; did you mean Passer? Allowed: Paser"
    )


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path, monkeypatch):
    for path, code in ((tmp_path / "none", "unreadable"), (tmp_path, "no-file")):
        with pytest.raises(Refusal) as refused:
            shapes.read(path, ["Paser"])
        assert refused.value.problems[0].code == code
    large = tmp_path / "large.geojson"
    with large.open("wb") as file:
        file.truncate(shapes.MOST_BYTES + 1)
    with pytest.raises(Refusal) as refused:
        shapes.read(large, ["Paser"])
    assert refused.value.problems[0].code == "too-large"
