"""The trials that are shipped: what they say was published is what the table of evidence says."""

import csv
from functools import cache
from pathlib import Path

import pytest

from mentas.studies.trial.design import load_trials
from mentas.studies.trial.trial import Published, Trial

FOLDER = Path(__file__).parents[3] / "experiments/trial"


@cache
def trials() -> tuple[Trial, ...]:
    return load_trials(FOLDER / "all.yaml")


@cache
def evidence() -> dict[str, dict[str, str]]:
    with (FOLDER / "evidence.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len({row["id"] for row in rows}) == len(rows)
    return {row["id"]: row for row in rows}


def effects() -> dict[str, Published]:
    return {f"{trial.name}.{one.name}": one for trial in trials() for one in trial.published}


def test_the_list_names_every_trial_of_the_folder():
    assert {trial.name for trial in trials()} == {
        file.stem for file in FOLDER.glob("*.yaml") if "kind: trial\n" in file.read_text(encoding="utf-8")
    }


def test_every_published_effect_has_its_row_of_evidence_and_no_row_is_left_over():
    assert set(effects()) == set(evidence())


@pytest.mark.parametrize("name", sorted(evidence()))
def test_a_published_effect_equals_its_row_of_evidence(name: str):
    row, one = evidence()[name], effects()[name]
    assert one.effect == float(row["value"])
    assert one.se == (float(row["se"]) if row["se"] else None)
    assert one.source == row["source"]
    assert one.from_memory == (row["from_memory"] == "yes")


def test_what_is_from_memory_is_never_scored():
    assert [name for name, one in effects().items() if one.from_memory and one.scored] == []
    assert any(one.from_memory for one in effects().values())


def test_every_trial_says_which_of_its_settings_are_assumed():
    for trial in trials():
        assert any("assumed" in line or "memory" in line for line in trial.settings), trial.name


def test_no_trial_changes_a_parameter_of_behaviour():
    assert {trial.name: trial.parameters for trial in trials() if trial.parameters} == {}


def test_trials_pin_what_calibration_needs():
    pinned = {name for name, one in effects().items() if one.role == "calibrate"}
    for needed in ("assets_48", "consumption_84", "above_threshold_48"):
        assert f"bangladesh_graduation.{needed}" in pinned
    assert {name.split(".")[0] for name in pinned} == {trial.name for trial in trials()}
