"""A scenario, once read and checked: what the government does, where, and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mentas.population.microdata import Microdata
from mentas.population.region import Region
from mentas.programmes.programme import Budget, Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Shock:
    """A regional shock that a scenario names."""

    title: dict[str, str]
    start: int
    """First month, counted from the start of the scenario."""
    months: int
    regencies: tuple[int, ...]
    """Indices of the regencies that it strikes."""
    wages: float
    """Change of earnings while it lasts, as a share (-0.1 is a tenth less)."""
    capital_loss: float
    """Share of business capital lost by a household that is struck, in the first month."""
    reach: float
    """Chance that a household of these regencies is struck by the loss of capital."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationSettings:
    """How the population is made."""

    distribution: str
    """`gb2` or `shifted_lognormal`."""
    burn_in_months: int
    survey_programmes: bool
    """Whether the burn-in runs the programmes that the survey saw (region.survey_programmes)."""
    microdata: Microdata | None = None
    """The planner's own households, instead of a draw from the region's figures."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A world and a policy, resolved: every name checked, every layer merged."""

    name: str
    title: dict[str, str]
    question: dict[str, str]
    sources: tuple[str, ...]
    region: Region
    start: tuple[int, int]
    """Year and month of the first month."""
    years: int
    scale: float
    growth: float
    """Real growth of earnings a year."""
    inflation: float
    """Rise of prices a year."""
    markets: str
    """`responsive`, or `fixed`: prices and sales stay at one."""
    population: PopulationSettings
    budget: Budget | None
    programmes: tuple[Programme, ...]
    survey_programmes: tuple[Programme, ...]
    """Programmes that ran when the survey was taken; they run in the burn-in."""
    shocks: tuple[Shock, ...]
    parameters: Mapping[str, float]
    """Changed parameters by dotted name, such as enterprise.threshold."""
    document: Any = field(repr=False, compare=False)
    """The merged document, from which `with_changes` starts."""
    beside: Path = field(repr=False, compare=False)
    """Folder that relative paths start from."""

    def with_changes(self, changes: Mapping[str, Any]) -> Scenario:
        """The scenario with some keys changed, by dotted path, checked as a file is.

        Args:
            changes: such as {"years": 5, "programmes.uep.quota": 3000, "parameters.enterprise.threshold": 0.4}.

        Raises:
            Refusal: a path or a value is wrong.
        """
        from mentas.scenario import layers, reading

        document = self.document
        for path, value in changes.items():
            document = layers.change(document, path, value)
        return reading.from_document(document, name=self.name, beside=self.beside)

    @property
    def months(self) -> int:
        """Length of the run, months."""
        return 12 * self.years
