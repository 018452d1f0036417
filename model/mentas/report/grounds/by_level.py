"""How each policy differs from the baseline under each structure of the model."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from mentas.language import tell
from mentas.report import doubts, findings, numbers
from mentas.report.document import Figure, Number, Range, Table, Value
from mentas.studies.analysis import told_apart
from mentas.studies.ensemble.structures import WHOLE

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

    from mentas.report.study import Group, Study


def figures(study: Study, lang: str) -> Iterator[Figure]:
    """One for each measure of which the doubt is told; none where there are too few models."""
    for measure, group in doubts.TOLD:
        if study.structures is None or not study.has(measure, group):
            continue
        if not doubts.levels(study, study.others[0], measure, group)["diff_mean_low"].isna().all():
            yield _figure(study, measure, group, lang)


def _figure(study: Study, measure: str, group: Group, lang: str) -> Figure:
    named = findings.named(study, measure, lang, group)
    baseline = study.title(str(study.baseline), lang)
    title = tell("{measure} by structure of the model, difference to {baseline} after {years} years", lang,
                 measure=named, baseline=baseline, years=study.last)  # fmt: skip
    note = tell(
        "Bars: 95 % interval of the mean over models; thin lines: where 95 % of models lie. Marks are filled where "
        "that leaves out zero: of all models the thin line, of one structure the bar. Thresholds in years of a poor "
        "person's spending; {n} replicates.",
        lang,
        n=study.replicates,
    )
    return Figure(f"structures_{measure}", title, _finding(study, measure, group, lang),
                  partial(_draw, study, measure, group, lang), _table(study, measure, group, lang), note)  # fmt: skip


def _finding(study: Study, measure: str, group: Group, lang: str) -> str:
    """In how many of the structures each policy is told apart, and on which side."""
    parts = []
    for name in study.others:
        table = doubts.levels(study, name, measure, group)
        table = table[table["axis"] != WHOLE]
        known = [low for low, high in zip(table["diff_mean_low"], table["diff_mean_high"], strict=True)
                 if told_apart(low, high)]  # fmt: skip
        higher = sum(low > 0 for low in known)
        parts.append(tell("{policy} higher in {higher}, lower in {lower}", lang, policy=study.quoted(name, lang),
                          higher=higher, lower=len(known) - higher))  # fmt: skip
    return tell(
        "{measure}, of {levels} assumptions about the structure, told apart on average over models: {parts}.",
        lang,
        measure=findings.named(study, measure, lang, group),
        levels=len(table),
        parts="; ".join(parts),
    )


def _draw(study: Study, measure: str, group: Group, lang: str) -> Picture:
    from mentas.report.grounds import by_level_figure

    return by_level_figure.draw(study, measure, group, lang)


def _table(study: Study, measure: str, group: Group, lang: str) -> Table:
    unit = study.measure(measure)["unit"]
    rows: list[tuple[Value, ...]] = []
    for name in study.others:
        for _, row in doubts.levels(study, name, measure, group).iterrows():
            mean = float(row["diff_mean_low"]), float(row["diff_mean_high"])
            whole = row["axis"] == WHOLE
            rows.append(
                (
                    doubts.level_words(str(row["axis"]), str(row["level"]), lang),
                    study.title(name, lang),
                    Number(float(row["difference"]), unit, signed=True),
                    Range(*mean, unit, True, numbers.places_apart(*mean, unit) or None),
                    Range(float(row["diff_low"]), float(row["diff_high"]), unit, signed=True) if whole else None,
                    tell("told apart", lang) if told_apart(*mean) else tell("not told apart", lang),
                    int(row["pairs"]),
                )
            )
    columns = (
        tell("Structure", lang), tell("Policy", lang), tell("Difference", lang),
        tell("95 % interval of the mean over models", lang), tell("Where 95 % of models lie", lang),
        tell("On average over models", lang), tell("Replicates", lang),
    )  # fmt: skip
    title = tell("{measure}, difference to {baseline} by structure", lang, baseline=study.title(str(study.baseline),
                 lang), measure=findings.named(study, measure, lang, group))  # fmt: skip
    note = tell("Shares in percentage points.", lang) if unit == "share" else ""
    return Table(f"structures_{measure}", title, columns, tuple(rows), note)


SCALES: dict[str, tuple[float, int]] = {"share": (100.0, 1), "Rp/person/month": (1e-3, 0)}
"""By unit: the factor with which numbers are drawn, and their decimal places."""


def axis(unit: str, lang: str) -> str:
    """What the numbers below the picture are."""
    return tell("percentage points", lang) if unit == "share" else tell("Rp thousand a person a month", lang)


def ticks(value: float, unit: str, lang: str) -> str:
    """A number below the picture, with its sign."""
    places = SCALES[unit][1] if value != int(value) else 0
    return numbers.plus(value, places, lang)
