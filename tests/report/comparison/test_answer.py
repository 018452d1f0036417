"""The answer in at most three sentences that claim no more than their intervals."""

from __future__ import annotations

import json

import pytest

from mentas.report.comparison.answer import answer, headline, question, turned
from report.comparison.handmade import at, cell, made, over_models

LEVEL = {at("cash", 1): cell(0.05), at("cash", 5): cell(0.06)}
TOLD = cell(0.045, -0.015, low=-0.02, high=-0.01)
OPEN = cell(0.055, -0.005, low=-0.02, high=0.01)


def test_a_difference_by_more_than_luck_is_said_with_its_interval():
    study = made(LEVEL | {at("capital", 1): TOLD, at("capital", 5): TOLD})
    assert answer(study, "en") == (
        "Poverty rate (P0) after 5 years: 6.00% under “Cash”; lower by more than luck under “Capital” "
        "(−1.50 points [−2.00; −1.00]).",
    )
    assert answer(study, "id") == (
        "Tingkat kemiskinan (P0) setelah 5 tahun: 6,00% pada “Tunai”; lebih rendah melebihi faktor acak pada "
        "“Modal” (−1,50 poin persentase [−2,00; −1,00]).",
    )


def test_what_is_not_told_apart_is_not_ranked():
    study = made(LEVEL | {at("capital", 1): OPEN, at("capital", 5): OPEN})
    assert answer(study, "en") == (
        "Poverty rate (P0) after 5 years: 6.00% under “Cash”; “Capital” cannot be told apart from it.",
    )


def test_several_policies_that_are_not_told_apart_are_said_at_once():
    study = made(LEVEL | {at(name, year): OPEN for name in ("capital", "groups") for year in (1, 5)})
    assert answer(study, "en")[0].endswith("; no other policy can be told apart from it.")


def test_clear_likely_and_average_are_different_words():
    clear = over_models(0.04, -0.02, wide=0.01, narrow=0.008, of_mean=0.001)
    likely = over_models(0.05, -0.01, wide=0.011, narrow=0.009, of_mean=0.001)
    study = made(
        LEVEL | {at("capital", 1): clear, at("capital", 5): clear, at("groups", 1): likely, at("groups", 5): likely}
    )
    assert answer(study, "en")[0] == (
        "Poverty rate (P0) after 5 years: 6.00% under “Cash”; clearly lower under “Capital” "
        "(−2.00 points [−3.00; −1.00]); likely lower under “Groups” (−1.00 points [−1.90; −0.10])."
    )
    average = over_models(0.061, 0.001, wide=0.02, narrow=0.015, of_mean=0.0005)
    study = made(LEVEL | {at("capital", 1): average, at("capital", 5): average})
    assert answer(study, "en")[0].endswith(
        "; “Capital” cannot be told apart from it, though higher on average over models."
    )


def test_a_policy_that_turns_is_told_at_first_too():
    higher = cell(0.065, 0.015, low=0.01, high=0.02)
    study = made(LEVEL | {at("capital", 1): higher, at("capital", 5): TOLD})
    assert turned(study, "poverty_rate")
    first, second = answer(study, "en")
    assert "after 5 years" in second and "lower by more than luck" in second
    assert first == (
        "Poverty rate (P0) after one year: 5.00% under “Cash”; higher by more than luck under "
        "“Capital” (+1.50 points [+1.00; +2.00])."
    )


def test_a_policy_that_stands_alike_is_told_once():
    study = made(LEVEL | {at("capital", 1): OPEN, at("capital", 5): OPEN})
    assert not turned(study, "poverty_rate")


def test_an_unknown_interval_is_no_turn():
    study = made(LEVEL | {at("capital", 1): cell(0.05, 0.0), at("capital", 5): TOLD})
    assert not turned(study, "poverty_rate") and len(answer(study, "en")) == 1


def test_never_more_than_three_sentences_of_outcomes():
    cells = LEVEL | {at("capital", 1): OPEN, at("capital", 5): TOLD}
    for name in ("mentas_kept", "spending_mean", "gini"):
        cells |= {at("cash", 5, name): cell(10.0), at("capital", 5, name): cell(11.0, 1.0, low=0.5, high=1.5)}
    study = made(cells)
    assert headline(study) == "poverty_rate" and len(answer(study, "en")) == 3
    assert answer(study, "en")[2] == (
        "Households mentas that have not fallen back after 5 years: 10 under “Cash”; higher by more than luck under "
        "“Capital” (+1.0 [+0.5; +1.5])."
    )


@pytest.mark.parametrize(
    ("pairs", "told"), [(1, "without an interval under “Capital”"), (2, "lower by more than luck")]
)
def test_one_pair_gives_no_interval(pairs, told):
    row = cell(0.045, -0.015, low=-0.02, high=-0.01, pairs=pairs)
    assert told in answer(made(LEVEL | {at("capital", 5): row}), "en")[0]


def test_one_policy_is_told_without_comparing():
    study = made({at("cash", 5): cell(0.06)}, baseline=None)
    assert answer(study, "en") == ("Poverty rate (P0) in year 5: 6.00% under “Cash” (95 % interval 5.40% to 6.60%).",)
    assert question(study, "en") == "What does Cash do?" and question(study, "id") == "Apa dampak Tunai?"


def test_without_a_baseline_nothing_is_compared():
    study = made({at("cash", 5): cell(0.06), at("capital", 5): TOLD}, baseline=None)
    (said,) = answer(study, "en")
    assert "under “Cash”" in said and "under “Capital”" in said and "lower" not in said
    assert question(study, "en") == "How do Cash and Capital differ?"


def test_the_studys_own_question_stands():
    study = made(LEVEL | {at("capital", 5): OPEN}, question={"id": "Apa?", "en": "What?"})
    assert (question(study, "id"), question(study, "en")) == ("Apa?", "What?")


def test_points_are_people_too_where_their_number_is_known():
    from mentas.population.region import load_region

    village = load_region("village")  # 240 people: 1.5 points are 3.6 of them
    study = made(LEVEL | {at("capital", 1): TOLD, at("capital", 5): TOLD})
    for scenario in study.manifest["scenarios"]:
        scenario |= {"region": "village", "resolved": {"region": village.digest}}
    assert "(−1.50 points [−2.00; −1.00], about 4 people)" in answer(study, "en")[0]
    changed = json.loads(json.dumps(study.manifest).replace(village.digest, "0" * 64))
    study = made(LEVEL | {at("capital", 1): TOLD, at("capital", 5): TOLD}, scenarios=changed["scenarios"])
    assert "people" not in answer(study, "en")[0]
