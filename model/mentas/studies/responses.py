"""Responses: the outcomes that a study looks at, by scenario, point and replicate, and their table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mentas.measures.names import MEASURES, NAMES
from mentas.studies import analysis, csv
from mentas.studies.names_of_tables import POINTS, RESPONSES
from mentas.studies.space.outcome import Outcome

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.roster import Place, Roster

Cell = tuple[Any, ...]
"""Measure, kind of group, group and year."""

CELL = ("measure", "group_kind", "group", "year")

SPENT = ("delivered", "admin", "leaked")
"""Columns of spending that left the budget; what leaks is gone too."""


class Responses:
    """Outcomes of all runs of a study.

    Args:
        roster: the runs. What the study wants is looked at; a study that wants nothing looks at every measure of
            everyone. Where no year is asked for, it is the last that all scenarios have.
    """

    def __init__(self, roster: Roster) -> None:
        study = roster.study
        self.outcomes: tuple[Outcome, ...] = study.wanted or tuple(Outcome(name) for name in NAMES)
        self.scenarios = tuple(arm.name for arm in study.arms)
        shape = len(self.scenarios), len(roster.points), len(roster.replicates)
        self.values = np.full((len(self.outcomes), *shape), np.nan)
        """Shape (outcomes, scenarios, points, replicates); NaN where a run failed or has nothing to measure."""
        self.spent = np.full(shape, np.nan)
        """Shape (scenarios, points, replicates): rupiah that left the budget, where a study keeps spending."""
        self._first = roster.replicates.start
        self._places = {name: place for place, name in enumerate(self.scenarios)}
        # Scenarios of different lengths are set side by side in a year that all have.
        self.last = min(arm.scenario.years for arm in study.arms)
        self._cells: dict[Cell, list[int]] = {}
        for number, each in enumerate(self.outcomes):
            cell = (each.measure, each.group_kind, each.group, self.last if each.year is None else each.year)
            self._cells.setdefault(cell, []).append(number)

    def take(self, place: Place, frames: Mapping[str, Any]) -> None:
        """Take what is wanted of a run from its frames, Arrow tables."""
        if "outcomes" in frames:
            self._take_outcomes(place, frames["outcomes"])
        if "spending" in frames:
            self.spent[self._at(place)] = sum(sum(frames["spending"][name].to_pylist()) for name in SPENT)

    def _at(self, place: Place) -> tuple[int, int, int]:
        return self._places[place.arm.name], place.point, place.replicate - self._first

    def _take_outcomes(self, place: Place, frame: Any) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        wanted = [pa.array(sorted(set(each))) for each in zip(*self._cells, strict=True)]
        mask = pc.is_in(frame["measure"], wanted[0])
        for name, some in zip(CELL[1:], wanted[1:], strict=True):
            mask = pc.and_(mask, pc.is_in(frame[name], some.cast(frame[name].type)))
        few = frame.filter(mask)
        where = self._at(place)
        for *cell, value in zip(*(few[name].to_pylist() for name in (*CELL, "value")), strict=True):
            for number in self._cells.get(tuple(cell), ()):
                self.values[(number, *where)] = value

    def difference(self, outcome: int, scenario: str, baseline: str) -> np.ndarray:
        """An outcome of a scenario less the baseline's in the same place; shape (points, replicates)."""
        a, b = (self.values[outcome, self.scenarios.index(name)] for name in (scenario, baseline))
        with np.errstate(invalid="ignore"):  # infinity less infinity is not observed either
            return np.asarray(a - b)


def table(roster: Roster, found: Responses) -> pd.DataFrame:
    """One row for each scenario, outcome and point: its levers, mean and difference with intervals.

    The intervals are of means over replicates; where structure and parameters vary between these, of the effect in
    another model, as `ensemble.doubt` has it.
    """
    import pandas as pd

    study, nest = roster.study, roster.lived.nest()
    replicates = np.asarray(roster.replicates)
    points = roster.points.frame()

    def interval(values: np.ndarray) -> tuple[np.ndarray, ...]:
        if nest is None:
            return analysis.interval(values)
        from mentas.studies.ensemble.summary import of_nest

        whole = of_nest(values, nest, replicates)
        return whole["mean"], whole["low"], whole["high"], np.nan_to_num(whole["n"]).astype("int64")

    parts = []
    for place, scenario in enumerate(found.scenarios):
        for number, outcome in enumerate(found.outcomes):
            mean, low, high, n = interval(found.values[number, place])
            unit = MEASURES[outcome.measure].unit
            part = points.assign(scenario=scenario, outcome=outcome.name, unit=unit, mean=mean, low=low, high=high, n=n)
            if study.baseline is None or scenario == study.baseline:
                part = part.assign(difference=np.nan, diff_low=np.nan, diff_high=np.nan, pairs=0)
            else:
                gap, gap_low, gap_high, pairs = interval(found.difference(number, scenario, study.baseline))
                part = part.assign(difference=gap, diff_low=gap_low, diff_high=gap_high, pairs=pairs)
            parts.append(part)
    front = ["scenario", "outcome", "unit"]
    whole = pd.concat(parts, ignore_index=True)
    return whole[[*front, *(name for name in whole.columns if name not in front)]]


def write(folder: Path, roster: Roster, found: Responses) -> pd.DataFrame:
    """Write the points of a study and their responses.

    Returns:
        The responses, as in responses.csv.
    """
    whole = table(roster, found)
    csv.write(folder / POINTS, roster.points.frame())
    csv.write(folder / RESPONSES, whole)
    return whole
