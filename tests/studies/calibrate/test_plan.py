"""What a calibration's file may say, and how it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from mentas.files import Refusal
from mentas.studies.calibrate import plan

SHIPPED = Path(__file__).parents[3] / "experiments" / "calibrate" / "behaviour.yaml"

FILE = """\
kind: calibrate
title: {id: Uji, en: Test}
question: {id: Apa?, en: What?}
trials: [one.yaml]
parameters: [enterprise.low_scale, enterprise.wear]
log: [enterprise.wear]
thresholds: [0, 0.8]
points: 32
replicates: 2
waves: 2
refine: 5
draws: 10
discrepancy: 0.1
seed: 3
"""


def _write(tmp_path, old="", new=""):
    (tmp_path / "one.yaml").write_text("kind: trial\n")
    path = tmp_path / "behaviour.yaml"
    path.write_text(FILE.replace(old, new))
    return path


def test_a_calibration_is_read_with_the_published_ranges_of_its_parameters(tmp_path):
    from mentas import parameters

    found = plan.load(_write(tmp_path))
    assert [(p.name, (p.low, p.high), p.log) for p in found.priors] == [
        ("enterprise.low_scale", parameters.catalogue()["enterprise.low_scale"].range, False),
        ("enterprise.wear", parameters.catalogue()["enterprise.wear"].range, True),
    ]
    assert (found.name, found.thresholds, found.check) == ("behaviour", (0.0, 0.8), 0)
    assert found.runs == 32 + 2 * (5 + 10)
    assert found.trials == (tmp_path / "one.yaml",)


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("enterprise.low_scale,", "enterprise.low_scal,", "parameters[0]", "enterprise.low_scale"),
        ("enterprise.low_scale,", "enterprise.threshold,", "parameters[0]", "enterprise.threshold"),
        ("log: [enterprise.wear]", "log: [enterprise.low_curvature]", "log[0]", "enterprise"),
        ("[one.yaml]", "[two.yaml]", "trials[0]", "no file"),
        ("[one.yaml]", "[]", "trials", "no trial"),
        ("points: 32\n", "", "points", "missing"),
        ("points: 32", "points: 3", "points", "16"),
        ("[0, 0.8]", "[0, 2]", "thresholds[1]", "1.2"),
        ("seed: 3", "seed: 3\nsead: 4", "sead", "seed"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path, old, new, place, words):
    with pytest.raises(Refusal) as refusal:
        plan.load(_write(tmp_path, old, new))
    (problem,) = refusal.value.problems
    assert problem.field == place
    assert words in str(refusal.value)


def test_a_range_that_reaches_zero_has_no_prior_in_the_logarithm(tmp_path):
    both = "[enterprise.closing_chance, enterprise.wear]\nlog: [enterprise.closing_chance]"
    path = _write(tmp_path, "[enterprise.low_scale, enterprise.wear]\nlog: [enterprise.wear]", both)
    with pytest.raises(Refusal, match="no logarithm"):
        plan.load(path)


def test_only_files_of_this_kind_are_calibrations(tmp_path):
    assert plan.is_calibration(_write(tmp_path))
    assert not plan.is_calibration(_write(tmp_path, "kind: calibrate", "kind: compare"))
