"""A frontier study as its tables tell it: what sentences and charts share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from mentas.report import numbers
from mentas.report.frontier_words import say
from mentas.report.words import quoted
from mentas.studies.ensemble.plan import AXES
from mentas.studies.frontier.regret import MEAN
from mentas.studies.frontier.tried import Outcome

SMALLEST = 0.005
"""Share of the money below which a programme is not named."""

PARTS = 3
"""Programmes by which a mix is called, those with the most money."""


@dataclass(frozen=True)
class Lever:
    """Something that candidates differ in."""

    name: str
    unit: str
    id: str
    en: str
    of_money: bool
    """Whether it is a programme's share of the envelope."""

    def title(self, lang: str) -> str:
        """What readers call it."""
        return str(getattr(self, lang))

    def level(self, value: float | str, lang: str) -> str:
        """A value as readers write it."""
        if isinstance(value, str):
            return value
        if self.of_money:
            return f"{numbers.number(100.0 * value, 0, lang)}%"
        if self.unit.startswith("Rp") or self.unit == "share":
            return numbers.level(value, self.unit, lang)
        return numbers.number(value, 0 if float(value).is_integer() else 1, lang)


@dataclass(frozen=True)
class Frontier:
    """What a study says."""

    account: Mapping[str, Any]
    """`study`, `mentas`, `seed`, `region_title` by language; `baseline`; `titles` of candidates by name and language
    (a candidate without one is called by its name); `outcomes` (as `Outcome`) and `levers` (as `Lever`) as mappings;
    `cost_of`, an outcome that counts households; `envelope` and, where a larger one was lived through, `step`, in
    rupiah; `tried`, the number of candidates; `worlds`; `fresh`, whether no choice has seen these worlds."""
    tables: Mapping[str, pd.DataFrame]
    """As `studies.frontier.tables` makes them."""

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What candidates are judged by, the main one first."""
        return tuple(Outcome(**each) for each in self.account["outcomes"])

    @cached_property
    def levers(self) -> tuple[Lever, ...]:
        """What candidates differ in."""
        return tuple(Lever(**each) for each in self.account["levers"])

    @property
    def baseline(self) -> str:
        """The policy that differences are taken against."""
        return str(self.account["baseline"])

    @cached_property
    def each(self) -> dict[str, dict[str, Any]]:
        """By candidate: on_means, status, chance, beaten_by, place, group, spent and levers."""
        judged = self.tables["frontier"].drop_duplicates("candidate").astype({"beaten_by": object})
        judged = judged.fillna({"beaten_by": ""})  # where none is beaten, the column was read as numbers
        records = judged.merge(self.tables["candidates"], on="candidate", how="left").to_dict("records")
        return {str(record["candidate"]): {str(name): value for name, value in record.items()} for record in records}

    @cached_property
    def _rows(self) -> dict[tuple[str, str, str], dict[str, Any]]:
        names = [name for name in ("frontier", "cost", "next_billion", "cautious") if name in self.tables]
        return {
            (name, str(record["candidate"]), str(record["outcome"])): {str(key): v for key, v in record.items()}
            for name in names for record in self.tables[name].to_dict("records")
        }  # fmt: skip

    def row(self, table: str, candidate: str, outcome: str) -> dict[str, Any]:
        """What a table says of a candidate and an outcome; empty where it says nothing."""
        return self._rows.get((table, candidate, outcome), {})

    @cached_property
    def along(self) -> list[str]:
        """The frontier on the means, from the best in the main outcome on; the baseline only where it is on it."""
        return sorted((name for name, row in self.each.items() if row["on_means"]), key=lambda c: self.each[c]["place"])

    @cached_property
    def corners(self) -> dict[str, str]:
        """By outcome, the candidate whose mean is best; the first along the frontier where several are."""
        return {
            outcome.name: max(self.along, key=lambda c: outcome.sign * self.row("frontier", c, outcome.name)["mean"])
            for outcome in self.outcomes
        }

    def regretted(self, outcome: str) -> list[str]:
        """The candidates of which regret is known: the frontier, and the baseline."""
        names = [*self.along, *([] if self.baseline in self.along else [self.baseline])]
        return [name for name in names if self.row("cautious", name, outcome)]

    def choice(self, outcome: str) -> str:
        """The cautious choice."""
        return next(name for name in self.regretted(outcome) if self.row("cautious", name, outcome)["chosen"])

    @cached_property
    def named(self) -> list[str]:
        """The candidates that sentences are about: the corners and the main outcome's cautious choice."""
        some = [*self.corners.values(), self.choice(self.outcomes[0].name)]
        return [name for name in dict.fromkeys(some) if name != self.baseline]

    def title(self, candidate: str, lang: str) -> str:
        """What readers call a candidate."""
        return str(self.account["titles"].get(candidate, {}).get(lang, candidate))

    def parts(self, candidate: str, lang: str) -> str:
        """Where most of the money goes, most first; empty where that is not known."""
        row = self.each[candidate]
        money = [v for v in self.levers if v.of_money and pd.notna(row.get(v.name)) and row[v.name] >= SMALLEST]
        money.sort(key=lambda lever: -row[lever.name])
        return ", ".join(f"{lever.title(lang)} {lever.level(row[lever.name], lang)}" for lever in money[:PARTS])

    def mix(self, candidate: str, lang: str) -> str:
        """A candidate with its parts, for labels and tables."""
        parts = self.parts(candidate, lang)
        return f"{self.title(candidate, lang)} ({parts})" if parts else self.title(candidate, lang)

    def told(self, candidate: str, lang: str) -> str:
        """A candidate within a sentence: a mix with its parts, another in marks."""
        return self.mix(candidate, lang) if self.parts(candidate, lang) else quoted(self.title(candidate, lang))

    def source(self, lang: str) -> str:
        """The two lines below a chart."""
        told = self.account
        line = say(
            "source", lang, version=told["mentas"], study=told["study"], region=told["region_title"][lang],
            seed=told["seed"], n=told["worlds"],
        )  # fmt: skip
        return f"{line}\n{say('source_fresh' if told['fresh'] else 'source_seen', lang)}"


def structure(name: str, lang: str) -> str:
    """A structure in words."""
    if name == MEAN:
        return say("mean", lang)
    levels = name.split()
    if len(levels) != len(AXES):
        return name
    threshold, *others = levels
    number = numbers.number(float(threshold), 1, lang)
    first = say("threshold", lang, level=number) if float(threshold) > 0.0 else say("no_threshold", lang)
    return ", ".join([first, *(say(level, lang) for level in others)])
