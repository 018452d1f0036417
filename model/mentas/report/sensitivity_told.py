"""An analysis of sensitivity read from its folder, drawn and told: what the answer rests on, and where it turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from rich.text import Text

from mentas.language import LANGUAGES
from mentas.parameters import catalogue
from mentas.report import numbers, sensitivity, sensitivity_page, sensitivity_switch, spaced
from mentas.report.discovery import within
from mentas.report.sensitivity_page import Page
from mentas.report.spaced import Spaced
from mentas.report.words import quoted
from mentas.report.words_of_sensitivity import say
from mentas.studies.sensitivity import DUMMY
from mentas.studies.sensitivity import study as tables
from mentas.studies.sensitivity.switching import SWITCH

NAMED = 5
"""Parameters that a sentence names at most."""

ROUGH = 0.1
"""Share of variance by which estimates may be what shares cannot be before a reader is told."""

PREFIX = "parameters."

MOVES = ("mu", "mu_star", "mu_star_low", "mu_star_high", "sigma", "nothing")
"""Columns of Morris' effects in the unit of the outcome."""


def show(folder: Path, console: Any, lang: str) -> None:
    """Print what an analysis found."""
    found = spaced.read(folder)
    console.print(Text(found.manifest["title"][lang], style="bold"))
    console.print(Text(found.manifest["question"][lang]))
    for text in sentences(found, lang):
        console.print(Text(f"\u2022 {text}"))


def sentences(found: Spaced, lang: str) -> list[str]:
    """Findings for every difference from the baseline, or for every level where there is no baseline."""
    told = []
    for labels, table in responses(found, tables.INDICES):
        page = page_of(found, labels, lang)
        told.append(rests(found, labels, table, page))
        told += list(noise(found, labels, lang))
        told += list(turns(found, labels, page))
    for labels, table in responses(found, tables.REFUSED):
        told.append(say("refused", lang, what=response(found, labels, lang), why=table["why"].iloc[0]))
    return told


def draw(folder: Path, languages: Sequence[str] = LANGUAGES) -> list[Path]:
    """Draw an analysis into `figures/id` and `figures/en`; returns the files written."""
    found = spaced.read(folder)
    written = []
    for lang in languages:
        place = folder / "figures" / lang
        place.mkdir(parents=True, exist_ok=True)
        for labels, table in responses(found, tables.INDICES):
            name = "_".join((labels["outcome"].replace(" ", "_"), labels["scenario"], labels["of"]))
            for kind, figure in _figures(found, labels, table, lang):
                written += sensitivity_page.save(figure, place, f"{kind}_{name}")
    return written


def _figures(found: Spaced, labels: Mapping[str, str], table: pd.DataFrame, lang: str) -> Iterator[tuple[str, Any]]:
    page = page_of(found, labels, lang)
    if "ST" in table:
        yield "sobol", sensitivity.indices(table, page)
    elif "mu_star" in table:
        unit = found.unit_words(labels["outcome"], lang)
        shown = drawn(found, labels, table)
        yield "effects", sensitivity.effects(shown, page, unit=unit)
        if shown["sigma"].notna().any() and shown["influential"].any():
            yield "morris", sensitivity.plane(shown, page, unit=unit)
    turns = turning(found, labels, table)
    if turns is not None and found.baseline is not None:
        yield "switch", sensitivity_switch.switches(
            turns, page, policy=found.title(labels["scenario"], lang), baseline=found.title(found.baseline, lang),
            adopted=adopted(turns), lower_is_better=found.better(labels["outcome"]) == "lower",
        )  # fmt: skip


def drawn(found: Spaced, labels: Mapping[str, str], table: pd.DataFrame) -> pd.DataFrame:
    """Morris' effects as they are drawn: those on shares in points."""
    if found.unit(labels["outcome"]) != "share":
        return table
    return table.assign(**{name: 100.0 * table[name] for name in MOVES})


def turning(found: Spaced, labels: Mapping[str, str], table: pd.DataFrame) -> pd.DataFrame | None:
    """Switch points of the parameters that matter or turn the answer; None where there are none of either."""
    turns = table_of(found, tables.SWITCH, labels)
    if turns is None or found.baseline is None:
        return None
    matter = set(table.loc[table["influential"], "name"]) if "influential" in table else set()
    turns = turns[turns["name"].isin(matter) | (turns["found"] == SWITCH)]
    return turns if len(turns) else None


def adopted(turns: pd.DataFrame) -> dict[str, float]:
    """Values that scenarios use, by the name of a parameter."""
    return {name: catalogue()[name].value for name in turns["name"] if name in catalogue()}


def responses(found: Spaced, file: str) -> Iterator[tuple[dict[str, str], pd.DataFrame]]:
    """What is told of: differences where there is a baseline, else levels; names without their prefix."""
    path = found.folder / file
    if not path.exists():
        return
    whole = pd.read_csv(path)
    wanted = tables.DIFFERENCE if found.baseline is not None else tables.LEVEL
    whole = whole[whole["of"] == wanted]
    for (outcome, scenario), part in whole.groupby(["outcome", "scenario"], sort=False):
        if "name" in part:
            part = part.assign(name=part["name"].str.removeprefix(PREFIX))
        yield {"outcome": str(outcome), "scenario": str(scenario), "of": wanted}, part.reset_index(drop=True)


