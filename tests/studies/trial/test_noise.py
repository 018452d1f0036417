"""A survey's spread is truth and noise; a village is drawn with the truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mentas.population.village import Spread
from mentas.studies.trial.noise import without_noise
from studies.trial.small import small_trial


def owners(profit_capital=0.3):
    village = small_trial().population
    some = replace(
        village.classes[0], share=1.0, capital=Spread(median=100.0, sd=1.2), profit=Spread(median=50.0, sd=1.0),
        profit_capital=profit_capital,
    )  # fmt: skip
    return replace(village, classes=(some,))


def mean(spread):
    return spread.median * np.exp(0.5 * spread.sd**2)


def test_means_stay_and_variances_of_logs_shrink_by_the_reliability():
    (before,), (after,) = owners().classes, without_noise(owners(), 0.64).classes
    for name in ("capital", "profit"):
        was, now = getattr(before, name), getattr(after, name)
        assert mean(now) == pytest.approx(mean(was))
        assert now.sd == pytest.approx(0.8 * was.sd)


def test_a_correlation_is_corrected_for_attenuation_up_to_a_limit():
    assert without_noise(owners(0.3), 0.6).classes[0].profit_capital == pytest.approx(0.5)
    assert without_noise(owners(0.9), 0.6).classes[0].profit_capital == pytest.approx(0.95)


def test_a_perfect_survey_is_the_truth():
    assert without_noise(owners(), 1.0) == owners()


def test_quantiles_stay_as_they_are():
    steps = Spread(ranks=(0.0, 1.0), values=(0.0, 10.0))
    village = owners()
    village = replace(village, classes=(replace(village.classes[0], capital=steps),))
    assert without_noise(village, 0.5).classes[0].capital.values == steps.values
