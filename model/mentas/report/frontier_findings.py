"""What a frontier study found, in plain sentences, of numbers only. Nothing is ranked that the worlds do not tell."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from mentas.report import numbers
from mentas.report.frontier_reading import Frontier
from mentas.report.frontier_words import say
from mentas.report.words import listed
from mentas.studies.analysis import told_apart
from mentas.studies.frontier.tried import Outcome

NAMED = 3
"""Candidates that a sentence names at most where it need not name all."""

MOSTLY = 0.9
"""Share of a step of money below which a reader is told that the rest could not be spent."""


def sentences(found: Frontier, lang: str) -> list[str]:
    """The findings: the frontier and how sure it is, its money, its corners, costs, the next billion, and caution."""
    parts = (frontier, alike, where, corners, baseline, cost, next_billion, cautious, worst)
    return [text for part in parts for text in part(found, lang)]


def cautions(found: Frontier, lang: str) -> list[str]:
    """What a reader must know before using the findings."""
    return [] if found.account["fresh"] else [say("curse", lang)]


def frontier(found: Frontier, lang: str) -> Iterator[str]:
    """Who stands on the frontier, who surely does, and who may or cannot."""
    told, each = found.account, found.each
    key = "tried" if told["fresh"] else "tried_seen"
    envelope = numbers.rupiah(told["envelope"], lang)
    count = (numbers.number(told[name], 0, lang) for name in ("tried", "worlds"))
    yield say(key, lang, envelope=envelope, **dict(zip(("tried", "worlds"), count, strict=True)))
    shown = found.along if len(found.along) <= NAMED else [name for name in found.along if name in found.named][:NAMED]
    outcomes = "; ".join(getattr(outcome, lang) for outcome in found.outcomes)
    key = "on_one" if len(found.along) == 1 else "on" if shown == found.along else "on_many"
    yield say(key, lang, n=len(found.along), names=_listed(found, shown, lang), outcomes=outcomes)
    sure = [name for name in found.along if each[name]["status"] == "frontier"]
    key = "sure_none" if not sure else "sure" if len(sure) <= NAMED else "sure_many"
    yield say(key, lang, n=len(sure), names=_listed(found, sure, lang) if 0 < len(sure) <= NAMED else "")
    others = [row for name, row in each.items() if name != found.baseline]
    near = sum(row["status"] != "dominated" and not row["on_means"] for row in others)
    beaten = sum(row["status"] == "dominated" for row in others)
    yield from (say(key, lang, n=n) for key, n in (("open", near), ("beaten", beaten)) if n)


def alike(found: Frontier, lang: str) -> Iterator[str]:
    """Which of the frontier cannot be told apart."""
    members: dict[int, list[str]] = {}
    for name in found.along:
        members.setdefault(found.each[name]["group"], []).append(name)
    yield from (say("alike", lang, names=_listed(found, names, lang)) for names in members.values() if len(names) > 1)


def where(found: Frontier, lang: str) -> Iterator[str]:
    """What share of the money goes to what on the frontier."""
    texts = []
    for lever in (each for each in found.levers if each.of_money):
        shares = [share for name in found.along if pd.notna(share := found.each[name].get(lever.name))]
        if shares:
            low, high = (lever.level(end, lang) for end in (min(shares), max(shares)))
            key, programme = ("where_one" if low == high else "where_range"), lever.title(lang)
            texts.append(say(key, lang, programme=programme, share=low, low=low, high=high))
    if texts:
        yield say("where", lang, shares="; ".join(texts))


def corners(found: Frontier, lang: str) -> Iterator[str]:
    """The best in each outcome, against the baseline."""
    for outcome in found.outcomes:
        name = found.corners[outcome.name]
        cell = found.row("frontier", name, outcome.name)
        words = {
            "measure": getattr(outcome, lang),
            "mix": found.told(name, lang),
            "value": numbers.level(cell["mean"], outcome.unit, lang),
            "baseline": found.told(found.baseline, lang),
        }
        if name == found.baseline:
            yield say("corner_base", lang, **words)
        elif told_apart(cell["diff_low"], cell["diff_high"]):
            size = _size(outcome, cell["difference"], cell["diff_low"], cell["diff_high"], lang)
            yield say("corner", lang, **words, **size)
        else:
            yield say("corner_same", lang, **words)


def baseline(found: Frontier, lang: str) -> Iterator[str]:
    """Where the baseline stands."""
    row = found.each[found.baseline]
    words = {"baseline": found.told(found.baseline, lang)}
    if row["status"] == "dominated":
        yield say("base_beaten", lang, mix=found.told(row["beaten_by"], lang), **words)
    else:
        yield say("base_on" if row["on_means"] else "base_open", lang, **words)


def priced(found: Frontier) -> list[str]:
    """The candidates that sentences are about and of which it is known what one more costs, the cheapest first."""
    rows = {name: found.row("cost", name, found.account["cost_of"]) for name in found.named}
    return sorted((name for name, row in rows.items() if row["reading"] == "costs"), key=lambda n: rows[n]["cost"])


def cost(found: Frontier, lang: str, names: Sequence[str] | None = None) -> Iterator[str]:
    """What one more costs, for some candidates; by default for those that sentences are about."""
    (outcome,) = (each for each in found.outcomes if each.name == found.account["cost_of"])
    for name in found.named if names is None else names:
        row = found.row("cost", name, outcome.name)
        each, low, high = (numbers.rupiah(row[end], lang) for end in ("cost", "cost_low", "cost_high"))
        yield say(
            row["reading"], lang, mix=found.told(name, lang), measure=getattr(outcome, lang), cost=each, low=low,
            high=high, baseline=found.told(found.baseline, lang), gap=numbers.gap(row["gain"], outcome.unit, lang),
            saved=numbers.rupiah(-row["more_spent"], lang),
        )  # fmt: skip


def next_billion(found: Frontier, lang: str) -> Iterator[str]:
    """What the next billion changes in the main outcome, where a larger envelope was lived through."""
    known = [name for name in found.named if found.row("next_billion", name, found.outcomes[0].name)]
    if not known:
        return
    step, envelope = (numbers.rupiah(found.account[name], lang) for name in ("step", "envelope"))
    yield say("next_step", lang, step=step, envelope=envelope)
    for name in known:
        mix = found.told(name, lang)
        row = found.row("next_billion", name, found.outcomes[0].name)
        yield say("next", lang, mix=mix, parts=_changed(found.outcomes[0], row, lang))
        if row["used"] < MOSTLY:
            yield say("unused", lang, mix=mix, share=_share(row["used"], lang))


def _changed(outcome: Outcome, row: dict[str, Any], lang: str) -> str:
    """What a billion changes in an outcome."""
    measure = getattr(outcome, lang)
    if row["improves"] == "not_known":
        return say("next_unknown", lang, measure=measure)
    return say("next_up", lang, measure=measure, **_size(outcome, row["change"], row["low"], row["high"], lang, 1))


def cautious(found: Frontier, lang: str) -> Iterator[str]:
    """The choice that can be regretted least, and what it cannot be told apart from."""
    for outcome in found.outcomes:
        name = found.choice(outcome.name)
        row = found.row("cautious", name, outcome.name)
        gap = numbers.gap(row["max_regret"], outcome.unit, lang)
        key = "cautious" if row["max_regret"] > 0.0 else "cautious_best"
        choice = say(key, lang, measure=getattr(outcome, lang), mix=found.told(name, lang), gap=gap)
        rivals = [
            other
            for other in found.regretted(outcome.name)
            if other != name and found.row("cautious", other, outcome.name)["rival"]
        ]
        key = "cautious_rivals" if rivals else "cautious_sure"
        trust = say(key, lang, share=_share(row["chance"], lang), rivals=_listed(found, rivals, lang) if rivals else "")
        yield f"{choice} {trust}"


def worst(found: Frontier, lang: str) -> Iterator[str]:
    """The worst tenth of worlds, in the main outcome."""
    outcome = found.outcomes[0]
    texts = []
    for name in (*found.named, found.baseline):
        value = found.row("cautious", name, outcome.name)["worst_tenth"]
        texts.append(say("worst_one", lang, mix=found.told(name, lang), value=numbers.level(value, outcome.unit, lang)))
    yield say("worst", lang, measure=getattr(outcome, lang), parts="; ".join(texts))


def _size(outcome: Outcome, middle: float, low: float, high: float, lang: str, places: int = 0) -> dict[str, str]:
    """A difference that leaves out zero: its size, its way, and the ends nearer to and farther from zero,
    with at least so many decimal places."""
    places = max(numbers.places_for((low, high), outcome.unit), places)
    near, far = sorted((abs(low), abs(high)))
    return {
        "way": say("lower" if middle < 0.0 else "higher", lang),
        "gap": numbers.gap(middle, outcome.unit, lang, places),
        "low": numbers.size(near, outcome.unit, lang, places),
        "high": numbers.gap(far, outcome.unit, lang, places),
    }


def _listed(found: Frontier, names: Sequence[str], lang: str) -> str:
    """Candidates in a row."""
    return listed([found.told(name, lang) for name in names], lang)


def _share(value: float, lang: str) -> str:
    """A share in whole per cent, never rounded up to all of it."""
    percent = math.floor(100.0 * value + 1e-9) if value > 0.5 else round(100.0 * value)
    return f"{numbers.number(percent, 0, lang)}%"
