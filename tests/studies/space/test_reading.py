"""What levers and uncertainties may say, which scenarios they change, and how they are refused."""

from __future__ import annotations

import pytest

from mentas import parameters
from mentas.studies.space.dimension import Choice, Mix, Simplex, Span
from studies.space.files import GRANT, HEAD, LATIN, load, refused

KEPT = "uncertainties: {parameters.enterprise.threshold: {}}\n"


def _arms(study, name):
    (found,) = (each.arms for each in study.dimensions if each.name == name)
    return found


def test_levers_and_uncertainties_are_read_in_the_order_of_the_file_levers_first(tmp_path):
    text = """\
uncertainties:
  parameters.enterprise.wear: {}
  growth: {range: [0.0, 0.03]}
levers:
  share: {mix: {from: {bpnt: 1}, to: {uep: 1}}}
  programmes.uep.rank_by: {values: [registered, random]}
"""
    study = load(tmp_path, text + LATIN)
    assert [(each.name, each.role, type(each.form)) for each in study.dimensions] == [
        ("share", "lever", Mix),
        ("programmes.uep.rank_by", "lever", Choice),
        ("parameters.enterprise.wear", "uncertainty", Span),
        ("growth", "uncertainty", Span),
    ]
    assert [each.group for each in study.dimensions] == ["programme design", "programme design", "economy", "economy"]


def test_a_parameter_knows_its_own_range_and_the_calibrated_sets_a_narrower_one(tmp_path):
    text = "uncertainties: {parameters.enterprise.wear: {RANGES}}\n"
    (own,) = load(tmp_path, text.replace("RANGES", "") + LATIN).dimensions
    (sets,) = load(tmp_path, text.replace("RANGES", "ranges: ensemble") + LATIN).dimensions
    assert (own.form.low, own.form.high) == parameters.catalogue()["enterprise.wear"].range
    assert own.form.low <= sets.form.low < sets.form.high <= own.form.high and sets.form != own.form


def test_a_key_of_whole_numbers_is_known_for_one(tmp_path):
    assert load(tmp_path, GRANT + LATIN).dimensions[0].form == Span(2_000_000, 8_000_000, whole=True)
    budget = "levers: {budget.per_year: {range: [60_000_000, 90_000_000], log: true}}\n"
    assert load(tmp_path, budget + LATIN).dimensions[0].form == Span(60_000_000, 90_000_000, whole=True, log=True)
    assert not load(tmp_path, "levers: {growth: {range: [0, 0.1]}}\n" + LATIN).dimensions[0].form.whole


