"""Of what the intervals of a comparison are made: luck, parameters, and the structure of the model."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from mentas.language import tell
from mentas.report import doubts, findings, numbers
from mentas.report.document import Figure, Number, Table, Value
from mentas.studies.ensemble.doubt import KINDS

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

    from mentas.report.study import Group, Study

SHARES: tuple[str, ...] = tuple(f"share_{kind}" for kind in KINDS)
SPREADS: tuple[str, ...] = tuple(f"sd_{kind}" for kind in KINDS)

LEAST = 0.005
"""Share that would be written as nothing."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Of what the interval of one effect in the last year is made."""

    scenario: str
    measure: str
    group: Group
    half: float
    """Half of the interval's width."""
    dice: float
    parameters: float
    structure: float
    """Shares of the squared width, which sum to one; the last two are NaN where they cannot be told apart."""

    @property
    def left(self) -> float:
        """Half-width that stays, however many replicates there are."""
        return self.half * math.sqrt(max(1.0 - self.dice, 0.0))


def measures(study: Study) -> list[tuple[str, Group]]:
    """Measures of which the doubt is told."""
    return [(measure, group) for measure, group in doubts.TOLD if study.has(measure, group)]


def split(study: Study) -> list[Doubt]:
    """Of every policy that is set against the baseline, by measure; only effects whose luck can be told."""
    found = []
    for measure, group in measures(study):
        for name in study.others:
            low, high, *shares = _columns(study, name, measure, group, ("diff_low", "diff_high", *SHARES))
            dice, parameters, structure = shares
            if math.isfinite(dice) and math.isfinite(high - low):
                found.append(Doubt(name, measure, group, (high - low) / 2.0, dice, parameters, structure))
    return found


def _columns(study: Study, scenario: str, measure: str, group: Group, columns: tuple[str, ...]) -> list[float]:
    """Columns of the summary in the last year."""
    row = study.path(scenario, measure, group).loc[study.last, list(columns)]
    return [float(value) for value in row.to_numpy(dtype=float)]


def figure(study: Study, found: list[Doubt], lang: str) -> Figure:
    first = [each for each in found if each.measure == found[0].measure]
    spans = {kind: _span([getattr(each, kind) for each in first], lang) for kind in KINDS}
    said = {"measure": findings.named(study, first[0].measure, lang, first[0].group)}
    if any(math.isnan(each.structure) for each in first):
        finding = tell("{measure}: luck makes {dice} of the squared width of the intervals, doubt about the model the "
                       "rest.", lang, dice=spans["dice"], **said)  # fmt: skip
    else:
        finding = tell("{measure}: luck makes {dice} of the squared width of the intervals, parameters {parameters}, "
                       "the structure of the model {structure}.", lang, **spans, **said)  # fmt: skip
    title = tell("Of what the interval of each difference to {baseline} is made, year {year}", lang, year=study.last,
                 baseline=study.title(str(study.baseline), lang))  # fmt: skip
    note = tell("Parts of the squared width of the 95 % interval; {n} replicates.", lang, n=study.replicates)
    return Figure("sureness", title, finding, partial(_draw, study, found, lang), _table(study, found, lang), note)


def _span(shares: list[float], lang: str) -> str:
    """From the least to the most."""
    ends = [percent(end, lang) for end in (min(shares), max(shares))]
    return ends[0] if ends[0] == ends[1] else tell("{low} to {high}", lang, low=ends[0], high=ends[1])


def _draw(study: Study, found: list[Doubt], lang: str) -> Picture:
    from mentas.report.grounds import kinds_of_doubt_figure

    return kinds_of_doubt_figure.draw(study, found, lang)


def _table(study: Study, found: list[Doubt], lang: str) -> Table:
    rows: list[tuple[Value, ...]] = []
    for each in found:
        unit = study.measure(each.measure)["unit"]
        *spreads, pairs = _columns(study, each.scenario, each.measure, each.group, (*SPREADS, "pairs"))
        shares = [Number(share, "share") for share in (each.dice, each.parameters, each.structure)]
        rows.append((findings.named(study, each.measure, lang, each.group), study.title(each.scenario, lang), *shares,
                     *(half(spread, unit) for spread in (*spreads, each.half, each.left)), int(pairs)))  # fmt: skip
    columns = (
        tell("Measure", lang), tell("Policy", lang), tell("Luck", lang), tell("Parameters", lang),
        tell("Structure", lang), tell("Standard deviation: luck", lang), tell("Standard deviation: parameters", lang),
        tell("Standard deviation: structure", lang), tell("Half-width of the interval of the difference", lang),
        tell("However many replicates", lang), tell("Replicates", lang),
    )  # fmt: skip
    return Table("sureness", tell("Kinds of doubt by policy", lang), columns, tuple(rows),
                 tell("Standard deviations and half-widths of shares in percentage points.", lang))  # fmt: skip


def half(width: float, unit: str) -> Number:
    """Half of the width of an interval, as a difference without its sign; of shares in percentage points."""
    return Number(100.0 * width, "1", places=2) if unit == "share" else Number(width, unit)


def percent(share: float, lang: str) -> str:
    """A share without decimal places."""
    if 0.0 < share < LEAST:
        return tell("less than 1%", lang)
    return f"{numbers.number(100.0 * share, 0, lang)}%"
