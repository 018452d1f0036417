"""A sweep along one lever: each outcome with its interval, what is best, and what cannot be told apart from it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from mentas.language import tell
from mentas.report import numbers, style, sweep
from mentas.report.document import Figure, Table, Value, Words
from mentas.report.findings import MUCH_UNSPENT
from mentas.report.kinds import common, drawing
from mentas.report.kinds.common import count, records, slug
from mentas.report.spaced import Spaced
from mentas.report.words import quoted, say
from mentas.studies.analysis import told_apart
from mentas.studies.names_of_tables import SPENDING

MOST = 8
"""Outcomes that are drawn."""


def answer(found: Spaced, lang: str) -> list[str]:
    """The main outcome's finding; then which outcomes are told apart from the baseline somewhere, and which nowhere."""
    told = sweep.sentences(found, lang)[:1]
    if found.baseline is None:
        return told
    apart: list[str] = []
    same: list[str] = []
    for outcome in found.outcomes:
        rows = found.responses[(found.responses["outcome"] == outcome) & (found.responses["pairs"] >= 2)]
        known = [told_apart(*pair) for pair in zip(rows["diff_low"], rows["diff_high"], strict=True)]
        if known:
            (apart if any(known) else same).append(found.outcome(outcome, lang))
    policy = quoted(found.title(found.baseline, lang))
    if apart:
        told.append(
            tell("Told apart from {baseline} at some values: {outcomes}.", lang, baseline=policy,
                 outcomes="; ".join(apart))
        )  # fmt: skip
    if same:
        told.append(
            tell("Nowhere told apart from {baseline}: {outcomes}.", lang, baseline=policy, outcomes="; ".join(same))
        )
    return told


def figures(found: Spaced, lever: str, lang: str) -> list[Figure]:
    """One figure an outcome, all policies that the lever moves in it."""
    moved = _moved(found)
    made = []
    for outcome in found.outcomes[:MOST] if moved else ():
        title = found.outcome(outcome, lang)
        if found.baseline is not None:
            title = tell("{measure}, difference to {baseline}", lang, measure=title,
                         baseline=found.title(found.baseline, lang))  # fmt: skip
        told = [text for name in moved if (text := _shape(found, name, outcome, lever, lang))]
        told = told or [tell("{measure} along {lever}.", lang, measure=title, lever=found.lever_title(lever, lang))]
        made.append(
            Figure(
                f"along_{slug(outcome)}", title, " ".join(told), partial(draw, found, outcome, lever, lang),
                _behind(found, outcome, lever, lang), note=_note(found, lang),
            )
        )  # fmt: skip
    return made


def _shape(found: Spaced, scenario: str, outcome: str, lever: str, lang: str) -> str:
    """What a line of a figure shows: its ends, and where it is told apart from the baseline; nothing of no runs."""
    rows = _rows(found, scenario, outcome, lever)
    gap, unit = found.baseline is not None, found.unit(outcome)
    rows = rows[rows["difference" if gap else "mean"].notna()]
    if rows.empty:
        return ""
    ends = rows.iloc[[0, -1]]
    low, high = (found.value(lever, at, lang) for at in ends[lever])
    lead = found.lever_title(lever, lang)
    words = {"policy": quoted(found.title(scenario, lang)), "lever": lead, "low": low, "high": high}
    if not gap:
        first, last = (numbers.level(each, unit, lang) for each in ends["mean"])
        return tell("{policy}: from {first} at {lever} {low} to {last} at {high}.", lang, first=first, last=last,
                    **words)  # fmt: skip
    first, last = (_signed(each, unit, lang) for each in ends["difference"])
    apart = sum(told_apart(*pair) for pair in zip(rows["diff_low"], rows["diff_high"], strict=True))
    words |= {"first": first, "last": last, "baseline": quoted(found.title(str(found.baseline), lang))}
    if not apart:
        return tell("{policy}: from {first} at {lever} {low} to {last} at {high}; nowhere told apart from {baseline}.",
                    lang, **words)  # fmt: skip
    return tell(
        "{policy}: from {first} at {lever} {low} to {last} at {high}; told apart from {baseline} at {n} of {all} "
        "values.",
        lang, n=apart, all=len(rows), **words,
    )  # fmt: skip


def _signed(value: float, unit: str, lang: str) -> str:
    """A difference with its sign and, of a share, the word points."""
    text = numbers.signed(value, unit, lang)
    return say("points", lang, size=text) if unit == "share" else text


