"""Estimates against formulas written out, and the cover of their intervals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mentas.studies.trial.estimator import estimated_effects
from mentas.studies.trial.survey import Survey
from studies.trial.made import known, published, trial


def estimated(effect: Any, *, at: Any = None, replicate: int = 0, **design: Any) -> tuple[float, float]:
    """Estimate and error of one effect."""
    it = trial(effect, design={"sample": 1000, "reliability": 0.7} | design)
    return estimated_effects(it, at or known(), replicate)[effect.name]


def surveyed(effect: Any, *, at: Any = None, **design: Any) -> tuple[np.ndarray, ...]:
    """Answers, offer, answers at the start and rows of the grant's sample and of control's, as the trial sees them."""
    it = trial(effect, design={"sample": 1000, "reliability": 0.7} | design)
    survey = Survey(it, at or known(), replicate=0)
    one, none = survey.sampled(effect, "grant"), survey.sampled(effect, "control")
    y = np.r_[survey.answers(effect, "grant", 12)[one], survey.answers(effect, "control", 12)[none]]
    rows = np.r_[one, none]
    offer = np.r_[np.ones(one.size), np.zeros(none.size)]
    return y, offer, survey.answers(effect, "control", 0)[rows], rows


def sandwich(y: np.ndarray, x: np.ndarray, clusters: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Least squares with errors by White or Liang and Zeger, with the usual corrections for small samples."""
    inverse = np.linalg.inv(x.T @ x)
    b = inverse @ x.T @ y
    scores = x * (y - x @ b)[:, None]
    n, k = x.shape
    correct = n / (n - k)
    if clusters is not None:
        names = np.unique(clusters)
        scores = np.array([scores[clusters == name].sum(axis=0) for name in names])
        correct = (n - 1) / (n - k) * names.size / (names.size - 1)
    return b, np.sqrt(correct * np.diag(inverse @ (scores.T @ scores) @ inverse))


def test_a_difference_is_the_difference_of_means_with_robust_errors() -> None:
    y, offer, _, _ = surveyed(published())
    estimate, error = estimated(published())
    assert estimate == pytest.approx(y[offer == 1].mean() - y[offer == 0].mean())
    variances = [y[offer == group].var() / (offer == group).sum() for group in (0, 1)]
    assert error == pytest.approx((sum(variances) * y.size / (y.size - 2)) ** 0.5)


def test_ancova_holds_the_start_fixed() -> None:
    y, offer, start, _ = surveyed(published(method="ancova"))
    b, se = sandwich(y, np.column_stack([np.ones_like(y), offer, start]))
    assert estimated(published(method="ancova")) == pytest.approx((b[1], se[1]))


def test_difference_in_differences_takes_the_start_off() -> None:
    y, offer, start, _ = surveyed(published(method="did"))
    b, se = sandwich(y - start, np.column_stack([np.ones_like(y), offer]))
    assert estimated(published(method="did")) == pytest.approx((b[1], se[1]))


def test_errors_are_robust_to_clusters_where_clusters_were_drawn() -> None:
    at, design = known(clusters=40), {"unit": "cluster", "clusters": 40, "cluster_sd": 0.3}
    y, offer, start, rows = surveyed(published(method="ancova"), at=at, **design)
    x = np.column_stack([np.ones_like(y), offer, start])
    b, se = sandwich(y, x, at.baseline.cluster[rows])
    assert estimated(published(method="ancova"), at=at, **design) == pytest.approx((b[1], se[1]))
    assert se[1] > 1.5 * sandwich(y, x)[1][1]


def test_treatment_on_the_treated_is_two_stage_least_squares() -> None:
    at = known(take_up=0.5)
    effect = published(estimand="tot", method="ancova")
    y, offer, start, rows = surveyed(effect, at=at)
    taken = at.worlds["grant"].taken[rows] * offer
    z = np.column_stack([np.ones_like(y), offer, start])
    x = np.column_stack([np.ones_like(y), taken, start])
    b = np.linalg.solve(z.T @ x, z.T @ y)
    u = y - x @ b
    bread = np.linalg.inv(z.T @ x)
    variance = bread @ ((z * u[:, None]).T @ (z * u[:, None])) @ bread.T * y.size / (y.size - 3)
    assert estimated(effect, at=at) == pytest.approx((b[1], variance[1, 1] ** 0.5))


@pytest.mark.parametrize(
    ("changed", "scale"),
    [
        ({"per": "year"}, 12.0),
        ({"unit": "gain_per_transfer"}, 12.0 / 100.0),
        ({"unit": "points"}, 100.0),
    ],
)
def test_an_estimate_and_its_error_are_in_the_published_unit(changed: dict[str, Any], scale: float) -> None:
    plain = estimated(published())
    assert estimated(published(**changed)) == pytest.approx((plain[0] * scale, plain[1] * scale))


def test_shares_of_control_are_of_the_surveyed_control() -> None:
    y, offer, _, _ = surveyed(published())
    plain = estimated(published())[0]
    control = y[offer == 0]
    assert estimated(published(unit="percent_of_control"))[0] == pytest.approx(100.0 * plain / control.mean())
    assert estimated(published(unit="control_sd"))[0] == pytest.approx(plain / control.std(ddof=1))


def test_a_level_is_the_mean_of_its_arm() -> None:
    y, offer, _, _ = surveyed(published())
    estimate, error = estimated(published(method="level"))
    one = y[offer == 1]
    assert estimate == pytest.approx(one.mean())
    assert error == pytest.approx(one.std(ddof=1) / one.size**0.5)


def test_too_few_surveyed_give_no_estimate() -> None:
    assert np.isnan(estimated(published(woman=True))).all()
    assert np.isnan(estimated(published(method="level", woman=True))).all()


@pytest.mark.parametrize(
    ("changed", "design"),
    [
        ({}, {}),
        ({"method": "ancova"}, {"attrition": 0.2}),
        ({"method": "ancova", "estimand": "tot"}, {}),
        ({"method": "did"}, {"unit": "cluster", "clusters": 100, "cluster_sd": 0.2}),
    ],
)
def test_intervals_cover_a_known_effect_nineteen_times_in_twenty(changed: Any, design: Any) -> None:
    """Of 400 intervals 380 are expected to cover, with a standard deviation of 4.4; the estimate is not biased."""
    at = known(clusters=100 if design.get("clusters") else 0, take_up=0.8)
    taken = at.worlds["grant"].taken.mean()
    truth = 5.0 if changed.get("estimand") == "tot" else 5.0 * taken
    effect = published(**changed)
    found = np.array([estimated(effect, at=at, replicate=k, **design) for k in range(400)])
    covered = (np.abs(found[:, 0] - truth) < 1.96 * found[:, 1]).sum()
    assert 365 <= covered <= 395
    assert abs(found[:, 0].mean() - truth) < 4.0 * found[:, 0].std() / 20.0