@pytest.mark.parametrize(
    ("lever", "place", "words"),
    [
        ("programmes.uep.grant: {range: [0.5, 3]}", "7:40: levers.programmes.uep.grant.range", "whole ends"),
        ("programmes.uep.grant: {range: [1, 9], whole: false}", "7:55: ", "cannot be false: it takes whole numbers"),
        ("programmes.uep.grant: {range: [9, 9]}", "7:40: ", "from a lower to a higher number, not 9 to 9"),
        ("growth: {range: [0, 0.1], log: true}", "7:26: levers.growth.range", "begins at 0, which has no logarithm"),
        ("growth: {range: [0, 9]}", "7:26: levers.growth", "cannot be 9 in scenario village: 9"),
        ("growth: {range: [0, 0.1, 0.2]}", "7:26: levers.growth.range", "has more than 2 items"),
        ("growth: {range: 5.000}", "7:26: levers.growth.range", "must be a list"),
        ("growth: {values: [5.000]}", "7:28: levers.growth.values[0]", "can be read in two ways"),
        ("growth: {values: [0.01, 0.01]}", "7:27: levers.growth.values", "names 0.01 twice"),
        ("growth: {values: [0.01], log: true}", "7:40: levers.growth.log", "belongs to a range, not to values"),
        ("growth: {values: [{a: 1}]}", "7:28: levers.growth.values[0]", "must be a number, a word"),
        ("growth: {range: [0, 0.1], values: [0]}", "7:44: levers.growth.values", "goes not with range"),
        ("growth: {}", "7:18: levers.growth", "needs a range or values"),
        ("grwth: {range: [0, 0.1]}", "7:25: levers.grwth", "did you mean growth?"),
        ("years: {values: [1, 2]}", "7:10: levers.years", "must be the same in all runs"),
        ("region: {values: [kaltim]}", "7:10: levers.region", "must be the same in all runs"),
        ("budget.shares.uep: {range: [0, 1]}", "7:10: levers.budget.shares.uep", "use mix or simplex"),
        ("point: {simplex: [uep, bpnt]}", "7:10: levers.point", "is a column that tables have anyway"),
        ("=a: {simplex: [uep, bpnt]}", "7:10: levers.=a", "must be a word of letters"),
        ("s: {simplex: [uep]}", "7:23: levers.s.simplex", "must have at least 2 items"),
        ("s: {simplex: [uep, bpntt]}", "7:23: levers.s", "did you mean bpnt?"),
        ("s: {mix: {from: {uep: 1}, to: {uep: 1}}}", "7:40: levers.s.mix.to", "is the same as from"),
        ("s: {mix: {from: {uep: 0.5}, to: {uep: 1}}}", "7:26: levers.s.mix.from", "shares sum to 0.5"),
        ("s: {mix: {from: {uep: 1}}}", "7:19: levers.s.mix.to", "is missing"),
        ("programmes.uep.grant: {range: [1, 2], only: [vilage]}", "7:55: ", "did you mean village?"),
        ("programmes.pkh.quota: {range: [1, 2]}", "7:10: ", "changes nothing in village, village_grants: pkh does not"),
        ("programmes.uep.grant: {range: [1, 2], ony: [a]}", "7:48: ", "did you mean only?"),
        ("parameters.enterprise.*: {}", "7:10: ", "only uncertainties of parameters take a pattern"),
    ],
)  # fmt: skip
def test_a_lever_is_refused_at_its_place(tmp_path, lever, place, words):
    (line,) = [line for line in refused(tmp_path, f"levers: {{{lever}}}\n{LATIN}") if words in line]
    assert line.startswith(place)


@pytest.mark.parametrize(
    ("uncertainty", "words"),
    [
        ("parameters.enterprise.threshold: {range: [0, 9]}", "cannot be 9 in scenario village: 9 lies outside the"),
        ("parameters.enterprise.treshold: {}", "is not a parameter; did you mean parameters.enterprise.threshold?"),
        ("parameters.enterprise.wear: {values: [a, b]}", "cannot be a in scenario village: must be a number"),
        ("parameters.enterprise.wear: {evidence: [law]}", "which `evidence` cannot choose from"),
        ("parameters.enterprize.*: {}", "matches no parameter; did you mean parameters.enterprise.*?"),
        ("parameters.enterprise.*: {evidence: [law]}", "matches no parameter that is known by law"),
        ("parameters.enterprise.*: {evidence: []}", "must have at least 1 item"),
        ("growth.*: {}", "only uncertainties of parameters take a pattern"),
        ("parameters.spending.mean_months: {}", "from a lower to a higher number, not 12 to 12"),
        ("growth: {mix: {from: {uep: 1}, to: {bpnt: 1}}}", "is not known here"),
    ],
)
def test_an_uncertainty_is_refused_with_what_is_wrong(tmp_path, uncertainty, words):
    assert any(words in line for line in refused(tmp_path, f"uncertainties: {{{uncertainty}}}\n{LATIN}"))


def test_a_pattern_leaves_what_has_a_line_of_its_own_alone(tmp_path):
    text = "uncertainties:\n  parameters.registry.*: {}\n  parameters.registry.shift: {range: [0.1, 0.2]}\n"
    found = load(tmp_path, text + LATIN).dimensions
    forms = [each.form for each in found if each.name == "parameters.registry.shift"]
    assert forms == [Span(0.1, 0.2)] and len(found) > 2


