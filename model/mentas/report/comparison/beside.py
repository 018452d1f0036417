"""Policies side by side: every outcome of the study at the end, and how it differs from the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from mentas.language import tell
from mentas.report import findings
from mentas.report.comparison import confidence, dots
from mentas.report.comparison.clauses import clauses
from mentas.report.comparison.effect import Effect, effects
from mentas.report.comparison.tables import differences, when
from mentas.report.document import Block, Figure, Items, Number, Range, Section, Table, Value, Words
from mentas.report.study import Study
from mentas.report.words import listed

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

PANEL = 0.5
"""Height of a panel with one policy, inches; each policy more takes `dots.STEP`."""


def section(study: Study, lang: str) -> Section | None:
    """The section; None where the study has no outcome."""
    outcomes = [name for name in study.outcomes if study.has(name)]
    if not outcomes:
        return None
    blocks: tuple[Block, ...] = (_values(study, outcomes, lang),)
    found = {name: [each for each in effects(study, name, study.last) if each.known] for name in outcomes}
    found = {name: some for name, some in found.items() if some}
    if found:
        blocks = (*_sentences(study, found, lang), *blocks, _figure(study, found, lang))
    return Section("beside", tell("Policies side by side", lang), blocks)


def _values(study: Study, outcomes: Sequence[str], lang: str) -> Table:
    """Outcomes down, policies across; of a single policy with its interval."""
    titles = [study.title(name, lang) for name in study.scenarios]
    if study.baseline is not None:
        titles[study.scenarios.index(study.baseline)] += f" ({tell('baseline', lang)})"
    single = len(study.scenarios) == 1
    columns = (tell("Outcome", lang), *titles, *((tell("95 % interval", lang),) if single else ()))
    rows = []
    for measure in outcomes:
        unit = study.measure(measure)["unit"]
        found = [study.row(name, measure, study.last) for name in study.scenarios]
        cells: list[Value] = [Number(row.mean, unit) for row in found]
        if single:
            cells.append(Range(found[0].low, found[0].high, unit))
        rows.append((findings.named(study, measure, lang), *cells))
    note = tell("Mean of {n} replicates. Intervals of the differences stand in the figure below and its table.", lang,
                n=study.replicates) if not single else tell("{n} replicates.", lang, n=study.replicates)  # fmt: skip
    return Table("side_by_side", when(study.last, lang), columns, tuple(rows), note)


def _sentences(study: Study, found: dict[str, list[Effect]], lang: str) -> tuple[Block, ...]:
    """What is told apart, an outcome a sentence, and of which outcomes nothing is."""
    told = [name for name, some in found.items() if any(confidence.level(each) in _SAID for each in some)]
    left = [findings.named(study, name, lang) for name in found if name not in told]
    said: list[Block] = []
    if told:
        texts = [
            tell("{measure}: {told}.", lang, measure=findings.named(study, name, lang),
                 told=clauses(study, found[name], lang))
            for name in told
        ]  # fmt: skip
        said.append(Items(tuple(texts)))
    if left and not told:
        said.append(Words(tell("In none of these outcomes can any policy be told apart from {baseline}.", lang,
                               baseline=study.quoted(str(study.baseline), lang)), "lead"))  # fmt: skip
    elif left:
        said.append(Words(tell("No policy can be told apart in: {outcomes}.", lang, outcomes=listed(left, lang))))
    return tuple(said)


_SAID = (*confidence.TOLD, confidence.LIKELY)
"""Levels of which a sentence is said."""


def _figure(study: Study, found: dict[str, list[Effect]], lang: str) -> Figure:
    title = tell("All outcomes: difference to {baseline}, after {years} years", lang,
                 baseline=study.title(str(study.baseline), lang), years=study.last)  # fmt: skip
    return Figure(
        "side_by_side", title, _finding(study, found, lang), partial(draw, study, found, lang),
        differences(study, lang, name="side_by_side_differences", title=title, of=(tell("Outcome", lang),),
                    rows=[((findings.named(study, name, lang),), each) for name, some in found.items()
                          for each in some]),
        note=dots.explained(study, lang),
    )  # fmt: skip


def _finding(study: Study, found: dict[str, list[Effect]], lang: str) -> str:
    """How many of the differences are told apart, and in which outcomes."""
    told = {name: sum(confidence.told(each) for each in some) for name, some in found.items()}
    words = {"told": sum(told.values()), "all": sum(map(len, found.values()))}
    names = [findings.named(study, name, lang) for name, count in told.items() if count]
    if not names:
        return tell("None of the {all} differences is told apart from zero.", lang, **words)
    return tell("{told} of the {all} differences are told apart from zero, in: {outcomes}.", lang,
                outcomes=listed(names, lang), **words)  # fmt: skip


def draw(study: Study, found: dict[str, list[Effect]], lang: str) -> Picture:
    """A small panel for each outcome, two beside each other, the policies' marks above."""
    from mentas.report import style

    policies = [name for name in study.others if any(each.policy == name for some in found.values() for each in some)]
    lines = -(-len(found) // 2)
    tall = PANEL + dots.STEP * len(policies)
    top = 0.75 + dots.legend_height(study, policies, lang)
    gap = 1.25
    height = top + lines * tall + (lines - 1) * gap + dots.BELOW
    sheet = style.Sheet(height=height, grid=(lines, 2), left=0.3, right=0.3, top=top, bottom=dots.BELOW,
                        between=(gap / tall, 0.16))  # fmt: skip
    panels = list(sheet.panels.ravel())
    for panel, (name, some) in zip(panels, found.items(), strict=False):
        dots.fill(panel, study, [dots.Row("", tuple(some))], [tall], lang, numbered=False, spaces=4)
        panel.set_title(style.wrap(findings.named(study, name, lang), 28), size=10.5, loc="left", linespacing=1.1)
    for panel in panels[len(found) :]:
        panel.set_visible(False)
    dots.list_marks(sheet.figure, study, policies, lang)
    return sheet.figure
