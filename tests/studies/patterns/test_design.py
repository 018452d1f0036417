"""What a study of patterns may say, and how it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from hostile import editor
from mentas import files
from mentas.files import Refusal
from mentas.studies.patterns.design import is_patterns, load_patterns

TOY = Path(__file__).parents[3] / "scenarios" / "toy"

STUDY = f"""\
kind: patterns
title: {{id: Uji, en: Test}}
question: {{id: Apa?, en: What?}}
replicates: 2
seed: 9
patterns:
  - name: rate
    title: {{id: Kemiskinan, en: Poverty}}
    scenario: {TOY}/village.yaml
    statistic: poverty_rate
    month: 13
    observed: {{value: 0.1, se: 0.05}}
    source: Made up
    role: check
  - name: gap
    title: {{id: Kedalaman, en: Gap}}
    scenario: {TOY}/village.yaml
    changes: {{markets: fixed}}
    statistic: poverty_gap
    month: 0
    observed: {{low: 0.0, high: 0.1}}
    source: Made up
    role: calibrate
    from_memory: true
"""


def write(folder: Path, old: str = "", new: str = "") -> Path:
    assert old in STUDY
    path = folder / "study.yaml"
    path.write_text(STUDY.replace(old, new, 1))
    return path


def test_a_study_is_read_with_its_worlds(tmp_path: Path) -> None:
    found = load_patterns(write(tmp_path))
    assert is_patterns(tmp_path / "study.yaml") and not is_patterns(TOY / "village.yaml")
    assert (found.study.name, found.study.replicates, found.study.seed) == ("study", 2, 9)
    rate, gap = found.patterns
    assert (rate.observed.low, rate.observed.high) == pytest.approx((0.1 - 1.96 * 0.05, 0.1 + 1.96 * 0.05))
    assert (gap.observed.low, gap.observed.high, gap.observed.value) == (0.0, 0.1, None)
    assert (rate.from_memory, gap.from_memory, gap.role) == (False, True, "calibrate")
    worlds = {arm.name: arm.scenario for arm in found.study.arms}
    assert [worlds[p.world].markets for p in (rate, gap)] == ["responsive", "fixed"]
    assert found.asked(rate.world) == ((13, "poverty_rate"),)


def test_a_world_is_as_many_years_long_as_its_last_pattern_needs(tmp_path: Path) -> None:
    assert [arm.scenario.years for arm in load_patterns(write(tmp_path)).study.arms] == [2, 1]


def test_patterns_with_the_same_scenario_and_changes_share_a_world(tmp_path: Path) -> None:
    found = load_patterns(write(tmp_path, "    changes: {markets: fixed}\n"))
    (world,) = found.study.arms
    assert found.asked(world.name) == ((0, "poverty_gap"), (13, "poverty_rate"))


def test_scale_and_changes_from_outside_reach_every_world(tmp_path: Path) -> None:
    path = write(tmp_path, "seed: 9", "seed: 9\nscale: 0.5")
    assert {arm.scenario.scale for arm in load_patterns(path).study.arms} == {0.5}
    found = load_patterns(path, changes={"scale": 0.25, "parameters.enterprise.threshold": 0.4})
    assert {arm.scenario.scale for arm in found.study.arms} == {0.25}
    assert {arm.scenario.parameters["enterprise.threshold"] for arm in found.study.arms} == {0.4}


BROKEN = [
    ("statistic: poverty_rate", "statistic: povrty", "10:16: patterns[0].statistic: 'povrty' is not known;"),
    ("month: 13", "month: 601", "11:12: patterns[0].month: 601 is out of range; allowed: 0 to 600"),
    ("{value: 0.1, se: 0.05}", "{value: 0.1}", "12:15: patterns[0].observed: cannot have just these keys; allowed: "),
    ("{low: 0.0, high: 0.1}", "{low: 0.1, high: 0.0}", "21:15: patterns[1].observed: is no range"),
    ("{value: 0.1, se: 0.05}", "", "12:14: patterns[0].observed: says nothing"),
    ("    source: Made up\n", "", "7:5: patterns[0].source: is missing; allowed: text"),
    ("village.yaml", "vilage.yaml", "9:15: patterns[0].scenario: there is no file "),
    ("{markets: fixed}", "{markets: closed}", "18:24: markets: 'closed' is not known; allowed: responsive, fixed"),
    ("{markets: fixed}", "{market: fixed}", "18:23: market: is not known here; did you mean markets?"),
    ("role: check", "role: chek", "14:11: patterns[0].role: 'chek' is not known; did you mean check?"),
    ("name: gap", "name: rate", "7:3: patterns: names the pattern 'rate' twice"),
    ("name: gap", "name: ../gap", "15:11: patterns[1].name: must be letters, digits, '_', '-' and '.'"),
    ("seed: 9\n", "", "1:1: seed: is missing; allowed: 0 to 2^63 - 1"),
    ("from_memory: true", "from_memory: maybe", "24:18: patterns[1].from_memory: must be true or false, not 'maybe'"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"), BROKEN, ids=[f"{new or 'no ' + old.strip()}" for old, new, _ in BROKEN]
)
def test_a_broken_file_is_refused_at_its_place(old: str, new: str, said: str, tmp_path: Path) -> None:
    path = write(tmp_path, old, new)
    with pytest.raises(Refusal) as refused:
        load_patterns(path)
    lines = str(refused.value).splitlines()
    assert lines[0].startswith(f"{path}:{said}"), lines[0]
    assert len(lines) == 1


@pytest.mark.parametrize("text", ["patterns: []", "patterns: 3", "patterns: [~]", "patterns: [3]"])
def test_patterns_must_be_a_list_of_mappings(text: str, tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    path.write_text(STUDY[: STUDY.index("patterns:\n")] + text + "\n")
    with pytest.raises(Refusal, match=r":6:\d+: patterns"):
        load_patterns(path)


SEEN_BY_FILES_OR_NUMBERS = (
    "vilage.yaml",
    "{markets: closed}",
    "{market: fixed}",
    "name: rate",
    "{low: 0.1, high: 0.0}",
)


@pytest.mark.parametrize(
    ("old", "new", "said"), BROKEN, ids=[f"{new or 'no ' + old.strip()}" for old, new, _ in BROKEN]
)
def test_an_editor_underlines_what_it_can_see(old: str, new: str, said: str, tmp_path: Path) -> None:
    found = editor.objections("patterns", files.read(write(tmp_path, old, new)))
    assert bool(found) == (new not in SEEN_BY_FILES_OR_NUMBERS)


def test_an_editor_accepts_what_is_right(tmp_path: Path) -> None:
    assert editor.objections("patterns", files.read(write(tmp_path))) == []
