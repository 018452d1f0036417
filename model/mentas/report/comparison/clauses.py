"""A measure under all policies in one sentence. Nothing is ranked that its interval does not tell apart."""

from __future__ import annotations

from collections.abc import Sequence

from mentas.language import N_, tell
from mentas.report import numbers
from mentas.report.comparison import confidence
from mentas.report.comparison.confidence import AVERAGE, CLEAR, LIKELY, LUCK, OPEN, SAME, UNKNOWN
from mentas.report.comparison.effect import Effect
from mentas.report.comparison.people import about
from mentas.report.study import Study
from mentas.report.words import listed

PHRASES: dict[tuple[str, str], str] = {
    (CLEAR.name, "lower"): N_("clearly lower under {policies}"),
    (CLEAR.name, "higher"): N_("clearly higher under {policies}"),
    (LUCK.name, "lower"): N_("lower by more than luck under {policies}"),
    (LUCK.name, "higher"): N_("higher by more than luck under {policies}"),
    (LIKELY.name, "lower"): N_("likely lower under {policies}"),
    (LIKELY.name, "higher"): N_("likely higher under {policies}"),
    (AVERAGE.name, "lower"): N_("{policies} cannot be told apart from it, though lower on average over models"),
    (AVERAGE.name, "higher"): N_("{policies} cannot be told apart from it, though higher on average over models"),
    (OPEN.name, ""): N_("{policies} cannot be told apart from it"),
    (SAME.name, ""): N_("the same under {policies}"),
    (UNKNOWN.name, ""): N_("without an interval under {policies}"),
}
"""What is said of the policies of a level, by its name and the way of the difference, in this order."""

ALL: dict[tuple[str, str], str] = {
    (AVERAGE.name, "lower"): N_(
        "no other policy can be told apart from it, though all are lower on average over models"
    ),
    (AVERAGE.name, "higher"): N_(
        "no other policy can be told apart from it, though all are higher on average over models"
    ),
    (OPEN.name, ""): N_("no other policy can be told apart from it"),
    (SAME.name, ""): N_("the same under every other policy"),
    (UNKNOWN.name, ""): N_("without an interval under every other policy"),
}
"""The same where it holds for every policy of several, without numbers."""


def clauses(
    study: Study, effects: Sequence[Effect], lang: str, *, people: float | None = None, short: bool = False
) -> str:
    """How a measure differs from the baseline under each policy, the surest first.

    Args:
        study: the study.
        effects: of one measure, a policy each.
        lang: `id` or `en`.
        people: people of whom a share is; then a difference is said in people too.
        short: whether differences known on average over models only go without their numbers.
    """
    said = []
    for (name, way), phrase in PHRASES.items():
        mine = [each for each in effects if confidence.level(each).name == name and way in ("", direction(each))]
        full = bool(way) and not (short and name == AVERAGE.name)
        if len(mine) == len(effects) > 1 and not full:
            return tell(ALL[name, way], lang)
        if mine:
            policies = [sized(study, each, lang, people) if full else study.quoted(each.policy, lang) for each in mine]
            said.append(tell(phrase, lang, policies=listed(policies, lang)))
    return "; ".join(said)


def direction(effect: Effect) -> str:
    """Which way a policy differs: lower or higher."""
    return "lower" if effect.difference < 0 else "higher"


def interval(effect: Effect) -> tuple[float, float]:
    """Ends of the interval on which the level of an effect rests."""
    found = confidence.level(effect)
    if found is LIKELY:
        return effect.low90, effect.high90
    return (effect.mean_low, effect.mean_high) if found is AVERAGE else (effect.low, effect.high)


def sized(study: Study, effect: Effect, lang: str, people: float | None = None) -> str:
    """A policy, and by how much it differs, with the interval on which that rests."""
    unit = study.measure(effect.measure)["unit"]
    ends = interval(effect)
    places = numbers.places_for(ends, unit)
    difference, low, high = (numbers.signed(each, unit, lang, places) for each in (effect.difference, *ends))
    words = {"policy": study.quoted(effect.policy, lang), "difference": difference, "low": low, "high": high}
    if unit != "share":
        return tell("{policy} ({difference} [{low}; {high}])", lang, **words)
    if people is None:
        return tell("{policy} ({difference} points [{low}; {high}])", lang, **words)
    words["people"] = numbers.number(about(abs(effect.difference) * people), 0, lang)
    return tell("{policy} ({difference} points [{low}; {high}], about {people} people)", lang, **words)
