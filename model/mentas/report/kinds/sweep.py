"""The report of a sweep: outcomes along its lever, the best points and their equals, and where a policy does well."""

from __future__ import annotations

from pathlib import Path

from mentas.language import tell
from mentas.report import spaced, sweep
from mentas.report.document import Block, Document, Figure, Fold, Front, Items, Section, Words
from mentas.report.kinds import common, discovery, sweep_along, sweep_paths, sweep_points
from mentas.report.spaced import Spaced
from mentas.studies.discovery import study as discovering


def document(folder: Path, lang: str, *, boundaries: Path | None = None) -> Document:
    """The report of a sweep's folder.

    Raises:
        RefusedError: it holds no study.
        OSError: a table is missing or cannot be read.
    """
    found = spaced.read(folder)
    sentences, table = common.money(folder, found.manifest, lang)
    sought = discovery.sections(folder, found, lang) if (folder / discovering.CASES).exists() else ()
    figure, sections = _body(found, lang)
    if sought:
        figure = next((b for b in sought[0].blocks if isinstance(b, Figure)), figure)
    lever = found.lever()
    left = () if lever is None or not table else sweep_along.unspent(found, lever, lang)
    paid = (Section("money", tell("Money", lang), (*left, *table)),) if table else ()
    return Document(
        lang=lang, kind="sweep", study=str(found.manifest["study"]), title=common.titled(found.manifest, lang),
        front=Front(common.asked(found.manifest, lang), common.answered(_answer(found, lang), lang), figure,
                    (*sentences, *left)),
        sections=(*common.behind(figure, (*sought, *sections, *paid)), *common.close(folder, found.manifest, lang)),
        source=found.source(lang).splitlines()[0],
        about=common.about(found.manifest),
    )  # fmt: skip


def _answer(found: Spaced, lang: str) -> list[str]:
    """Sentences: what a discovery found; or the main outcome's best, and what is told apart elsewhere."""
    told = sweep.discovered(found.folder, lang)
    if told:
        return told
    if found.lever() is not None:
        return sweep_along.answer(found, lang)
    return sweep_points.answer(found, lang)


def _body(found: Spaced, lang: str) -> tuple[Figure | None, tuple[Section, ...]]:
    """The one chart, and the sections."""
    lever = found.lever()
    head = Words(_laid(found, lang), "note")
    if lever is None:
        figure, blocks = sweep_points.blocks(found, lang)
        return figure, (Section("points", tell("Over all points", lang), (head, *blocks)),)
    figures = sweep_along.figures(found, lever, lang)
    best = sweep_along.table_of_best(found, lever, lang)
    told = sweep.sentences(found, lang)
    outcomes: list[Block] = [head, *figures]
    sections = [Section("outcomes", tell("Outcomes along the lever", lang), tuple(outcomes))]
    if best is not None:
        items = (Fold(tell("The same in sentences", lang), (Items(tuple(told)),)),) if told else ()
        sections.append(Section("best", tell("The best, and what cannot be told apart from it", lang), (best, *items)))
    further = tuple(sweep_paths.figures(found, lever, lang))
    if further:
        sections.append(Section("paths", tell("Over the years and by decile", lang), further))
    points = sweep_along.table_of_points(found, lever, lang)
    sections.append(Section("points", tell("All points", lang), (points,)))
    return (figures[0] if figures else None), tuple(sections)


def _laid(found: Spaced, lang: str) -> str:
    """How many points, scenarios and replicates."""
    return tell(
        "{points} points, {scenarios} policies and {replicates} replicates each.", lang, points=found.points,
        scenarios=len(found.scenarios), replicates=found.manifest["replicates"],
    )  # fmt: skip
