"""The virtual trial: groups, samples, attrition and noise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mentas.studies.trial.survey import Survey
from studies.trial.made import known, panel, published, trial, world

EFFECT = published()


def survey(*, at: Any = None, replicate: int = 0, **design: Any) -> Survey:
    """A survey of households with a known effect."""
    return Survey(trial(EFFECT, design={"sample": 1000} | design), at or known(), replicate=replicate)


def test_groups_of_households_have_the_sizes_of_the_design() -> None:
    assert np.bincount(survey(control_share=0.4).groups).tolist() == [800, 600, 600]


def test_the_eligible_are_shared_out_among_themselves() -> None:
    at = known()
    at = replace(at, baseline=replace(at.baseline, eligible=np.arange(2000) < 100))
    assert np.bincount(survey(at=at).groups[:100]).tolist() == [50, 25, 25]


def test_whole_clusters_are_put_into_a_group() -> None:
    groups = survey(at=known(clusters=40), unit="cluster", clusters=40, control_share=0.5).groups.reshape(50, 40)
    assert (groups == groups[0]).all()
    assert np.bincount(groups[0]).tolist() == [20, 10, 10]


def test_assignment_knows_nothing_of_what_arms_do() -> None:
    for design in ({}, {"unit": "cluster", "clusters": 40}):
        one = survey(at=known(clusters=40, effect=0.0), **design)
        other = survey(at=known(clusters=40, effect=1000.0), **design)
        assert np.array_equal(one.groups, other.groups)
        assert np.array_equal(one.sampled(EFFECT, "grant"), other.sampled(EFFECT, "grant"))
        assert not np.array_equal(one.groups, survey(at=known(clusters=40), replicate=1, **design).groups)


def test_groups_do_not_go_with_the_baseline() -> None:
    at = known()
    before = at.worlds["control"].seen[0]["profit"]
    gaps = []
    for replicate in range(100):
        groups = survey(at=at, replicate=replicate).groups
        gaps.append(before[groups == 1].mean() - before[groups == 0].mean())
    # sd 10 among 500 and 1000: 0.548 a replicate, a tenth of it for the mean of 100.
    assert abs(np.mean(gaps)) < 3.0 * 0.0548
    assert np.std(gaps) == pytest.approx(0.548, rel=0.25)


def test_the_sample_is_divided_like_the_groups_and_drawn_from_them() -> None:
    asked = survey(control_share=0.4, sample=500)
    for arm, number, size in (("control", 0, 200), ("grant", 1, 150), ("cash", 2, 150)):
        rows = asked.sampled(EFFECT, arm)
        assert rows.size == np.unique(rows).size == size
        assert (asked.groups[rows] == number).all()


def test_clusters_give_alike_many_to_the_sample() -> None:
    asked = survey(at=known(clusters=40), unit="cluster", clusters=40, sample=400)
    rows = asked.sampled(EFFECT, "control")
    assert np.unique(asked.panel.baseline.cluster[rows], return_counts=True)[1].tolist() == [10] * 20


def test_a_sample_larger_than_the_population_is_all_of_it() -> None:
    assert survey(sample=10**6).sampled(EFFECT, "control").size == 1000


def test_only_those_offered_the_arm_are_sampled_in_it() -> None:
    at = known()
    at.worlds["grant"] = replace(at.worlds["grant"], offered=np.arange(2000) < 300)
    asked = survey(at=at, sample=2000)
    assert (asked.sampled(EFFECT, "grant") < 300).all()
    assert asked.sampled(EFFECT, "control").max() > 300


def test_neighbours_are_sampled_among_the_ineligible() -> None:
    at = known()
    at = replace(at, baseline=replace(at.baseline, eligible=np.arange(2000) < 100))
    rows = survey(at=at, sample=400).sampled(published(on="ineligible"), "grant")
    assert rows.size == 100
    assert (rows >= 100).all()


def test_attrition_loses_its_share_at_each_survey_but_not_at_the_start() -> None:
    asked = survey(attrition=0.2)
    assert asked.found(0).all()
    assert asked.found(12).mean() == pytest.approx(0.8, abs=0.03)
    assert not np.array_equal(asked.found(12), asked.found(24))


@pytest.mark.parametrize("share", [0.6, 0.8])
def test_noise_leaves_the_share_of_true_variance_that_was_asked_for(share: float) -> None:
    at = known(households=50_000)
    truth = at.worlds["control"].seen[12]["profit"]
    said = survey(at=at, reliability=share).answers(EFFECT, "control", 12)
    assert truth.var() / said.var() == pytest.approx(share, rel=0.02)
    assert np.corrcoef(truth, said)[0, 1] ** 2 == pytest.approx(share, rel=0.02)


def test_noise_is_the_same_in_every_world_and_new_in_every_month_and_outcome() -> None:
    at = known()
    asked = survey(at=at, reliability=0.7)
    said = {arm: asked.answers(EFFECT, arm, 12) for arm in ("control", "grant")}
    assert said["grant"] - said["control"] == pytest.approx(5.0)
    first = asked.answers(EFFECT, "control", 0) - at.worlds["control"].seen[0]["profit"]
    later = said["control"] - at.worlds["control"].seen[12]["profit"]
    assert abs(np.corrcoef(first, later)[0, 1]) < 0.1


def test_yes_or_no_is_answered_truly() -> None:
    rows = np.arange(2000) % 2
    at = panel(world("control", {0: {"open": rows}, 12: {"open": rows}}), world("grant", {12: {"open": rows}}))
    asked = survey(at=at, reliability=0.5)
    assert np.array_equal(asked.answers(published(outcome="open"), "control", 12), rows)


def test_clusters_deviate_by_the_deviation_that_was_asked_for() -> None:
    at = known(households=40_000, clusters=4000)
    truth = at.worlds["control"].seen[12]["profit"]
    gap = survey(at=at, cluster_sd=0.2).answers(EFFECT, "control", 12) - truth
    assert np.ptp(gap.reshape(10, 4000), axis=0) == pytest.approx(0.0, abs=1e-9)
    assert gap.std() == pytest.approx(0.2 * truth.std(), rel=0.05)


def test_the_largest_answers_are_cut_before_noise() -> None:
    at = known()
    at.worlds["control"].seen[12]["profit"][0] = 1e9
    assert survey(at=at, trim=0.01).answers(EFFECT, "control", 12).max() < 200.0
    assert survey(at=at).answers(EFFECT, "control", 12).max() == 1e9
