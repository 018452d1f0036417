"""One world on a screen: headline measures by year, and what each programme spent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentas.cli import screen
from mentas.language import N_, P_, _, current
from mentas.report import numbers

if TYPE_CHECKING:
    from mentas.studies.one import Result

HEADLINES = ("poverty_rate", "poverty_gap", "gini", "income_mean", "spending_mean", "mentas", "businesses_open")
"""Measures of the whole region that a screen has room for."""

MONEY = {
    "recipients": N_("recipients,\nsum of years"),
    "budget": N_("budget"),
    "delivered": N_("delivered"),
    "admin": N_("admin"),
    "leaked": N_("leaked"),
    "unspent": P_("column", "unspent"),
}
"""Columns of a programme's money, with their headings."""


def show(result: Result) -> None:
    """Print a result."""
    from rich.table import Table
    from rich.text import Text

    console, lang = screen.console(), current()
    yearly = _yearly(result)
    table = Table(title=Text(result.scenario.title[lang]), title_justify="left")
    table.add_column(_("year"), justify="right")
    for name in yearly.columns:
        table.add_column(_heading(name, lang), justify="right")
    for year, row in yearly.iterrows():
        table.add_row(str(year), *(numbers.level(value, _unit(name), lang) for name, value in row.items()))
    console.print(table)
    if len(result.spending):
        console.print(_money(result, lang))
    console.print(
        Text(_("One world: the luck of seed {seed}. For intervals ask for --replicates 20.", seed=result.seed))
    )


def as_json(result: Result) -> dict[str, Any]:
    """A result as JSON types; what is not finite is null."""
    frames = {name: getattr(result, name) for name in ("outcomes", "spending", "transitions")}
    return {
        "scenario": result.scenario.name,
        "seed": result.seed,
        "replicate": result.replicate,
        **{name: screen.records(frame) for name, frame in frames.items()},
    }


def _yearly(result: Result) -> Any:
    """Headline measures of the whole region: years down, measures across."""
    frame = result.outcomes
    frame = frame[(frame["group_kind"] == "all") & frame["measure"].isin(HEADLINES)]
    wide = frame.pivot(index="year", columns="measure", values="value")
    return wide[[name for name in HEADLINES if name in wide.columns]]


def _money(result: Result, lang: str) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(_("Money over all years, million rupiah (nominal)")), title_justify="left")
    table.add_column(_("programme"))
    for heading in MONEY.values():
        table.add_column(_(heading), justify="right")
    sums = result.spending.groupby("programme", sort=False)[list(MONEY)].sum()
    for programme, row in sums.iterrows():
        money = [numbers.number(row[name] / 1e6, 1, lang) for name in list(MONEY)[1:]]
        table.add_row(Text(str(programme)), numbers.number(row["recipients"], 0, lang), *money)
    return table


def _heading(name: str, lang: str) -> str:
    from mentas.measures.names import MEASURES

    return str(getattr(MEASURES[name], lang))


def _unit(name: str) -> str:
    from mentas.measures.names import MEASURES

    return MEASURES[name].unit
