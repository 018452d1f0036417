"""Some measures as their definitions read, one loop each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin.world import TwinWorld


def gap(twin: TwinWorld, alpha: int) -> float:
    """Foster, Greer and Thorbecke: the mean over all people of the poor's gap to the power of alpha."""
    lost = sum(
        h.persons * (1.0 - h.spending_mean / h.need) ** alpha for h in twin.households if h.spending_mean < h.need
    )
    return lost / sum(h.persons for h in twin.households)


def gini(twin: TwinWorld) -> float:
    """Mean absolute difference between all pairs of people, over twice the mean, of spending a person."""
    people = [(h.spending_mean / h.size, h.persons) for h in twin.households]
    everyone = sum(persons for _, persons in people)
    mean = sum(spent * persons for spent, persons in people) / everyone
    apart = sum(abs(a - b) * m * n for a, m in people for b, n in people)
    return apart / (2.0 * mean * everyone**2)


def mean_spending(twin: TwinWorld) -> float:
    """Spending a person, Rp a month."""
    return sum(h.weight * h.spending_mean for h in twin.households) / sum(h.persons for h in twin.households)


def mentas(twin: TwinWorld) -> float:
    """Households that have become mentas."""
    return sum(h.weight for h in twin.households if h.mentas)


INDICES: dict[str, Callable[[TwinWorld], float]] = {
    "poverty_rate": lambda twin: gap(twin, 0),
    "poverty_gap": lambda twin: gap(twin, 1),
    "poverty_severity": lambda twin: gap(twin, 2),
    "gini": gini,
    "spending_mean": mean_spending,
    "mentas": mentas,
}
"""By the name that the measure has in `mentas.measures`."""
