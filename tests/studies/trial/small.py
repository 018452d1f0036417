"""A small trial of nobody's: for tests of the parts of a replay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mentas.studies.trial.trial import Arm, Class, Design, Gift, Population, Published, Spread, Trial


def constant(value: float) -> Spread:
    """The same for everyone."""
    return Spread(median=value)


def published(name: str, arm: str, outcome: str, months: tuple[int, ...], **changed: Any) -> Published:
    """An effect of 1 with a standard error of 1, unless changed."""
    plain: dict[str, Any] = {
        "unit": "level", "per": "month", "method": "difference", "estimand": "itt", "on": "eligible", "woman": None,
        "profit_below": None, "profit_above": None, "capital_below": None, "capital_above": None, "ability_top": None,
        "effect": 1.0, "se": 1.0, "source": "made up", "from_memory": False, "scored": True, "role": "check",
    }  # fmt: skip
    return Published(name=name, arm=arm, outcome=outcome, months=months, **(plain | changed))


def small_trial(*gifts: Gift, **changed: Any) -> Trial:
    """Two classes, one arm of the gifts, effects on spending and capital after half a year and a year."""
    title = {"id": "Uji coba", "en": "Trial"}
    poor = Class(
        name="poor", share=0.25, spending=Spread(median=100.0, sd=0.4), cash=constant(0.3), capital=constant(50.0),
        idle_capital=constant(0.0), business=0.5, women=0.5, idle=constant(0.25),
    )  # fmt: skip
    other = replace(poor, name="other", share=0.75, spending=Spread(median=250.0, sd=0.5))
    trial = Trial(
        name="small", title=title, study="nobody's", currency="shells", months=12, replicates=3, seed=7,
        population=Population(
            households=400, markets=2, budget=100.0, poor_size=4.0, line=25.0, growth=0.0, market="fixed",
            classes=(poor, other),
        ),
        design=Design(
            eligible=("poor",), owners_only=False, unit="cluster", clusters=8, sample=100, control_share=0.5,
            attrition=0.0, reliability=1.0, cluster_sd=0.0,
        ),
        shocks=(), arms=(Arm(name="arm", title=title, gifts=gifts),),
        published=(published("spending", "arm", "spending", (6, 12)), published("capital", "arm", "capital", (12,))),
        ranking=(), ratios=(), parameters={}, settings=(),
    )  # fmt: skip
    return replace(trial, **changed)
