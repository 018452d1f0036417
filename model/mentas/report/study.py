"""A finished study, read from its folder: the manifest and the tables, and nothing that runs code."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from mentas.report.words import quoted

ALL = ("all", "all")
BOTTOM = ("decile", "1-4")
"""The four deciles that spend least at the start, within the region: those that programmes mean to serve."""

OF_THE_BOTTOM = frozenset({"income_mean", "income_median", "earned_mean", "spending_mean", "spending_median"})
"""Measures that a reader wants of the bottom four deciles rather than of everyone."""

SPENDING = ("scenario", "programme", "regency", "year", "budget", "delivered", "admin", "leaked", "unspent",
            "recipients")  # fmt: skip
TRANSITIONS = ("scenario", "basis", "year", "from", "to", "households", "low", "high", "n")
"""Columns of tables that a study may not keep."""

Group = tuple[str, str]


class Row(NamedTuple):
    """One measure of one scenario in one year; what is not known is NaN."""

    mean: float
    low: float
    high: float
    difference: float
    diff_low: float
    diff_high: float
    pairs: float

    @property
    def compared(self) -> bool:
        """Whether the difference has an interval."""
        return self.pairs >= 2 and not math.isnan(self.diff_low)


@dataclass(frozen=True)
class Study:
    """What is known of a study once it has ended."""

    folder: Path
    manifest: dict[str, Any]
    summary: pd.DataFrame
    spending: pd.DataFrame
    transitions: pd.DataFrame
    structures: pd.DataFrame | None = None
    """The difference to the baseline by level of each axis of structure, where structure varies between replicates."""

    @cached_property
    def scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios that have results, in the study's order."""
        seen = set(self.summary["scenario"].unique())
        return tuple(s["name"] for s in self.manifest["scenarios"] if s["name"] in seen)

    @property
    def baseline(self) -> str | None:
        """The scenario that differences are taken against, if there are differences."""
        name = self.manifest["baseline"]
        return name if name in self.scenarios and len(self.scenarios) > 1 else None

    @property
    def others(self) -> tuple[str, ...]:
        """The scenarios that are set against the baseline."""
        return tuple(name for name in self.scenarios if name != self.baseline) if self.baseline else ()

    @cached_property
    def last(self) -> int:
        """The last year that all scenarios have."""
        return int(self.summary.groupby("scenario")["year"].max().min())

    @property
    def replicates(self) -> int:
        """Replicates that were asked for."""
        return int(self.manifest["replicates"])

    @property
    def varied(self) -> bool:
        """Whether structure and parameters vary between replicates."""
        return self.manifest.get("uncertainty") == "ensemble"

    def region(self, lang: str) -> str:
        """Title of the region of the first scenario."""
        return str(self.manifest["scenarios"][0]["region_title"][lang])

    def title(self, scenario: str, lang: str) -> str:
        """A scenario's title."""
        (found,) = [s for s in self.manifest["scenarios"] if s["name"] == scenario]
        return str(found["title"][lang])

    def quoted(self, scenario: str, lang: str) -> str:
        """A scenario's title within a sentence."""
        return quoted(self.title(scenario, lang))

    def measure(self, name: str) -> dict[str, Any]:
        """A measure's titles, unit, direction and sentence."""
        return dict(self.manifest["measures"][name])

    @cached_property
    def outcomes(self) -> tuple[str, ...]:
        """Measures that the study asks for, or a few that every reader wants."""
        asked = tuple(self.manifest["outcomes"]) or ("poverty_rate", "poverty_gap", "spending_mean", "mentas_kept")
        there = set(self.summary["measure"].unique())
        return tuple(name for name in asked if name in there)

    def group_of(self, measure: str) -> Group:
        """The group that a measure is shown for where a reader has not said which."""
        return BOTTOM if measure in OF_THE_BOTTOM else ALL

    @cached_property
    def _by_year(self) -> pd.DataFrame:
        return self.summary.set_index("year")

    @cached_property
    def _cells(self) -> dict[Any, Any]:
        """Rows of the summary by scenario, measure and group."""
        return dict(self.summary.groupby(["scenario", "measure", "group_kind", "group"], sort=False).indices)

    def path(self, scenario: str, measure: str, group: Group | None = None) -> pd.DataFrame:
        """One measure of one scenario over the years: mean, low, high, difference, diff_low, diff_high by year."""
        return self._by_year.iloc[self._cells[scenario, measure, *(group or self.group_of(measure))]]

    def row(self, scenario: str, measure: str, year: int, group: Group | None = None) -> Row:
        """One measure of one scenario in one year."""
        found = self.path(scenario, measure, group).loc[year, list(Row._fields)]
        return Row(*(float(value) for value in found.to_numpy(dtype=float)))

    def has(self, measure: str, group: Group | None = None) -> bool:
        """Whether every scenario has the measure for the group."""
        wanted = group or self.group_of(measure)
        return all((name, measure, *wanted) in self._cells for name in self.scenarios)


def read(folder: Path) -> Study:
    """Read a study's folder.

    Raises:
        RefusedError: it holds no study.
        OSError: a table is missing or cannot be read.
    """
    from mentas.studies import manifest

    text = {"group": str, "group_kind": str}
    account = manifest.read(folder)
    varied = account.get("uncertainty") == "ensemble"
    return Study(
        folder=folder,
        manifest=account,
        summary=pd.read_csv(folder / "summary.csv", dtype=text),
        spending=_kept(folder / "spending.csv", SPENDING),
        transitions=_kept(folder / "decile_transitions.csv", TRANSITIONS),
        structures=pd.read_csv(folder / "structures.csv", dtype=text | {"level": str}) if varied else None,
    )


def _kept(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    """A table, without rows if the study did not keep it."""
    return pd.read_csv(path) if path.exists() else pd.DataFrame(columns=list(columns))
