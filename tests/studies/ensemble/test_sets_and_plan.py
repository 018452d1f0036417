"""Parameter sets and the plan of replicates: damaged files are refused, plans are balanced and keep what they had."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from mentas.files import Refusal
from mentas.studies import design, key
from mentas.studies.ensemble import plan, sets
from mentas.studies.ensemble.worlds import worlds
from studies import ensembles

TOY = Path(__file__).parents[3] / "scenarios" / "toy"


@pytest.fixture
def ensemble(tmp_path):
    return ensembles.write(tmp_path / "ensemble")


def _study(ensemble, *, replicates=8, changes=None, **settings):
    paths = [TOY / "village.yaml", TOY / "village_grants.yaml"]
    study = design.study_of(paths, changes=changes)
    return replace(study, uncertainty="ensemble", ensemble=ensemble, replicates=replicates, **settings)


def test_sets_are_read_with_their_threshold_as_a_parameter(ensemble):
    found = sets.load(ensemble)
    assert len(found.sets) == 16 and found.names == ("enterprise.threshold", "enterprise.wear", "investing.hurdle")
    last = found.of(1.2)[-1]
    expected = {"enterprise.threshold": 1.2, "enterprise.wear": 0.009, "investing.hurdle": 0.021}
    assert last.values == pytest.approx(expected)
    assert last.weights["responsive", "gb2"] == 0.25 and last.weights["fixed", "gb2"] == 0.0
    assert found.manifest == {"made": "up"}


def _cell(row, column, value):
    lines = [line.split(",") for line in ensembles.lines()]
    lines[row][column] = value
    return [",".join(line) for line in lines]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (_cell(0, 6, "enterprise.weer"), "1:7: enterprise.weer: is not a parameter; did you mean enterprise.wear?"),
        (_cell(0, 6, "investing.hurdle"), "investing.hurdle: is named twice"),
        (_cell(0, 2, "weight"), "has no column weight_responsive_gb2"),
        (_cell(3, 6, "0.9"), "4:7: enterprise.wear: 0.9 lies outside the plausible range; allowed: 0.003 to 0.02"),
        (_cell(3, 6, "nan"), "4:7: enterprise.wear: 'nan' is not a finite number"),
        (_cell(3, 6, ""), "'' is not a finite number"),
        (_cell(3, 0, "0.5"), "0.5 is not a threshold; allowed: 0, 0.4, 0.8, 1.2"),
        (_cell(3, 1, "-1"), "-1 is not a count"),
        (_cell(3, 1, "1"), "numbers two sets of threshold 0 alike"),
        (_cell(3, 2, "-0.25"), "-0.25 is not a weight"),
        (_cell(3, 2, "0.3"), "weights of threshold 0 sum to 1.05; allowed: a sum of 1"),
        (ensembles.lines()[:-4], "has no sets of threshold 1.2"),
        ([*ensembles.lines(), "0.8,9"], "18:1: has 2 cells and not 8"),
        (["", ""], "has no column threshold"),
    ],
)
def test_a_damaged_file_is_refused_with_its_place(tmp_path, text, said):
    with pytest.raises(Refusal) as refused:
        sets.load(ensembles.write(tmp_path / "ensemble", text))
    assert said in str(refused.value)


def test_a_missing_or_foreign_file_is_refused(tmp_path, ensemble):
    with pytest.raises(Refusal, match="no calibrated parameter sets"):
        sets.load(tmp_path / "none.csv")
    manifest = ensemble.with_name("manifest.json")
    manifest.write_text('{"sha256": "0"}')
    with pytest.raises(Refusal, match="not those that this manifest describes"):
        sets.load(ensemble)
    manifest.unlink()
    with pytest.raises(Refusal, match="missing beside"):
        sets.load(ensemble)
    ensemble.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refusal, match="not CSV in UTF-8"):
        sets.load(ensemble)


def test_there_are_sixteen_structures_and_the_first_is_the_one_of_a_point():
    assert len(set(plan.STRUCTURES)) == 16
    assert plan.STRUCTURES[0] == plan.Structure(0.8, "responsive", "gb2")


@pytest.mark.parametrize("upto", range(1, 17))
def test_any_beginning_of_the_plan_is_balanced(upto):
    for axis, most in (("threshold", 1), ("market", 1), ("shape", 1)):
        counts = Counter(each.level(axis) for each in plan.STRUCTURES[:upto])
        levels = 4 if axis == "threshold" else 2
        spread = [counts.get(level, 0) for level in {each.level(axis) for each in plan.STRUCTURES}]
        assert len(spread) == levels and max(spread) - min(spread) <= most + (axis != "threshold") * (upto % 2 == 0)


def test_every_second_threshold_round_sees_both_markets_and_both_shapes():
    for threshold in sets.THRESHOLDS:
        mine = [each for each in plan.STRUCTURES[:8] if each.threshold == threshold]
        assert {each.market for each in mine} == set(sets.MARKETS)
        assert {each.shape for each in mine} == set(sets.SHAPES)


def test_more_replicates_keep_the_earlier_and_another_seed_draws_others(ensemble):
    found = sets.load(ensemble)
    few, many = (plan.places(found, seed=5, replicates=n) for n in (10, 200))
    assert many[:10] == few
    other = plan.places(found, seed=6, replicates=200)
    assert [p.structure for p in other] == [p.structure for p in many]
    assert [p.parameters for p in other] != [p.parameters for p in many]


def test_two_lucks_share_a_set_and_no_two_replicates_a_luck(ensemble):
    places = plan.places(sets.load(ensemble), seed=5, replicates=64)
    for first, second in zip(places[::2], places[1::2], strict=True):
        assert (first.structure, first.parameters, first.model) == (second.structure, second.parameters, second.model)
    assert len({place.luck for place in places}) == 64
    assert Counter(place.structure for place in places) == dict.fromkeys(plan.STRUCTURES, 4)
    assert all(place.parameters.threshold == place.structure.threshold for place in places)


def test_sets_are_drawn_by_their_weight_under_the_structure(ensemble):
    places = plan.places(sets.load(ensemble), seed=5, replicates=16 * 2 * 200)
    drawn = Counter((p.structure.market, p.parameters.number) for p in places if p.replicate % 2 == 0)
    for number in range(4):
        assert abs(drawn["responsive", number] / 1600 - 0.25) < 0.01
        assert abs(drawn["fixed", number] / 1600 - (0.5 if number < 2 else 0.0)) < 0.01


def test_the_second_draw_of_a_structure_is_another_set(ensemble):
    # steps of the golden section on four sets of equal weight never fall on the same one twice running
    places = plan.places(sets.load(ensemble), seed=5, replicates=16 * 2 * 2)
    for structure in plan.STRUCTURES:
        mine = [p.parameters.number for p in places if p.structure == structure and p.replicate % 2 == 0]
        assert len(set(mine)) == 2 or structure.market == "fixed"


def test_a_world_is_the_scenario_with_the_changes_that_it_names(ensemble):
    study = _study(ensemble)
    lived = worlds(study)
    for arm in study.arms:
        for replicate in (0, 1, 2, 7):
            made = lived.scenario(arm, replicate)
            changes = lived.changes(arm, replicate)
            assert key.scenario_digest(made) == key.scenario_digest(arm.scenario.with_changes(changes))
    first = lived.scenario(study.arms[0], 0)
    assert (first.markets, first.population.distribution) == ("responsive", "gb2")
    assert first.parameters["enterprise.threshold"] == 0.8
    second = lived.scenario(study.arms[0], 2)
    assert (second.markets, second.population.distribution) == ("fixed", "shifted_lognormal")
    assert second.parameters["enterprise.threshold"] == 0.0


def test_every_policy_lives_in_the_same_model(ensemble):
    study = _study(ensemble)
    lived = worlds(study)
    for replicate in range(study.replicates):
        a, b = (lived.scenario(arm, replicate) for arm in study.arms)
        assert a.parameters == b.parameters and a.markets == b.markets and a.population == b.population


def test_what_a_scenario_sets_itself_it_keeps_and_the_manifest_says_so(ensemble):
    study = _study(ensemble, changes={"parameters.enterprise.wear": 0.01, "markets": "fixed"}, replicates=40)
    lived = worlds(study)
    assert {lived.scenario(arm, r).parameters["enterprise.wear"] for arm in study.arms for r in range(40)} == {0.01}
    assert {lived.scenario(arm, r).markets for arm in study.arms for r in range(40)} == {"fixed"}
    told = lived.account(study)["ensemble"]
    assert told["kept"] == {"village": {"enterprise.wear": 0.01}, "village_grants": {"enterprise.wear": 0.01}}
    assert told["held"] == {"market": "fixed"} and told["structures"] == 8
    nest = lived.nest()
    assert nest is not None and nest.levels["market"] == ("fixed",) and nest.population == 8


def test_a_threshold_of_a_scenario_is_not_varied_and_sets_are_those_of_the_nearest(ensemble):
    lived = worlds(_study(ensemble, changes={"parameters.enterprise.threshold": 0.3}))
    assert lived.held == {"threshold": "0.4"}
    assert {place.parameters.threshold for place in lived.plan} == {0.4}


def test_a_point_runs_the_scenarios_as_they_are_written(tmp_path):
    study = replace(_study(tmp_path / "none.csv"), uncertainty="point")
    assert worlds(study).scenario(study.arms[0], 3) is study.arms[0].scenario
    assert worlds(study).account(study) == {} and worlds(study).nest() is None


def test_an_ensemble_that_is_asked_for_and_not_there_is_refused(tmp_path):
    with pytest.raises(Refusal, match="no calibrated parameter sets"):
        worlds(_study(tmp_path / "none.csv"))


def test_the_study_file_asks_for_it(tmp_path):
    text = (
        "kind: compare\ntitle: {id: a, en: b}\nquestion: {id: a, en: b}\nreplicates: 4\nseed: 1\n"
        f"scenarios: [{TOY}/village.yaml]\nuncertainty: ensemble\n"
    )
    path = tmp_path / "study.yaml"
    path.write_text(text)
    assert design.load_study(path).uncertainty == "ensemble"
    path.write_text(text.replace("ensemble", "ensembel"))
    with pytest.raises(Refusal, match="did you mean ensemble"):
        design.load_study(path)
    path.write_text(text.replace("uncertainty: ensemble\n", ""))
    assert design.load_study(path).uncertainty == "point"
