"""What stands behind a study of any kind, from its manifest alone: grades, numbers with sources, limits."""

from __future__ import annotations

import json
from io import BytesIO

import pytest

from mentas.report import style
from mentas.report.document import Figure, Fold, Items, Table, Words
from mentas.report.grounds import limits, parameters, rests_on


@pytest.fixture
def manifest(study):
    return json.loads((study(varied=True, replicates=64) / "manifest.json").read_text())


def _folds(section):
    return {block.title: block.blocks for block in section.blocks if isinstance(block, Fold)}


def test_grades_are_counted_from_firm_to_open(manifest):
    assert rests_on.counts(manifest) == {"estimate": 1, "assumption": 1}
    section = rests_on.section(manifest, "en")
    assert section.blocks[0].text.startswith(
        "1 of the 2 numbers behind this study (50%) are assumptions; 1 of them are choices"
    )
    figure = next(block for block in section.blocks if isinstance(block, Figure))
    assert figure.finding == "How the 2 numbers are known: estimate 1; assumption 1."
    assert [(row[1], row[2].value) for row in figure.table.rows] == [(1, 0.5), (1, 0.5)]
    with style.styled():
        drawn = figure.draw()
        drawn.savefig(BytesIO(), format="svg")
    assert [text.get_text() for text in drawn.axes[0].texts] == ["1 (50%)", "1 (50%)"]
    (table,) = _folds(section)["How the numbers are known, file by file"]
    assert table.rows == (("Work", 1, 0, 1), ("PKH", 0, 1, 1))


def test_what_varies_is_listed_and_what_a_kind_adds_stands_instead_of_the_pointer(manifest):
    section = rests_on.section(manifest, "en")
    (items,) = next(blocks for title, blocks in _folds(section).items() if title.startswith("The 1 numbers that vary"))
    assert items.texts == ("Chance that the main earner loses the job in a month (work.job_loss)",)
    assert "experiments/sensitivity" in section.blocks[-1].text
    more = Words("Hours decide.")
    assert rests_on.section(manifest, "en", more=[more]).blocks[-1] is more
    assert "experiments/sensitivity" not in str(rests_on.section(manifest, "en", more=[more]))


def test_every_number_stands_with_its_source_in_the_fold_of_its_file(manifest):
    section = parameters.section(manifest, "en")
    folds = _folds(section)
    assert list(folds) == ["Work: 1 numbers", "PKH: 1 numbers"]
    (table,) = folds["Work: 1 numbers"]
    title, value, unit, range_, grade, source, as_of = table.rows[0]
    assert title == "Chance that the main earner loses the job in a month (work.job_loss)"
    assert value.text("id") == "0,008" and range_ == "0.002 … 0.02" and unit == "a chance or a rate per month"
    assert (grade, source, as_of) == ("estimate", "BPS <b>2025</b>", "2025")
    (table,) = folds["PKH: 1 numbers"]
    assert table.rows[0][1] == "1-4" and table.rows[0][3] == ""


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (0.0638, "share", "0,0638"), (15_000_000, "Rp nominal", "15.000.000"), (4.1, "1", "4,1"), (0, "log", "0"),
        (1 / 3, "1", "0,3333"), (123.456789, "1", "123,5"), (True, "flag", "ya"), (0, "flag", "tidak"),
        (None, "months", "tidak ada"), ([1, 5], "decile", "1-5"), ([3, 4, 5], "months", "3, 4, 5"),
        ({"trade": 0.125, "food": 0.58}, "share", "trade 0,125; food 0,58"), ("in_kind", "code", "in_kind"),
        ([], "code", "tidak ada"), (-0.2, "log", "−0,2"),
    ],
)  # fmt: skip
def test_a_value_is_told_with_the_places_that_it_has(manifest, value, unit, told):
    number = manifest["parameters"]["work.job_loss"] | {"value": value, "unit": unit}
    section = parameters.section({"parameters": {"work.job_loss": number}}, "id")
    (table,) = section.blocks[1].blocks
    found = table.rows[0][1]
    assert (found if isinstance(found, str) else found.text("id")) == told


def test_scenarios_say_what_they_set_themselves_and_where_it_comes_from(manifest):
    manifest["scenarios"][1] |= {"changed_parameters": {"work.job_loss": 0.01}, "sources": ["Perda 3/2025", "=1+1"]}
    section = parameters.section(manifest, "id")
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    assert table.rows[0][0] == "Modal <b>usaha</b>" and table.rows[0][2].text("id") == "0,01"
    (items,) = _folds(section)["Sumber skenario: Modal <b>usaha</b>"]
    assert items.texts == ("Perda 3/2025", "=1+1")


def test_a_study_without_numbers_has_neither_section():
    assert parameters.section({"study": "behaviour"}, "en") is None and rests_on.section({}, "en") is None


def test_limits_say_what_the_manifest_tells_or_what_is_given(manifest):
    section = limits.section(manifest, "en")
    cautions, outside = (block for block in section.blocks if isinstance(block, Items))
    assert cautions.kind == "caution" and "64 replicates over 16 structures" in cautions.texts[0]
    assert any("50% of the 2 numbers" in text for text in cautions.texts)
    assert limits.CHILDREN in outside.texts
    section = limits.section(manifest, "en", cautions=["Mind the gap."])
    cautions, outside = (block for block in section.blocks if isinstance(block, Items))
    assert cautions.texts == ("Mind the gap.",) and limits.CHILDREN not in outside.texts


def test_limits_of_a_kind_without_scenarios_are_those_of_the_model():
    for manifest in ({"kind": "calibrate"}, {"share_assumed": 0.5, "replicates": {"one": 2}, "scenarios": []}):
        (outside,) = [block for block in limits.section(manifest, "id").blocks if isinstance(block, Items)]
        assert "bukan alat peramalan" in outside.texts[0]
