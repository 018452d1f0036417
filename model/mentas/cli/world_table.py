"""One world on a screen: headline measures by year, and what each programme spent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentas.cli import screen
from mentas.report import numbers

if TYPE_CHECKING:
    from mentas.cli.options import Lang
    from mentas.studies.one import Result

HEADLINES = ("poverty_rate", "poverty_gap", "gini", "income_mean", "spending_mean", "mentas", "businesses_open")
"""Measures of the whole region that a screen has room for."""

MONEY = ("recipients", "budget", "delivered", "admin", "leaked", "unspent")

WORDS = {
    "en": {"year": "year", "programme": "programme", "recipients": "recipients,\nsum of years", "budget": "budget",
           "delivered": "delivered", "admin": "admin", "leaked": "leaked", "unspent": "unspent",
           "money": "Money over all years, million rupiah (nominal)",
           "one": "One world: the luck of seed {seed}. For intervals ask for --replicates 20."},
    "id": {"year": "tahun", "programme": "program", "recipients": "penerima,\njumlah tahun", "budget": "anggaran",
           "delivered": "tersalur", "admin": "administrasi", "leaked": "bocor", "unspent": "sisa",
           "money": "Uang selama semua tahun, juta rupiah (nominal)",
           "one": "Satu dunia saja: keberuntungan benih {seed}. Untuk selang kepercayaan pakai --replicates 20."},
}  # fmt: skip


def show(result: Result, *, lang: Lang) -> None:
    """Print a result."""
    from rich.table import Table
    from rich.text import Text

    words = WORDS[lang.value]
    console = screen.console()
    yearly = _yearly(result)
    table = Table(title=Text(result.scenario.title[lang.value]), title_justify="left")
    table.add_column(words["year"], justify="right")
    for name in yearly.columns:
        table.add_column(_heading(name, lang.value), justify="right")
    for year, row in yearly.iterrows():
        table.add_row(str(year), *(numbers.level(value, _unit(name), lang.value) for name, value in row.items()))
    console.print(table)
    if len(result.spending):
        console.print(_money(result, words, lang.value))
    console.print(Text(words["one"].format(seed=result.seed)))


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


def _money(result: Result, words: dict[str, str], lang: str) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(words["money"]), title_justify="left")
    table.add_column(words["programme"])
    for name in MONEY:
        table.add_column(words[name], justify="right")
    sums = result.spending.groupby("programme", sort=False)[list(MONEY)].sum()
    for programme, row in sums.iterrows():
        money = [numbers.number(row[name] / 1e6, 1, lang) for name in MONEY[1:]]
        table.add_row(Text(str(programme)), numbers.number(row["recipients"], 0, lang), *money)
    return table


def _heading(name: str, lang: str) -> str:
    from mentas.measures.names import MEASURES

    return str(getattr(MEASURES[name], lang))


def _unit(name: str) -> str:
    from mentas.measures.names import MEASURES

    return MEASURES[name].unit
