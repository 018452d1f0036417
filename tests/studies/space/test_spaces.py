"""Parts of a study that must go together: constants, the ensemble, the design, outcomes and what is looked for."""

from __future__ import annotations

import pytest

from mentas.files import Refusal
from mentas.studies import design
from studies.space.files import GRANT, HEAD, LATIN, TOY, load, refused, write

MIX = "levers: {s: {mix: {from: {bpnt: 1}, to: {uep: 1}}}}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LATIN, "1:1: levers: is missing: a study of this kind needs levers or uncertainties"),
        (GRANT, "1:1: design: is missing"),
        (GRANT + "design: {samples: 8}\n", "8:9: design.method: is missing"),
        (GRANT + "design: {method: latin}\n", "8:9: design.samples: is missing for method latin"),
        (GRANT + "design: {method: morris, samples: 4}\n", "8:18: design.method: morris is no method of a sweep"),
        (GRANT + "design: {method: latn, samples: 4}\n", "design.method: 'latn' is not known; did you mean latin?"),
        (GRANT + "design: {method: grid, samples: 4}\n", "design.samples: says nothing of method grid"),
        (GRANT + "design: {method: latin, samples: 4, levels: 4}\n", "design.levels: says nothing of method latin"),
        (GRANT + "design: {method: latin, samples: 4, file: a.csv}\n", "design.file: says nothing of method latin"),
        (GRANT + "design: {method: csv}\n", "8:9: design.file: is missing for method csv"),
        (GRANT + "design: {method: csv, file: a.csv}\n", "8:29: design.file: there is no file a.csv"),
        (GRANT + "design: {method: latin, samples: 4, groups: true}\n", "belongs to an analysis of sensitivity only"),
        (GRANT + "design: {method: latin, samples: 4, batch: 2}\n", "belongs to a frontier only"),
        (GRANT + "design: {method: latin, samples: 100_001}\n", "8:34: design.samples: 100_001 is out of range"),
        (GRANT + LATIN + "interest: {scenario: village_grants}\n", "9:11: interest: needs `outcomes` of the study"),
        (GRANT + LATIN + "constants: {growht: 0.1}\n", "9:21: constants.growht: is not known here; did you mean"),
        (GRANT + LATIN + "constants: {growth: 9}\n", "9:21: constants.growth: 9 is out of range"),
        (GRANT + LATIN + "years: 2\nconstants: {years: 3}\n", "constants.years: is said by the study's own key years"),
        (GRANT + LATIN + "constants: {programmes.uep.grant: 3_000_000}\n", "9:13: constants.programmes.uep.grant: is"),
        (GRANT + LATIN + "constants: {programmes: {uep: {grant: 5_000_000}}}\n", "constants.programmes: is varied by"),
        (MIX + LATIN + "constants: {budget.shares: {uep: 1}}\n", "constants.budget.shares: is varied by levers.s"),
    ],
)  # fmt: skip
def test_parts_that_do_not_go_together_are_refused(tmp_path, text, words):
    assert any(words in line for line in refused(tmp_path, text)), refused(tmp_path, text)


def test_an_unknown_kind_with_a_space_is_refused_like_any_other(tmp_path):
    head = HEAD.replace("kind: sweep", "kind: swep")
    assert any(
        "1:7: kind: 'swep' is not known; did you mean sweep?" in line
        for line in refused(tmp_path, GRANT + LATIN, head=head)
    )


def test_a_comparison_takes_no_space(tmp_path):
    lines = refused(tmp_path, GRANT + LATIN, head=HEAD.replace("kind: sweep", "kind: compare"))
    assert [line.partition(": ")[0] for line in lines] == ["7:1", "8:1"]
    assert all("not to a plain comparison" in line for line in lines)


def test_constants_are_made_together_as_one_may_need_another(tmp_path):
    text = GRANT + LATIN + "constants: {budget.shares.uep: 0.5, budget.shares.bpnt: 0.5, scale: 1}\n"
    study = load(
        tmp_path, text, head=HEAD.replace("village.yaml, ", "village_grants.yaml]  # ").replace("  # ", " # ", 1)
    )
    assert study.arms[0].scenario.budget.shares == {"bpnt": 0.5, "uep": 0.5, "kube": 0.0}


def test_what_varies_cannot_be_set_from_the_command_line(tmp_path):
    path = write(tmp_path, GRANT + LATIN)
    with pytest.raises(Refusal, match=r"with_changes\('programmes.uep.grant'\).*is varied by levers.programmes.uep"):
        design.load_study(path, changes={"programmes.uep.grant": "3_000_000"})
    assert design.load_study(path, changes={"years": "1"}).arms[0].scenario.years == 1