def unspent(found: Spaced, lever: str, lang: str) -> tuple[Words, ...]:
    """At which values of the lever a policy leaves so much of its budget that it is not tested at its full size."""
    path = found.folder / SPENDING
    if not path.exists():
        return ()
    runs = pd.read_parquet(path, columns=["scenario", "point", "budget", "unspent"])
    sums = runs.groupby(["scenario", "point"], observed=True).sum()
    told = []
    for scenario in _moved(found):
        rows = _rows(found, scenario, found.outcomes[0], lever).set_index("point")
        left = (sums["unspent"] / sums["budget"]).xs(scenario, level="scenario").reindex(rows.index)
        much = (left > MUCH_UNSPENT).to_numpy()
        if much.any():
            told.append(
                tell("{policy}: at {lever} {values} more than {much} of the budget is left unspent ({most} at most). "
                     "There it is not tested at its full size, and what is counted per rupiah spent looks better by "
                     "it.", lang, policy=quoted(found.title(scenario, lang)), lever=found.lever_title(lever, lang),
                     values=_together(found, lever, rows[lever].to_numpy(), much, lang),
                     much=numbers.percent(MUCH_UNSPENT, lang), most=numbers.percent(float(left.max()), lang))
            )  # fmt: skip
    return tuple(Words(text, "caution") for text in told)


def _together(found: Spaced, lever: str, levels: np.ndarray, some: np.ndarray, lang: str) -> str:
    """Some values of a lever: their ends where they follow each other, else each."""
    said = [found.value(lever, float(each), lang) for each in levels[some]]
    at = np.flatnonzero(some)
    if len(at) < 3 or at[-1] - at[0] + 1 != len(at):
        return ", ".join(said)
    return tell("{low} to {high}", lang, low=said[0], high=said[-1])


def _moved(found: Spaced) -> list[str]:
    """Policies that the lever moves, the baseline aside."""
    return [name for name in found.scenarios if name != found.baseline and found.moves(name)]


def _note(found: Spaced, lang: str) -> str:
    kind = found.manifest.get("uncertainty")
    bands = (
        tell("Bands: where 95 % of models lie.", lang) if kind == "ensemble"
        else tell("Bands: 95 % interval over replicates (luck only).", lang)
    )  # fmt: skip
    marks = tell("Filled marks: on average not told apart from the best (the diamond). Hollow: on average worse.", lang)
    return f"{bands} {marks}"


def alike(found: Spaced, scenario: str, outcome: str) -> tuple[int | None, set[int]]:
    """The best point of a policy, and the points that cannot be told apart from it, itself among them."""
    mine = sweep.ranked(found, scenario, outcome)
    if mine.empty:
        return None, set()
    return int(mine.loc[mine["best"], "point"].iloc[0]), {int(point) for point in mine.loc[~mine["apart"], "point"]}


def draw(found: Spaced, outcome: str, lever: str, lang: str) -> Any:
    """A line for each policy with its band; marks say what is as good as the best."""
    with style.styled():
        moved = _moved(found)
        # Labels at the lines only where there is more than one.
        sheet = style.Sheet(height=3.3, left=0.85, right=1.55 if len(moved) > 1 else 0.2, top=0.35, bottom=0.6)
        panel, edges = sheet.panel, []
        times, unit = drawing.scaled(found.unit(outcome), lang, gap=found.baseline is not None)
        names = ("difference", "diff_low", "diff_high") if found.baseline else ("mean", "low", "high")
        for place, scenario in enumerate(moved):
            rows = _rows(found, scenario, outcome, lever)
            middle, low, high = (rows[name].to_numpy() * times for name in names)
            shade = style.colour(place + 1)
            panel.fill_between(rows[lever], low, high, color=shade, alpha=0.18, linewidth=0)
            panel.plot(rows[lever], middle, color=shade, linewidth=2, linestyle=style.dash(place))
            _marks(panel, found, scenario, outcome, rows[lever].to_numpy(), middle, rows["point"], shade)
            edges.append((float(middle[-1]), found.title(scenario, lang), shade))
        if found.baseline:
            panel.axhline(0.0, color=style.GREY, linewidth=1.2, linestyle=(0, (4, 2)))
        panel.set_xlabel(style.wrap(found.lever_title(lever, lang), 48))
        drawing.above(panel, unit)
        drawing.spread(panel, [found.value(lever, each, lang) for each in found.responses[lever].unique()])
        panel.xaxis.set_major_formatter(lambda each, _: found.value(lever, each, lang))
        drawing.ticked(panel.yaxis, lang)
        if len(moved) > 1:
            style.beside(panel, edges, width=18)
        return sheet.figure


def _marks(
    panel: Any, found: Spaced, scenario: str, outcome: str, across: Any, up: Any, points: pd.Series, shade: str
) -> None:
    best, equal = alike(found, scenario, outcome)
    for x, y, point in zip(across, up, points, strict=True):
        mark, size = ("D", 9.0) if point == best else ("o", 5.5)
        filled = best is None or int(point) in equal
        panel.plot([x], [y], mark, markersize=size, color=shade, markerfacecolor=shade if filled else "white", zorder=4)


def _rows(found: Spaced, scenario: str, outcome: str, lever: str) -> pd.DataFrame:
    mine = (found.responses["scenario"] == scenario) & (found.responses["outcome"] == outcome)
    return found.responses[mine].sort_values(lever, kind="stable")


