"""Every number behind a study, with unit, plausible range, how it is known and from where."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from mentas.language import tell
from mentas.report import numbers
from mentas.report.document import Block, Fold, Items, Number, Section, Table, Value, Words
from mentas.report.grounds import grades

DIGITS = 4
"""Of a number that is not whole, from the first that is not zero."""


def section(manifest: Mapping[str, Any], lang: str) -> Section | None:
    """A fold for each file of parameters and each programme, then the scenarios; None for a study without numbers."""
    found = manifest.get("parameters") or {}
    if not found:
        return None
    told = tell(
        "{n} numbers stand behind this study, each with its plausible range, how it is known and where it comes from. "
        "A scenario may set numbers of its programmes itself.",
        lang,
        n=len(found),
    )
    blocks: list[Block] = [Words(told)]
    files: dict[str, dict[str, Any]] = {}
    for name, number in found.items():
        files.setdefault(name.partition(".")[0], {})[name] = number
    for stem, listed in files.items():
        title = tell("{file}: {n} numbers", lang, file=grades.file(stem, lang), n=len(listed))
        blocks.append(Fold(title, (_table(stem, listed, lang),)))
    blocks += _of_scenarios(manifest, found, lang)
    return Section("parameters", tell("All numbers and their sources", lang), tuple(blocks))


def _table(stem: str, listed: Mapping[str, Any], lang: str) -> Table:
    columns = (
        tell("Number", lang), tell("Value", lang), tell("Unit", lang), tell("Plausible range", lang),
        tell("How known", lang), tell("Source", lang), tell("As of", lang),
    )  # fmt: skip
    rows = [
        (
            f"{tell(number['title'], lang)} ({name})",
            _value(number["value"], number["unit"], lang),
            grades.unit(number["unit"], lang),
            _range(number["range"], number["unit"], lang),
            grades.grade(number["evidence"], lang),
            number["source"],
            number["as_of"],
        )
        for name, number in listed.items()
    ]
    return Table(f"parameters_{stem}", grades.file(stem, lang), columns, tuple(rows))


def _of_scenarios(manifest: Mapping[str, Any], found: Mapping[str, Any], lang: str) -> Iterator[Block]:
    """What scenarios set otherwise, and where their own numbers come from."""
    scenarios = manifest.get("scenarios") or []
    changed = [
        (_named(scenario, lang), f"{tell(found[name]['title'], lang)} ({name})" if name in found else name,
         _value(value, "1", lang))
        for scenario in scenarios for name, value in (scenario.get("changed_parameters") or {}).items()
    ]  # fmt: skip
    if changed:
        columns = (tell("Scenario", lang), tell("Number", lang), tell("Value", lang))
        yield Table("parameters_changed", tell("Set by scenarios themselves", lang), columns, tuple(changed))
    for scenario in scenarios:
        if scenario.get("sources"):
            title = tell("Sources of the scenario: {scenario}", lang, scenario=_named(scenario, lang))
            yield Fold(title, (Items(tuple(scenario["sources"])),))


def _named(scenario: Mapping[str, Any], lang: str) -> str:
    return str(scenario["title"].get(lang) or scenario["name"])


def _value(value: Any, unit: str, lang: str) -> Value:
    """A number as one, with as many decimal places as it has; anything else in words."""
    if isinstance(value, bool) or (unit == "flag" and value in (0, 1)):
        return tell("yes", lang) if value else tell("no", lang)
    if isinstance(value, int | float):
        return Number(float(value), "1", places=_places(float(value)))
    return _words(value, unit, lang)


def _words(value: Any, unit: str, lang: str) -> str:
    if value is None or value in ([], {}):
        return tell("none", lang)
    if isinstance(value, Mapping):
        return "; ".join(f"{name} {_words(part, unit, lang)}" for name, part in value.items())
    if isinstance(value, list):
        if unit == "decile":
            return "-".join(_words(part, unit, lang) for part in value)
        return ", ".join(_words(part, unit, lang) for part in value)
    found = _value(value, unit, lang) if isinstance(value, int | float) else str(value)
    return found.text(lang) if isinstance(found, Number) else str(found)


def _range(found: Any, unit: str, lang: str) -> str:
    """From the lower to the upper end; or the words that are allowed."""
    if found is None:
        return ""
    numeric = isinstance(found, list) and len(found) == 2 and all(isinstance(end, int | float) for end in found)
    if not numeric:
        return _words(found, unit, lang)
    ends = [numbers.number(float(end), _places(float(end)), lang) for end in found]
    return f"{ends[0]} … {ends[1]}"


def _places(value: float) -> int:
    """Decimal places that a number needs, at most so many that a reader sees `DIGITS` digits of it."""
    if value == 0.0 or value.is_integer():
        return 0
    most = max(DIGITS - 1 - math.floor(math.log10(abs(value))), 0)
    return next((places for places in range(most) if round(value, places) == value), most)
