"""Households that left poverty for good, and those of them who fell back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from mentas.language import tell
from mentas.report import numbers
from mentas.report.document import Block, Figure, Items, Number, Range, Section, Table, Value, Words
from mentas.report.flows.said import apart, count, span
from mentas.studies.analysis import told_apart

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

    from mentas.report.study import Row, Study

MEASURES: tuple[str, ...] = ("mentas", "mentas_kept", "fell_back", "mentas_per_billion")


def section(study: Study, lang: str) -> Section | None:
    """Sentences, a picture and a table; None for a study that does not keep what they are made of."""
    if not study.has("mentas_kept"):
        return None
    return Section("mentas", tell("Households that leave poverty for good (mentas)", lang), tuple(_blocks(study, lang)))


def _blocks(study: Study, lang: str) -> Iterator[Block]:
    yield Words(
        tell(
            "Mentas: below the poverty line at the start, then 24 months in a row above it, both without counting "
            "transfers. Kept: not below that line since. Many rise without any programme, so that only the difference "
            "between policies is due to policy.",
            lang,
        )
    )
    yield Items(tuple(_sentence(study, name, lang) for name in study.scenarios))
    yield _figure(study, lang)
    if study.has("mentas_per_billion"):
        yield Words(
            tell(
                "Households mentas per Rp1 billion count those who would have risen anyway: a policy that spends less "
                "looks better by it. Compare it only between policies that spend the same.",
                lang,
            ),
            "note",
        )


def _sentence(study: Study, scenario: str, lang: str) -> str:
    """Kept exits of one policy, and how they differ from the baseline's."""
    row = study.row(scenario, "mentas_kept", study.last)
    said = {"policy": study.title(scenario, lang), "years": str(study.last), "n": count(row.mean).text(lang)}
    if study.baseline is None or scenario == study.baseline or not row.compared:
        return tell("{policy}: {n} households mentas and not fallen back after {years} years.", lang, **said)
    said["baseline"] = study.quoted(study.baseline, lang)
    if not told_apart(row.diff_low, row.diff_high):
        return tell(
            "{policy}: {n} households mentas and not fallen back; cannot yet be told apart from {baseline}.",
            lang,
            **said,
        )
    low, high = (_signed(end, lang) for end in (row.diff_low, row.diff_high))
    return tell(
        "{policy}: {n} households mentas and not fallen back, {gap} against {baseline} (95 % interval {low} to "
        "{high}).",
        lang,
        gap=_signed(row.difference, lang),
        low=low,
        high=high,
        **said,
    )


def _signed(gap: float, lang: str) -> str:
    return count(gap, signed=True).text(lang)


def _figure(study: Study, lang: str) -> Figure:
    year = study.last
    title = tell("Households mentas after {years} years: kept, and fallen back; {region}", lang, years=year,
                 region=study.region(lang))  # fmt: skip
    said = [(study.quoted(name, lang), study.row(name, "mentas_kept", year).mean, total(study, name))
            for name in study.scenarios]  # fmt: skip
    parts = "; ".join(
        tell("{policy} {kept} of {all}", lang, policy=name, kept=count(kept).text(lang), all=count(whole).text(lang))
        for name, kept, whole in said
    )
    finding = tell("Households mentas that have not fallen back, of all households mentas: {parts}.", lang, parts=parts)
    note = tell("Bars: mean of {n} replicates; thin lines: 95 % interval of all households mentas. Filled marks are "
                "told apart from the baseline, empty ones are not.", lang, n=study.replicates)  # fmt: skip
    return Figure("mentas", title, finding, partial(_draw, study, lang), _table(study, lang), note)


def total(study: Study, scenario: str) -> float:
    """All households mentas; those who kept it where no more is known."""
    measure = "mentas" if study.has("mentas") else "mentas_kept"
    return study.row(scenario, measure, study.last).mean


def _draw(study: Study, lang: str) -> Picture:
    from mentas.report.flows import exits_figure

    return exits_figure.draw(study, lang)


def _table(study: Study, lang: str) -> Table:
    rows: list[tuple[Value, ...]] = []
    for measure in MEASURES:
        if study.has(measure):
            unit = study.measure(measure)["unit"]
            for name in study.scenarios:
                row = study.row(name, measure, study.last)
                rows.append((str(study.measure(measure)[lang]), study.title(name, lang), *_cells(row, unit),
                             _against(study, name, row, lang), study.replicates))  # fmt: skip
    columns = (
        tell("Measure", lang), tell("Policy", lang), tell("Value", lang), tell("95 % interval", lang),
        tell("Difference", lang), tell("95 % interval of the difference", lang), tell("Against the baseline", lang),
        tell("Replicates", lang),
    )  # fmt: skip
    title = tell("Households mentas, kept and fallen back after {years} years", lang, years=study.last)
    return Table("mentas", title, columns, tuple(rows))


def _cells(row: Row, unit: str) -> tuple[Value, ...]:
    mean = count(row.mean) if unit == "households" else Number(row.mean, unit)
    level = (mean, span(max(row.low, 0.0), row.high, unit))
    if not row.compared:
        return (*level, None, None)
    if unit == "households":
        return (*level, count(row.difference, signed=True), span(row.diff_low, row.diff_high, unit, signed=True))
    places = numbers.places_apart(row.diff_low, row.diff_high, unit) or None
    gap = Number(row.difference, unit, True, places), Range(row.diff_low, row.diff_high, unit, True, places)
    return (*level, *gap)


def _against(study: Study, scenario: str, row: Row, lang: str) -> str:
    if scenario == study.baseline:
        return tell("baseline", lang)
    return apart(row.diff_low, row.diff_high, lang)
