"""The answer of a comparison in at most three sentences, each with how sure it is."""

from __future__ import annotations

from mentas.language import tell
from mentas.report import findings, numbers
from mentas.report.comparison import confidence
from mentas.report.comparison.clauses import clauses, direction
from mentas.report.comparison.effect import Effect, effects
from mentas.report.comparison.people import people
from mentas.report.study import Study
from mentas.report.words import listed

SECOND: tuple[str, ...] = ("mentas_kept", "mentas", "spending_mean", "income_mean", "poverty_rate")
"""What a reader wants to know besides the headline; the first that a study has is told."""

OF_PEOPLE = "poverty_rate"
"""The measure whose differences are people too."""


def question(study: Study, lang: str) -> str:
    """What the study asks, or what its scenarios stand for."""
    asked = str(study.manifest["question"].get(lang) or "")
    if asked:
        return asked
    titles = [study.title(name, lang) for name in study.scenarios]
    if len(titles) == 1:
        return tell("What does {policy} do?", lang, policy=titles[0])
    return tell("How do {policies} differ?", lang, policies=listed(titles, lang))


def headline(study: Study) -> str | None:
    """The measure that the study is about: the first that it asks for."""
    return next((name for name in study.outcomes if study.has(name)), None)


def second(study: Study) -> str | None:
    """What is told besides the headline."""
    return next((name for name in SECOND if name != headline(study) and study.has(name)), None)


def answer(study: Study, lang: str) -> tuple[str, ...]:
    """At most three sentences: the headline at first, where that is not as at the end; at the end; one outcome more."""
    first, other = headline(study), second(study)
    if first is None:
        return (tell("The study keeps no outcome that every policy has.", lang),)
    said = [in_year(study, first, 1, lang)] if turned(study, first) else []
    said.append(at_end(study, first, lang))
    if other is not None:
        said.append(at_end(study, other, lang))
    return tuple(said)


def at_end(study: Study, measure: str, lang: str) -> str:
    """A measure in the last year under every policy."""
    return _alone(study, measure, lang) if study.baseline is None else in_year(study, measure, study.last, lang)


def in_year(study: Study, measure: str, year: int, lang: str) -> str:
    """A measure in a year under the baseline, and how the other policies stand to it."""
    words = _base(study, measure, year, lang)
    told = clauses(study, effects(study, measure, year), lang, people=_people(study, measure), short=True)
    if year == 1:
        return tell("{measure} after one year: {value} under {baseline}; {told}.", lang, told=told, **words)
    return tell(
        "{measure} after {years} years: {value} under {baseline}; {told}.", lang, told=told, years=year, **words
    )


def turned(study: Study, measure: str) -> bool:
    """Whether a policy stands otherwise against the baseline in year 1 than at the end, as its interval tells."""
    if study.baseline is None or study.last < 2:
        return False
    first, last = ({each.policy: _stand(each) for each in effects(study, measure, year)} for year in (1, study.last))
    return any(first[name] != last[name] for name in first if name in last and "" not in (first[name], last[name]))


def _stand(effect: Effect) -> str:
    """Where a policy stands: lower, higher or undecided; empty where it is not known."""
    if not effect.known:
        return ""
    return direction(effect) if confidence.told(effect) else "undecided"


def _base(study: Study, measure: str, year: int, lang: str) -> dict[str, str]:
    """Places of a sentence about the baseline."""
    assert study.baseline is not None
    mean = study.row(study.baseline, measure, year).mean
    return {
        "measure": findings.named(study, measure, lang),
        "value": numbers.level(mean, study.measure(measure)["unit"], lang),
        "baseline": study.quoted(study.baseline, lang),
    }


def _alone(study: Study, measure: str, lang: str) -> str:
    """A measure in the last year where nothing is compared."""
    unit, values = study.measure(measure)["unit"], []
    for name in study.scenarios:
        row = study.row(name, measure, study.last)
        words = {"policy": study.quoted(name, lang), "value": numbers.level(row.mean, unit, lang)}
        if row.low == row.low:
            ends = {end: numbers.level(getattr(row, end), unit, lang) for end in ("low", "high")}
            values.append(tell("{value} under {policy} (95 % interval {low} to {high})", lang, **words, **ends))
        else:
            values.append(tell("{value} under {policy} (too few replicates for an interval)", lang, **words))
    measure_words, told = findings.named(study, measure, lang), listed(values, lang)
    return tell("{measure} in year {year}: {told}.", lang, measure=measure_words, year=study.last, told=told)


def _people(study: Study, measure: str) -> float | None:
    return people(study) if measure == OF_PEOPLE else None
