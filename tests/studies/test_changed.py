"""What of a study is not as its folder's manifest has it is named field by field, old and new."""

from __future__ import annotations

from pathlib import Path

import mentas
from mentas.studies import changed, manifest
from mentas.studies.changed import Change

VILLAGE = Path(__file__).parents[2] / "scenarios/toy/village.yaml"


def entries(**changes):
    scenario = mentas.load_scenario(VILLAGE).with_changes({"years": 2})
    other = scenario.with_changes(changes) if changes else scenario
    return ({"seed": 1, "scenarios": [manifest.scenario("village", "v.yaml", each)]} for each in (scenario, other))


def test_the_same_has_not_changed():
    assert changed.changes(*entries()) == []


def test_a_scenario_is_told_down_to_the_number():
    old, new = entries(**{"programmes.uep.grant": 4_000_000, "years": 3})
    grant = next(each for each in old["scenarios"][0]["resolved"]["programmes"] if each["name"] == "uep")
    told = [str(each) for each in changed.changes(old, new)]
    assert len(told) == 2 and "scenario village: years: 2 -> 3" in told
    (other,) = (each for each in told if "years" not in each)
    assert other.startswith("scenario village: programmes.uep.") and other.endswith(" -> 4000000")
    assert str(grant) != "" and "grant" in other


def test_seed_and_sources_are_told_and_make_runs_useless_and_replicates_do_not():
    old = {"seed": 1, "replicates": 3, "source_digest": "a" * 64, "scenarios": []}
    new = old | {"seed": 2, "replicates": 5, "source_digest": "b" * 64}
    found = {each.field: each for each in changed.changes(old, new)}
    assert str(found["seed"]) == "seed: 1 -> 2"
    assert str(found["source_digest"]) == "source_digest: aaaaaaaaaaaa -> bbbbbbbbbbbb"
    assert found["seed"].of_runs and not found["replicates"].of_runs


def test_a_dimension_and_a_design_are_told_by_their_numbers():
    old = {
        "dimensions": [{"name": "a", "low": 0.0}, {"name": "b", "low": 1.0}],
        "design": {"method": "latin", "samples": 4},
    }
    new = {
        "dimensions": [{"name": "a", "low": 0.5}, {"name": "b", "low": 1.0}],
        "design": {"method": "latin", "samples": 8},
    }
    assert [str(each) for each in changed.changes(old, new)] == [
        "dimensions.a.low: 0.0 -> 0.5",
        "design.samples: 4 -> 8",
    ]


def test_a_file_of_points_elsewhere_is_no_change_and_a_tuple_is_a_list():
    old = {"design": {"file": "a.csv", "sha256": "1"}, "dimensions": [{"name": "a", "options": [[1, 2]]}]}
    new = {"design": {"file": "b.csv", "sha256": "1"}, "dimensions": [{"name": "a", "options": ((1, 2),)}]}
    assert changed.changes(old, new) == []


def test_a_scenario_that_came_or_went_is_told():
    entry = {"name": "a", "digest": "1" * 64, "resolved": {}}
    told = [str(each) for each in changed.changes({"scenarios": []}, {"scenarios": [entry]})]
    assert told == ["scenario a: nothing -> 111111111111"]
    assert str(Change("x", "y" * 100, 1)) == f"x: {'y' * 57}... -> 1"
