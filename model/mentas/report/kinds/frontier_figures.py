"""Narrow figures of a frontier: two outcomes at a time, the mixes, the cost of one more, the next billion, regret."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.patches import Patch

from mentas.language import tell
from mentas.report import frontier_findings as findings
from mentas.report import frontier_map, frontier_mixes, numbers, style
from mentas.report.document import Figure
from mentas.report.frontier_reading import Frontier
from mentas.report.frontier_words import say
from mentas.report.kinds import common, drawing, frontier_tables
from mentas.report.money import PROGRAMMES
from mentas.studies.frontier.regret import MEAN
from mentas.studies.frontier.tried import Outcome

MOST = 12
"""Rows that a figure shows."""

LETTERS = 58
"""Of a line of words along an axis of the map."""

ROW = 0.5
"""Height of a row with its name above, inches."""


def maps(found: Frontier, lang: str) -> list[Figure]:
    """The main outcome against each other one."""
    main, made = found.outcomes[0], []
    for across in found.outcomes[1:]:
        title = tell("{first} and {second}: what can be had for {envelope}", lang, first=str(getattr(main, lang)),
                     second=str(getattr(across, lang)),
                     envelope=numbers.rupiah(found.account["envelope"], lang))  # fmt: skip
        name = f"map_{common.slug(across.name)}"
        finding = f"{_against(found, main, lang)} {_against(found, across, lang)}"
        note = say("fig_map_sub", lang, baseline=found.title(found.baseline, lang))
        behind = frontier_tables.outcomes(found, lang, name=name, some=(main, across))
        made.append(Figure(name, title, finding, partial(draw_map, found, across, lang), behind, note=note))
    return made


def _against(found: Frontier, outcome: Outcome, lang: str) -> str:
    """How many on the frontier are told apart from the baseline in an outcome."""
    names = [name for name in found.along if name != found.baseline]
    ends = [(row["diff_low"] * outcome.sign, row["diff_high"] * outcome.sign) for row in
            (found.row("frontier", name, outcome.name) for name in names)]  # fmt: skip
    words = {
        "measure": str(getattr(outcome, lang)), "all": len(names), "baseline": found.told(found.baseline, lang),
        "better": sum(min(pair) > 0.0 for pair in ends), "worse": sum(max(pair) < 0.0 for pair in ends),
    }  # fmt: skip
    if words["better"] == len(names):
        return tell("{measure}: on average over the worlds all {all} on the frontier are better than {baseline}.", lang,
                    **words)  # fmt: skip
    if words["better"] == words["worse"] == 0:
        return tell("{measure}: none of the {all} on the frontier is told apart from {baseline}.", lang, **words)
    return tell(
        "{measure}: of {all} on the frontier {better} are on average over the worlds better than {baseline} and "
        "{worse} worse; the others are not told apart from it.", lang, **words,
    )  # fmt: skip


def draw_map(found: Frontier, across: Outcome, lang: str) -> Any:
    """Points of all candidates, intervals of those on the frontier, the baseline at nought."""
    with style.styled():
        handles = frontier_map.marks(found, lang)
        up = frontier_map.axis_words(found.outcomes[0], lang)
        top = 0.3 + 0.21 * ((len(handles) + 1) // 2) + 0.25 + 0.17 * style.wrap(up, LETTERS).count("\n")
        sheet = style.Sheet(height=4.4 + top, left=0.85, right=0.2, top=top, bottom=0.75)
        frontier_map.fill(sheet.panel, found, across, lang, letters=LETTERS, size=10.0)
        drawing.above(sheet.panel, up, letters=LETTERS)
        sheet.figure.legend(handles=handles, loc="upper left", ncols=2, frameon=False, fontsize=10,
                            bbox_to_anchor=(0.01, 1.0), handletextpad=0.3, columnspacing=1.2)  # fmt: skip
        return sheet.figure


def mixes(found: Frontier, lang: str) -> Figure | None:
    """How the mixes on the frontier share out the money."""
    names = frontier_mixes.shown(found, MOST)
    if not names:
        return None
    title = tell("Shares of {envelope} in the mixes on the frontier", lang,
                 envelope=numbers.rupiah(found.account["envelope"], lang))  # fmt: skip
    finding = " ".join(findings.where(found, lang))
    note = tell("From the best in {first} (above) on.", lang, first=str(getattr(found.outcomes[0], lang)))
    return Figure("mixes", title, finding or title, partial(draw_mixes, found, names, lang),
                  frontier_tables.mixes(found, names, lang), note=note)  # fmt: skip


def draw_mixes(found: Frontier, names: list[str], lang: str) -> Any:
    """A bar for each mix, its name on the left."""
    levers = [lever for lever in found.levers if lever.of_money]
    with style.styled():
        lines = (len(levers) + 2) // 3
        top = 0.15 + 0.25 * lines
        sheet = style.Sheet(height=0.42 * len(names) + top + 0.45, left=1.45, right=0.3, top=top, bottom=0.4)
        panel = sheet.panel
        for place, name in enumerate(names):
            frontier_mixes.bar(panel, found, name, levers, place, lang, size=10.0)
        panel.set_yticks(range(len(names)), [style.wrap(found.title(name, lang), 18) for name in names], size=10)
        panel.tick_params(axis="y", length=0)
        panel.set(xlim=(0.0, 100.0), ylim=(len(names) - 0.4, -0.6))
        panel.grid(visible=False)
        panel.xaxis.set_major_formatter(lambda value, _: f"{numbers.number(value, 0, lang)}%")
        handles = [Patch(facecolor=PROGRAMMES[k % len(PROGRAMMES)], edgecolor="white", label=lever.title(lang),
                         hatch=frontier_mixes.HATCHES[k % len(frontier_mixes.HATCHES)])
                   for k, lever in enumerate(levers)]  # fmt: skip
        sheet.figure.legend(handles=handles, loc="upper left", ncols=3, frameon=False, fontsize=10,
                            bbox_to_anchor=(0.02, 1.0))  # fmt: skip
        return sheet.figure


def costs(found: Frontier, lang: str) -> Figure | None:
    """What one more costs, of the mixes of which that is known; None where it is of none."""
    rows = [row for row in common.records(found.tables["cost"]) if row["reading"] == "costs"]
    if not rows:
        return None
    rows.sort(key=lambda row: float(row["cost"]))
    outcome = frontier_tables.cost_of(found)
    others = len(found.tables["cost"]) - len(rows)
    told = [tell("Of {all} candidates the cost of one more is known of {n}; their intervals are wide, and those that "
                 "overlap are not ranked.", lang, n=len(rows), all=len(rows) + others)]  # fmt: skip
    title = tell("Cost of one more: {measure}", lang, measure=str(getattr(outcome, lang)))
    ends = [(found.mix(str(row["candidate"]), lang), float(row["cost"]), float(row["cost_low"]),
             float(row["cost_high"]), True) for row in rows[:MOST]]  # fmt: skip
    return Figure("cost", title, " ".join(told), partial(draw_rows, ends, "Rp nominal", False, lang),
                  frontier_tables.costs(found, lang),
                  note=tell("Lines: 95 % interval. Counted from {baseline}.", lang,
                            baseline=found.title(found.baseline, lang)))  # fmt: skip


def next_billion(found: Frontier, lang: str) -> Figure | None:
    """What the next billion changes in the main outcome."""
    if "next_billion" not in found.tables:
        return None
    main = found.outcomes[0]
    rows = [row for row in common.records(found.tables["next_billion"]) if row["outcome"] == main.name]
    if not rows:
        return None
    measure = str(getattr(main, lang))
    better = sum(row["improves"] == "yes" for row in rows)
    worse = sum(row["improves"] == "no" for row in rows)
    finding = tell("{measure}: of {all} candidates the next Rp1 billion improves it in {better}, worsens it in "
                   "{worse}; in the others no change can be told.", lang, measure=measure, all=len(rows), better=better,
                   worse=worse)  # fmt: skip
    ends = [(found.mix(str(row["candidate"]), lang), float(row["change"]), float(row["low"]), float(row["high"]),
             row["improves"] != "not_known") for row in rows[:MOST]]  # fmt: skip
    title = tell("{measure}: change for the next Rp1 billion", lang, measure=measure)
    note = tell("Lines: 95 % interval. Hollow: not told apart from no change.", lang)
    return Figure("next_billion", title, finding, partial(draw_rows, ends, main.unit, True, lang),
                  frontier_tables.next_billion(found, lang), note=note)  # fmt: skip


def draw_rows(rows: Sequence[tuple[str, float, float, float, bool]], unit: str, gap: bool, lang: str) -> Any:
    """A mark with its interval for each row, the name above; hollow where it is not told apart.

    Args:
        rows: title, value, low, high, whether it is told apart.
        unit: of the values.
        gap: whether they are differences.
        lang: `id` or `en`.
    """
    times, words = drawing.scaled(unit, lang, gap=gap)
    with style.styled():
        sheet = style.Sheet(height=ROW * len(rows) + 0.9, left=0.25, right=0.35, top=0.1, bottom=0.6)
        panel = sheet.panel
        for place, (title, middle, low, high, apart) in enumerate(rows):
            panel.plot([times * low, times * high], [place] * 2, color=style.COLOURS[0], lw=2.0, zorder=3)
            panel.plot([times * middle], [place], "o", ms=7, color=style.COLOURS[0], zorder=4,
                       markerfacecolor=style.COLOURS[0] if apart else "white")  # fmt: skip
            panel.text(0.0, place - 0.2, title, va="bottom", size=10, transform=panel.get_yaxis_transform(), zorder=5,
                       bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0})  # fmt: skip
        panel.axvline(0.0, color=style.GREY, lw=1.2, linestyle=(0, (4, 2)), zorder=1)
        panel.set(ylim=(len(rows) - 0.5, -0.75), yticks=[])
        panel.margins(x=0.05)
        drawing.along(panel, words, lang)
        return sheet.figure


def regret(found: Frontier, outcome: Outcome, lang: str) -> Figure:
    """What each candidate falls short of the best by, structure by structure."""
    measure = str(getattr(outcome, lang))
    name = found.choice(outcome.name)
    largest = {each: float(found.row("cautious", each, outcome.name)["max_regret"])
               for each in found.regretted(outcome.name)}  # fmt: skip
    worst = max(largest, key=lambda each: largest[each])
    finding = tell(
        "The largest shortfall is {least} under {name}, and up to {most} under {worst}.", lang,
        least=numbers.gap(largest[name], outcome.unit, lang), most=numbers.gap(largest[worst], outcome.unit, lang),
        name=found.told(name, lang), worst=found.told(worst, lang),
    )  # fmt: skip
    title = tell("{measure}: shortfall from the best mix in each structure of the model", lang, measure=measure)
    note = tell("Small marks: one structure of the model each. Large marks: the largest regret. Diamond: the cautious "
                "choice, whose largest regret is smallest.", lang)  # fmt: skip
    return Figure(f"regret_{common.slug(outcome.name)}", title, finding,
                  partial(draw_regret, found, outcome, name, lang), frontier_tables.regret(found, outcome, lang),
                  note=note)  # fmt: skip


def draw_regret(found: Frontier, outcome: Outcome, chosen: str, lang: str) -> Any:
    """A row for each candidate, those of the smallest largest regret first."""
    times, words = drawing.scaled(outcome.unit, lang, gap=True)
    largest = {name: times * float(found.row("cautious", name, outcome.name)["max_regret"])
               for name in found.regretted(outcome.name)}  # fmt: skip
    names = sorted(largest, key=lambda name: (largest[name], name != chosen))
    names = [*names[:MOST], *([found.baseline] if found.baseline in names[MOST:] else [])]
    table = found.tables["regret"]
    mine = table[(table["outcome"] == outcome.name) & (table["structure"] != MEAN)]
    with style.styled():
        sheet = style.Sheet(height=ROW * len(names) + 0.9, left=0.25, right=0.6, top=0.1, bottom=0.6)
        panel = sheet.panel
        places = 0 if max(largest.values()) >= 20.0 else 2
        for place, name in enumerate(names):
            values = times * mine.loc[mine["candidate"] == name, "regret"].to_numpy(dtype=float)
            panel.plot([0.0, largest[name]], [place] * 2, color="#D9D9D9", lw=3.0, zorder=1, solid_capstyle="butt")
            panel.plot(values, np.full(len(values), place), "|", color=style.GREY, ms=9, mew=1.2, zorder=2)
            shade = style.COLOURS[1] if name == found.baseline else style.COLOURS[0]
            panel.plot([largest[name]], [place], "D" if name == chosen else "o", ms=9 if name == chosen else 7,
                       color=shade, zorder=4)  # fmt: skip
            panel.annotate(numbers.number(largest[name], places, lang), (largest[name], place), xytext=(9, 0),
                           textcoords="offset points", va="center", size=10, annotation_clip=False)  # fmt: skip
            title = found.mix(name, lang)
            if name == found.baseline:
                title = tell("{policy} (baseline)", lang, policy=title)
            panel.text(0.0, place - 0.2, title, va="bottom", size=10, transform=panel.get_yaxis_transform(),
                       weight="bold" if name == chosen else "normal")  # fmt: skip
        panel.set(ylim=(len(names) - 0.5, -0.75), yticks=[])
        panel.set_xlim(left=0.0)
        drawing.along(panel, words, lang)
        return sheet.figure
