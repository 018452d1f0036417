"""Effects without any noise: what an arm does to every household of a panel, in the unit in which it was published.

Worlds of a panel share their households and their luck, so the difference between an arm's world and control is the
effect itself. Calibration reads these; `estimator` gives what a trial of the published size would have found.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mentas.studies.trial.panels import Outlook, Panel
from mentas.studies.trial.trial import Published, Trial

CONTROL = "control"

FLOWS = frozenset({"spending", "spending_person", "spending_month", "income", "earnings", "profit"})
"""Outcomes in currency a month, which `per: year` multiplies by twelve."""

AMOUNTS = FLOWS | {"capital", "cash", "assets", "hours", "spending_sum", "output_sum", "demand_sum"}
"""Outcomes that a survey asks as an amount and so measures with noise; the others are 0 or 1, or a price list."""

WITHIN = frozenset({"level", "change", "still"})
"""Methods that look at one arm alone."""


def true_effects(trial: Trial, panel: Panel) -> dict[str, float]:
    """Every published effect by name, in its unit, over all households that it speaks of; NaN where there are none."""
    return {effect.name: true_effect(trial, panel, effect) for effect in trial.published}


def true_effect(trial: Trial, panel: Panel, effect: Published) -> float:
    """One published effect, in its unit, over all households that it speaks of; NaN where there are none."""
    rows = group(panel, effect)
    if not rows.any():
        return np.nan
    arm = panel.worlds[effect.arm]
    if effect.method == "still":
        return 100.0 * float(pooled(trial, panel, effect, effect.arm)[rows].mean())
    if effect.method == "change":
        return 100.0 * float((_logs(trial, panel, effect) - log_before(trial, arm, effect))[rows].mean())
    mean = float(pooled(trial, panel, effect, effect.arm)[rows].mean())
    below = float(pooled(trial, panel, effect, CONTROL)[rows].mean())
    raw = mean if effect.method == "level" else mean - below
    if effect.estimand == "tot":
        raw = _over(raw, float(arm.taken[rows].mean()))
    return raw * factor(effect, arm, rows, mean=below, deviation=lambda: surveyed_sd(trial, panel, effect, rows))


def group(panel: Panel, effect: Published, *, offered: bool = True) -> np.ndarray:
    """Whether each household is one that an effect speaks of; bool, shape (households,).

    Of the eligible, only those are meant who are offered the arm, unless `offered` is False; of a change since the
    transfer, only those who took it. Capital right after the
    transfer is that of the arm's world, for treatment and control alike. The top by ability are the top of all who are
    eligible (or ineligible, or all), whatever else the effect asks.
    """
    base, arm = panel.baseline, panel.worlds[effect.arm]
    if effect.on == "all":
        rows = np.ones(base.eligible.size, dtype=bool)
    elif effect.on == "ineligible":
        rows = ~base.eligible
    else:
        rows = base.eligible & arm.offered if offered and effect.arm != CONTROL else base.eligible
    if effect.method == "change" and effect.arm != CONTROL:
        rows = rows & arm.taken
    everybody = rows
    if effect.ability_top is not None and everybody.any():
        cut = np.quantile(base.ability[everybody], 1.0 - abs(effect.ability_top))
        rows = rows & ((base.ability > cut) if effect.ability_top > 0.0 else (base.ability <= cut))
    if effect.woman is not None:
        rows = rows & (base.woman == effect.woman)
    for values, low, high in (
        (base.profit, effect.profit_above, effect.profit_below),
        (arm.after, effect.capital_above, effect.capital_below),
    ):
        if low is not None:
            rows = rows & (values >= low)
        if high is not None:
            rows = rows & (values < high)
    return rows & base.open if effect.method == "still" else rows.copy()


def pooled(trial: Trial, panel: Panel, effect: Published, arm: str) -> np.ndarray:
    """Mean of an effect's outcome over its survey months in a world, by household."""
    if len(effect.months) == 1:
        return seen(trial, panel, effect, arm, effect.months[0])
    return np.asarray(np.mean([seen(trial, panel, effect, arm, month) for month in effect.months], axis=0))


