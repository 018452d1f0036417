"""What a trial of the published size would have reported: an estimate and its standard error for every effect.

Errors are robust to unequal variances (HC1), or to dependence within clusters where the design has clusters. Treatment
on the treated is the effect of the offer over take-up, with the error of two-stage least squares.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from mentas.studies.trial.estimate import CONTROL, WITHIN, factor, group
from mentas.studies.trial.panels import Panel
from mentas.studies.trial.survey import Survey
from mentas.studies.trial.trial import Published, Trial

NOTHING = (np.nan, np.nan)


def estimated_effects(trial: Trial, panel: Panel, replicate: int | None = None) -> dict[str, tuple[float, float]]:
    """Estimate and standard error of every published effect by name, in its unit; NaN where too few were surveyed.

    Args:
        trial: the trial.
        panel: one replicate of it.
        replicate: the luck of assignment, sampling and survey; by default the panel's number.
    """
    survey = Survey(trial, panel, replicate=panel.replicate if replicate is None else replicate)
    return {effect.name: _estimate(survey, effect) for effect in trial.published}


def _estimate(survey: Survey, effect: Published) -> tuple[float, float]:
    """One effect as the trial would have reported it."""
    treated = survey.sampled(effect, effect.arm)
    said, treated = _said(survey, effect, effect.arm, treated)
    if effect.method in WITHIN:
        return _within(survey, effect, said, treated)
    below, control = _said(survey, effect, CONTROL, survey.sampled(effect, CONTROL))
    if min(said.size, below.size) < 2:
        return NOTHING
    rows = np.concatenate([treated, control])
    answers = np.concatenate([said, below])
    offered = np.concatenate([np.ones(said.size), np.zeros(below.size)])
    design = [np.ones(rows.size), offered]
    if effect.method != "difference":
        start = survey.answers(effect, CONTROL, 0)[rows]
        if effect.method == "did":
            answers = answers - start
        elif np.ptp(start) > 0.0:
            design.append(start - start.mean())
    x = np.column_stack(design)
    clusters = _clusters(survey, rows)
    if effect.estimand == "tot":
        taken = np.concatenate([survey.panel.worlds[effect.arm].taken[treated], np.zeros(below.size)]).astype(float)
        estimate, error = _two_stages(answers, x, taken, clusters)
    else:
        fitted = _fit(answers, x, clusters)
        estimate, error = float(fitted.params[1]), float(fitted.bse[1])
    arm = survey.panel.worlds[effect.arm]
    size = factor(
        effect, arm, group(survey.panel, effect), mean=float(below.mean()),
        deviation=lambda: _deviation(survey, effect),
    )  # fmt: skip
    return estimate * size, error * abs(size)


def _within(survey: Survey, effect: Published, said: np.ndarray, rows: np.ndarray) -> tuple[float, float]:
    """Mean of one arm, and its error."""
    if said.size < 2:
        return NOTHING
    if effect.method == "change":
        said = said - survey.before(effect, effect.arm)[rows]
    fitted = _fit(said, np.ones((said.size, 1)), _clusters(survey, rows))
    if effect.method == "level":
        below, _ = _said(survey, effect, CONTROL, survey.sampled(effect, CONTROL))
        size = factor(
            effect, survey.panel.worlds[effect.arm], group(survey.panel, effect),
            mean=float(below.mean()) if below.size else np.nan, deviation=lambda: _deviation(survey, effect),
        )  # fmt: skip
    else:
        size = 100.0
    return float(fitted.params[0]) * size, float(fitted.bse[0]) * abs(size)


def _said(survey: Survey, effect: Published, arm: str, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean of the answers of those who were found in at least one of an effect's months, and their rows."""
    total, times = np.zeros(rows.size), np.zeros(rows.size)
    for month in effect.months:
        here = survey.found(month)[rows]
        total += np.where(here, survey.answers(effect, arm, month)[rows], 0.0)
        times += here
    some = times > 0
    return total[some] / times[some], rows[some]


def _deviation(survey: Survey, effect: Published) -> float:
    """Standard deviation of the control's answers, within months."""
    rows = survey.sampled(effect, CONTROL)
    variances = []
    for month in effect.months:
        here = rows[survey.found(month)[rows]]
        if here.size > 1:
            variances.append(survey.answers(effect, CONTROL, month)[here].var(ddof=1))
    return float(np.sqrt(np.mean(variances))) if variances else np.nan


def _clusters(survey: Survey, rows: np.ndarray) -> np.ndarray | None:
    """Clusters by which errors depend on one another; None where the design has none."""
    design = survey.trial.design
    if design.unit != "cluster" and design.clusters < 2:
        return None
    clusters = survey.panel.baseline.cluster[rows]
    return clusters if np.unique(clusters).size > 1 else None


def _fit(y: np.ndarray, x: np.ndarray, clusters: np.ndarray | None) -> Any:
    """Ordinary least squares with robust errors."""
    from statsmodels.regression.linear_model import OLS

    if clusters is None:
        return OLS(y, x).fit(cov_type="HC1")
    return OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": clusters})


def _two_stages(y: np.ndarray, x: np.ndarray, taken: np.ndarray, clusters: np.ndarray | None) -> tuple[float, float]:
    """Effect of taking, with the offer as instrument.

    With one instrument the robust error of two-stage least squares is that of the offer's coefficient in a regression
    of what taking does not explain, over the first stage's coefficient.
    """
    first = float(_fit(taken, x, clusters).params[1])
    if first == 0.0:
        return NOTHING
    effect = float(_fit(y, x, clusters).params[1]) / first
    return effect, float(_fit(y - effect * taken, x, clusters).bse[1]) / abs(first)
