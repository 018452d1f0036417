"""Measures over the years under every policy."""

from __future__ import annotations

from functools import partial

from mentas.language import tell
from mentas.report import findings
from mentas.report.comparison import lines
from mentas.report.comparison.answer import at_end
from mentas.report.document import Figure, Number, Range, Section, Table, Words
from mentas.report.study import ALL, BOTTOM, Group, Study
from mentas.report.words import month

SHOWN: tuple[tuple[str, Group], ...] = (
    ("poverty_rate", ALL), ("poverty_gap", ALL), ("spending_mean", BOTTOM), ("income_mean", BOTTOM),
    ("businesses_open", ALL), ("groups_active", ALL),
)  # fmt: skip
"""Measures with a path of their own, and the group that they are of."""


def section(study: Study, lang: str, *, shown: Figure | None = None) -> Section | None:
    """The section; None where the study has but one year or none of the measures.

    Args:
        study: the study.
        lang: `id` or `en`.
        shown: a figure that stands elsewhere already and is left out here.
    """
    figures = [path(study, measure, lang, group) for measure, group in SHOWN if study.has(measure, group)]
    figures = [figure for figure in figures if shown is None or figure.name != shown.name]
    if study.last < 2 or not figures:
        return None
    common = tell("What rises or falls under every policy alike is not due to policy; only the difference is.", lang)
    lead = (Words(common),) if study.baseline is not None else ()
    return Section("over_time", tell("Over time", lang), (*lead, *figures))


def path(study: Study, measure: str, lang: str, group: Group | None = None) -> Figure:
    """The path of one measure."""
    group = group or study.group_of(measure)
    title = findings.named(study, measure, lang, group)
    return Figure(
        f"over_time_{measure}", title, at_end(study, measure, lang),
        partial(lines.draw, study, measure, group, lang), _table(study, measure, group, title, lang),
        note=_note(study, measure, lang),
    )  # fmt: skip


def _table(study: Study, measure: str, group: Group, title: str, lang: str) -> Table:
    """What is drawn: each policy's value and interval in every year."""
    unit = study.measure(measure)["unit"]
    columns = [tell("Year", lang)]
    for name in study.scenarios:
        columns += [study.title(name, lang), tell("95 % interval: {policy}", lang, policy=study.title(name, lang))]
    paths = [study.path(name, measure, group) for name in study.scenarios]
    rows = []
    for year in range(study.last + 1):
        row: list[int | Number | Range | None] = [year]
        for each in paths:
            if year in each.index:
                mean, low, high = each.loc[year, ["mean", "low", "high"]].to_numpy(dtype=float)
                row += [Number(float(mean), unit), Range(float(low), float(high), unit)]
            else:
                row += [None, None]
        rows.append(tuple(row))
    note = tell("{n} replicates of each policy.", lang, n=study.replicates)
    return Table(f"over_time_{measure}", title, tuple(columns), tuple(rows), note)


def _note(study: Study, measure: str, lang: str) -> str:
    """What the bands are, and of which month the prices."""
    if study.varied:
        bands = tell("Bands: where 95 % of models lie (luck, parameters, structure).", lang)
    else:
        bands = tell("Bands: 95 % interval over replicates (luck only).", lang)
    if study.measure(measure)["unit"] != "Rp/person/month":
        return bands
    start = month(study.manifest["scenarios"][0]["start"], lang)
    return f"{bands} {tell('Rupiah a person a month at prices of {start}.', lang, start=start)}"
