"""The report of a discovery says the boxes that the search found, or that it found none."""

from __future__ import annotations

import pytest

from mentas.report import discovery
from mentas.report import document as d
from mentas.studies.discovery import study
from mentas.studies.space.interest import Interest
from mentas.studies.space.plan import Design
from report.kinds import made
from report.kinds.wholeness import both, untold


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return made.discovery(tmp_path_factory.mktemp("discovery") / "out")


def test_boxes_come_first_with_their_limits_and_how_far_to_trust_them(folder):
    english, indonesian = both(folder)
    found, interest = study.read(folder)
    assert found.found and english.sections[0].name == "boxes"
    said = discovery.sentences(found, interest=interest, lang="en")
    assert english.front.answer == tuple(said[:3]) and english.front.answer[0].startswith("B is poor most often if")
    assert indonesian.front.answer[0].startswith("B miskin paling sering bila")
    figure = english.front.figure
    assert isinstance(figure, d.Figure) and figure.name == "box_limits"
    assert len(figure.table.rows) == sum(len(box.limits) for box in found.boxes)
    (row,) = [row for row in figure.table.rows if "from" in row[2]]
    assert row[4] == discovery.share(found.boxes[0].coverage, "en")
    assert figure.finding.startswith("The box takes of what was tried: ") and figure.finding.count("%") >= 1
    (way,) = [each for each in english.figures() if each.name == "way"]
    assert len(way.table.rows) == len(found.trajectory)


def test_where_nothing_is_found_that_is_said(tmp_path):
    words = {"id": "b kaya", "en": "b is rich"}
    interest = Interest(scenario="b", outcome=made.WANTED[0], higher=True, than=1e9, words=words)
    folder = made.sweep(tmp_path / "out", design=Design(method="latin", samples=6), interest=interest)
    english, _ = both(folder)
    assert "no combination tried in which b is rich" in english.front.answer[0]
    assert not [figure for figure in english.figures() if figure.name == "box_limits"]


def test_every_text_of_its_own_stands_in_a_catalogue(folder):
    assert untold(folder) == []
