"""The first screen of a comparison: the question, the answer, one chart, the cost."""

from __future__ import annotations

from functools import partial

from mentas.language import tell
from mentas.report import findings
from mentas.report.comparison import answer, confidence, cost, dots, over_time, worlds
from mentas.report.comparison.dots import Row
from mentas.report.comparison.effect import Effect, effects
from mentas.report.comparison.people import about, people
from mentas.report.comparison.tables import differences, when
from mentas.report.document import Figure, Front, Number
from mentas.report.study import Study
from mentas.report.words import listed


def front(study: Study, lang: str) -> Front:
    """The first screen."""
    blocks = cost.blocks(study, lang)
    if study.baseline is not None:
        blocks = (*blocks, confidence.explained(study, lang))
    return Front(answer.question(study, lang), answer.answer(study, lang), _figure(study, lang), blocks)


def _figure(study: Study, lang: str) -> Figure | None:
    """The headline: differences to the baseline at first and at the end, or its path where nothing is compared."""
    measure = answer.headline(study)
    if measure is None:
        return None
    years = sorted({1, study.last} - {0})
    found = {year: [each for each in effects(study, measure, year) if each.known] for year in years}
    if not any(found.values()):
        return over_time.path(study, measure, lang)
    return compared(study, measure, {year: some for year, some in found.items() if some}, lang)


def compared(study: Study, measure: str, found: dict[int, list[Effect]], lang: str) -> Figure:
    """Differences of a measure to the baseline in some years."""
    named, baseline = findings.named(study, measure, lang), study.title(str(study.baseline), lang)
    rows = [row for year, some in found.items() for row in (
        Row(when(year, lang)), *(Row(study.title(each.policy, lang), (each,)) for each in some))]  # fmt: skip
    title = tell("{measure}: difference to {baseline}", lang, measure=named, baseline=baseline)
    said = [_seen(year, some, lang) for year, some in found.items()]
    return Figure(
        f"headline_{measure}", title, " ".join(said), partial(dots.draw, study, rows, lang, legend=False),
        differences(study, lang, name="headline", title=title, of=(tell("Year", lang),),
                    rows=[((year,), each) for year, some in found.items() for each in some]),
        note=" ".join(text for text in (dots.explained(study, lang), _in_worlds(study, measure, max(found), lang),
                                        _in_people(study, measure, lang)) if text),
    )  # fmt: skip


def _seen(year: int, some: list[Effect], lang: str) -> str:
    """How many of the differences of a year leave out zero, and on which side."""
    told = [each for each in some if confidence.told(each)]
    above = sum(each.difference > 0.0 for each in told)
    words = {"when": when(year, lang), "all": len(some), "above": above, "below": len(told) - above}
    if not told:
        return tell("{when}: no difference is told apart from zero.", lang, **words)
    return tell(
        "{when}: of {all} differences {above} are told apart from zero above it and {below} below it.", lang, **words
    )


def _in_worlds(study: Study, measure: str, year: int, lang: str) -> str:
    """In how many simulated worlds each policy's outcome is the higher one."""
    texts = [
        tell("{policy} in {higher} of {worlds}", lang, policy=study.quoted(name, lang), higher=count.higher,
             worlds=count.worlds)
        for name, count in worlds.counts(study, measure, year).items()
    ]  # fmt: skip
    if not texts:
        return ""
    return tell("{when}, worlds in which it is higher than under {baseline}: {told}.", lang, when=when(year, lang),
                baseline=study.quoted(str(study.baseline), lang), told=listed(texts, lang))  # fmt: skip


def _in_people(study: Study, measure: str, lang: str) -> str:
    """How many people a point is, where it is a share of all people whose number is known."""
    count = people(study) if measure == answer.OF_PEOPLE else None
    if count is None:
        return ""
    words = {"people": Number(about(count / 100.0), "persons").text(lang), "all": Number(count, "persons").text(lang)}
    return tell("One point is about {people} people, of {all} at the start.", lang, **words)
