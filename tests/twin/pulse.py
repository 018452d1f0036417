"""The twin's pulse: the figures of each month, by loops over its households."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin.world import TwinWorld


def poverty_rate(twin: TwinWorld) -> float:
    """Share of people whose household spends less than it needs."""
    poor = sum(h.persons for h in twin.households if h.spending_mean < h.need)
    return poor / sum(h.persons for h in twin.households)


def a_person(name: str) -> Callable[[TwinWorld], float]:
    """Rupiah a person a month."""

    def mean(twin: TwinWorld) -> float:
        return sum(h.weight * getattr(h, name) for h in twin.households) / sum(h.persons for h in twin.households)

    return mean


def businesses_open(twin: TwinWorld) -> float:
    """Share of households with a business."""
    return sum(h.weight for h in twin.households if h.open) / sum(h.weight for h in twin.households)


PULSE: dict[str, Callable[[TwinWorld], float]] = {
    "month": lambda twin: twin.month,
    "poverty_rate": poverty_rate,
    "spending": a_person("spending"),
    "earned": a_person("earned"),
    "transfers": a_person("transfers"),
    "businesses_open": businesses_open,
    "price": lambda twin: sum(market.price for market in twin.markets) / len(twin.markets),
    "groups_active": lambda twin: sum(group.weight for group in twin.groups if group.status == "active"),
}
"""What is collected each month, under the names of `mentas.measures.pulse`."""
