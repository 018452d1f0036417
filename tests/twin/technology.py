"""What capital makes: two technologies, the better one counts; in budgets, months of spending of a poor household."""

from __future__ import annotations

from types import SimpleNamespace

YEAR = 12


def fixed_cost(p: SimpleNamespace, *, poor_size: float) -> float:
    """Fixed cost of the high technology, budgets a month: what makes both equally good at the threshold.

    The threshold is in years of a poor person's spending; a budget is a month of a household of `poor_size`.
    """
    threshold = p.threshold * YEAR / poor_size
    return max(p.high_scale * threshold**p.high_curvature - p.low_scale * threshold**p.low_curvature, 0.0)


def value_added(p: SimpleNamespace, *, capital: float, fixed: float) -> float:
    """Value added a month with `capital` budgets, budgets, at ability 1."""
    return max(p.low_scale * capital**p.low_curvature, p.high_scale * capital**p.high_curvature - fixed)


def gain_of_more(p: SimpleNamespace, *, capital: float, fixed: float) -> float:
    """Value added a month of one more budget of capital: the slope of the technology in use."""
    low = p.low_scale * capital**p.low_curvature
    high = p.high_scale * capital**p.high_curvature
    if high - fixed > low:
        return p.high_curvature * high / capital
    return p.low_curvature * low / capital


def hours(p: SimpleNamespace, *, capital: float) -> float:
    """Share of a household's working time that a business with `capital` budgets takes."""
    return p.hours_most * capital / (capital + p.hours_half)
