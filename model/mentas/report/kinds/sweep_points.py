"""A sweep over several levers or uncertainties: at how many points a policy is told apart, and over what it ranges."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from mentas.language import tell
from mentas.report import style
from mentas.report.document import Block, Figure, Table, Value, Words
from mentas.report.kinds import common
from mentas.report.kinds.common import count, records
from mentas.report.spaced import Spaced
from mentas.report.words import quoted

MOST_POINTS, MOST_LEVERS = 60, 6
"""Of a design that is shown whole."""

SHADES = {"better": style.COLOURS[0], "not": "#DDDDDD", "worse": style.COLOURS[1]}
HATCH = {"better": "", "not": "", "worse": "////"}
"""Besides colours, so that grey prints can be read too."""


def shares(found: Spaced) -> pd.DataFrame:
    """At how many points each policy is better than the baseline, worse, or not told apart, by outcome.

    Returns:
        scenario, outcome, better, worse, not, all; points without two pairs of runs are not told apart.
    """
    rows = []
    for outcome in found.outcomes:
        sign = {"lower": -1.0, "higher": 1.0}.get(found.better(outcome), 0.0)
        for scenario in found.scenarios:
            mine = (found.responses["scenario"] == scenario) & (found.responses["outcome"] == outcome)
            table = found.responses[mine]
            if scenario == found.baseline or not len(table) or not sign:
                continue
            low, high = (sign * table[name] for name in ("diff_low", "diff_high"))
            better = int(((low > 0.0) & (high > 0.0)).sum())
            worse = int(((low < 0.0) & (high < 0.0)).sum())
            rows.append({"scenario": scenario, "outcome": outcome, "better": better, "worse": worse,
                         "not": len(table) - better - worse, "all": len(table)})  # fmt: skip
    return pd.DataFrame(rows, columns=["scenario", "outcome", "better", "worse", "not", "all"])


def answer(found: Spaced, lang: str) -> list[str]:
    """The main outcome, a policy a sentence."""
    if found.baseline is None:
        return [_ranges_in_words(found, name, found.outcomes[0], lang) for name in found.scenarios]
    table = shares(found)
    main = table[table["outcome"] == found.outcomes[0]]
    return [_counted(found, row, lang) for row in records(main)]


def _counted(found: Spaced, row: dict[str, Any], lang: str) -> str:
    return tell(
        "{measure}: {policy} is better than {baseline} at {better} of {all} points and worse at {worse} (95 %, each "
        "point by itself); at the other {same} the two cannot be told apart.",
        lang, measure=found.outcome(row["outcome"], lang), better=row["better"], worse=row["worse"], same=row["not"],
        all=row["all"], policy=quoted(found.title(row["scenario"], lang)),
        baseline=quoted(found.title(str(found.baseline), lang)),
    )  # fmt: skip


def _brief(found: Spaced, row: dict[str, Any], lang: str) -> str:
    """The same, short, as a caption."""
    words = {"measure": found.outcome(row["outcome"], lang), "better": row["better"], "worse": row["worse"],
             "same": row["not"], "all": row["all"]}  # fmt: skip
    if len(found.scenarios) <= 2:
        return tell("{measure}: of {all} points better at {better}, worse at {worse}, not told apart at {same}.", lang,
                    **words)  # fmt: skip
    return tell("{measure}, {policy}: of {all} points better at {better}, worse at {worse}, not told apart at {same}.",
                lang, policy=quoted(found.title(row["scenario"], lang)), **words)  # fmt: skip


def _ranges_in_words(found: Spaced, scenario: str, outcome: str, lang: str) -> str:
    row = ranges(found, scenario, outcome)
    unit = found.unit(outcome)
    low, middle, high = (common.level(each, unit) for each in row)
    texts = {name: "" if each is None else each.text(lang) for name, each in
             (("low", low), ("middle", middle), ("high", high))}  # fmt: skip
    return tell(
        "{measure}, {policy}: from {low} to {high} over all points, half of them below {middle}.", lang,
        measure=found.outcome(outcome, lang), policy=found.title(scenario, lang), **texts,
    )  # fmt: skip


def ranges(found: Spaced, scenario: str, outcome: str) -> tuple[float, float, float]:
    """Smallest, median and largest mean over the points."""
    mine = (found.responses["scenario"] == scenario) & (found.responses["outcome"] == outcome)
    values = found.responses.loc[mine, "mean"].dropna()
    return (np.nan,) * 3 if values.empty else (float(values.min()), float(values.median()), float(values.max()))


def blocks(found: Spaced, lang: str) -> tuple[Figure | None, tuple[Block, ...]]:
    """A figure of all points, its like, and the points themselves where they are few."""
    figure = _apart(found, lang) if found.baseline is not None else None
    made: list[Block] = [figure] if figure is not None else []
    made.append(_table_of_ranges(found, lang))
    if found.points <= MOST_POINTS and len(found.columns) <= MOST_LEVERS:
        made.append(_table_of_points(found, lang))
    else:
        made.append(Words(tell("All points with their outcomes are in the study's file responses.csv.", lang), "note"))
    return figure, tuple(made)


def _apart(found: Spaced, lang: str) -> Figure | None:
    table = shares(found)
    if table.empty:
        return None
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (found.outcome(row["outcome"], lang), found.title(row["scenario"], lang),
         *(count(row[name]) for name in ("better", "not", "worse", "all")))
        for row in records(table)
    )  # fmt: skip
    columns = (tell("Outcome", lang), tell("Policy", lang), tell("Better", lang),
               tell("Not told apart", lang), tell("Worse", lang), tell("Points", lang))  # fmt: skip
    title = tell("At how many points a policy is told apart from {baseline}", lang,
                 baseline=found.title(str(found.baseline), lang))  # fmt: skip
    told = [_brief(found, row, lang) for row in records(table)]
    note = tell("Told apart: the 95 % interval of the difference at the point leaves out zero. Of points without any "
                "difference, one in twenty would seem told apart by chance.", lang)  # fmt: skip
    behind = Table("apart", title, columns, rows, note)
    return Figure("apart", title, " ".join(told), partial(draw, found, table, lang), behind, note=note)


def draw(found: Spaced, table: pd.DataFrame, lang: str) -> Any:
    """A bar for each outcome and policy: better, not told apart, worse."""
    with style.styled():
        labels = [style.wrap(f"{found.outcome(r['outcome'], lang)}\n{found.title(r['scenario'], lang)}", 70)
                  for r in records(table)]  # fmt: skip
        tall = 0.95 * len(table)
        sheet = style.Sheet(height=tall + 1.0, left=0.2, right=0.3, top=0.45, bottom=0.4)
        panel = sheet.panel
        for place, row in enumerate(records(table)):
            start = 0.0
            for part in ("better", "not", "worse"):
                wide = 100.0 * row[part] / row["all"]
                panel.barh(place, wide, left=start, height=0.36, color=SHADES[part], hatch=HATCH[part],
                           edgecolor="white", linewidth=0.0)  # fmt: skip
                if wide >= 5.0:
                    ink = "#202020" if part == "not" else "white"
                    back = {"facecolor": SHADES[part], "edgecolor": "none", "pad": 1.2} if HATCH[part] else None
                    panel.text(start + wide / 2, place, str(row[part]), ha="center", va="center", color=ink, bbox=back)
                start += wide
            panel.text(0.0, place - 0.26, labels[place], va="bottom", size=10)
        panel.set(xlim=(0.0, 100.0), ylim=(len(table) - 0.7, -0.75), yticks=[])
        panel.grid(visible=False)
        panel.spines["left"].set_visible(False)
        panel.xaxis.set_major_formatter(lambda each, _: f"{each:.0f}%")
        _legend(sheet, lang)
        return sheet.figure


def _legend(sheet: style.Sheet, lang: str) -> None:
    from matplotlib.patches import Patch

    words = (tell("better", lang), tell("not told apart", lang), tell("worse", lang))
    handles = [Patch(facecolor=SHADES[part], hatch=HATCH[part], edgecolor="white", label=text)
               for part, text in zip(SHADES, words, strict=True)]  # fmt: skip
    sheet.figure.legend(handles=handles, loc="upper left", ncols=3, frameon=False, fontsize=10.5,
                        bbox_to_anchor=(0.02, 1.0))  # fmt: skip


def _table_of_ranges(found: Spaced, lang: str) -> Table:
    rows: list[tuple[Value, ...]] = []
    for outcome in found.outcomes:
        for scenario in found.scenarios:
            low, middle, high = ranges(found, scenario, outcome)
            unit = found.unit(outcome)
            rows.append((found.outcome(outcome, lang), found.title(scenario, lang),
                         *(common.level(each, unit) for each in (low, middle, high))))  # fmt: skip
    columns = (tell("Outcome", lang), tell("Policy", lang), tell("Smallest", lang), tell("Median", lang),
               tell("Largest", lang))  # fmt: skip
    return Table("ranges", tell("Means at all points", lang), columns, tuple(rows))


def _table_of_points(found: Spaced, lang: str) -> Table:
    rows: list[tuple[Value, ...]] = []
    for outcome in found.outcomes:
        part = found.responses[found.responses["outcome"] == outcome]
        unit = found.unit(outcome)
        for row in records(part):
            gap, interval = common.difference(row["difference"], row["diff_low"], row["diff_high"], unit)
            rows.append((*(_value(found, name, row[name], lang) for name in found.columns),
                         found.outcome(outcome, lang), found.title(row["scenario"], lang),
                         common.level(row["mean"], unit), common.ends(row["low"], row["high"], unit), gap, interval,
                         count(row["n"])))  # fmt: skip
    heads = [found.lever_title(name, lang) for name in found.columns]
    columns = (*(head[:1].upper() + head[1:] for head in heads), tell("Outcome", lang), tell("Policy", lang),
               tell("Level", lang), tell("95 % interval", lang), tell("Difference", lang),
               tell("95 % interval of the difference", lang), tell("Replicates", lang))  # fmt: skip
    return Table("points", tell("All points", lang), columns, tuple(rows))


def _value(found: Spaced, name: str, number: Any, lang: str) -> str:
    return found.value(name, float(number), lang) if isinstance(number, int | float) else str(number)
