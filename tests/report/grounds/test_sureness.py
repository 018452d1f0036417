"""How sure: shares are those of the tables, and luck alone is said to be luck alone."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest

from mentas.report import study as studies
from mentas.report import style
from mentas.report.document import Figure, Items, Table, Words
from mentas.report.grounds import by_level, kinds_of_doubt, sureness
from mentas.studies.ensemble.plan import STRUCTURES

NOISE = np.random.default_rng(3).standard_normal(64)


def _varied(study, of_structure, luck=0.05, replicates=64):
    """A difference of capital to cash that its structure and a little luck make."""
    return studies.read(
        study(
            lambda year, replicate: (
                0.001 * year * (of_structure(STRUCTURES[replicate // 2 % 16]) + luck * NOISE[replicate])
            ),
            varied=True,
            replicates=replicates,
        )
    )


def _turning(structure):
    return 2.0 if structure.threshold >= 0.8 else -1.0


def _figures(section):
    return {block.name: block for block in section.blocks if isinstance(block, Figure)}


def _words(section):
    return [block.text for block in section.blocks if isinstance(block, Words)]


def test_shares_of_doubt_sum_to_one_and_stand_in_the_table(study):
    found = _varied(study, _turning)
    doubts = kinds_of_doubt.split(found)
    assert [(d.scenario, d.measure) for d in doubts] == [("capital", "poverty_rate"), ("capital", "income_mean")]
    for doubt in doubts:
        assert doubt.dice + doubt.parameters + doubt.structure == pytest.approx(1.0)
        assert doubt.structure > 0.9  # structure is what was made to differ
    rows = _figures(sureness.section(found, "en"))["sureness"].table.rows
    assert [cell.value for cell in rows[0][2:5]] == [doubts[0].dice, doubts[0].parameters, doubts[0].structure]
    assert rows[0][8].value == pytest.approx(100.0 * doubts[0].half) and rows[0][-1] == 64


def test_what_more_replicates_buy_is_the_part_of_luck(study):
    doubt = kinds_of_doubt.Doubt("b", "poverty_rate", ("all", "all"), 2.0, 0.36, 0.32, 0.32)
    assert doubt.left == pytest.approx(1.6)  # 2 x root of 0.64
    lead = _words(sureness.section(_varied(study, _turning), "en"))[0]
    assert lead.startswith("More replicates would not make these intervals narrower")
    lead = _words(sureness.section(_varied(study, lambda structure: 0.0, luck=1.0), "en"))[0]
    assert lead.startswith("However many replicates, these intervals would become at most")


def test_what_turns_with_the_structure_is_named(study):
    section = sureness.section(_varied(study, _turning), "en")
    (texts,) = [block.texts for block in section.blocks if isinstance(block, Items)]
    assert texts[0].startswith("The answer changes with the threshold above which capital pays")
    section = sureness.section(_varied(study, lambda structure: 0.0), "id")
    assert not [block for block in section.blocks if isinstance(block, Items)]
    assert (
        "Tidak ada kesimpulan yang dapat dipastikan dalam setiap struktur, dan tidak ada yang diketahui berbalik."
        in _words(section)
    )


def test_each_structure_is_counted_on_its_side(study):
    found = _varied(study, _turning)
    figure = next(by_level.figures(found, "en"))
    # thresholds 0.8 and 1.2 are higher, none and 0.4 lower, and markets and shapes have both within
    assert figure.finding.startswith("Poverty rate (P0), of 8 assumptions about the structure, told apart on average")
    assert "“Capital <b>& more</b>” higher in 6, lower in 2" in figure.finding
    assert len(figure.table.rows) == 9 and figure.table.rows[0][0] == "all models"
    assert [row[4] is None for row in figure.table.rows] == [False] + [True] * 8
    assert figure.table.rows[3][2].value == pytest.approx(0.004, abs=2e-4)  # threshold 0.8, year 2


@pytest.mark.parametrize("lang", ["id", "en"])
def test_pictures_are_drawn(study, lang):
    for figure in _figures(sureness.section(_varied(study, _turning), lang)).values():
        with style.styled():
            figure.draw().savefig(BytesIO(), format="svg")


def test_parts_that_cannot_be_told_apart_are_one(study):
    found = _varied(study, _turning, replicates=16)  # eight models, one a structure
    doubts = kinds_of_doubt.split(found)
    assert doubts and np.isnan([doubts[0].parameters, doubts[0].structure]).all()
    figure = _figures(sureness.section(found, "en"))["sureness"]
    assert "doubt about the model the rest" in figure.finding
    with style.styled():
        labels = [text.get_text() for text in figure.draw().legends[0].get_texts()]
    assert labels == ["luck", "parameters and structure"]


def test_luck_alone_is_said_to_be_luck_alone(study):
    section = sureness.section(studies.read(study()), "en")
    assert _words(section)[0].startswith("Intervals hold the luck of 3 replicates only.")
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    # differences -0.002 x (1, 1.1, 1.2): half-width 4.3027 x 0.0002 / sqrt 3 = 0.000497, in points; a half of it
    assert [cell.text("en") for cell in table.rows[0][2:4]] == ["0.05", "0.02"]
    assert table.rows[0][-1] == 3


def test_one_world_has_no_interval_and_one_policy_no_section(study):
    (block,) = sureness.section(studies.read(study(replicates=1)), "en").blocks
    assert block.kind == "caution" and "no interval" in block.text
    assert sureness.section(studies.read(study(baseline=None)), "en") is None