def test_two_patterns_that_meet_are_told_of(tmp_path):
    text = "uncertainties: {parameters.registry.*: {}, parameters.*.shift: {}}\n"
    (line,) = refused(tmp_path, text + LATIN)
    assert "parameters.registry.shift: is named by uncertainties.parameters.registry.shift too" in line


def test_a_programme_that_a_scenario_does_not_run_is_not_changed_there(tmp_path):
    text = "levers: {programmes.bpnt.quota: {range: [1, 9]}, programmes.uep.grant: {range: [2_000_000, 8_000_000]}}\n"
    study = load(tmp_path, text + LATIN)  # all of village_grants' budget is uep's
    assert _arms(study, "programmes.bpnt.quota") == ("village",)
    assert _arms(study, "programmes.uep.grant") == ("village", "village_grants")
    text = "levers: {programmes.bpnt.quota: {range: [1, 9], only: [village, village_grants]}}\n"
    (line,) = refused(tmp_path, text + LATIN)
    assert "changes nothing in village_grants: bpnt does not run there" in line


@pytest.mark.parametrize("other", ["s: {simplex: [uep, bpnt]}", "s: {mix: {from: {bpnt: 1}, to: {uep: 1}}}"])
def test_a_programme_that_another_lever_starts_is_changed_with_it(tmp_path, other):
    text = f"levers:\n  programmes.bpnt.quota: {{range: [1, 9]}}\n  {other}\n"
    assert _arms(load(tmp_path, text + LATIN), "programmes.bpnt.quota") == ("village", "village_grants")
    only = other[:-1] + ", only: [village]}"
    text = f"levers:\n  programmes.bpnt.quota: {{range: [1, 9]}}\n  {only}\n"
    assert _arms(load(tmp_path, text + LATIN), "programmes.bpnt.quota") == ("village",)


def test_a_parameter_that_a_scenario_sets_stays_unless_it_is_named(tmp_path):
    from studies.space.files import TOY

    (tmp_path / "low.yaml").write_text(f"extends: {TOY}/village.yaml\nparameters: {{enterprise.threshold: 0}}\n")
    head = HEAD.replace(f"{TOY}/village_grants.yaml", "low.yaml")
    assert _arms(load(tmp_path, KEPT + LATIN, head=head), "parameters.enterprise.threshold") == ("village",)
    named = KEPT.replace("{}}", "{only: [low]}}")
    assert _arms(load(tmp_path, named + LATIN, head=head), "parameters.enterprise.threshold") == ("low",)
    lone = head.replace(f"{TOY}/village.yaml, ", "")
    (line,) = refused(tmp_path, KEPT + LATIN, head=lone)
    assert "changes nothing in low: set there already, which stays; say `only`" in line


def test_two_divisions_of_one_budget_are_refused_and_of_two_are_not(tmp_path):
    two = "levers:\n  a: {simplex: [uep, bpnt]ONLY}\n  b: {simplex: [bpnt, kube], only: [village_grants]}\n" + LATIN
    (line,) = refused(tmp_path, two.replace("ONLY", ""))
    assert line.startswith("9:3: levers.b: divides the budget of scenario village_grants, as levers.a does")
    assert len(load(tmp_path, two.replace("ONLY", ", only: [village]")).dimensions) == 2


def test_what_is_a_lever_and_an_uncertainty_is_told_of_once(tmp_path):
    text = "levers: {growth: {range: [0, 0.01]}}\nuncertainties: {growth: {range: [0, 0.02]}}\n"
    (line,) = refused(tmp_path, text + LATIN)
    assert line.startswith("8:17: uncertainties.growth: is named by levers.growth too")


def test_a_simplex_tells_its_dimension_which_programmes_there_are(tmp_path):
    (found,) = load(tmp_path, "levers: {s: {simplex: [uep, bpnt, kube]}}\n" + LATIN).dimensions
    assert found.form == Simplex(("uep", "bpnt", "kube"))
    assert found.columns == ("s.uep", "s.bpnt", "s.kube")
