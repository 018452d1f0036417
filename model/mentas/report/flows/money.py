"""Where each rupiah went: what reached households, what that cost, what leaked, what was left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from mentas.language import N_, tell
from mentas.report import findings, numbers
from mentas.report.document import Block, Figure, Items, Number, Section, Table, Value, Words
from mentas.report.flows.said import span
from mentas.report.money import programme_name

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

    from mentas.report.document import Range
    from mentas.report.study import Study

LINES: dict[str, str] = {
    "admin": N_("Administration and mentoring"),
    "leaked": N_("Leaked"),
    "unspent": N_("Unspent"),
}
"""Of the books, besides what is delivered."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a policy's budget."""

    line: str
    """`delivered`, or one of `LINES`."""
    programme: str
    """Of what is delivered; empty for other lines, which are of all programmes together."""
    rupiah: float
    share: float
    """Of the whole budget; parts sum to one."""


def section(study: Study, lang: str) -> Section | None:
    """Sentences, a picture and a table; None for a study that spends nothing or does not keep its books."""
    if not len(study.spending) or not study.spending["budget"].any():
        return None
    return Section("money", tell("Where each rupiah went", lang), tuple(_blocks(study, lang)))


def parts(study: Study, scenario: str) -> list[Part]:
    """What a policy's budget came to over all years, mean over replicates; they sum to the budget."""
    mine = study.spending[study.spending["scenario"] == scenario]
    budget = float(mine["budget"].sum())
    delivered = mine.groupby("programme", sort=False)["delivered"].sum()
    programmes = [name for name in dict.fromkeys(study.spending["programme"]) if name in delivered.index]
    found = [("delivered", str(name), float(delivered[name])) for name in programmes]
    found += [(line, "", float(mine[line].sum())) for line in LINES]
    return [Part(*each, each[2] / budget if budget > 0 else float("nan")) for each in found]


def called(part: Part, lang: str) -> str:
    """A part in words."""
    if part.line == "delivered":
        return tell("Delivered: {programme}", lang, programme=programme_name(part.programme))
    return tell(LINES[part.line], lang)


def _blocks(study: Study, lang: str) -> Iterator[Block]:
    yield Items(tuple(_sentence(study, name, lang) for name in study.scenarios))
    cautions = tuple(findings.unspent(study, lang))
    if cautions:
        yield Items(cautions, "caution")
    yield _figure(study, lang)
    yield Words(
        tell(
            "Nominal rupiah of all years, mean over replicates. Leaked: lost on the way to households. Unspent: places "
            "that found nobody who fits, and what is left of the year.",
            lang,
        ),
        "note",
    )


def _sentence(study: Study, scenario: str, lang: str) -> str:
    """Of every Rp1,000 of one policy."""
    sums = dict.fromkeys(("delivered", *LINES), 0.0)
    for part in parts(study, scenario):
        sums[part.line] += part.share
    said = {line: _thousand(share).text(lang) for line, share in sums.items()}
    budget = float(study.spending.loc[study.spending["scenario"] == scenario, "budget"].sum())
    if budget <= 0:
        return tell("{policy}: no budget.", lang, policy=study.title(scenario, lang))
    return tell(
        "{policy}: of every {thousand} of {budget}, {delivered} reached households, {admin} went to administration and "
        "mentoring, {leaked} leaked and {unspent} was left.",
        lang,
        policy=study.title(scenario, lang),
        thousand=_thousand(1.0).text(lang),
        budget=numbers.rupiah(budget, lang),
        **said,
    )


def _thousand(share: float) -> Number:
    """Rupiah of every Rp1,000."""
    return Number(1000.0 * share, "Rp")


def _figure(study: Study, lang: str) -> Figure:
    years = int(study.spending["year"].max())
    title = tell("Where the budget went, share of every rupiah, all {years} years; {region}", lang, years=years,
                 region=study.region(lang))  # fmt: skip
    shares = []
    for name in study.scenarios:
        share = sum(part.share for part in parts(study, name) if part.line == "delivered")
        shares.append(f"{study.quoted(name, lang)} {numbers.number(100.0 * share, 0, lang)}%")
    finding = tell("Reached households, of the whole budget: {shares}.", lang, shares="; ".join(shares))
    note = tell("Hatched: leaked; white: unspent. Mean of {n} replicates.", lang, n=study.replicates)
    return Figure("money", title, finding, partial(_draw, study, lang), _table(study, lang), note)


def _draw(study: Study, lang: str) -> Picture:
    from mentas.report.flows import money_figure

    return money_figure.draw(study, lang)


def _table(study: Study, lang: str) -> Table:
    rows: list[tuple[Value, ...]] = []
    for name in study.scenarios:
        found = parts(study, name)
        for part in found:
            rows.append(
                (
                    study.title(name, lang),
                    called(part, lang),
                    Number(part.rupiah, "Rp nominal"),
                    _interval(study, name, part),
                    _thousand(part.share),
                    Number(part.share, "share"),
                    study.replicates,
                )
            )
        whole = sum(part.rupiah for part in found)
        rows.append((study.title(name, lang), tell("Budget", lang), Number(whole, "Rp nominal"), None, _thousand(1.0),
                     Number(1.0, "share"), study.replicates))  # fmt: skip
    columns = (
        tell("Policy", lang), tell("Where it went", lang), tell("Rupiah", lang), tell("95 % interval", lang),
        tell("Of every Rp1,000", lang), tell("Share", lang), tell("Replicates", lang),
    )  # fmt: skip
    title = tell("Money of all {years} years, nominal", lang, years=int(study.spending["year"].max()))
    return Table("money", title, columns, tuple(rows))


def _interval(study: Study, scenario: str, part: Part) -> Range | None:
    """Of the measure that counts the same money, where the study has it."""
    group = ("programme", part.programme) if part.programme else ("all", "all")
    try:
        row = study.row(scenario, f"money_{part.line}", study.last, group)
    except KeyError:
        return None
    return span(row.low, row.high, "Rp nominal")