def _behind(found: Spaced, outcome: str, lever: str, lang: str) -> Table:
    """The numbers of a figure: every point of every policy, the baseline too where it moves."""
    rows: list[tuple[Value, ...]] = []
    unit = found.unit(outcome)
    names = [name for name in found.scenarios if found.moves(name)] or list(found.scenarios)
    for scenario in names:
        best, equal = alike(found, scenario, outcome)
        for row in records(_rows(found, scenario, outcome, lever)):
            gap, interval = common.difference(row["difference"], row["diff_low"], row["diff_high"], unit)
            said = "" if best is None else _said(row["point"], best, equal, lang)
            rows.append(
                (found.value(lever, row[lever], lang), found.title(scenario, lang), common.level(row["mean"], unit),
                 common.ends(row["low"], row["high"], unit), count(row["n"]), gap, interval, said)
            )  # fmt: skip
    lead = found.lever_title(lever, lang)
    columns = (lead[:1].upper() + lead[1:], tell("Policy", lang), tell("Level", lang), tell("95 % interval", lang),
               tell("Replicates", lang), tell("Difference", lang), tell("95 % interval of the difference", lang),
               tell("Against the best value", lang))  # fmt: skip
    note = tell("Differences of shares are in points.", lang) if unit == "share" else ""
    return _of_policies(f"along_{slug(outcome)}", found.outcome(outcome, lang), columns, rows, note, lang)


def _said(point: int, best: int, equal: set[int], lang: str) -> str:
    if point == best:
        return tell("best", lang)
    return tell("not told apart", lang) if point in equal else tell("worse", lang)


def table_of_best(found: Spaced, lever: str, lang: str) -> Table | None:
    """For each policy and outcome: the best value, the values as good, and the difference to the baseline there."""
    rows: list[tuple[Value, ...]] = []
    for scenario in _moved(found):
        for outcome in found.outcomes:
            best, equal = alike(found, scenario, outcome)
            if best is None:
                continue
            mine = _rows(found, scenario, outcome, lever).set_index("point")
            row, unit, values = records(mine.loc[[best]])[0], found.unit(outcome), mine.loc[sorted(equal), lever]
            gap, interval = common.difference(row["difference"], row["diff_low"], row["diff_high"], unit)
            alike_ends = " … ".join(found.value(lever, end, lang) for end in (values.min(), values.max()))
            rows.append((found.outcome(outcome, lang), found.title(scenario, lang),
                         found.value(lever, row[lever], lang), alike_ends, common.level(row["mean"], unit), gap,
                         interval))  # fmt: skip
    if not rows:
        return None
    columns = (tell("Outcome", lang), tell("Policy", lang), tell("Best value", lang),
               tell("Not told apart from it", lang), tell("Level", lang), tell("Difference", lang),
               tell("95 % interval of the difference", lang))  # fmt: skip
    note = tell("The best value has the best mean: with few replicates it is best by luck in part.", lang)
    return _of_policies("best", tell("Best values", lang), columns, rows, note, lang)


def table_of_points(found: Spaced, lever: str, lang: str) -> Table:
    """Every point: the mean of each outcome."""
    rows: list[tuple[Value, ...]] = []
    moved = [name for name in found.scenarios if found.moves(name)] or list(found.scenarios)
    for scenario in moved:
        table = found.responses[found.responses["scenario"] == scenario]
        wide = table.pivot_table(index="point", columns="outcome", values="mean", dropna=False)
        levels = table.drop_duplicates("point").set_index("point")[lever].sort_values(kind="stable")
        for point, at in zip(levels.index, levels, strict=True):
            means = wide.loc[point].to_dict()
            cells = [common.level(means.get(name, np.nan), found.unit(name)) for name in found.outcomes]
            rows.append((found.value(lever, at, lang), found.title(scenario, lang), *cells))
    lead = found.lever_title(lever, lang)
    columns = (
        lead[:1].upper() + lead[1:],
        tell("Policy", lang),
        *(found.outcome(name, lang) for name in found.outcomes),
    )
    note = tell("Means over {n} replicates; intervals stand behind each figure.", lang,
                n=numbers.number(float(found.manifest["replicates"]), 0, lang))  # fmt: skip
    return _of_policies("points", tell("All points", lang), columns, rows, note, lang)


def _of_policies(
    name: str, title: str, columns: tuple[str, ...], rows: Sequence[tuple[Value, ...]], note: str, lang: str
) -> Table:
    """A table whose second column names the policy, or, where there is only one, whose note does."""
    policies = {str(row[1]) for row in rows}
    if len(policies) != 1:
        return Table(name, title, columns, tuple(rows), note)
    said = tell("Policy: {policy}.", lang, policy=policies.pop())
    kept = tuple((row[0], *row[2:]) for row in rows)
    return Table(name, title, (columns[0], *columns[2:]), kept, f"{said} {note}".rstrip())
