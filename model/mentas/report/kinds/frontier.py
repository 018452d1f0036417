"""The report of a frontier: which mixes stand, what one more costs, what more money buys, what may be regretted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mentas.language import tell
from mentas.report import frontier_findings as findings
from mentas.report import frontier_regret, frontier_told, numbers
from mentas.report.document import Block, Document, Figure, Front, Items, Section, Words
from mentas.report.frontier_reading import Frontier
from mentas.report.kinds import common, frontier_figures, frontier_tables

MOST_COSTS = 2
"""Mixes of which the first screen tells what one more costs."""


def document(folder: Path, lang: str, *, boundaries: Path | None = None) -> Document:
    """The report of a frontier's folder.

    Raises:
        RefusedError: it holds no study.
        OSError: a table is missing or cannot be read.
    """
    found = frontier_told.read(folder)
    figures = frontier_figures.maps(found, lang)
    mixes = frontier_figures.mixes(found, lang)
    costs = frontier_figures.costs(found, lang)
    lead = next((figure for figure in (*figures, costs, mixes) if figure is not None), None)
    told = common.behind(lead, _sections(found, folder, figures, mixes, costs, lang))
    return Document(
        lang=lang, kind="frontier", study=str(found.account["study"]), title=common.titled(found.account, lang),
        front=Front(common.asked(found.account, lang), answer(found, lang), lead, _cost(found, lang)),
        sections=(*told, *common.close(folder, found.account, lang)),
        source=found.source(lang).splitlines()[0], about=common.about(found.account),
    )  # fmt: skip


def answer(found: Frontier, lang: str) -> tuple[str, ...]:
    """Who stands on the frontier, how sure that is, and the best in the main outcome; or why to wait."""
    _, standing, sure, *_ = findings.frontier(found, lang)
    last = findings.cautions(found, lang) or list(findings.corners(found, lang))[:1]
    return common.answered((standing, sure, *last), lang)


def _cost(found: Frontier, lang: str) -> tuple[Block, ...]:
    """The envelope, and what one more costs."""
    envelope = tell("Every mix has {envelope} a year.", lang, envelope=numbers.rupiah(found.account["envelope"], lang))
    names = findings.priced(found)[:MOST_COSTS] or found.named[:1]
    return (Words(envelope), Items(tuple(findings.cost(found, lang, names))))


def _sections(
    found: Frontier, folder: Path, figures: list[Figure], mixes: Figure | None, costs: Figure | None, lang: str
) -> Iterator[Section]:
    cautions = tuple(Words(text, "caution") for text in findings.cautions(found, lang))
    # Who stands and how sure that is stands on the first screen.
    tried, _, _, *others = findings.frontier(found, lang)
    told = Items((tried, *others, *findings.alike(found, lang), *findings.baseline(found, lang)))
    table = () if figures else (frontier_tables.outcomes(found, lang),)
    yield Section("frontier", tell("Which mixes stand", lang), (*cautions, told, *figures, *table))
    if mixes is not None:
        yield Section("mixes", tell("What the mixes are made of", lang), (mixes,))
    corners = Items(tuple(findings.corners(found, lang)))
    yield Section("corners", tell("The best in each outcome", lang), (corners, frontier_tables.corners(found, lang)))
    paid: Block = costs if costs is not None else frontier_tables.costs(found, lang)
    priced = Items(tuple(findings.cost(found, lang)))
    yield Section("cost", tell("What one more household costs", lang), (priced, paid))
    further = tuple(findings.next_billion(found, lang))
    if further:
        figure = frontier_figures.next_billion(found, lang)
        shown: Block = figure if figure is not None else frontier_tables.next_billion(found, lang)
        yield Section("next_billion", tell("What the next Rp1 billion buys", lang), (Items(further), shown))
    if frontier_regret.known(found):
        cautious = Items((*findings.cautious(found, lang), *findings.worst(found, lang)))
        pictures = tuple(frontier_figures.regret(found, outcome, lang) for outcome in found.outcomes)
        yield Section("regret", tell("What each choice may be regretted by", lang),
                      (cautious, *pictures, frontier_tables.worst(found, lang)))  # fmt: skip
    again = frontier_tables.confirmed(found, folder, lang)
    if again is not None:
        said = tell("Mixes were chosen in one set of worlds and are judged in another, so that the luck which chose "
                    "them does not count.", lang)  # fmt: skip
        yield Section("confirmed", tell("Confirmed in fresh worlds", lang), (Words(said), again))
