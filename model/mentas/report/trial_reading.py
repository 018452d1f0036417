"""A replayed trial as its folder tells it: every effect with the words and the numbers that tables and plots share."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mentas.report import numbers
from mentas.report.trial_words import say
from mentas.studies.trial.estimate import CONTROL, FLOWS
from mentas.studies.trial.skill import STANDS

SHARES = frozenset({"open", "hours", "poor", "invested", "price"})
"""Outcomes whose own unit is no currency."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What trial.json says."""

    told: dict[str, Any]
    version: str
    replicates: int
    """That gave estimates of some effect."""

    @property
    def effects(self) -> list[dict[str, Any]]:
        """Published effects, in the order of the trial's file."""
        return list(self.told["effects"])

    @property
    def scores(self) -> dict[str, Any]:
        """Scores of all roles together."""
        return dict(self.told["scores"]["all"])

    def arm(self, name: str, lang: str) -> str:
        """An arm as a reader knows it."""
        return say("control", lang) if name == CONTROL else str(self.told["arms"][name][lang])


def read(folder: Path) -> Reading:
    """What a trial's folder tells."""
    told = json.loads((folder / "trial.json").read_text(encoding="utf-8"))
    replicates = max((effect["replicates"] for effect in told["effects"]), default=0)
    return Reading(told, told["mentas"], replicates)


def value(effect: dict[str, Any], name: str) -> float:
    """A number of an effect; NaN where it is not known."""
    return math.nan if effect[name] is None else float(effect[name])


def outcome(effect: dict[str, Any], lang: str) -> str:
    """Of what and of whom an effect is."""
    parts = [say(effect["outcome"], lang)]
    if effect["method"] in ("level", "change"):
        parts.append(say(effect["method"], lang))
    elif effect["method"] == "still":
        parts = [say("still", lang)]
    whom = [*_whom(effect, lang)]
    return ", ".join(parts) + (f" ({'; '.join(whom)})" if whom else "")


def _whom(effect: dict[str, Any], lang: str) -> list[str]:
    found = []
    if effect["on"] != "eligible":
        found.append(say("ineligible" if effect["on"] == "ineligible" else "everyone", lang))
    for part in filter(None, effect["subgroup"].split(", ")):
        name, _, amount = part.partition(" ")
        if name == "woman":
            found.append(say("women" if amount == "true" else "men", lang))
        elif name == "ability_top":
            share = float(amount)
            percent = numbers.number(100.0 * abs(share), 0, lang)
            found.append(say("top" if share > 0.0 else "rest", lang, x=percent))
        else:
            found.append(say(name, lang, x=short(float(amount), lang)))
    if effect["estimand"] == "tot":
        found.append(say("tot", lang))
    return found


def unit(effect: dict[str, Any], currency: str, lang: str) -> str:
    """The unit of an effect."""
    if effect["method"] in ("change", "still"):
        return "x 100" if effect["method"] == "change" else "%"
    if effect["unit"] != "level":
        return say(effect["unit"], lang)
    if effect["outcome"] in SHARES:
        return say("own_unit", lang)
    if effect["outcome"] in FLOWS:
        return say("level_unit", lang, currency=currency, per=say(effect["per"], lang))
    return say("stock_unit", lang, currency=currency)


def months(effect: dict[str, Any]) -> str:
    """Survey months."""
    return ", ".join(str(effect["months"]).split())


def pair(effect: dict[str, Any], first: str, second: str, lang: str) -> str:
    """Two numbers, the second in brackets, with as many decimals as the larger asks for."""
    one, two = value(effect, first), value(effect, second)
    places = _places(max(abs(n) for n in (one, two, 0.0) if math.isfinite(n)))
    return f"{_signed(one, places, lang)} ({numbers.number(two, places, lang)})"


def short(number: float, lang: str) -> str:
    """A number with about three figures, a whole one without decimals."""
    return numbers.number(number, 0 if number == round(number) else _places(abs(number)), lang)


def is_level(effect: dict[str, Any]) -> bool:
    """Whether it is no effect but a figure of one arm."""
    return effect["method"] in STANDS


def _places(size: float) -> int:
    if not math.isfinite(size) or size == 0.0:
        return 1
    return min(max(2 - math.floor(math.log10(size)), 0), 4) if size < 100.0 else 0


def _signed(number: float, places: int, lang: str) -> str:
    text = numbers.number(abs(number), places, lang)
    return f"−{text}" if number < 0.0 and float(f"{number:.{places}f}") != 0.0 else text
