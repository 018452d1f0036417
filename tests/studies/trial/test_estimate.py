"""Effects without noise, against hand calculation on four households."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mentas.studies.trial.estimate import true_effects
from studies.trial.made import panel, published, trial, world

BEFORE = {"profit": [10, 20, 30, 40], "open": [1, 1, 0, 1], "assets": [6, 6, 6, 6]}
CONTROL = {
    6: {"profit": [10, 20, 30, 40]},
    12: {"profit": [10, 20, 30, 60], "open": [1, 0, 0, 1], "capital": [8, 18, 2, 0], "spending_sum": [100] * 4},
}
GRANT = {
    6: {"profit": [11, 21, 31, 41]},
    12: {
        "profit": [14, 26, 38, 62], "open": [1, 1, 1, 0], "capital": [18, 78, 2, 0], "assets": [14, 14, 14, 14],
        "spending_sum": [130, 110, 100, 100],
    },
}  # fmt: skip


def made(**baseline: Any) -> Any:
    """Four households; the grant of 50 was offered to all and taken by the first two."""
    return panel(
        world("control", {0: BEFORE} | CONTROL, after=[8, 8, 8, 0]),
        world(
            "grant", {0: BEFORE} | GRANT, transferred=50.0, after=[8, 18, 2, 0],
            taken=[True, True, False, False], offered=[True] * 4,
        ),
        **({"open": [True, True, False, True]} | baseline),
    )  # fmt: skip


def found(*, at: Any = None, design: dict[str, Any] | None = None, **changed: Any) -> float:
    """The effect of an entry that differs from profit's as told."""
    effect = published(**changed)
    return true_effects(trial(effect, design=design or {}), at or made())[effect.name]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        # Profit differs by 4, 6, 8, 2: mean 5. Control's mean is 30.
        ({}, 5.0),
        ({"per": "year"}, 60.0),
        ({"method": "did"}, 5.0),
        ({"method": "ancova"}, 5.0),
        ({"estimand": "tot"}, 10.0),
        ({"unit": "percent_of_control"}, 100.0 * 5.0 / 30.0),
        # Control's squared deviations: 400, 100, 0, 900; mean 350.
        ({"unit": "control_sd"}, 5.0 / 350.0**0.5),
        # Monthly gain 5 x 12 over 50.
        ({"unit": "gain_per_transfer"}, 1.2),
        ({"unit": "gain_per_transfer", "estimand": "tot"}, 2.4),
        # Month 6 differs by 1 for all.
        ({"months": (6, 12)}, 3.0),
        ({"method": "level"}, 35.0),
        ({"method": "level", "arm": "control"}, 30.0),
        # Owners open in month 12: control 2 of 4, grant 3 of 4.
        ({"outcome": "open", "unit": "points"}, 25.0),
        ({"outcome": "open", "unit": "level"}, 0.25),
        # Of the three who were open at the start (1, 2, 4) two are, in each world.
        ({"method": "still", "outcome": "open"}, 200.0 / 3.0),
        ({"method": "still", "outcome": "open", "arm": "control"}, 200.0 / 3.0),
        # Of the two who took it; a person's month is 8 / 4 = 2: logs of (18 + 2) / (8 + 2) and (78 + 2) / (18 + 2).
        ({"method": "change", "outcome": "capital"}, 100.0 * (np.log(2.0) + np.log(4.0)) / 2.0),
        ({"method": "change", "outcome": "assets"}, 100.0 * np.log(2.0)),
        # Those with 10 or more after the transfer: the second household.
        ({"method": "change", "outcome": "capital", "capital_above": 10.0}, 100.0 * np.log(4.0)),
        ({"method": "change", "outcome": "capital", "capital_below": 10.0}, 100.0 * np.log(2.0)),
        # 40 more spent in all, of 100 handed out; a sum over time is not multiplied by twelve.
        ({"unit": "per_transfer", "outcome": "spending_sum"}, 0.4),
        ({"unit": "level", "outcome": "spending_sum", "per": "year"}, 10.0),
        # Capital is a stock: 17.5 - 0 differences 10, 60, 0, 0 over 50.
        ({"unit": "gain_per_transfer", "outcome": "capital"}, 17.5 / 50.0),
    ],
)  # fmt: skip
def test_each_unit_and_method_is_what_it_says(changed: dict[str, Any], expected: float) -> None:
    assert found(**changed) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"woman": True}, 7.0),
        ({"woman": False}, 3.0),
        ({"profit_below": 20.0}, 4.0),
        ({"profit_above": 20.0}, 16.0 / 3.0),
        ({"profit_above": 20.0, "profit_below": 40.0}, 7.0),
        ({"ability_top": 0.25}, 8.0),
        ({"ability_top": -0.25}, 4.0),
        ({"on": "ineligible"}, 2.0),
        ({"on": "all"}, 5.0),
        ({"on": "eligible"}, 6.0),
        # The top third of the eligible, 1, 2 and 3, is household 3; of those who are women too.
        ({"on": "eligible", "ability_top": 1 / 3, "woman": True}, 8.0),
    ],
)
def test_each_subgroup_comes_from_the_baseline(changed: dict[str, Any], expected: float) -> None:
    at = made(
        woman=[False, True, True, False], profit=[10.0, 20.0, 30.0, 40.0], ability=[1.0, 2.0, 4.0, 3.0],
        eligible=[True, True, True, changed.get("on") is None],
    )  # fmt: skip
    assert found(at=at, **changed) == pytest.approx(expected)


