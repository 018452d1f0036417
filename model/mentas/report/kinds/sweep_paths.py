"""A sweep over the years and by decile, at a few values of its lever: means over models with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from mentas.language import tell
from mentas.report import style
from mentas.report.document import Figure, Table, Value
from mentas.report.kinds import common, drawing
from mentas.report.kinds.common import records
from mentas.report.kinds.sweep_along import alike
from mentas.report.spaced import Spaced
from mentas.report.words import listed
from mentas.studies import analysis
from mentas.studies.names_of_tables import GROUPS, OUTCOMES

DECILES = tuple(str(number) for number in range(1, 11))

OF_DECILES = ("spending_mean", "poverty_rate")
"""Measures that are told by decile, the first that a study has."""


def figures(found: Spaced, lever: str, lang: str) -> list[Figure]:
    """The main outcome over the years and a measure by decile, for the first policy that the lever moves."""
    moved = [name for name in found.scenarios if name != found.baseline and found.moves(name)]
    measure = found.outcomes[0].partition(" (")[0]
    if found.baseline is None or not moved:
        return []
    points = _shown(found, moved[0], lever)
    made = [_years(found, moved[0], lever, measure, points, lang)]
    by_decile = next((name for name in OF_DECILES if name in _measures(found.folder)), None)
    if by_decile is not None:
        made.append(_deciles(found, moved[0], lever, by_decile, points, lang))
    return [each for each in made if each is not None]


def _shown(found: Spaced, scenario: str, lever: str) -> list[int]:
    """The ends of the lever and the best of the main outcome, in the order of the lever."""
    mine = found.responses[found.responses["scenario"] == scenario].drop_duplicates("point").set_index("point")[lever]
    best, _ = alike(found, scenario, found.outcomes[0])
    ordered = [int(point) for point in mine.sort_values(kind="stable").index]
    return [point for point in ordered if point in (ordered[0], best, ordered[-1])]


def gaps(found: Spaced, frame: pd.DataFrame, scenario: str, point: int, key: str) -> pd.DataFrame:
    """Difference of a policy at a point to the baseline there, by year or group, in the same worlds.

    Worlds of one model are taken together, so that the interval holds doubt about the model where models vary.

    Args:
        found: the study.
        frame: scenario, point, replicate, the key and value.
        scenario: the policy.
        point: of the lever.
        key: the column to tell by.

    Returns:
        Columns mean, low, high and n (worlds, or models where these vary), by the key.
    """
    here = frame[frame["point"] == point]
    sides = [here[here["scenario"] == name].pivot_table(index=key, columns="replicate", values="value")
             for name in (scenario, found.baseline)]  # fmt: skip
    gap = sides[0] - sides[1]
    lucks = int((found.manifest.get("ensemble") or {}).get("lucks", 1))
    models = np.asarray(gap.columns, dtype=np.int64) // max(lucks, 1)
    means = gap.T.groupby(models).mean().T
    mean, low, high, n = analysis.interval(means.to_numpy(dtype=float))
    return pd.DataFrame({"mean": mean, "low": low, "high": high, "n": n}, index=gap.index)


def _years(found: Spaced, scenario: str, lever: str, measure: str, points: Sequence[int], lang: str) -> Figure | None:
    path = found.folder / OUTCOMES
    if not path.exists():
        return None
    frame = pd.read_parquet(path, filters=[("measure", "==", measure)])
    tables = {point: gaps(found, frame, scenario, point, "year") for point in points}
    title = tell("{measure}, difference to {baseline} over the years", lang,
                 measure=str(found.manifest["measures"][measure][lang]),
                 baseline=found.title(str(found.baseline), lang))  # fmt: skip
    return _figure(found, "over_years", title, tables, scenario, lever, measure, tell("Year", lang), lang)


def _deciles(found: Spaced, scenario: str, lever: str, measure: str, points: Sequence[int], lang: str) -> Figure | None:
    last = int(min(each["years"] for each in found.manifest["scenarios"]))
    wanted = [("measure", "==", measure), ("group_kind", "==", "decile"), ("year", "==", last)]
    frame = pd.read_parquet(found.folder / GROUPS, filters=wanted)
    frame = frame[frame["group"].isin(DECILES)].assign(decile=lambda table: table["group"].astype(int))
    if frame.empty:
        return None
    tables = {point: gaps(found, frame, scenario, point, "decile") for point in points}
    title = tell("{measure} by decile at the start, difference to {baseline} in year {year}", lang,
                 measure=str(found.manifest["measures"][measure][lang]), year=last,
                 baseline=found.title(str(found.baseline), lang))  # fmt: skip
    return _figure(found, "by_decile", title, tables, scenario, lever, measure, tell("Decile", lang), lang)


def _figure(
    found: Spaced, name: str, title: str, tables: dict[int, pd.DataFrame], scenario: str, lever: str, measure: str,
    key: str, lang: str,
) -> Figure | None:  # fmt: skip
    unit = str(found.manifest["measures"][measure]["unit"])
    levels = _levels(found, lever, tables, lang)
    rows: list[tuple[Value, ...]] = []
    for point, table in tables.items():
        for at, row in zip(table.index, records(table), strict=True):
            gap, interval = common.difference(row["mean"], row["low"], row["high"], unit)
            rows.append((int(at), levels[point], gap, interval, common.count(row["n"])))
    if not rows:
        return None
    lead = found.lever_title(lever, lang)
    several = found.manifest.get("uncertainty") == "ensemble"
    columns = (key, lead[:1].upper() + lead[1:], tell("Difference", lang), tell("95 % interval of the mean", lang),
               tell("Models", lang) if several else tell("Replicates", lang))  # fmt: skip
    policy = found.title(scenario, lang)
    note = (
        tell("{policy}. Bands: where the mean over models lies, 95 %; single models lie farther apart.", lang,
             policy=policy) if several
        else tell("{policy}. Bands: 95 % interval over replicates (luck only).", lang, policy=policy)
    )  # fmt: skip
    return Figure(
        name, title, _finding(tables, levels, key, lead, lang),
        partial(draw, found, tables, levels, measure, lever, key, lang), Table(name, title, columns, tuple(rows), note),
        note=note,
    )  # fmt: skip


def _levels(found: Spaced, lever: str, tables: dict[int, pd.DataFrame], lang: str) -> dict[int, str]:
    mine = found.responses.drop_duplicates("point").set_index("point")[lever]
    return {point: found.value(lever, mine[point], lang) for point in tables}


def _finding(tables: dict[int, pd.DataFrame], levels: dict[int, str], key: str, lead: str, lang: str) -> str:
    """At which years or deciles the mean at each value of the lever is told apart."""
    told = []
    for point, table in tables.items():
        apart = [int(at) for at, low, high in zip(table.index, table["low"], table["high"], strict=True)
                 if analysis.told_apart(low, high)]  # fmt: skip
        words = {"lever": lead, "value": levels[point], "key": key[:1].lower() + key[1:]}
        if not apart:
            told.append(tell("{lever} {value}: its mean is nowhere told apart from the baseline.", lang, **words))
            continue
        where = listed(_runs(apart, lang), lang)
        told.append(
            tell("{lever} {value}: its mean is told apart from the baseline in {key} {where}.", lang, where=where,
                 **words)
        )  # fmt: skip
    return " ".join(each[:1].upper() + each[1:] for each in told)


def _runs(some: list[int], lang: str) -> list[str]:
    """Whole numbers in words, those in a row as one: 1, 4 to 10."""
    found: list[list[int]] = []
    for number in some:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [str(run[0]) if len(run) == 1 else tell("{low} to {high}", lang, low=run[0], high=run[-1]) for run in found]


def draw(
    found: Spaced, tables: dict[int, pd.DataFrame], levels: dict[int, str], measure: str, lever: str, key: str,
    lang: str,
) -> Any:  # fmt: skip
    """A line for each value of the lever, with its band."""
    times, words = drawing.scaled(str(found.manifest["measures"][measure]["unit"]), lang, gap=True)
    with style.styled():
        sheet = style.Sheet(height=3.2, left=0.85, right=1.25, top=0.35, bottom=0.55)
        panel, edges = sheet.panel, []
        for place, (point, table) in enumerate(tables.items()):
            shade = style.colour(place)
            low, high = (times * table[name].to_numpy() for name in ("low", "high"))
            panel.fill_between(table.index, low, high, color=shade, alpha=0.15, linewidth=0)
            middle = times * table["mean"].to_numpy()
            panel.plot(table.index, middle, color=shade, linewidth=2, linestyle=style.dash(place), marker="o",
                       markersize=4)  # fmt: skip
            edges.append((float(middle[-1]), levels[point], shade))
        panel.axhline(0.0, color=style.GREY, linewidth=1.2, linestyle=(0, (4, 2)))
        panel.set_xlabel(key)
        drawing.above(panel, words)
        panel.xaxis.get_major_locator().set_params(integer=True)
        drawing.ticked(panel.yaxis, lang)
        style.beside(panel, edges, width=12)
        panel.annotate(style.wrap(found.lever_title(lever, lang), 14), xy=(1.02, 1.0), xycoords="axes fraction",
                       size=10, color=style.GREY, va="top", annotation_clip=False)  # fmt: skip
        return sheet.figure


def _measures(folder: Path) -> set[str]:
    """Measures that a study kept by group."""
    path = folder / GROUPS
    if not path.exists():
        return set()
    return set(pd.read_parquet(path, columns=["measure"])["measure"].unique())