def test_what_the_ensemble_varies_is_no_dimension(tmp_path):
    text = "uncertainties: {parameters.enterprise.threshold: {}, markets: {values: [fixed, responsive]}}\n" + LATIN
    lines = refused(tmp_path, text + "uncertainty: ensemble\n")
    assert sorted(line.split(": ")[1] for line in lines) == ["markets", "parameters.enterprise.threshold"]
    study = load(tmp_path, text)
    with pytest.raises(Refusal, match="--uncertainty: markets: varies with the ensemble already"):
        design.with_settings(study, uncertainty="ensemble")
    text = "uncertainties: {parameters.enterprise.*: {}}\n" + LATIN
    names = {each.name for each in load(tmp_path, text + "uncertainty: ensemble\n").dimensions}
    assert names < {each.name for each in load(tmp_path, text).dimensions}, "a pattern leaves the ensemble's alone"
    assert "parameters.enterprise.threshold" not in names
    with_others = load(tmp_path, GRANT + LATIN + "uncertainty: ensemble\n")
    assert design.with_settings(with_others, uncertainty="ensemble").uncertainty == "ensemble"


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("{measure: poverty_rate, year: 6}", "outcomes[0].year: lies after the last year of scenario village;"),
        ("{measure: poverty_rate, group_kind: decile, group: 11}", "7:63: outcomes[0].group: '11' is not known"),
        ("{measure: poverty_rate, group_kind: all, group: some}", "'some' is not known"),
        ("{measure: poverty_rate, group_kind: head, group: femal}", "did you mean female?"),
        ("{measure: poverty_rate, group_kind: regency, group: Dusun Hlu}", "did you mean Dusun Hulu?"),
        ("{measure: poverty_rate, group_kind: programme, group: pkh}", "'pkh' is not known"),
        ("{measure: poverty_rate, group: 1}", "by both group_kind and group"),
        ("poverty_rte", "did you mean poverty_rate?"),
    ],
)  # fmt: skip
def test_an_outcome_that_no_run_has_is_refused_before_any_runs(tmp_path, outcome, words):
    lines = refused(tmp_path, f"outcomes: [{outcome}]\n{GRANT}{LATIN}")
    assert any(words in line for line in lines), lines


def test_the_shortest_scenario_says_which_years_there_are(tmp_path):
    (tmp_path / "short.yaml").write_text(f"extends: {TOY}/village.yaml\nyears: 2\n")
    head = HEAD.replace(f"{TOY}/village.yaml", "short.yaml")
    text = "outcomes: [{measure: mentas, year: 3}]\n" + GRANT + LATIN
    (line,) = refused(tmp_path, text, head=head)
    assert "the last year of scenario short; allowed: 0 to 2" in line


def test_a_programme_that_a_division_starts_has_outcomes(tmp_path):
    text = "outcomes: [{measure: poverty_rate, group_kind: programme, group: kube}]\n"
    head = HEAD.replace(f"{TOY}/village.yaml, ", "")  # village_grants gives kube nothing
    (line,) = refused(tmp_path, text + GRANT + LATIN, head=head)
    assert "outcomes[0].group: 'kube' is not known" in line
    load(tmp_path, text + "levers: {s: {simplex: [uep, kube]}}\n" + LATIN, head=head)


def test_too_large_a_study_is_refused_with_its_size(tmp_path):
    text = "levers: {growth: {range: [0, 0.1]}, inflation: {range: [0, 0.1]}}\ndesign: {method: grid, levels: 1000}\n"
    (line,) = refused(tmp_path, text)
    assert line == "8:32: design.levels: makes 1_000_000 points; allowed: up to 100_000"
    text = GRANT + "design: {method: latin, samples: 100_000}\n"
    (line,) = refused(tmp_path, text, head=HEAD.replace("replicates: 2", "replicates: 100"))
    assert line == "5:13: replicates: make 20_000_000 runs of all scenarios and points; allowed: up to 2_000_000 runs"


def test_too_many_replicates_from_the_command_line_are_refused_too(tmp_path):
    study = load(tmp_path, GRANT + "design: {method: latin, samples: 100_000}\n")
    with pytest.raises(Refusal, match="--replicates: makes 2_200_000 runs.*up to 2_000_000"):
        design.with_settings(study, replicates=11)
    assert design.with_settings(study, replicates=10).replicates == 10


@pytest.mark.parametrize(
    ("interest", "words"),
    [
        ("{}", "interest.scenario: is missing"),
        ("{scenario: village_grant}", "did you mean village_grants?"),
        ("{scenario: village}", "needs a number: there is no other scenario to be better than"),
        ("{scenario: village_grants, outcome: mentass}", "did you mean mentas?"),
        ("{scenario: village_grants, is: bettr}", "did you mean better?"),
    ],
)
def test_an_interest_that_cannot_be_looked_for_is_refused(tmp_path, interest, words):
    text = f"outcomes: [mentas]\n{GRANT}{LATIN}interest: {interest}\n"
    assert any(words in line for line in refused(tmp_path, text))


def test_better_is_on_the_side_that_the_measure_has_it(tmp_path):
    text = "outcomes: [poverty_rate, mentas_kept]\n" + GRANT + LATIN + "interest: {scenario: village_grants, OUTCOME}\n"
    assert not load(tmp_path, text.replace("OUTCOME", "outcome: poverty_rate")).interest.higher
    assert load(tmp_path, text.replace("OUTCOME", "outcome: mentas_kept")).interest.higher
    found = load(tmp_path, text.replace("OUTCOME", "outcome: poverty_rate, is: worse, than: 0.2")).interest
    assert found.higher and found.than == 0.2


def test_one_scenario_has_no_baseline_and_can_be_swept_all_the_same(tmp_path):
    study = load(tmp_path, GRANT + LATIN, head=HEAD.replace(f"{TOY}/village.yaml, ", ""))
    assert study.baseline is None and len(study.dimensions) == 1
