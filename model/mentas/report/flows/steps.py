"""The tables of decile movement: all hundred steps, shares, and each step with its interval."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from mentas.language import N_, tell
from mentas.report import numbers
from mentas.report.document import Number, Range, Table, Value
from mentas.report.flows.said import apart, count, span
from mentas.report.flows.standing import POOREST, Share, Standing

if TYPE_CHECKING:
    from mentas.report.study import Study

BASES: dict[str, tuple[str, str]] = {
    "provincial_anchored": (
        N_("Anchored"),
        N_("Anchored: against the cuts of the start in real terms, so that everyone can rise."),
    ),
    "provincial_reranked": (
        N_("Re-ranked"),
        N_("Re-ranked: among everyone today, so that one household's rise is another's fall."),
    ),
}
"""Ways of counting: what each is called and what it means."""

COLUMNS = ["from", "to", "households", "low", "high", "n"]


def flows(study: Study, scenario: str, basis: str, year: int) -> np.ndarray:
    """Mean households by decile at the start and in a year; shape (10, 10)."""
    t = study.transitions
    mine = t[(t["scenario"] == scenario) & (t["basis"] == basis) & (t["year"] == year)]
    found = np.zeros((10, 10))
    found[mine["from"].to_numpy(dtype=int) - 1, mine["to"].to_numpy(dtype=int) - 1] = mine["households"].to_numpy()
    return found


def matrix(study: Study, basis: str, scenarios: tuple[str, ...], year: int, lang: str) -> Table:
    """Households of each policy by decile at the start, down, and at the end, across."""
    rows: list[tuple[Value, ...]] = []
    for name in scenarios:
        found = flows(study, name, basis, year)
        for decile in range(10):
            counts = (*found[decile], found[decile].sum())
            rows.append((study.title(name, lang), decile + 1, *(count(float(each)) for each in counts)))
    columns = (
        tell("Policy", lang), tell("Decile at the start", lang),
        *(tell("Decile {decile}", lang, decile=decile) for decile in range(1, 11)), tell("All", lang),
    )  # fmt: skip
    title = tell("Households by decile at the start (rows) and after {years} years (columns), {way}", lang,
                 years=year, way=tell(BASES[basis][0], lang))  # fmt: skip
    return Table(f"movement_{basis.removeprefix('provincial_')}", title, columns, tuple(rows))


def shares(study: Study, found: Mapping[str, dict[str, Standing]], year: int, lang: str) -> Table:
    rows: list[tuple[Value, ...]] = []
    for basis, standing in found.items():
        for name, one in standing.items():
            higher, gap = one.ways["higher"], one.gap
            places = None if gap is None else numbers.places_apart(gap.low, gap.high, "share") or None
            rows.append(
                (
                    study.title(name, lang),
                    tell(BASES[basis][0], lang),
                    *_shown(higher.mean, higher.low, higher.high),
                    Number(one.ways["same"].mean, "share"),
                    Number(one.ways["lower"].mean, "share"),
                    None if gap is None else Number(gap.mean, "share", True, places),
                    None if gap is None else Range(gap.low, gap.high, "share", True, places),
                    _against(study, name, gap, lang),
                    one.n,
                )
            )
    columns = (
        tell("Policy", lang), tell("Way of counting", lang), tell("Higher", lang), tell("95 % interval", lang),
        tell("The same decile", lang), tell("Lower", lang), tell("Higher: difference in points", lang),
        tell("95 % interval of the difference", lang), tell("Against the baseline", lang), tell("Replicates", lang),
    )  # fmt: skip
    title = tell("Where the households of deciles 1-4 stand after {years} years", lang, years=year)
    return Table("movement_shares", title, columns, tuple(rows))


def _against(study: Study, scenario: str, gap: Share | None, lang: str) -> str:
    if gap is None:
        return tell("baseline", lang) if scenario == study.baseline else numbers.DASH
    return apart(gap.low, gap.high, lang)


def _shown(mean: float, low: float, high: float) -> tuple[Number, Range]:
    """A share and its interval, which ends where shares end."""
    return Number(mean, "share"), Range(max(low, 0.0), min(high, 1.0), "share")


def table(study: Study, basis: str, year: int, lang: str) -> Table:
    """Counts with their intervals, and shares of those who started in the same decile."""
    t = study.transitions
    t = t[(t["basis"] == basis) & (t["year"] == year) & (t["from"] <= POOREST)]
    rows: list[tuple[Value, ...]] = []
    for name in study.scenarios:
        mine = t[t["scenario"] == name]
        whole = mine.groupby("from")["households"].sum()
        for before, after, households, low, high, n in mine[COLUMNS].itertuples(index=False):
            share = households / whole[before] if whole[before] > 0 else float("nan")
            ends = span(max(float(low), 0.0), float(high), "households")
            rows.append((study.title(name, lang), int(before), int(after), count(float(households)), ends,
                         Number(float(share), "share"), int(n)))  # fmt: skip
    columns = (
        tell("Policy", lang), tell("Decile at the start", lang), tell("Decile at the end", lang),
        tell("Households", lang), tell("95 % interval", lang), tell("Share of the decile at the start", lang),
        tell("Replicates", lang),
    )  # fmt: skip
    title = tell("From decile to decile in {years} years ({way})", lang, years=year, way=tell(BASES[basis][0], lang))
    return Table(f"steps_{basis.removeprefix('provincial_')}", title, columns, tuple(rows))
