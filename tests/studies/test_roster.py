"""The runs of a study: their order, their keys, and what they have in common."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mentas.studies.ensemble.worlds import AS_WRITTEN, worlds
from mentas.studies.roster import Roster
from mentas.studies.space.dimension import Simplex
from mentas.studies.space.outcome import Outcome
from mentas.studies.space.points import NOWHERE, laid
from mentas.studies.variant import Variant
from studies import ensembles
from studies.spaced import GRANT, GROWTH, RANK, dimension, study


def _roster(of, lived=AS_WRITTEN):
    return Roster(of, laid(of.design, of.dimensions, seed=of.seed), lived)


def _by_place(roster):
    return {
        (place.replicate, place.point, place.arm.name): run
        for place, run in zip(roster.places(), roster.keys, strict=True)
    }


def test_replicates_are_outermost_so_that_a_study_cut_short_is_balanced():
    roster = _roster(study(GRANT, GROWTH, replicates=2, samples=3))
    places = [(place.replicate, place.point, place.arm.name) for place in roster.places()]
    assert places == [(r, p, s) for r in range(2) for p in range(3) for s in "ab"]
    assert len(roster) == 12 and len(set(roster.keys)) == 12


@pytest.mark.parametrize("more", [{"samples": 9}, {"replicates": 5}])
def test_more_points_and_more_replicates_keep_the_keys_of_the_others(more):
    few, many = _by_place(_roster(study(GRANT, GROWTH))), _by_place(_roster(study(GRANT, GROWTH, **more)))
    assert few.items() <= many.items() and len(many) > len(few)


@pytest.mark.parametrize("first", [2, 3])
@pytest.mark.parametrize("uncertainty", ["point", "ensemble"])
def test_a_roster_that_begins_later_holds_the_runs_of_its_replicates(tmp_path, first, uncertainty):
    of = replace(study(GRANT, replicates=4), uncertainty=uncertainty, ensemble=ensembles.write(tmp_path))
    points, lived = laid(of.design, of.dimensions, seed=of.seed), worlds(of)
    whole, later = Roster(of, points, lived), Roster(of, points, lived, first=first)
    expected = {place: run for place, run in _by_place(whole).items() if place[0] >= first}
    assert _by_place(later) == expected and len(later) == (4 - first) * len(points) * 2
    assert [run for task in later.tasks(done=set()) for run, _ in task.runs] == later.unique


def test_a_dimension_that_is_added_makes_new_runs_where_it_changes_something_only():
    before, after = _by_place(_roster(study(GROWTH))), _by_place(_roster(study(GROWTH, GRANT)))
    assert {place for place in before if before[place] == after[place]} == {p for p in before if p[2] == "a"}


def test_a_scenario_that_no_dimension_changes_is_run_once_a_replicate():
    roster = _roster(study(GRANT, RANK, replicates=2, samples=3))
    assert len(roster) == 12 and len(roster.unique) == 2 + 6
    tasks = list(roster.tasks(done=set()))
    assert [len(task.runs) for task in tasks] == [2, 1, 1, 2, 1, 1]
    assert [run for task in tasks for run, _ in task.runs] == roster.unique


def test_what_is_done_is_not_asked_for_again():
    roster = _roster(study(GRANT))
    done = set(roster.unique[:3])
    asked = [run for task in roster.tasks(done=done) for run, _ in task.runs]
    assert asked == roster.unique[3:]


def test_the_key_of_a_run_says_what_it_changes_and_what_is_kept_of_it():
    grant = replace(GRANT, arms=("a", "b"))
    plain = _roster(study(grant))
    assert _roster(study(grant)).keys == plain.keys
    for other in (
        study(replace(grant, name="programmes.uep.quota")),
        study(grant, keep=frozenset()),
        study(grant, wanted=(Outcome("mentas", "head", "female"),)),
        study(grant, seed=8),
    ):
        assert not set(_roster(other).keys) & set(plain.keys)
    assert _roster(study(grant, wanted=(*study().wanted, Outcome("gini")))).keys == plain.keys


def test_a_sweep_that_keeps_what_a_comparison_keeps_shares_its_runs():
    whole = frozenset({"groups", "spending", "transitions"})
    swept = _by_place(_roster(study(GRANT, keep=whole)))
    compared = _by_place(Roster(study(kind="compare", keep=whole), NOWHERE, AS_WRITTEN))
    assert swept[0, 0, "a"] == compared[0, 0, "a"] and swept[0, 0, "b"] != compared[0, 0, "b"]


def test_runs_travel_as_changes_and_a_scenario_without_any_as_itself():
    roster = _roster(study(GRANT))
    (_, a), (_, b) = next(roster.tasks(done=set())).runs
    assert a is roster.study.arms[0].scenario
    assert isinstance(b, Variant) and dict(b.changes).keys() == {"programmes.uep.grant"}


def test_the_ensemble_lies_beneath_the_points(tmp_path):
    of = study(GROWTH, replicates=4, uncertainty="ensemble", ensemble=ensembles.write(tmp_path / "ensemble"))
    roster = _roster(of, worlds(of))
    found = [roster.changes(place) for place in roster.places() if place.point == 1 and place.arm.name == "a"]
    assert {each["growth"] for each in found} == {roster.points[1][0]}
    assert found[0] == found[1] and found[2] == found[3], "two lucks of a model"
    assert found[0]["parameters.enterprise.threshold"] != found[2]["parameters.enterprise.threshold"]
    by_place = _by_place(roster)
    longer = replace(of, replicates=8)
    assert by_place.items() <= _by_place(_roster(longer, worlds(longer))).items()
    assert len(set(roster.keys)) == len(roster)


def test_a_line_of_python_does_a_run_alone():
    roster = _roster(study(GRANT, GROWTH, changes={"years": 2}))
    place = list(roster.places())[3]
    grant, growth = roster.points[1]
    changes = {"years": 2, "programmes.uep.grant": grant, "growth": growth}
    assert roster.line(place) == (
        f"mentas.run(mentas.load_scenario('b.yaml').with_changes({changes!r}), seed=7, replicate=0)"
    )
    eval(roster.line(place).partition("with_changes(")[2].partition("), seed")[0])  # all of it is Python's own


def test_a_line_of_a_division_says_what_was_lived():
    import mentas
    from studies.space.files import TOY

    scenario = mentas.load_scenario(TOY / "village.yaml")
    of = study(dimension("s", Simplex(("uep", "kube")), "a", "b"))
    of = replace(of, arms=tuple(replace(arm, scenario=scenario) for arm in of.arms))
    roster = _roster(of)
    for place in roster.places():
        said = eval(roster.line(place).partition("with_changes(")[2].partition("), seed")[0])
        assert scenario.with_changes(said) == roster.scenario(place).made()
