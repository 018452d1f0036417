"""A replayed trial on a screen: published against simulated, order of arms, ratios, skill, and what its setting is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from rich.table import Table
from rich.text import Text

from mentas.report import numbers, trial_reading
from mentas.report.trial_reading import Reading, value
from mentas.report.trial_words import say

DAGGER = "†"
"""Marks an error that is assumed."""


def show(home: Path, console: Any, lang: str) -> None:
    """Print what a trial's folder tells."""
    found = trial_reading.read(home)
    console.print(Text(found.told["title"][lang], style="bold"))
    console.print(Text(found.told["study"]))
    console.print(effects(found, lang))
    for text in verdict(found, lang):
        console.print(Text(f"• {text}"))
    for text in setting(found, lang):
        console.print(Text(text))
    console.print()


def show_all(folder: Path, console: Any, lang: str) -> None:
    """Print the scores of all trials of a folder."""
    import pandas as pd

    frame = pd.read_csv(folder / "scores.csv")
    table = Table(title=say("all", lang), title_justify="left")
    for place, name in enumerate(("trial", "scored", "inside_short", "signs_short", "pairs_short", "skill_zero",
                                  "skill_pooled")):  # fmt: skip
        table.add_column(say(name, lang), justify="right" if place else "left")
    rows: Any = frame[frame["role"] == "all"].itertuples()
    for row in rows:
        last = row.trial == "all"
        table.add_row(
            say("all", lang) if last else str(row.trial), f"{row.counted}", f"{row.inside} / {row.counted}",
            f"{row.signs_right} / {row.signs}", f"{row.pairs_right} / {row.pairs}",
            numbers.number(float(row.skill_zero), 2, lang), numbers.number(float(row.skill_pooled), 2, lang),
            style="bold" if last else "",
        )  # fmt: skip
    console.print(table)


def as_json(homes: Sequence[Path]) -> str:
    """What the folders of trials tell, as one JSON list."""
    told = [json.loads((home / "trial.json").read_text(encoding="utf-8")) for home in homes]
    return json.dumps(told, ensure_ascii=False, allow_nan=False)


def effects(found: Reading, lang: str) -> Table:
    """Published effects down, arm by arm."""
    table = Table(title_justify="left")
    for name in ("arm", "outcome", "months"):
        table.add_column(say(name, lang), overflow="fold")
    for name in ("published", "simulated", "z"):
        table.add_column(say(name, lang), justify="right")
    for name in ("sign", "role"):
        table.add_column(say(name, lang))
    last = ""
    for arm in dict.fromkeys(effect["arm"] for effect in found.effects):
        if last:
            table.add_section()
        last = arm
        for place, effect in enumerate(e for e in found.effects if e["arm"] == arm):
            table.add_row(*_cells(found, effect, lang, first=place == 0), style="" if effect["counted"] else "dim")
    return table


def _cells(found: Reading, effect: dict[str, Any], lang: str, *, first: bool) -> list[Text]:
    unit = trial_reading.unit(effect, found.told["currency"].split(" of ")[0], lang)
    z = value(effect, "z")
    far = effect["counted"] and not effect["inside"]
    needed = effect["counted"] and effect["sign_needed"]
    sign = "not_needed" if not needed else "right" if effect["sign_right"] else "wrong"
    return [
        Text(found.arm(effect["arm"], lang) if first else ""),
        Text(f"{trial_reading.outcome(effect, lang)} [{unit}]"),
        Text(trial_reading.months(effect)),
        Text(trial_reading.pair(effect, "published", "se", lang) + (DAGGER if effect["se_assumed"] else "")),
        Text(trial_reading.pair(effect, "simulated", "spread", lang)),
        Text(numbers.number(z, 2, lang), style="red" if far else ""),
        Text(say(sign, lang), style="red" if sign == "wrong" else ""),
        Text(say(effect["role"] if effect["counted"] else effect["left_out"], lang)),
    ]


def verdict(found: Reading, lang: str) -> list[str]:
    """Scores in sentences."""
    scores = found.scores
    told = [met(scores, lang)]
    for order in found.told["orders"]:
        names, simulated = (" > ".join(order[name]) for name in ("names", "simulated"))
        if order["pairs"]:
            told.append(
                say("order", lang, names=names, simulated=simulated, right=order["right"], pairs=order["pairs"])
            )
        else:
            told.append(say("no_order", lang, names=names or numbers.DASH))
    for ratio in found.told["ratios"]:
        sizes = {name: _two(ratio[name], lang) for name in ("published", "error", "simulated")}
        key = "ratio" if ratio["counted"] else "ratio_aside"
        told.append(say(key, lang, later=ratio["later"], earlier=ratio["earlier"], **sizes))
    told.append(skill(scores, lang))
    wider = [value(e, "spread_over_se") for e in found.effects if e["counted"] and e["spread_over_se"] is not None]
    if wider:
        told.append(say("spread", lang, ratio=_two(median(wider), lang)))
    told.append(say("dagger", lang))
    return told


def met(scores: Mapping[str, Any], lang: str) -> str:
    """How many effects lie near the published ones, and how many signs are right."""
    share = scores["share_inside"]
    return say(
        "inside", lang, inside=scores["inside"], counted=scores["counted"], right=scores["signs_right"],
        share=numbers.DASH if share is None else f"{numbers.number(100.0 * share, 0, lang)} %", signs=scores["signs"],
    )  # fmt: skip


def skill(scores: Mapping[str, Any], lang: str) -> str:
    """How much better than simple guesses."""
    zero, pooled = _two(scores["skill_zero"], lang), _two(scores["skill_pooled"], lang)
    return say("skill", lang, zero=zero, pooled=pooled, n=scores["pooled"])


def setting(found: Reading, lang: str) -> list[str]:
    """How the trial's setting differs from a policy scenario and from the published one."""
    changed = ", ".join(f"{name} {size:g}" for name, size in found.told["parameters"].items())
    told = [say("parameters", lang, list=changed) if changed else say("no_parameters", lang)]
    if found.told["settings"]:
        told.append(say("settings", lang))
        told += [f"  - {text}" for text in found.told["settings"]]
    return told


def _two(number: float | None, lang: str) -> str:
    return numbers.DASH if number is None else numbers.number(number, 2, lang)
