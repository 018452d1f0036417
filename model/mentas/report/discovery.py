"""What was discovered, in sentences: where cases of interest lie, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mentas.language import LANGUAGES, tell
from mentas.report import numbers, parameter_titles
from mentas.report.discovery_words import AMOUNTS, HUNDREDFOLD, ONE, say
from mentas.report.words import AND, AND_LAST, OR, listed
from mentas.studies.discovery.boxes import Box, Limit
from mentas.studies.discovery.finding import Discovery
from mentas.studies.discovery.points import Dimension

FINE = 100.0
"""A bound is rounded to a power of ten that is at most the range tried divided by this."""


@dataclass(frozen=True, slots=True)
class Name:
    """How a dimension is called."""

    title: Mapping[str, str]
    """By language, as it stands within a sentence."""
    unit: str = "1"
    levels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Of a category, by its text: what it is called, by language; others are called by their texts."""

    def level(self, level: object, lang: str) -> str:
        """What a category is called."""
        return self.levels.get(str(level), {}).get(lang, str(level))


def names(dimensions: Iterable[str], given: Mapping[str, Name] | None = None) -> dict[str, Name]:
    """Names of dimensions: those given, else the titles of the numbers that they are."""
    given = given or {}
    return {name: given[name] if name in given else _plain(name) for name in dimensions}


def _plain(name: str) -> Name:
    known = parameter_titles.number(name)
    if known is None:
        return Name(dict.fromkeys(LANGUAGES, name))
    return Name({lang: within(parameter_titles.title(name, lang)) for lang in LANGUAGES}, known.unit)


def sentences(
    found: Discovery, *, interest: Mapping[str, str], lang: str, given: Mapping[str, Name] | None = None
) -> list[str]:
    """What was found, or why nothing: first where, then how sure.

    Args:
        found: the boxes.
        interest: by language, what holds in a case of interest: "productive grants win", "bantuan produktif unggul".
        lang: `id` or `en`.
        given: names of dimensions that are no parameters or that a study calls otherwise.
    """
    called = names((each.name for each in found.dimensions), given)
    said = [headline(found, interest=interest, lang=lang, called=called)]
    for number, box in enumerate(found.boxes, 1):
        said += _sureness(found, box, number, interest[lang], lang)
    if found.left_out:
        said.append(say("left_out", lang, n=numbers.number(found.left_out, 0, lang)))
    return [text[:1].upper() + text[1:] for text in said]


def headline(found: Discovery, *, interest: Mapping[str, str], lang: str, called: Mapping[str, Name]) -> str:
    """Where it holds, in one sentence; or that nothing was found."""
    words = {"interest": interest[lang], "total": numbers.number(found.n, 0, lang)}
    if not found.found:
        # A share near none or all is said as a count.
        cases = numbers.number(round(found.density * found.n) if found.n else 0, 0, lang)
        reason = found.reason
        if found.exceptions and reason in ("no_cases", "all_cases"):
            reason = "all_cases" if reason == "no_cases" else "no_cases"
        return say(reason, lang, base=share(found.density, lang), cases=cases, **words)
    if len(found.boxes) > 1:
        boxes = "; ".join(f"({number}) {where(found, box, called, lang)}" for number, box in enumerate(found.boxes, 1))
        return say("none_of" if found.exceptions else "any", lang, boxes=boxes, **words)
    (box,) = found.boxes
    outside = shorter_outside(found, box)
    key = {(False, False): "if", (False, True): "unless", (True, False): "unless", (True, True): "only_if"}
    text = where(found, box, called, lang, outside=outside)
    return say(key[found.exceptions, outside], lang, where=text, **words)


def shorter_outside(found: Discovery, box: Box) -> bool:
    """Whether it is shorter to say what lies outside the box: one dimension, and fewer categories than inside.

    What lies outside several limits is "or", which is never shorter and harder to read.
    """
    first = box.limits[0]
    return len(box.limits) == 1 and 0 < len(_others(found, first)) < len(first.levels)


def where(found: Discovery, box: Box, called: Mapping[str, Name], lang: str, *, outside: bool = False) -> str:
    """The limits of a box in words; or what lies outside it, where `shorter_outside`."""
    by_name: dict[str, list[Limit]] = {}
    for limit in box.limits:
        by_name.setdefault(limit.name, []).append(limit)
    parts = [_condition(found, limits, called[name], lang, outside) for name, limits in by_name.items()]
    return listed(parts, lang, AND if len(parts) < 3 else AND_LAST)


def _condition(found: Discovery, limits: list[Limit], name: Name, lang: str, outside: bool) -> str:
    """What one dimension must be."""
    title, first = name.title[lang], limits[0]
    if first.levels:
        levels = [name.level(level, lang) for level in (_others(found, first) if outside else first.levels)]
        return say("is", lang, title=title, levels=listed(levels, lang, OR))
    dimension = found.dimension(first.name)
    bounds = {limit.side: amount(limit.bound, name.unit, dimension, lang) for limit in limits}
    if len(bounds) > 1:
        return say("both", lang, title=title, **bounds)
    ((side, bound),) = bounds.items()
    return say(f"{side}_{dimension.kind}", lang, title=title, bound=bound)


def _others(found: Discovery, limit: Limit) -> list[object]:
    return [level for level in found.dimension(limit.name).levels if level not in limit.levels]


def _sureness(found: Discovery, box: Box, number: int, interest: str, lang: str) -> list[str]:
    """What a box holds, and what it holds of points that did not help to find it."""
    base = 1.0 - found.density if found.exceptions else found.density
    which = "nth" if len(found.boxes) > 1 else "else" if shorter_outside(found, box) else "this"
    holds = say(
        "holds_not" if found.exceptions else "holds", lang, interest=interest,
        box=say(which, lang, number=number), coverage=share(box.coverage, lang),
        density=share(box.density, lang), n=numbers.number(box.n, 0, lang), base=share(base, lang),
        total=numbers.number(found.n, 0, lang),
    )  # fmt: skip
    least = min(limit.reproduced for limit in box.limits)
    again = say("again", lang, share=share(least, lang)) if least < 1.0 else say("always", lang)
    unseen = say(
        "unseen_rest" if number > 1 else "unseen", lang, coverage=share(box.coverage_held_out, lang),
        density=share(box.density_held_out, lang), again=again,
    )  # fmt: skip
    return [holds, unseen]


def share(value: float, lang: str) -> str:
    """A share in whole per cent."""
    return f"{numbers.number(100.0 * value, 0, lang)}%"


def amount(value: float, unit: str, dimension: Dimension, lang: str) -> str:
    """A bound with its unit, as finely as the range tried deserves: 2% sebulan, Rp1.230.000, 36 months."""
    factor = 100.0 if unit in HUNDREDFOLD else 1.0
    value, span = factor * value, factor * (dimension.high - dimension.low)
    places = -math.floor(math.log10(span / FINE)) if span > 0.0 else 0
    if dimension.kind == "steps":  # a value that was tried is named, not an end between two
        places = max(places, 0) if value.is_integer() else places + 2
    value = round(value, places)
    places = max(places, 0)
    while places and round(value, places - 1) == value:
        places -= 1
    text = numbers.number(value, places, lang)
    if unit.startswith("Rp") and value < 0.0:
        return "−" + tell(AMOUNTS[unit], lang, n=text.lstrip("−"))
    return tell((ONE if value == 1.0 and unit in ONE else AMOUNTS)[unit], lang, n=text)


def within(title: str) -> str:
    """A title as it stands within a sentence: small at first, unless it begins with capitals."""
    return title[:1].lower() + title[1:] if title[1:2].islower() or title[1:2] == " " else title
