"""Scores by hand: z, sign, order, ratios and skill, and what is never counted."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mentas.studies.trial.score import Scores, error_of, score
from studies.trial.made import published, trial


def scored(effects: list[Any], simulated: list[float], *, gap: float = 1.0, **trial_fields: Any) -> Scores:
    """Two replicates that lie `gap` below and above each simulated mean."""
    means = np.array(simulated)
    estimates = np.array([means - gap, means + gap])
    return score(
        trial(*effects, **trial_fields), estimates=estimates, errors=np.full_like(estimates, 3.0), true=estimates
    )


def test_z_is_the_distance_in_standard_errors_of_both() -> None:
    (s,) = scored([published(effect=10.0, se=4.0)], [5.0], gap=3.0).effects
    assert (s.simulated, s.true, s.reported, s.replicates) == (5.0, 5.0, 3.0, 2)
    # 2 and 8: sd is 18 ** 0.5, and the error of their mean 3.
    assert s.spread == pytest.approx(18.0**0.5)
    assert s.doubt == pytest.approx(3.0)
    assert s.z == pytest.approx((5.0 - 10.0) / 5.0)
    assert s.wider == pytest.approx(18.0**0.5 / 4.0)
    assert s.inside
    assert not scored([published(effect=10.0, se=1.0)], [5.0]).effects[0].inside


@pytest.mark.parametrize(
    ("effect", "se", "simulated", "needed", "right"),
    [
        (10.0, 2.0, 1.0, True, True),
        (10.0, 2.0, -1.0, True, False),
        (-10.0, 2.0, -1.0, True, True),
        (10.0, 6.0, -1.0, False, False),
        (10.0, None, 1.0, True, True),
    ],
)
def test_a_sign_is_asked_for_where_the_published_interval_excludes_zero(
    effect: float, se: float | None, simulated: float, needed: bool, right: bool
) -> None:
    (s,) = scored([published(effect=effect, se=se)], [simulated]).effects
    assert (s.sign_needed, s.sign_right) == (needed, right)


def test_the_sign_of_a_level_says_nothing() -> None:
    scores = scored([published(effect=10.0, se=1.0, method="level")], [10.0])
    assert not scores.effects[0].sign_needed
    assert scores.sums().signs == 0
    assert np.isnan(scores.sums().skill_zero)


def test_an_error_that_was_not_published_is_half_the_effect_and_flagged() -> None:
    (s,) = scored([published(effect=-10.0, se=None)], [5.0]).effects
    assert (s.error, s.assumed) == (5.0, True)
    assert np.isnan(s.wider)


def test_an_effect_of_nothing_takes_half_the_largest_of_its_outcome_and_unit() -> None:
    nothing = published(name="nothing", effect=0.0, se=None)
    others = [
        published(name="large", effect=-8.0),
        published(name="other unit", effect=90.0, unit="percent_of_control"),
        published(name="a year", effect=96.0, per="year"),
        published(name="other outcome", effect=50.0, outcome="capital"),
        published(name="level", effect=70.0, method="level"),
    ]
    assert error_of(trial(nothing, *others), nothing) == (4.0, True)
    alone = scored([nothing], [1.0])
    assert np.isnan(alone.effects[0].error)
    assert alone.effects[0].left_out == "no error"
    assert alone.sums().counted == 0


@pytest.mark.parametrize(
    ("changed", "why"), [({"from_memory": True}, "from memory"), ({"scored": False}, "not scored")]
)
def test_what_is_from_memory_or_set_aside_is_shown_and_never_counted(changed: dict[str, Any], why: str) -> None:
    aside = published(name="aside", effect=100.0, se=1.0, **changed)
    plain = [published(name="a", effect=10.0), published(name="b", effect=5.0)]
    fields = {"ranking": (("aside", "a", "b"),), "ratios": (("aside", "a"), ("b", "a"))}
    scores = scored([*plain, aside], [10.0, 5.0, -50.0], **fields)
    assert scores.effects[2].left_out == why
    assert scores.effects[2].simulated == -50.0
    told, alone = scores.sums(), scored(plain, [10.0, 5.0], ranking=(("a", "b"),)).sums()
    assert told.shown == 3
    for name in (
        "counted",
        "inside",
        "signs",
        "signs_right",
        "pairs",
        "pairs_right",
        "miss",
        "miss_zero",
        "miss_pooled",
    ):
        assert getattr(told, name) == getattr(alone, name), name
    assert [ratio.counted for ratio in scores.ratios] == [False, True]


def test_too_few_replicates_give_no_score() -> None:
    estimates = np.array([[5.0, 1.0], [np.nan, 3.0], [np.nan, 5.0]])
    it = trial(published(name="rare"), published(name="often"))
    scores = score(it, estimates=estimates, errors=estimates, true=estimates)
    assert [s.left_out for s in scores.effects] == ["not simulated", ""]
    assert [s.replicates for s in scores.effects] == [1, 3]
    assert scores.effects[1].simulated == pytest.approx(3.0)


def test_an_order_counts_pairs_that_come_out_right() -> None:
    effects = [published(name=name, effect=value) for name, value in (("a", 9.0), ("b", 6.0), ("c", 3.0), ("d", 0.0))]
    # a > b wrong, a > c right, a > d right, b > c, b > d right, c > d wrong.
    (order,) = scored(effects, [5.0, 8.0, 1.0, 2.0], ranking=(("a", "b", "c", "d"),)).orders
    assert (order.right, order.pairs) == (4, 6)
    assert order.simulated == ("b", "a", "d", "c")


def test_a_ratio_says_how_an_effect_lasts() -> None:
    effects = [published(name="early", effect=10.0, se=2.0), published(name="late", effect=5.0, se=1.0)]
    (ratio,) = scored(effects, [8.0, 2.0], ratios=(("late", "early"),)).ratios
    assert (ratio.published, ratio.simulated) == (0.5, 0.25)
    # Relative errors 0.2 and 0.2 of a ratio of 0.5.
    assert ratio.error == pytest.approx(0.5 * (0.2**2 + 0.2**2) ** 0.5)


def test_skill_is_held_against_nothing_and_against_the_mean_of_its_kind() -> None:
    effects = [
        published(name="a", effect=10.0, se=2.0),
        published(name="b", effect=4.0, se=1.0),
        published(name="alone", effect=30.0, se=10.0, outcome="open", unit="points"),
        published(name="standing", effect=70.0, se=1.0, method="level"),
    ]
    sums = scored(effects, [8.0, 6.0, 20.0, 60.0]).sums()
    # Squared errors over published errors: 1, 4, 1. Zero: 25, 16, 9. The mean of a and b is 7: 2.25 and 9.
    assert sums.skill_zero == pytest.approx(1.0 - 6.0 / 50.0)
    assert sums.pooled == 2
    assert sums.skill_pooled == pytest.approx(1.0 - 5.0 / 11.25)
    assert (sums.counted, sums.inside) == (4, 3)


def test_kinds_are_families_of_outcomes_in_one_unit() -> None:
    def pooled(**changed: Any) -> int:
        return scored([published(name="a"), published(name="b", **changed)], [1.0, 1.0]).sums().pooled

    assert pooled() == 2
    assert pooled(outcome="spending") == 0
    assert pooled(unit="percent_of_control") == 0
    assert pooled(per="year") == 0
    assert pooled(on="ineligible") == 0
    both = [published(name="a", outcome="spending"), published(name="b", outcome="spending_month")]
    assert scored(both, [1.0, 1.0]).sums().pooled == 2
    both = [published(name="a", outcome="capital"), published(name="b", outcome="cash")]
    assert scored(both, [1.0, 1.0]).sums().pooled == 0


def test_sums_of_trials_add_up_and_can_be_taken_by_role() -> None:
    effects = [published(name="a", effect=10.0), published(name="b", effect=4.0, role="check")]
    scores = scored(effects, [8.0, 6.0])
    one, other, both = scores.sums("calibrate"), scores.sums("check"), scores.sums()
    assert (one.counted, other.counted, both.counted) == (1, 1, 2)
    assert (one + other).miss_zero == both.miss_zero
    assert (both + both).share_inside == both.share_inside
