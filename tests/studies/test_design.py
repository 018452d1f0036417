"""What a study file may say, and how it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from mentas.files import Refusal
from mentas.studies import design

TOY = Path(__file__).parents[2] / "scenarios" / "toy"

STUDY = """\
kind: compare
title: {id: Uji, en: Test}
question: {id: Apa?, en: What?}
scenarios:
  - SCENARIOS/village.yaml
  - SCENARIOS/village_grants.yaml
baseline: village
replicates: 4
seed: 9
outcomes: [poverty_rate, mentas]
"""


def _write(tmp_path, old="", new=""):
    path = tmp_path / "study.yaml"
    path.write_text(STUDY.replace(old, new).replace("SCENARIOS", str(TOY)))
    return path


def test_a_study_is_read_with_its_scenarios(tmp_path):
    study = design.load_study(_write(tmp_path))
    assert (study.name, study.kind, study.baseline, study.replicates, study.seed) == (
        "study",
        "compare",
        "village",
        4,
        9,
    )
    assert [arm.name for arm in study.arms] == ["village", "village_grants"]
    assert [arm.scenario.name for arm in study.arms] == ["village", "village_grants"]
    assert study.outcomes == ("poverty_rate", "mentas")


def test_years_and_scale_reach_every_scenario_and_the_command_line_has_the_last_word(tmp_path):
    study = design.load_study(_write(tmp_path, "seed: 9", "seed: 9\nyears: 3\nscale: 0.5"), changes={"years": 2})
    assert {(arm.scenario.years, arm.scenario.scale) for arm in study.arms} == {(2, 0.5)}
    assert study.changes == {"years": 2, "scale": 0.5}


def test_without_a_baseline_the_first_scenario_is_it(tmp_path):
    assert design.load_study(_write(tmp_path, "baseline: village\n")).baseline == "village"


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("replicates: 4", "replicates: 0", "8:13: replicates", "out of range"),
        ("replicates: 4", "replicates: 20.000", "8:13: replicates", "two ways"),
        ("replicates: 4", "repliates: 4", "8:1: repliates", "did you mean replicates?"),
        ("seed: 9", "seed: -1", "9:7: seed", "out of range"),
        ("seed: 9\n", "", "1:1: seed", "is missing"),
        ("baseline: village", "baseline: vilage", "7:11: baseline", "did you mean village?"),
        ("mentas]", "mentass]", "10:26: outcomes[1]", "did you mean mentas?"),
        ("kind: compare", "kind: compares", "1:7: kind", "did you mean compare?"),
        ("village_grants", "village_grant", "6:5: scenarios[1]", "did you mean village_grants.yaml?"),
        ("village_grants", "village", "6:5: scenarios[1]", "names the scenario 'village.yaml' twice, first on line 5"),
        ("seed: 9", "seed: 9\nseed: 9", "10:1", "twice, first on line 9"),
        ("seed: 9", "seed: NaN", "9:7: seed", "must be a whole number"),
    ],
)
def test_a_refusal_names_place_field_and_what_is_allowed(tmp_path, old, new, place, words):
    path = _write(tmp_path, old, new)
    with pytest.raises(Refusal) as caught:
        design.load_study(path)
    (line,) = [line for line in str(caught.value).splitlines() if words in line]
    assert line.startswith(f"{path}:{place}")


def test_all_problems_are_told_at_once_those_of_the_scenarios_too(tmp_path):
    scenario = tmp_path / "mine.yaml"
    scenario.write_text(f"extends: {TOY}/village.yaml\nyeers: 3\n")
    text = STUDY.replace("SCENARIOS/village_grants.yaml", "mine.yaml").replace("SCENARIOS", str(TOY))
    (tmp_path / "study.yaml").write_text(text.replace("seed: 9", "seed: x"))
    with pytest.raises(Refusal) as caught:
        design.load_study(tmp_path / "study.yaml")
    fields = {problem.field for problem in caught.value.problems}
    assert fields >= {"seed", "yeers"}


@pytest.mark.parametrize("name", ["..yaml", "-x.yaml", "a b.yaml", "x" * 101 + ".yaml"])
def test_a_name_that_is_no_folder_name_is_refused(tmp_path, name):
    path = _write(tmp_path).rename(tmp_path / name)
    with pytest.raises(Refusal, match="its name must be"):
        design.load_study(path)


def test_a_study_can_be_put_together_from_scenarios():
    study = design.study_of([TOY / "village.yaml", TOY / "village_grants.yaml"], changes={"years": 1})
    assert (study.name, study.baseline, study.replicates) == ("village-village_grants", "village", 1)
    assert {arm.scenario.years for arm in study.arms} == {1}


def test_one_scenario_has_no_baseline():
    study = design.study_of([TOY / "village.yaml"])
    assert (study.name, study.baseline) == ("village", None)
    assert study.title == study.arms[0].scenario.title


def test_scenarios_of_one_name_are_told_apart_by_their_folder(tmp_path):
    other = tmp_path / "village.yaml"
    other.write_text(f"extends: {TOY}/village.yaml\nyears: 2\n")
    study = design.study_of([TOY / "village.yaml", other])
    assert [arm.name for arm in study.arms] == ["toy_village", f"{tmp_path.name}_village"]


def test_settings_of_the_command_line_replace_those_of_the_file(tmp_path):
    study = design.load_study(_write(tmp_path))
    changed = design.with_settings(study, seed=0, replicates=2, baseline="village_grants")
    assert (changed.seed, changed.replicates, changed.baseline) == (0, 2, "village_grants")
    assert design.with_settings(study) == study
    with pytest.raises(Refusal, match="did you mean village?"):
        design.with_settings(study, baseline="vilage")


def test_a_study_is_known_by_its_kind(tmp_path):
    assert design.is_study(_write(tmp_path))
    assert not design.is_study(TOY / "village.yaml")


def test_scenarios_of_two_regions_are_not_compared():
    paths = [TOY / "village.yaml", TOY.parent / "kaltim" / "mixed.yaml"]
    with pytest.raises(Refusal, match="'mixed' is of another region or start month than 'village'"):
        design.study_of(paths)