def table_of(found: Spaced, file: str, labels: Mapping[str, str]) -> pd.DataFrame | None:
    return next((table for known, table in responses(found, file) if known == labels), None)


def response(found: Spaced, labels: Mapping[str, str], lang: str, *, marked: bool = False) -> str:
    """Which response, in words; within a sentence with titles in marks."""
    shown = quoted if marked else str
    said = {"measure": found.outcome(labels["outcome"], lang), "policy": shown(found.title(labels["scenario"], lang))}
    if labels["of"] == tables.LEVEL or found.baseline is None:
        return say("level", lang, **said)
    return say("difference", lang, baseline=shown(found.title(found.baseline, lang)), **said)


def page_of(found: Spaced, labels: Mapping[str, str], lang: str) -> Page:
    named = {name.removeprefix(PREFIX): found.lever_title(name, lang) for name in found.columns}
    given = {name: title for name, title in named.items() if title.removeprefix(PREFIX) != name}
    return Page(
        lang=lang, title=found.manifest["title"][lang], subtitle=response(found, labels, lang),
        source=found.source(lang).splitlines()[0], labels=given,
    )  # fmt: skip


def rests(found: Spaced, labels: Mapping[str, str], table: pd.DataFrame, page: Page) -> str:
    """What a response rests on, the most first."""
    lang = page.lang
    column, mark = _columns(table)
    matter = table[table[mark]].nlargest(NAMED, column)
    what = response(found, labels, lang, marked=True)
    if not len(matter):
        return say("rests_none", lang, what=what)
    parts = []
    for row in matter.to_dict("records"):
        size = float(row[column])
        if column == "mu_star":
            shown = numbers.gap(size, found.unit(labels["outcome"]), lang)
        else:
            shown = f"{numbers.number(100.0 * size, 0, lang)}%" if column == "ST" else numbers.number(size, 2, lang)
        parts.append(f"{within(page.label(row['name']))} ({shown})")
    key = {"ST": "rests_sobol", "mu_star": "rests_morris", "delta": "rests_delta"}[column]
    return say(
        key, lang, what=what, n=int(table[mark].sum()), all=int((table["name"] != DUMMY).sum()), parts="; ".join(parts)
    )


def seen(table: pd.DataFrame, page: Page) -> str:
    """What bars show: how many effects are told from none, and the largest of them."""
    column, mark = _columns(table)
    matter = table[table[mark]].nlargest(1, column)
    words = {"n": int(table[mark].sum()), "all": int((table["name"] != DUMMY).sum())}
    if not len(matter):
        return say("seen_none", page.lang, **words)
    return say("seen", page.lang, name=within(page.label(str(matter["name"].iloc[0]))), **words)


def _columns(table: pd.DataFrame) -> tuple[str, str]:
    """The column of effects, and that which says whether they are told from none."""
    column = next(name for name in ("ST", "mu_star", "delta") if name in table)
    return column, "influential" if "influential" in table else "delta_influential"


def rough(table: pd.DataFrame) -> bool:
    """Whether estimates of shares of variance are what shares cannot be: more alone than with interactions, or more
    than all together."""
    if "ST" not in table:
        return False
    return bool((table["S1"] > table["ST"] + ROUGH).any() or table["S1"].clip(lower=0.0).sum() > 1.0 + ROUGH)


def noise(found: Spaced, labels: Mapping[str, str], lang: str) -> Iterator[str]:
    """How much of what varies is luck."""
    table = table_of(found, tables.NOISE, labels)
    if table is not None and table["share"].notna().all():
        share = numbers.number(100.0 * max(float(table["share"].iloc[0]), 0.0), 0, lang)
        yield say("noise", lang, share=f"{share}%")


def turns(found: Spaced, labels: Mapping[str, str], page: Page) -> Iterator[str]:
    """Where along a parameter the preferred policy changes."""
    table = table_of(found, tables.SWITCH, labels)
    if table is None or found.baseline is None:
        return
    lower = found.better(labels["outcome"]) == "lower"
    policies = {True: quoted(found.title(labels["scenario"], page.lang)),
                False: quoted(found.title(found.baseline, page.lang))}  # fmt: skip
    turning = table[table["found"] == SWITCH]
    for row in turning.to_dict("records"):
        values = {key: page.value(row["name"], row[key]) for key in ("value", "low", "high")}
        below, above = (policies[(row[f"sign_{side}"] < 0) == lower] for side in ("below", "above"))
        yield say("turns", page.lang, name=page.label(row["name"]), below=below, above=above, **values)
    if not len(turning):
        known = table.loc[table["sign_below"] != 0, "name"]
        yield say("turns_none" if len(known) == len(table) else "turns_unknown", page.lang,
                  n=len(table) - len(known), all=len(table))  # fmt: skip
