"""Tables of sensitivity: indices with their intervals, groups, luck, and policies side by side."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mentas.language import tell
from mentas.report import sensitivity_told as told
from mentas.report.document import Block, Fold, Number, Range, Table, Value, Words
from mentas.report.kinds import common
from mentas.report.kinds.common import records, slug
from mentas.report.sensitivity_page import Page
from mentas.report.spaced import Spaced
from mentas.studies.sensitivity import DUMMY
from mentas.studies.sensitivity import study as tables
from mentas.studies.space.groups import GROUPS

RANKING = ("ST", "mu_star", "delta")
"""The column that says how important a parameter is: the first that a table has."""

SHOWN = 10
"""Parameters of each policy that are set side by side."""


def indices(found: Spaced, labels: Mapping[str, str], table: pd.DataFrame, page: Page, name: str) -> Table:
    """All indices of a response, the largest first."""
    lang, unit = page.lang, found.unit(labels["outcome"])
    column = ranking(table)
    ordered = table.sort_values(column, ascending=False, kind="stable")
    rows: list[tuple[Value, ...]] = []
    for row in records(ordered):
        cells: list[Value] = [page.label(str(row["name"]))]
        if column == "ST":
            for index in ("ST", "S1"):
                cells += [_share(row[index]), common.ends(row[f"{index}_low"], row[f"{index}_high"], "share")]
        elif column == "mu_star":
            cells += [_size(row["mu_star"], unit), _ends(row["mu_star_low"], row["mu_star_high"], unit),
                      _size(row["sigma"], unit)]  # fmt: skip
        else:
            cells += [
                _size(row["delta"], "1"),
                _ends(row["delta_low"], row["delta_high"], "1"),
                _size(row["PAWN"], "1"),
            ]
        mark = row["influential" if "influential" in row else "delta_influential"]
        rows.append((*cells, tell("yes", lang) if mark else tell("no", lang)))
    heads = {
        "ST": (tell("With interactions (ST)", lang), tell("95 % interval", lang), tell("Alone (S1)", lang),
               tell("95 % interval of S1", lang)),
        "mu_star": (tell("Size of the effect (mu*)", lang), tell("95 % interval", lang), tell("sigma", lang)),
        "delta": (tell("delta", lang), tell("95 % interval", lang), tell("PAWN", lang)),
    }[column]  # fmt: skip
    columns = (tell("Parameter", lang), *heads, tell("Told from no effect", lang))
    return Table(name, told.response(found, labels, lang), columns, tuple(rows), _note(column, unit, lang))


def _note(column: str, unit: str, lang: str) -> str:
    """In what effects are told."""
    return tell("Effects are in points.", lang) if column == "mu_star" and unit == "share" else ""


def ranking(table: pd.DataFrame) -> str:
    """The column that says how important a parameter is."""
    return next(name for name in RANKING if name in table)


def _share(value: float) -> Number | None:
    return None if value != value else Number(float(value), "share")


def _size(value: float, unit: str) -> Number | None:
    """The size of an effect: of a share in points."""
    if value != value:
        return None
    return Number(100.0 * float(value), "1", places=2) if unit == "share" else Number(float(value), unit)


def _ends(low: float, high: float, unit: str) -> Range | None:
    """The ends of an interval of an effect."""
    if low != low or high != high:
        return None
    if unit == "share":
        return Range(100.0 * float(low), 100.0 * float(high), "1", places=2)
    return Range(float(low), float(high), unit)


def groups(found: Spaced, lang: str) -> Table | None:
    """What groups of parameters explain of each response."""
    rows: list[tuple[Value, ...]] = []
    for labels, table in told.responses(found, tables.GROUPS):
        for row in records(table[table["group"] != DUMMY]):
            rows.append((told.response(found, labels, lang), group(str(row["group"]), lang), _share(row["ST"]),
                         _share(row["S1"])))  # fmt: skip
    if not rows:
        return None
    columns = (tell("What varies", lang), tell("Group", lang), tell("With interactions, sum", lang),
               tell("Alone, sum", lang))  # fmt: skip
    note = tell("Sums of the indices of single parameters: estimates, without intervals.", lang)
    return Table("groups", tell("Groups of parameters", lang), columns, tuple(rows), note)


def group(name: str, lang: str) -> str:
    """A group of parameters in words; one that a study named itself as it is."""
    return GROUPS[name][lang] if name in GROUPS else name


def luck(found: Spaced, lang: str) -> Table | None:
    """How much of what varies between points is luck."""
    rows: list[tuple[Value, ...]] = []
    for labels, table in told.responses(found, tables.NOISE):
        for row in records(table):
            rows.append((told.response(found, labels, lang), _share(max(float(row["share"]), 0.0)),
                         common.ends(row["low"], row["high"], "share")))  # fmt: skip
    if not rows:
        return None
    columns = (tell("What varies", lang), tell("Luck", lang), tell("95 % interval", lang))
    return Table("luck", tell("What of it is only luck", lang), columns, tuple(rows))


def policies(found: Spaced, lang: str) -> tuple[Block, ...] | None:
    """Which parameters matter to the level of each policy, side by side, by outcome."""
    path = found.folder / tables.INDICES
    if not path.exists() or len(found.scenarios) < 2:
        return None
    whole = pd.read_csv(path)
    whole = whole[whole["of"] == tables.LEVEL]
    made: list[Block] = []
    for outcome, part in whole.groupby("outcome", sort=False):
        made.append(Fold(found.outcome(str(outcome), lang), (_beside(found, str(outcome), part, lang),)))
    if not made:
        return None
    lead = tell("What the level of each policy rests on; what only all share drops out of their difference.", lang)
    return (Words(lead), *made)


def _beside(found: Spaced, outcome: str, part: pd.DataFrame, lang: str) -> Table:
    """A row for each of the most important parameters, two columns a policy."""
    title, lead = found.outcome(outcome, lang), tell("Parameter", lang)
    part = part.dropna(axis="columns", how="all")
    part = part[part["name"] != DUMMY].assign(name=part["name"].str.removeprefix(told.PREFIX))
    column = next((name for name in RANKING if name in part), None)
    if column is None:
        return Table(f"levels_{slug(outcome)}", title, (lead,), ())
    wide = part.pivot_table(index="name", columns="scenario", values=column, sort=False)
    mark = "influential" if "influential" in part else "delta_influential"
    seen = {(row["name"], row["scenario"]) for row in records(part) if row[mark]}
    page = told.page_of(found, {"outcome": outcome, "scenario": found.scenarios[0], "of": tables.LEVEL}, lang)
    unit = {"ST": "share", "mu_star": found.unit(outcome), "delta": "1"}[column]
    shown = [name for name in found.scenarios if name in wide]
    heads = [lead]
    for scenario in shown:
        policy = found.title(scenario, lang)
        heads += [policy, tell("{policy}: told from no effect", lang, policy=policy)]
    rows: list[tuple[Value, ...]] = []
    for name, sizes in wide.loc[wide.max(axis=1).nlargest(SHOWN).index].to_dict("index").items():
        cells: list[Value] = []
        for scenario in shown:
            said = tell("yes", lang) if (name, scenario) in seen else tell("no", lang)
            size = _share(sizes[scenario]) if column == "ST" else _size(sizes[scenario], unit)
            cells += [size, None if size is None else said]
        rows.append((page.label(str(name)), *cells))
    return Table(f"levels_{slug(outcome)}", title, tuple(heads), tuple(rows), _note(column, unit, lang))