def test_of_the_eligible_only_those_offered_count() -> None:
    at = made()
    at.worlds["grant"] = replace(at.worlds["grant"], offered=np.array([True, True, False, False]))
    assert found(at=at) == pytest.approx(5.0)
    assert found(at=at, estimand="tot") == pytest.approx(5.0)
    assert found(at=at, method="level") == pytest.approx(20.0)
    assert found(at=at, method="level", arm="control") == pytest.approx(30.0)


def test_neighbours_are_set_against_what_the_others_got() -> None:
    at = made(eligible=[True, True, False, False])
    at.worlds["grant"].seen[12]["spending_sum"][2] = 125.0
    assert found(at=at, unit="per_transfer", outcome="spending_sum", on="ineligible") == pytest.approx(0.25)
    assert found(at=at, unit="per_transfer", outcome="spending_sum", on="eligible") == pytest.approx(0.4)
    assert found(at=at, unit="per_transfer", outcome="spending_sum", on="all") == pytest.approx(0.65)


def test_a_deviation_is_that_of_a_noisy_survey_unless_it_is_yes_or_no() -> None:
    noisy = {"reliability": 0.64}
    assert found(unit="control_sd", design=noisy) == pytest.approx(0.8 * 5.0 / 350.0**0.5)
    assert found(unit="control_sd", outcome="open", design=noisy) == pytest.approx(0.25 / 0.5)


@pytest.mark.parametrize(
    "changed", [{"woman": True}, {"profit_above": 1.0}, {"capital_above": 99.0}, {"on": "ineligible"}]
)
def test_an_empty_subgroup_has_no_effect(changed: dict[str, Any]) -> None:
    assert np.isnan(found(**changed))


def test_a_share_of_nothing_is_not_a_number() -> None:
    assert np.isnan(found(unit="percent_of_control", outcome="cash"))
    assert np.isnan(found(unit="control_sd", outcome="cash"))


def test_the_largest_amounts_are_cut_alike_in_both_groups() -> None:
    """Of 10, 20, 30, 60 and 14, 26, 38, 62 an eighth lies above 60.25: 62 becomes that, 60 stays."""
    cut = {"trim": 0.125}
    assert found(design=cut) == pytest.approx((4.0 + 6.0 + 8.0 + 0.25) / 4.0)
    assert found(design=cut, method="level") == pytest.approx((14.0 + 26.0 + 38.0 + 60.25) / 4.0)
    assert found(design=cut, outcome="open", unit="points") == pytest.approx(25.0)
