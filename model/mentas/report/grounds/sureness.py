"""How sure a comparison is: luck, parameters and the structure of the model, and what more replicates would buy."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mentas.language import tell
from mentas.report import doubts, findings
from mentas.report.document import Block, Items, Section, Table, Value, Words
from mentas.report.grounds import by_level, kinds_of_doubt

if TYPE_CHECKING:
    from mentas.report.study import Study

HALVES = 4
"""Times as many replicates halve an interval that holds luck alone."""


def section(study: Study, lang: str) -> Section | None:
    """How sure; None for a study without a policy that is set against another."""
    if study.baseline is None:
        return None
    blocks = tuple(_of_models(study, lang) if study.varied else _of_luck(study, lang))
    return Section("sureness", tell("How sure is this?", lang), blocks)


def _of_luck(study: Study, lang: str) -> Iterator[Block]:
    """Where luck alone varies between replicates."""
    if study.replicates < 2:
        yield Words(tell("One replicate has no interval: nothing here can be told from luck.", lang), "caution")
        return
    yield Words(
        tell(
            "Intervals hold the luck of {n} replicates only. Doubt about parameters and about the structure of the "
            "model is not in them, and is often greater.",
            lang,
            n=study.replicates,
        ),
        "lead",
    )
    yield Words(
        tell(
            "{times} times as many replicates would halve the intervals. Doubt about the model is added by "
            "uncertainty: ensemble in the file of the study, or --uncertainty ensemble on the command line.",
            lang,
            times=HALVES,
        )
    )
    rows: list[tuple[Value, ...]] = []
    for measure, group in kinds_of_doubt.measures(study):
        unit = study.measure(measure)["unit"]
        for name in study.others:
            row = study.row(name, measure, study.last, group)
            half = (row.diff_high - row.diff_low) / 2.0
            halves = kinds_of_doubt.half(half, unit), kinds_of_doubt.half(half / 2.0, unit)
            rows.append((findings.named(study, measure, lang, group), study.title(name, lang), *halves, int(row.pairs)))
    columns = (
        tell("Measure", lang), tell("Policy", lang), tell("Half-width of the interval of the difference", lang),
        tell("With {times} times as many replicates", lang, times=HALVES), tell("Replicates", lang),
    )  # fmt: skip
    yield Table("sureness", tell("What luck leaves open in year {year}", lang, year=study.last), columns, tuple(rows),
                tell("Shares in percentage points.", lang))  # fmt: skip


def _of_models(study: Study, lang: str) -> Iterator[Block]:
    """Where structure and parameters vary too."""
    ensemble, found = study.manifest["ensemble"], kinds_of_doubt.split(study)
    if found:
        yield Words(_more(found, lang), "lead")
    yield Words(
        tell(
            "{n} replicates over {structures} structures of the model and {sets} sets of parameters that reproduce "
            "published trials: every {lucks} replicates share one of each and differ in their luck, the same luck for "
            "every policy.",
            lang,
            n=study.replicates,
            structures=ensemble["structures"],
            sets=ensemble["sets"],
            lucks=ensemble["lucks"],
        )
    )
    if not found:
        yield Words(tell("There are too few replicates to tell of what the doubt is made.", lang), "caution")
        return
    yield kinds_of_doubt.figure(study, found, lang)
    conclusions = tuple(
        text for measure, group in kinds_of_doubt.measures(study) for name in study.others
        for text in doubts.changes(study, name, measure, group, lang)
    )  # fmt: skip
    yield Words(tell("Which conclusions survive another structure of the model:", lang))
    if conclusions:
        yield Items(conclusions)
    else:
        yield Words(tell("None is told apart in every structure, and none is known to turn.", lang))
    yield from by_level.figures(study, lang)


def _more(found: list[kinds_of_doubt.Doubt], lang: str) -> str:
    """What more replicates would buy."""
    narrower = max(1.0 - math.sqrt(max(1.0 - each.dice, 0.0)) for each in found)
    if narrower < kinds_of_doubt.LEAST:
        return tell(
            "More replicates would not make these intervals narrower: what is left is doubt about parameters and about "
            "the structure of the model, which only data can take away.",
            lang,
        )
    return tell(
        "However many replicates, these intervals would become at most {share} narrower: the rest is doubt about "
        "parameters and about the structure of the model, which only data can take away.",
        lang,
        share=kinds_of_doubt.percent(narrower, lang),
    )
