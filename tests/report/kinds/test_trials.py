"""Reports of trials, of calibrations and of patterns say what is met and what is missed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mentas.report import documents, trial_table
from mentas.studies.calibrate.plan import Plan
from mentas.studies.calibrate.run import calibrate
from mentas.studies.problems import RefusedError
from mentas.studies.trial.run import run_trials
from report.kinds import made
from report.kinds.wholeness import both
from report.test_trials import MADE
from studies.calibrate.toys import PRIORS, Toy
from studies.trial import fake_replays


def replayed(folder, *trials):
    return run_trials(list(trials), name="made", out=folder, replicates=6, workers=1, work=fake_replays.work).folder


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    other = replace(MADE, name="other", title=made.HOSTILE, seed=2)
    return replayed(tmp_path_factory.mktemp("trials") / "out", MADE, other)


def test_a_trial_has_a_forest_for_each_arm_with_its_effects_behind(tmp_path):
    english, _ = both(replayed(tmp_path / "out", MADE))
    names = [figure.name for figure in english.figures()]
    assert names == ["forest_made_grant", "forest_made_cash", "levels_made_control", "evidence"]
    table = english.front.figure.table
    assert table.rows[0][3] == "36.8 (10.7)" and table.rows[0][-1].value == 6.0
    told = json.loads((tmp_path / "out" / "trial.json").read_text(encoding="utf-8"))
    assert english.front.answer[0] == trial_table.met(told["scores"]["all"], "en")
    assert english.front.figure.finding.startswith("grant: ")


def test_several_trials_stand_side_by_side_before_each_is_told(several):
    english, _ = both(several)
    assert english.title == "2 trials, replayed"
    assert [each.name for each in english.sections][:2] == ["made", "other"]
    assert [row[0] for row in english.front.figure.table.rows] == ["made", "other", "All trials"]


def test_one_trial_of_several_is_found_by_the_file_that_marks_it(several):
    english, _ = both(several / "other")
    assert (english.kind, english.study, english.title) == ("trial", "other", made.HOSTILE["en"])


def test_a_folder_of_nothing_is_refused(tmp_path):
    with pytest.raises(RefusedError):
        documents.document(tmp_path, "en")


def test_a_calibration_says_what_is_identified_and_what_is_missed(tmp_path):
    plan = Plan(
        name="toy", title=made.HOSTILE, question={"id": "Apa?", "en": "What?"}, trials=(), priors=PRIORS,
        thresholds=(0.0, 0.8), points=64, replicates=2, waves=1, refine=0, draws=20, discrepancy=0.0, seed=1,
        steps=100,
    )  # fmt: skip
    folder = calibrate(plan, Toy(aimed=(11.0, -3.0, 9.0, 1.2)), out=tmp_path, workers=1).folder
    english, _ = both(folder)
    assert "of 1 the trials say nothing" in english.front.answer[0] or "Of 3 parameters" in english.front.answer[0]
    assert english.front.answer[1].startswith("In 0 of 2 structures")
    (fit,) = [figure for figure in english.figures() if figure.name == "fit_toy"]
    assert "square" in fit.finding and len(fit.table.rows) == 8
    posterior = english.front.figure
    assert len(posterior.table.rows) == 6 and posterior.table.rows[0][2] == "0.0335 … 0.0965"


def test_patterns_are_judged_and_drawn_on_their_own_scale(tmp_path):
    english, indonesian = both(made.patterns(tmp_path))
    assert english.front.answer[0].startswith("1 inside, 1 partly, 1 outside, 1 not judged; of the 3")
    assert english.front.answer[1] == "Outside what was seen: Pattern outside."
    assert "Pola outside" in indonesian.front.answer[1]
    assert english.front.figure.table.rows[0][:3] == ("Pattern inside", "5.00% (4.00% … 6.00%)", "5.00%")
    assert english.front.figure.table.rows[3][2:4] == ("-", "- … -")
