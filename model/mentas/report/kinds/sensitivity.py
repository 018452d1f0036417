"""The report of an analysis of sensitivity: what the answer rests on, where it turns, and what is only luck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from mentas.language import tell
from mentas.report import sensitivity_told as told
from mentas.report import spaced
from mentas.report.document import Block, Document, Figure, Front, Items, Section, Words
from mentas.report.kinds import common, sensitivity_bars, sensitivity_tables, sensitivity_turns
from mentas.report.kinds.common import slug
from mentas.report.sensitivity_page import Page
from mentas.report.spaced import Spaced
from mentas.studies.sensitivity import study as tables


@dataclass(frozen=True)
class Response:
    """An outcome of a policy, or its difference from the baseline, and what explains it."""

    labels: Mapping[str, str]
    """outcome, scenario, of."""
    table: pd.DataFrame
    """Of its indices."""
    page: Page

    @property
    def name(self) -> str:
        """Of its figures and tables."""
        return slug("_".join((self.labels["outcome"], self.labels["scenario"])))


def document(folder: Path, lang: str, *, boundaries: Path | None = None) -> Document:
    """The report of an analysis's folder.

    Raises:
        RefusedError: it holds no study.
        OSError: a table is missing or cannot be read.
    """
    found = spaced.read(folder)
    known = [Response(labels, table, told.page_of(found, labels, lang))
             for labels, table in told.responses(found, tables.INDICES)]  # fmt: skip
    sentences, paid = common.money(folder, found.manifest, lang)
    bars = [figure for each in known if (figure := _bars(found, each, lang)) is not None]
    lead = bars[0] if bars else None
    answer = common.answered(_answer(found, known, lang), lang)
    sections = [*_sections(found, known, bars, lang)]
    if paid:
        sections.append(Section("money", tell("Money", lang), paid))
    return Document(
        lang=lang, kind="sensitivity", study=str(found.manifest["study"]), title=common.titled(found.manifest, lang),
        front=Front(common.asked(found.manifest, lang), answer, lead, sentences),
        sections=(*common.behind(lead, sections), *_close(folder, found, lang)),
        source=found.source(lang).splitlines()[0], about=common.about(found.manifest),
    )  # fmt: skip


def _answer(found: Spaced, known: list[Response], lang: str) -> list[str]:
    """Of the main response: what it rests on, where it turns, what is luck; or that nothing could be analysed."""
    refused = [told.say("refused", lang, what=told.response(found, labels, lang), why=table["why"].iloc[0])
               for labels, table in told.responses(found, tables.REFUSED)]  # fmt: skip
    if not known:
        return refused
    main = known[0]
    turns = list(told.turns(found, main.labels, main.page))
    said = [told.rests(found, main.labels, main.table, main.page)]
    if len(turns) > 1:
        turns = [tell("{n} parameters turn the answer by themselves, among them: {first}", lang, n=len(turns),
                      first=turns[0])]  # fmt: skip
    said += turns + list(told.noise(found, main.labels, lang))
    return said + refused


def _sections(found: Spaced, known: list[Response], bars: list[Figure], lang: str) -> Iterator[Section]:
    rests: list[Block] = [Words(_laid(found, lang), "note"), *bars]
    planes = [figure for each in known if (figure := _plane(found, each, lang)) is not None]
    if known:
        yield Section("matter", tell("Which numbers matter", lang), tuple(rests))
    if planes:
        yield Section("interactions", tell("Effects that depend on other parameters", lang), tuple(planes))
    turning = sensitivity_turns.blocks(found, [(each.labels, each.table, each.page, each.name) for each in known], lang)
    if turning:
        yield Section("switch", tell("Where the choice turns", lang), turning)
    shared = sensitivity_tables.groups(found, lang)
    if shared is not None:
        note = tell("Shares of what varies between points. Shares of groups with interactions count a shared effect in "
                    "each group, and may add up to more than all.", lang)  # fmt: skip
        yield Section("groups", tell("Groups of parameters", lang), (Words(note, "note"), shared))
    beside = sensitivity_tables.policies(found, lang)
    if beside is not None:
        yield Section("policies", tell("Policy by policy", lang), beside)
    refused = tuple(told.say("refused", lang, what=told.response(found, labels, lang), why=table["why"].iloc[0])
                    for labels, table in told.responses(found, tables.REFUSED))  # fmt: skip
    if refused:
        yield Section("refused", tell("What could not be analysed", lang), (Items(refused, "caution"),))


def _close(folder: Path, found: Spaced, lang: str) -> tuple[Section, ...]:
    """The common ends, with what is only luck, and without a pointer to a study like this one."""
    luck = sensitivity_tables.luck(found, lang)
    rough = (
        (Words(tell("Some parameters explain more alone than with their interactions, or more together than there is: "
                    "that cannot be, and comes of too few points. Read which parameters matter, not how much.", lang),
               "caution"),)
        if any(told.rough(table) for _, table in told.responses(found, tables.INDICES)) else ()
    )  # fmt: skip
    said = tell("Which of these numbers matter to the answer is told above, as far as they were varied here.", lang)
    return common.close(
        folder, found.manifest, lang, sure=(*rough, *(() if luck is None else (luck,))), matter=(Words(said),)
    )


def _laid(found: Spaced, lang: str) -> str:
    design = {"morris": tell("Morris (one parameter at a time along random paths)", lang),
              "sobol": tell("Sobol (shares of variance)", lang),
              "given": tell("any draws (whole distributions compared)", lang)}  # fmt: skip
    method = str(found.manifest["design"]["method"])
    return tell(
        "Method: {method}. {points} points with {replicates} replicates each; every parameter varies over its whole "
        "plausible range.", lang, method=design.get(method, method), points=found.points,
        replicates=found.manifest["replicates"],
    )  # fmt: skip


def _bars(found: Spaced, each: Response, lang: str) -> Figure | None:
    """Bars of the most important parameters, named first."""
    spec = sensitivity_bars.spec(found, each.labels, each.table, lang)
    if spec is None:
        return None
    return Figure(
        f"rests_{each.name}", tell("What it rests on: {what}", lang, what=told.response(found, each.labels, lang)),
        told.seen(each.table, each.page), partial(sensitivity_bars.draw, spec, each.page),
        sensitivity_tables.indices(found, each.labels, each.table, each.page, f"rests_{each.name}"),
        note=sensitivity_bars.note(spec, lang),
    )  # fmt: skip


def _plane(found: Spaced, each: Response, lang: str) -> Figure | None:
    """Morris' plane, where some effects are told from none."""
    if "mu_star" not in each.table or each.table["sigma"].isna().all() or not each.table["influential"].any():
        return None
    shown = told.drawn(found, each.labels, each.table)
    matter = each.table[each.table["influential"]]
    bent = [each.page.label(str(name)) for name in matter.loc[matter["sigma"] > matter["mu_star"], "name"]]
    finding = (
        tell("The effect of these depends mostly on other parameters, or bends: {names}.", lang, names="; ".join(bent))
        if bent else tell("No effect that matters depends mostly on other parameters.", lang)
    )  # fmt: skip
    what = told.response(found, each.labels, lang)
    return Figure(
        f"plane_{each.name}",
        tell("Size of effects and how they depend on others: {what}", lang, what=what),
        finding, partial(sensitivity_bars.draw_plane, shown, each.page, found.unit_words(each.labels["outcome"], lang)),
        sensitivity_tables.indices(found, each.labels, each.table, each.page, f"rests_{each.name}"),
        note=tell("Above the dashed line an effect comes mostly by interactions or bends.", lang),
    )  # fmt: skip
