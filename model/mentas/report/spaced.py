"""A study over a space of levers and uncertainties, read from its folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from mentas.report import numbers, parameter_titles
from mentas.report.sweep_words import say, unit
from mentas.studies.names_of_tables import BEST


@dataclass(frozen=True)
class Spaced:
    """What is known of a study with points once it has ended."""

    folder: Path
    manifest: dict[str, Any]
    responses: pd.DataFrame

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Levers and uncertainties, in the study's order."""
        after, before = list(self.responses.columns).index("point"), list(self.responses.columns).index("mean")
        return tuple(self.responses.columns[after + 1 : before])

    @cached_property
    def best(self) -> pd.DataFrame:
        """How much worse each point of a sweep is than the best, in the same worlds; no rows where none was told."""
        path = self.folder / BEST
        return pd.read_csv(path) if path.exists() else pd.DataFrame(columns=["scenario", "outcome", "point"])

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios, in the study's order."""
        return tuple(entry["name"] for entry in self.manifest["scenarios"])

    @property
    def baseline(self) -> str | None:
        """The scenario that differences are taken against, if there are differences."""
        name = self.manifest["baseline"]
        return str(name) if name is not None and len(self.scenarios) > 1 else None

    @property
    def points(self) -> int:
        """How many points were laid."""
        return int(self.responses["point"].max()) + 1

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Names of the outcomes, in the study's order."""
        return tuple(dict.fromkeys(self.responses["outcome"]))

    def title(self, scenario: str, lang: str) -> str:
        """A scenario's title."""
        (found,) = [entry for entry in self.manifest["scenarios"] if entry["name"] == scenario]
        return str(found["title"][lang])

    def outcome(self, name: str, lang: str) -> str:
        """An outcome in words."""
        measure, _, rest = name.partition(" (")
        text = str(self.manifest["measures"][measure][lang])
        for part in rest.rstrip(")").split(", ") if rest else ():
            kind, _, what = part.partition(" ")
            key = {"year": "year", "decile": "deciles"}.get(kind, "group")
            text = say(key, lang, measure=text, year=what, group=what)
        return text

    def lever_title(self, name: str, lang: str) -> str:
        """What readers call a lever: as the study does, else as the number that it is is called."""
        given = {each["name"]: each.get("title") or {} for each in self.manifest.get("dimensions", ())}
        return str(given.get(name, {}).get(lang) or parameter_titles.title(name, lang))

    def value(self, name: str, number: float, lang: str) -> str:
        """A value of a lever as readers write it; a share in per cent."""
        if not self.shares(name):
            return value(number, lang)
        return numbers.percent(number, lang, 0 if round(100.0 * number, 1).is_integer() else 1)

    def shares(self, name: str) -> bool:
        """Whether a lever divides the budget, or is a number that is a share."""
        forms = {each["name"]: each.get("form") for each in self.manifest.get("dimensions", ())}
        known = parameter_titles.number(name)
        return (
            forms.get(name) == "mix"
            or forms.get(name.partition(".")[0]) == "simplex"
            or (known is not None and known.unit == "share")
        )

    def unit(self, name: str) -> str:
        """Unit of an outcome."""
        return str(self.manifest["measures"][name.partition(" (")[0]]["unit"])

    def unit_words(self, name: str, lang: str) -> str:
        """Unit of a difference in an outcome as charts name it; shares differ by points."""
        return unit("points" if self.unit(name) == "share" else self.unit(name), lang)

    def better(self, name: str) -> str:
        """Which way is better: lower, higher or none."""
        return str(self.manifest["measures"][name.partition(" (")[0]]["better"])

    def moves(self, scenario: str) -> tuple[str, ...]:
        """Columns whose points change anything that a scenario came to."""
        mine = self.responses[self.responses["scenario"] == scenario]
        moved = mine.groupby("outcome")["mean"].nunique().max() > 1
        return self.columns if moved else ()

    def lever(self) -> str | None:
        """The one lever of numbers that was moved, if it is one."""
        if len(self.columns) != 1 or self.points < 2:
            return None
        return self.columns[0] if pd.api.types.is_numeric_dtype(self.responses[self.columns[0]]) else None

    def source(self, lang: str) -> str:
        """Two lines below a chart: where its numbers come from, and what its bands are."""
        account = self.manifest
        line = say(
            "source", lang, version=account["mentas"], study=account["study"],
            region=account["scenarios"][0]["region_title"][lang], seed=account["seed"], n=account["replicates"],
        )  # fmt: skip
        varied = "_varied" if account.get("uncertainty") == "ensemble" else ""
        return f"{line}\n{say(f'bands{varied}', lang)}. {say('sources', lang)}"


def read(folder: Path) -> Spaced:
    """Read a study's folder.

    Raises:
        RefusedError: it holds no study.
        OSError: a table is missing or cannot be read.
    """
    from mentas.studies import manifest

    return Spaced(folder, manifest.read(folder), pd.read_csv(folder / "responses.csv"))


def value(number: float, lang: str) -> str:
    """A lever's value as readers write it."""
    if abs(number) >= 1000 and float(number).is_integer():
        return numbers.number(number, 0, lang)
    places = 0 if float(number).is_integer() else 2 if abs(number) >= 0.01 else 4
    return numbers.number(number, places, lang)