def seen(trial: Trial, panel: Panel, effect: Published, arm: str, month: int) -> np.ndarray:
    """An effect's outcome in a world after `month` months, by household, with the largest amounts cut as trials do.

    The cut is one for control and the arm: the amount that all but a share `trim` of both stay below.
    """
    amount = panel.worlds[arm].seen[month][effect.outcome].astype(np.float64, copy=False)
    share, on = trial.design.trim, population(panel, effect)
    if not share or effect.outcome not in AMOUNTS or not on.any():
        return amount
    both = [panel.worlds[world].seen[month][effect.outcome][on] for world in (CONTROL, effect.arm)]
    return np.minimum(amount, np.quantile(np.concatenate(both), 1.0 - share))


def population(panel: Panel, effect: Published) -> np.ndarray:
    """Whether each household is of the population that an effect is on."""
    eligible = panel.baseline.eligible
    return {"all": np.ones_like(eligible), "ineligible": ~eligible}.get(effect.on, eligible)


def factor(effect: Published, arm: Outlook, rows: np.ndarray, *, mean: float, deviation: Callable[[], float]) -> float:
    """What an effect in the outcome's own unit (a month, for a flow) is multiplied by to be in the published unit.

    Args:
        effect: the effect.
        arm: the arm's world.
        rows: the households that it speaks of.
        mean: of the control group.
        deviation: gives the standard deviation of the control group as a survey sees it.
    """
    flow = effect.outcome in FLOWS
    match effect.unit:
        case "percent_of_control":
            return _over(100.0, mean)
        case "control_sd":
            return _over(1.0, deviation())
        case "points":
            return 100.0
        case "gain_per_transfer":
            return _over(12.0 if flow else 1.0, arm.transferred)
        case "per_transfer":
            # Those who got nothing themselves are set against what all the others got.
            given = arm.taken.sum() if effect.on == "ineligible" else arm.taken[rows].sum()
            return _over(float(rows.sum()), arm.transferred * float(given))
    return 12.0 if flow and effect.per == "year" else 1.0


def surveyed_sd(trial: Trial, panel: Panel, effect: Published, rows: np.ndarray) -> float:
    """Standard deviation of an outcome in control as a survey sees it, within months: true spread and survey noise."""
    variance = np.mean([seen(trial, panel, effect, CONTROL, month)[rows].var() for month in effect.months])
    return float(np.sqrt(variance / reliability(trial, effect.outcome)))


def reliability(trial: Trial, outcome: str) -> float:
    """Share of the surveyed variance of an outcome that is true; 1 for what is not asked as an amount."""
    return trial.design.reliability if outcome in AMOUNTS else 1.0


def log_amount(trial: Trial, amount: np.ndarray) -> np.ndarray:
    """Log of an amount and a month's spending of one poor person: defined for those who have nothing."""
    return np.log(np.maximum(amount, 0.0) + trial.population.budget / trial.population.poor_size)


def log_before(trial: Trial, arm: Outlook, effect: Published) -> np.ndarray:
    """Log amount that a `change` starts from: capital right after the transfer; of other outcomes, the start's."""
    return log_amount(trial, arm.after if effect.outcome == "capital" else arm.seen[0][effect.outcome])


def _logs(trial: Trial, panel: Panel, effect: Published) -> np.ndarray:
    """Mean log amount over the survey months, by household."""
    amounts = [seen(trial, panel, effect, effect.arm, month) for month in effect.months]
    return np.asarray(np.mean([log_amount(trial, amount) for amount in amounts], axis=0))


def _over(value: float, size: float) -> float:
    """A quotient; NaN where the divisor is nothing."""
    return value / size if size else np.nan
