"""Who gains and who loses: differences to the baseline by decile, regency, programme and head of household."""

from __future__ import annotations

from functools import partial

from mentas.language import tell
from mentas.report.comparison import by_group, confidence, dots, groups, maps
from mentas.report.comparison.by_group import Found
from mentas.report.comparison.confidence import SAME
from mentas.report.comparison.dots import Row
from mentas.report.comparison.shapes import Shapes
from mentas.report.comparison.tables import differences
from mentas.report.document import Block, Figure, Fold, Items, Section, Table, Words
from mentas.report.study import Study

MEASURES: tuple[str, ...] = ("spending_mean", "poverty_rate", "mentas_kept")
"""What is told by group, the first at once and the others behind a fold."""

MAPPED = "poverty_rate"
"""What the map shows."""

BOTTOM = ("1", "2", "3", "4", "1-4")
"""Deciles that programmes mean to serve."""


def section(study: Study, lang: str, shapes: Shapes | None = None) -> Section | None:
    """The section; None where nothing is compared or no group was kept.

    Args:
        study: the study.
        lang: `id` or `en`.
        shapes: of the regencies, for the map; by default it is made of tiles.
    """
    found = {kind: {measure: some for measure in MEASURES if (some := _of_kind(study, kind, measure))}
             for kind in groups.KINDS}  # fmt: skip
    found = {kind: by_measure for kind, by_measure in found.items() if by_measure}
    if not found:
        return None
    blocks = list(_lead(study, found, lang))
    for kind, by_measure in found.items():
        drawn = [_figure(study, kind, measure, some, lang) for measure, some in by_measure.items()]
        if kind == "regency" and MAPPED in by_measure:
            map_ = maps.figure(study, by_measure[MAPPED], lang, shapes)
            drawn = [map_, *drawn] if map_ is not None else drawn
        blocks.append(drawn[0])
        if len(drawn) > 1:
            blocks.append(Fold(tell("The same by other measures", lang),
                               tuple(drawn[1:])))  # fmt: skip
    return Section("gains", tell("Who gains, who loses", lang), tuple(blocks))


def _of_kind(study: Study, kind: str, measure: str) -> Found:
    """The effects by group; none of counts by programme received, which say how many received and little else."""
    counted = study.measure(measure).get("adds") == "sum" if measure in study.manifest["measures"] else False
    return {} if counted and kind == groups.OF_OTHERS else by_group.of_kind(study, kind, measure)


def _lead(study: Study, found: dict[str, dict[str, Found]], lang: str) -> tuple[Block, ...]:
    """Who gains and who loses, and a caution about how many differences were looked at.

    Not by programme received: those are other households under every policy, so that nobody among them gains.
    """
    same = [by_measure for kind, by_measure in found.items() if kind != groups.OF_OTHERS]
    texts = [
        text for by_measure in same for measure, some in by_measure.items()
        for text in by_group.gains(study, measure, some, lang)
    ]  # fmt: skip
    count = sum(len(some) for by_measure in same for of in by_measure.values() for some in of.values())
    if not count:
        return ()
    none = tell("After {years} years no group can be told to gain or to lose against {baseline}: none of {count} "
                "differences is told apart from zero.", lang, years=study.last, count=count,
                baseline=study.quoted(str(study.baseline), lang))  # fmt: skip
    many = tell("{count} differences are looked at here. Where no policy differs at all, about one in twenty would "
                "still be told apart by chance: a single one among many says little.", lang, count=count)  # fmt: skip
    return (Items(tuple(texts)), Words(many, "caution")) if texts else (Words(none, "lead"), Words(many, "note"))


def _figure(study: Study, kind: str, measure: str, found: Found, lang: str) -> Figure:
    """One measure by one kind of groups."""
    title = tell(groups.BY[kind], lang, measure=study.measure(measure)[lang],
                 baseline=study.title(str(study.baseline), lang))  # fmt: skip
    about = tell(groups.NOTES[kind], lang) if kind in groups.NOTES else ""
    rows = _rows(found, kind, lang)
    return Figure(
        f"by_{kind}_{measure}", title, by_group.finding(study, found, lang), partial(dots.draw, study, rows, lang),
        table(study, kind, measure, found, title, lang),
        note=" ".join(text for text in (about, dots.explained(study, lang)) if text),
    )  # fmt: skip


def table(study: Study, kind: str, measure: str, found: Found, title: str, lang: str) -> Table:
    """The differences of one measure by one kind of groups."""
    return differences(
        study, lang, name=f"by_{kind}_{measure}", title=title, of=(tell("Group", lang),),
        rows=[((groups.label(group, lang),), each) for group, some in found.items() for each in some],
    )  # fmt: skip


def _rows(found: Found, kind: str, lang: str) -> list[Row]:
    """A row for each group in which anything differs; deciles in two parts."""
    differ = {g: some for g, some in found.items() if any(confidence.level(each) is not SAME for each in some)} or found
    rows = {group: Row(groups.label(group, lang), tuple(some)) for group, some in differ.items()}
    if kind != "decile":
        return list(rows.values())
    below = [row for (_, name), row in rows.items() if name in BOTTOM]
    above = [row for (_, name), row in rows.items() if name not in BOTTOM]
    first = Row(tell("The bottom four deciles, whom programmes serve", lang))
    other = Row(tell("The others", lang))
    return [*((first, *below) if below else ()), *((other, *above) if above else ())]
