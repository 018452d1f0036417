"""Tables of a frontier: outcomes, mixes, costs, the next billion, regret, and what fresh worlds made of the choice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from mentas.language import N_, tell
from mentas.report import frontier_mixes
from mentas.report.document import Number, Table, Value
from mentas.report.frontier_reading import Frontier, structure
from mentas.report.frontier_words import say
from mentas.report.kinds import common
from mentas.report.kinds.common import count
from mentas.report.numbers import percent
from mentas.studies.frontier.tried import Outcome
from mentas.studies.names_of_tables import CONFIRMED, RESPONSES

READINGS = {
    "costs": N_("more for more money"), "saves": N_("more for less money"), "unclear": N_("more; money not known"),
    "no_more": N_("as many"), "fewer": N_("fewer"), "not_known": N_("gain not told apart from nothing"),
}  # fmt: skip
"""What a comparison of cost comes to."""

MIX = "mix_"
"""How candidates are called that are points of the levers."""


def outcomes(found: Frontier, lang: str, *, name: str = "outcomes", some: tuple[Outcome, ...] = ()) -> Table:
    """Every candidate: where it stands, and its difference to the baseline in each outcome."""
    shown = some or found.outcomes
    rows: list[tuple[Value, ...]] = []
    for candidate in sorted(found.each, key=lambda each: (not found.each[each]["on_means"], found.each[each]["place"])):
        cells: list[Value] = [found.mix(candidate, lang), standing(found, candidate, lang)]
        for outcome in shown:
            row = found.row("frontier", candidate, outcome.name)
            gap = common.difference(row["difference"], row["diff_low"], row["diff_high"], outcome.unit)
            cells += [common.level(row["mean"], outcome.unit), *gap]
        rows.append((*cells, count(found.row("frontier", candidate, shown[0].name)["worlds"])))
    heads: list[str] = [tell("Mix", lang), tell("Where it stands", lang)]
    for outcome in shown:
        title = str(getattr(outcome, lang))
        heads += [title, tell("{measure}: difference", lang, measure=title),
                  tell("{measure}: 95 % interval", lang, measure=title)]  # fmt: skip
    note = tell("Differences to {baseline}, in the same worlds; of shares in points.", lang,
                baseline=found.title(found.baseline, lang))  # fmt: skip
    return Table(name, tell("Candidates and their outcomes", lang), (*heads, tell("Worlds", lang)), tuple(rows), note)


def standing(found: Frontier, candidate: str, lang: str) -> str:
    """Whether a candidate is on the frontier, may be, or is beaten."""
    row = found.each[candidate]
    if row["on_means"]:
        return say("legend_frontier" if row["status"] == "frontier" else "legend_open", lang)
    return say("legend_dominated" if row["status"] == "dominated" else "legend_near", lang)


def mixes(found: Frontier, names: list[str], lang: str) -> Table:
    """What mixes are made of."""
    rows: list[tuple[Value, ...]] = []
    numbered = frontier_mixes.groups(found, names)
    for name in names:
        each = found.each[name]
        cells = [None if pd.isna(each.get(lever.name)) else lever.level(each[lever.name], lang)
                 for lever in found.levers]  # fmt: skip
        group = say("group", lang, number=numbered[name]) if name in numbered else None
        rows.append((found.title(name, lang), *cells, group, Number(float(each["spent"]), "Rp nominal")))  # fmt: skip
    columns = (tell("Mix", lang), *(lever.title(lang) for lever in found.levers), tell("Not told apart within", lang),
               tell("Spent, all years", lang))  # fmt: skip
    return Table("mixes", tell("What the mixes are made of", lang), columns, tuple(rows),
                 tell("Mixes of one group cannot be told apart in any outcome.", lang))  # fmt: skip


def corners(found: Frontier, lang: str) -> Table:
    """The best candidate of each outcome on the mean."""
    rows: list[tuple[Value, ...]] = []
    for outcome in found.outcomes:
        name = found.corners[outcome.name]
        row = found.row("frontier", name, outcome.name)
        gap = common.difference(row["difference"], row["diff_low"], row["diff_high"], outcome.unit)
        rows.append((str(getattr(outcome, lang)), found.mix(name, lang), common.level(row["mean"], outcome.unit),
                     common.ends(row["low"], row["high"], outcome.unit), *gap, count(row["worlds"])))  # fmt: skip
    columns = (tell("Outcome", lang), tell("Best on average", lang), tell("Level", lang), tell("95 % interval", lang),
               tell("Difference", lang), tell("95 % interval of the difference", lang),
               tell("Worlds", lang))  # fmt: skip
    note = tell("The best on average has the best mean over the worlds; others may not be told apart from it.", lang)
    return Table("corners", tell("The best in each outcome", lang), columns, tuple(rows), note)


def costs(found: Frontier, lang: str) -> Table:
    """What one more costs, of every candidate; a price only where the gain is told apart and more money is spent."""
    outcome = cost_of(found)
    rows: list[tuple[Value, ...]] = []
    for row in common.records(found.tables["cost"]):
        priced = row["reading"] == "costs"
        rows.append(
            (found.mix(str(row["candidate"]), lang),
             *common.difference(row["gain"], row["gain_low"], row["gain_high"], outcome.unit),
             *common.difference(row["more_spent"], row["more_low"], row["more_high"], "Rp nominal"),
             common.level(row["cost"], "Rp nominal") if priced else None,
             common.ends(row["cost_low"], row["cost_high"], "Rp nominal") if priced else None,
             tell(READINGS[str(row["reading"])], lang))
        )  # fmt: skip
    columns = (tell("Mix", lang), tell("Gain", lang), tell("95 % interval of the gain", lang), tell("More spent", lang),
               tell("95 % interval of the money", lang), tell("Cost of one more", lang),
               tell("95 % interval of the cost", lang), tell("Reading", lang))  # fmt: skip
    title = tell("Cost of one more: {measure}", lang, measure=str(getattr(outcome, lang)))
    note = tell("Gain and money of all years, counted from {baseline} in the same {n} worlds.", lang,
                baseline=found.title(found.baseline, lang), n=count(found.account["worlds"]).text(lang))  # fmt: skip
    return Table("cost", title, columns, tuple(rows), note)


def cost_of(found: Frontier) -> Outcome:
    """The outcome whose cost is told."""
    return next(outcome for outcome in found.outcomes if outcome.name == found.account["cost_of"])


def next_billion(found: Frontier, lang: str) -> Table:
    """What the next billion changes in each outcome."""
    rows: list[tuple[Value, ...]] = []
    units = {outcome.name: outcome for outcome in found.outcomes}
    for row in common.records(found.tables["next_billion"]):
        outcome = units[str(row["outcome"])]
        gap = common.difference(row["change"], row["low"], row["high"], outcome.unit)
        said = {"yes": tell("better", lang), "no": tell("worse", lang)}.get(
            row["improves"], tell("not told apart", lang)
        )
        rows.append((found.mix(str(row["candidate"]), lang), str(getattr(outcome, lang)), *gap, said,
                     percent(row["used"], lang)))  # fmt: skip
    columns = (tell("Mix", lang), tell("Outcome", lang), tell("Change for Rp1 billion", lang),
               tell("95 % interval", lang), tell("Reading", lang), tell("Spent of the step", lang))  # fmt: skip
    note = tell("Changes of shares are in points.", lang)
    return Table("next_billion", tell("What the next Rp1 billion buys", lang), columns, tuple(rows), note)


def regret(found: Frontier, outcome: Outcome, lang: str) -> Table:
    """Structures below each other, candidates side by side."""
    table = found.tables["regret"]
    mine = table[table["outcome"] == outcome.name]
    names = [name for name in found.regretted(outcome.name) if name in set(mine["candidate"])]
    cells = {(str(row["structure"]), str(row["candidate"])): row for row in common.records(mine)}
    rows: list[tuple[Value, ...]] = []
    for each in dict.fromkeys(str(name) for name in mine["structure"]):
        rows.append((structure(each, lang), *(_regret(cells.get((each, name)), outcome, lang) for name in names)))
    largest = [Number(float(found.row("cautious", name, outcome.name)["max_regret"]), outcome.unit) for name in names]
    rows.append((say("largest", lang), *largest))
    columns = (tell("Structure of the model", lang), *(found.title(name, lang) for name in names))
    note = tell("Shortfall from the best mix of each structure. In brackets: not told apart from the best by intervals "
                "that hold for all mixes and structures together, or in too few worlds to know.", lang)  # fmt: skip
    return Table(f"regret_{common.slug(outcome.name)}", str(getattr(outcome, lang)), columns, tuple(rows), note)


def _regret(cell: dict[str, Any] | None, outcome: Outcome, lang: str) -> Value:
    if cell is None:
        return None
    number = Number(float(cell["regret"]), outcome.unit)
    return number if cell["apart"] or cell["best"] else f"({number.text(lang)})"


def worst(found: Frontier, lang: str) -> Table:
    """The worst tenth of worlds, and how often a choice would be the same."""
    rows: list[tuple[Value, ...]] = []
    for outcome in found.outcomes:
        for name in found.regretted(outcome.name):
            row = found.row("cautious", name, outcome.name)
            said = tell("cautious choice", lang) if row["chosen"] else ""
            said = said or (tell("not told apart from it", lang) if row["rival"] else "")
            rows.append((str(getattr(outcome, lang)), found.mix(name, lang),
                         common.level(row["worst_tenth"], outcome.unit), common.level(row["max_regret"], outcome.unit),
                         percent(row["chance"], lang), said))  # fmt: skip
    columns = (tell("Outcome", lang), tell("Mix", lang), tell("Worst tenth of worlds", lang),
               tell("Largest regret", lang), tell("Chosen when worlds are drawn again", lang),
               tell("Choice", lang))  # fmt: skip
    return Table("cautious", tell("The cautious choice", lang), columns, tuple(rows))


def confirmed(found: Frontier, folder: Path, lang: str) -> Table | None:
    """The main outcome of the mixes that were lived again: in the worlds that chose them, and in fresh ones."""
    if not (found.account["fresh"] and (folder / CONFIRMED).exists() and (folder / RESPONSES).exists()):
        return None
    main, before = found.outcomes[0], _searched(found, folder)
    rows: list[tuple[Value, ...]] = []
    for name in (name for name in found.each if name.startswith(MIX)):
        row, gap = found.row("frontier", name, main.name), before.get(int(name.removeprefix(MIX)))
        cells = common.difference(row["difference"], row["diff_low"], row["diff_high"], main.unit)
        rows.append((found.mix(name, lang), None if gap is None else Number(gap, main.unit, signed=True), *cells,
                     count(row["worlds"])))  # fmt: skip
    if not rows:
        return None
    columns = (tell("Mix", lang), tell("Difference in the worlds that chose it", lang),
               tell("Difference in fresh worlds", lang), tell("95 % interval", lang),
               tell("Fresh worlds", lang))  # fmt: skip
    return Table("confirmed", str(getattr(main, lang)), columns, tuple(rows),
                 tell("Differences to {baseline}.", lang, baseline=found.title(found.baseline, lang)))  # fmt: skip


def _searched(found: Frontier, folder: Path) -> dict[int, float]:
    """The main outcome's difference to the baseline by point, in the worlds in which mixes were sought."""
    told = pd.read_csv(folder / RESPONSES)
    told = told[(told["outcome"] == found.outcomes[0].name) & (told["scenario"] != found.baseline)]
    # The levers move one scenario: the one whose points differ.
    means: dict[str, dict[int, float]] = {}
    for row in common.records(told[told["difference"].notna()]):
        means.setdefault(str(row["scenario"]), {})[int(row["point"])] = float(row["difference"])
    return max(means.values(), key=lambda each: len(set(each.values())), default={})
