"""Decile movement: where those who start in the bottom four deciles stand at the end, in two ways of counting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from mentas.language import tell
from mentas.report import numbers
from mentas.report.document import Block, Figure, Fold, Items, Section, Words
from mentas.report.flows import steps
from mentas.report.flows.standing import Standing, standings
from mentas.report.numbers import percent
from mentas.studies.analysis import told_apart

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

    from mentas.report.study import Study


def section(study: Study, lang: str) -> Section | None:
    """Who rises and falls, as sentences, pictures and tables; None for a study without transitions."""
    if not len(study.transitions):
        return None
    year = min(study.last, int(study.transitions["year"].max()))
    kept = set(study.transitions.loc[study.transitions["year"] == year, "basis"])
    counted = {basis: standings(study, basis, year) for basis in steps.BASES if basis in kept}
    found = {basis: standing for basis, standing in counted.items() if standing}
    blocks = tuple(_blocks(study, found, year, lang)) if found else ()
    return Section("movement", tell("Who rises and who falls by decile", lang), blocks) if blocks else None


def _blocks(study: Study, found: Mapping[str, dict[str, Standing]], year: int, lang: str) -> Iterator[Block]:
    yield Words(
        tell(
            "What rises under every policy alike is mostly bad luck evening out; only the difference is policy.", lang
        ),
        "lead",
    )
    first = next(iter(found))
    if len(found) > 1:
        yield Words(tell("Two ways of counting, which can tell policies apart differently:", lang))
    yield Items(tuple(tell(steps.BASES[basis][1], lang) for basis in found))
    if len(found) > 1:
        yield Words(tell("Counted the first way:", lang))
    yield Items(tuple(_sentences(study, found[first], year, lang)))
    for basis, standing in found.items():
        yield _figure(study, basis, standing, year, lang)
    yield steps.shares(study, found, year, lang)
    for basis in found:
        title = tell("Each step of deciles 1-4 with its interval ({way})", lang, way=tell(steps.BASES[basis][0], lang))
        yield Fold(title, (steps.table(study, basis, year, lang),))


def _sentences(study: Study, found: Mapping[str, Standing], year: int, lang: str) -> Iterator[str]:
    """One for each policy: higher, the same, lower, and whether that is told from the baseline."""
    for name, standing in found.items():
        said = {way: percent(share.mean, lang) for way, share in standing.ways.items()}
        said |= {"policy": study.title(name, lang), "years": str(year)}
        gap = standing.gap
        if gap is None:
            yield tell(
                "{policy}: of the households that started in deciles 1-4, {higher} stand in a higher decile after "
                "{years} years, {same} in the same and {lower} in a lower one.",
                lang,
                **said,
            )
            continue
        said["baseline"] = study.quoted(str(study.baseline), lang)
        if told_apart(gap.low, gap.high):
            places = numbers.places_for((gap.low, gap.high), "share")
            low, high = (numbers.signed(end, "share", lang, places) for end in (gap.low, gap.high))
            yield tell(
                "{policy}: {higher} higher, {same} the same, {lower} lower; higher by {gap} points against {baseline} "
                "(95 % interval {low} to {high}).",
                lang,
                gap=numbers.signed(gap.mean, "share", lang, places),
                low=low,
                high=high,
                **said,
            )
        else:
            yield tell(
                "{policy}: {higher} higher, {same} the same, {lower} lower; the share that rises cannot yet be told "
                "apart from {baseline}.",
                lang,
                **said,
            )


def _figure(study: Study, basis: str, found: Mapping[str, Standing], year: int, lang: str) -> Figure:
    name = basis.removeprefix("provincial_")
    way = tell(steps.BASES[basis][0], lang)
    shares = "; ".join(f"{study.quoted(each, lang)} {percent(one.ways['higher'].mean, lang)}"
                       for each, one in found.items())  # fmt: skip
    finding = tell("Share of deciles 1-4 that stand higher after {years} years: {shares}. {apart}", lang, years=year,
                   shares=shares, apart=_apart(study, found, lang)).rstrip()  # fmt: skip
    title = tell("From the decile at the start to the decile after {years} years, households of {region} ({way})", lang,
                 years=year, region=study.region(lang), way=way)  # fmt: skip
    note = tell(
        "Each band is as thick as its share of households and has the colour of the decile where they started; grey "
        "started in deciles 5-10. Mean of {n} replicates.",
        lang,
        n=max(one.n for one in found.values()),
    )
    return Figure(f"movement_{name}", title, finding, partial(_draw, study, basis, found, year, lang),
                  steps.matrix(study, basis, tuple(found), year, lang), note)  # fmt: skip


def _draw(study: Study, basis: str, found: Mapping[str, Standing], year: int, lang: str) -> Picture:
    from mentas.report.flows import alluvial

    panels = []
    for name, standing in found.items():
        said = {way: percent(share.mean, lang) for way, share in standing.ways.items()}
        line = tell("up {higher}, same {same}, down {lower}", lang, **said)
        panels.append((study.title(name, lang), line, steps.flows(study, name, basis, year)))
    return alluvial.draw(panels, ends=(tell("start", lang), tell("year {year}", lang, year=year)))


def _apart(study: Study, found: Mapping[str, Standing], lang: str) -> str:
    """Which policies are told from the baseline; nothing where there is none."""
    gaps = {name: one.gap for name, one in found.items() if one.gap is not None}
    if not gaps:
        return ""
    baseline = study.quoted(str(study.baseline), lang)
    known = [study.quoted(name, lang) for name, gap in gaps.items() if told_apart(gap.low, gap.high)]
    if not known:
        return tell("None can yet be told apart from {baseline}.", lang, baseline=baseline)
    return tell("Told apart from {baseline}: {policies}.", lang, baseline=baseline, policies="; ".join(known))
