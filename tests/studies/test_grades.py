"""Grades count every number once, and say how it is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mentas import parameters
from mentas.files import Refusal
from mentas.studies import evidence, grades
from mentas.studies.evidence import Evidence

SURE = Evidence("Grant", "Rp nominal", 5, [0, 9], "law", "A decree", "2025", "", "")
OPEN = Evidence("Fading", "1/month", 0.1, [0.0, 0.2], "assumption", "Guess", "2025", "", "A panel.")
FIXED = replace(SURE, range=[12, 12])
CHOSEN = replace(OPEN, settles="Nothing to measure: a choice of the sample.")
FOUND = {"mindset.fading": OPEN, "mindset.sure": SURE, "uep.grant": SURE, "population.least_rows": CHOSEN}


def test_a_grade_counts_kinds_ranges_and_what_would_settle() -> None:
    found = grades.grade("all", [SURE, SURE, OPEN, FIXED])
    assert (found.numbers, found.kinds["law"], found.kinds["assumption"], found.kinds["calibrated"]) == (4, 3, 1, 0)
    assert (found.ranged, found.settled, found.share("assumption")) == (3, 1, 0.25)


def test_a_number_is_graded_by_its_file_and_by_what_it_says_something_of() -> None:
    assert {each.of: each.numbers for each in grades.by_file(FOUND)} == {"mindset": 2, "uep": 1, "population": 1}
    assert {each.of: each.numbers for each in grades.by_role(FOUND)} == {"behaviour": 2, "programme": 1, "choice": 1}


def test_a_number_without_a_range_or_with_one_value_has_none() -> None:
    assert [grades.has_range(each) for each in (SURE, FIXED, replace(SURE, range=None))] == [True, False, False]
    assert grades.has_range(replace(SURE, range=["in_kind", "cash"]))


def test_every_assumption_of_a_shipped_programme_says_what_would_settle_it() -> None:
    assumed = [each for each in evidence.of_programmes().values() if each.evidence == "assumption"]
    assert len(assumed) > 40 and all(each.settles.endswith(".") for each in assumed)


def test_a_programme_with_an_assumption_that_nothing_would_settle_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "unfounded", lambda *_, **__: ("no-settles", "has no settles"))
    with pytest.raises(Refusal, match=r"bpnt\.deciles: has no settles"):
        evidence.of_programmes(["bpnt"])
