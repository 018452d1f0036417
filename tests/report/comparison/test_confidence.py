"""Words for how sure a difference is stand at fixed thresholds."""

from __future__ import annotations

import math

import pytest

from mentas.report.comparison import confidence
from mentas.report.comparison.confidence import AVERAGE, CLEAR, LIKELY, LUCK, OPEN, SAME, UNKNOWN
from mentas.report.comparison.effect import made

NAN = math.nan


def effect(low, high, low90=NAN, high90=NAN, mean_low=NAN, mean_high=NAN, pairs=10):
    """An effect with these intervals."""
    row = {"mean": 0.05, "difference": (low + high) / 2, "diff_low": low, "diff_high": high, "diff_low90": low90,
           "diff_high90": high90, "diff_mean_low": mean_low, "diff_mean_high": mean_high, "pairs": pairs}  # fmt: skip
    return made("capital", "poverty_rate", row)


@pytest.mark.parametrize(
    ("found", "level"),
    [
        (effect(1e-9, 0.02, 0.001, 0.019, 0.009, 0.011), CLEAR),
        (effect(-0.02, -1e-9, -0.019, -0.001, -0.011, -0.009), CLEAR),
        (effect(0.0, 0.02, 1e-9, 0.019, 0.009, 0.011), LIKELY),
        (effect(-0.02, 0.0, -0.019, -1e-9, -0.011, -0.009), LIKELY),
        (effect(-0.01, 0.02, 0.0, 0.019, 1e-9, 0.011), AVERAGE),
        (effect(-0.01, 0.02, -0.005, 0.019, 0.0, 0.011), OPEN),
        (effect(1e-9, 0.02), LUCK),
        (effect(0.0, 0.02), OPEN),
        (effect(0.0, 0.0), SAME),
        (effect(0.0, 0.0, 0.0, 0.0, 0.0, 0.0), SAME),
        (effect(0.01, 0.02, pairs=1), UNKNOWN),
        (effect(NAN, NAN), UNKNOWN),
    ],
)
def test_a_word_rests_on_the_widest_interval_that_leaves_out_zero(found, level):
    assert confidence.level(found) is level


def test_policies_are_ranked_at_the_95_per_cent_interval_only():
    assert [confidence.told(each) for each in (
        effect(0.001, 0.02, 0.002, 0.019, 0.009, 0.011), effect(0.001, 0.02),
        effect(0.0, 0.02, 0.001, 0.019, 0.009, 0.011),
        effect(-0.01, 0.02, -0.005, 0.019, 0.001, 0.011), effect(0.0, 0.0), effect(0.01, 0.02, pairs=1),
    )] == [True, True, False, False, False, False]  # fmt: skip


def test_luck_alone_is_never_called_clear():
    assert CLEAR not in confidence.OVER_LUCK and LIKELY not in confidence.OVER_LUCK


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_word_is_explained(lang):
    for word, meaning in confidence.terms(lang):
        assert word.casefold() in meaning.casefold()
