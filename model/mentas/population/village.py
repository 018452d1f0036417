"""A village that is described in words of its own: classes of households, in any currency. `villagers` draws them.

Money is in the village's currency; `budget` ties it to the model, whose behaviour counts in months of spending of a
poor household.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Spread:
    """How a quantity differs between households: constant, lognormal, uniform, or by quantiles.

    A constant is `low == high`, `sd == 0`. A lognormal has `median` and `sd` (of its log). Quantiles are interpolated.
    """

    median: float = 0.0
    sd: float = 0.0
    low: float | None = None
    high: float | None = None
    ranks: tuple[float, ...] = ()
    """Shares of households below `values`, rising from 0 to 1; empty if not given by quantiles."""
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """A class of households at the start."""

    name: str
    share: float
    """Share of the population's households; shares sum to 1."""
    spending: Spread
    """Household spending a month, currency."""
    cash: Spread
    """Money at hand, months of the household's own spending."""
    capital: Spread
    """Productive capital of an open business, currency."""
    idle_capital: Spread
    """Productive capital of a household without an open business, currency."""
    business: float
    """Share of households with an open business."""
    profit: Spread | None = None
    """Monthly profit of open businesses, currency: ability then follows from it; None draws ability from the
    parameters, as in a policy scenario."""
    labour_part: float = 0.0
    """Share of that profit which pays for the owner's own work at going wages and does not answer to capital; it is
    earned beside the business, and counted as profit again when profit is surveyed."""
    profit_capital: float = 0.0
    """Correlation of profit with capital (of the normal luck behind both)."""
    women: float = 0.5
    """Share of businesses that a woman runs or would run."""
    adults: float = 2.0
    infants: float = 0.5
    children: float = 1.5
    """Mean members of 7 to 18 years."""
    elderly: float = 0.2
    idle: Spread | None = None
    """Share of working time that is idle; None takes the parameters', as in a policy scenario."""
    sectors: dict[str, float] = field(default_factory=dict)
    """Shares of sectors; empty means equal shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Who lives where the trial was held."""

    households: int
    """Households simulated in one replicate: the sample, and those around it."""
    markets: int
    """Separate local markets among which households are divided evenly."""
    budget: float
    """Spending of a poor household in a month, currency."""
    poor_size: float
    """Members of a poor household."""
    line: float
    """Poverty line, currency a person a month."""
    growth: float
    """Real growth of earnings a year, for treatment and control alike."""
    market: str
    """`responsive` or `fixed`."""
    classes: tuple[Class, ...]
