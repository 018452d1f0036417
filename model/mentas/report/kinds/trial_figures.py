"""Narrow figures of replayed trials: a forest for each arm, and all trials side by side."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from mentas.language import tell
from mentas.report import forest, numbers, style, trial_reading, trial_table
from mentas.report.document import Figure, Table, Value
from mentas.report.forest import PUBLISHED, SIMULATED, WRONG
from mentas.report.kinds import common
from mentas.report.kinds.common import count, slug
from mentas.report.trial_reading import Reading
from mentas.report.trial_words import say
from mentas.studies.trial.tables import ALL

ROW = 0.62
"""Height of an effect with its name above, inches."""

SHADES = (style.COLOURS[0], style.COLOURS[1])
"""Of effects that are met, and of those that are missed."""


def forests(found: Reading, lang: str) -> list[Figure]:
    """A figure for each arm: effects in published standard errors, and levels in per cent of the published ones."""
    made = []
    for level in (False, True):
        some = [effect for effect in found.effects if trial_reading.is_level(effect) == level]
        for arm in dict.fromkeys(effect["arm"] for effect in some):
            mine = [effect for effect in some if effect["arm"] == arm]
            kind = "levels" if level else "forest"
            name = slug(f"{kind}_{found.told['trial']}_{arm}")
            title = tell("{trial}, {arm}: published and simulated", lang, trial=str(found.told["title"][lang]),
                         arm=found.arm(arm, lang))  # fmt: skip
            made.append(Figure(name, title, finding(found, arm, mine, lang), partial(draw, mine, level, lang),
                               _behind(found, mine, name, title, lang), note=_note(lang, level=level)))  # fmt: skip
    return made


def finding(found: Reading, arm: str, effects: list[dict[str, Any]], lang: str) -> str:
    """How many effects of an arm are met, and which are missed."""
    counted = [effect for effect in effects if effect["counted"]]
    if not counted:
        return tell("{arm}: none of {n} is scored.", lang, arm=found.arm(arm, lang), n=len(effects))
    missed = [f"{trial_reading.outcome(effect, lang)} ({trial_reading.months(effect)})"
              for effect in counted if not effect["inside"]]  # fmt: skip
    wrong = sum(bool(effect["sign_needed"] and not effect["sign_right"]) for effect in counted)
    told = [tell("{arm}: {inside} of {counted} scored are as near to the published as chance allows; {wrong} have the "
                 "wrong sign.", lang, arm=found.arm(arm, lang), inside=len(counted) - len(missed), counted=len(counted),
                 wrong=wrong)]  # fmt: skip
    if missed:
        told.append(tell("Missed (month): {names}.", lang, names="; ".join(missed)))
    return " ".join(told)


def _note(lang: str, *, level: bool) -> str:
    axis = say("levels" if level else "effects", lang)
    lines = tell("Lines: 95 % interval of the published effect, and of what simulated trials of its size found.", lang)
    return f"{axis}. {lines}"


def _behind(found: Reading, effects: list[dict[str, Any]], name: str, title: str, lang: str) -> Table:
    currency = str(found.told["currency"]).split(" of ")[0]
    rows: list[tuple[Value, ...]] = []
    for effect in effects:
        dagger = trial_table.DAGGER if effect["se_assumed"] else ""
        rows.append((trial_reading.outcome(effect, lang), trial_reading.months(effect),
                     trial_reading.unit(effect, currency, lang),
                     trial_reading.pair(effect, "published", "se", lang) + dagger,
                     trial_reading.pair(effect, "simulated", "spread", lang), common.plain(effect["z"]),
                     count(effect["replicates"])))  # fmt: skip
    columns = (say("outcome", lang), say("months", lang), tell("Unit", lang), say("published", lang),
               say("simulated", lang), "z", tell("Replicates", lang))  # fmt: skip
    return Table(name, title, columns, tuple(rows), say("dagger", lang))


def draw(effects: list[dict[str, Any]], level: bool, lang: str) -> Any:
    """A row for each effect: its name, the published bar, the simulated one below it."""
    from matplotlib.lines import Line2D

    rows = [forest.scaled(effect, level=level) for effect in effects]
    labels = []
    for effect in effects:
        when = say("after", lang, months=trial_reading.months(effect))
        labels.append(style.wrap(f"{trial_reading.outcome(effect, lang)}, {when}", 66))
    with style.styled():
        top = 0.62
        row = ROW + 0.17 * max((label.count("\n") for label in labels), default=0)
        sheet = style.Sheet(height=row * len(effects) + top + 0.7, left=0.2, right=0.2, top=top, bottom=0.6)
        panel = sheet.panel
        low, high = forest.limits(rows, level=level)
        panel.set(xlim=(low, high), ylim=(len(effects) - 0.5, -0.85), yticks=[])
        panel.axvline(100.0 if level else 0.0, color="#404040", lw=1.1, zorder=1)
        for place, (effect, each) in enumerate(zip(effects, rows, strict=True)):
            forest.bars(panel, place, each, effect)
            panel.text(0.0, place - 0.3, labels[place], va="bottom", size=10, transform=panel.get_yaxis_transform(),
                       color="black" if effect["counted"] else style.GREY, zorder=5,
                       bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6})  # fmt: skip
        panel.grid(visible=False, axis="y")
        panel.grid(visible=True, axis="x")
        panel.spines["left"].set_visible(False)
        panel.set_xlabel(style.wrap(say("levels" if level else "effects", lang), 60), size=10)
        panel.xaxis.set_major_formatter(lambda x, _: numbers.number(x, 0, lang))
        signs = [("legend_published", PUBLISHED, "s", PUBLISHED), ("legend_simulated", SIMULATED, "o", SIMULATED),
                 ("legend_far", WRONG, "o", WRONG), ("legend_aside", style.GREY, "o", "white")]  # fmt: skip
        handles = [Line2D([], [], marker=mark, color=shade, markerfacecolor=face, lw=0, ms=6, label=say(key, lang))
                   for key, shade, mark, face in signs]  # fmt: skip
        sheet.figure.legend(handles=handles, loc="upper left", ncols=2, frameon=False, fontsize=10,
                            bbox_to_anchor=(0.01, 1.0), handletextpad=0.3, columnspacing=1.0)  # fmt: skip
        return sheet.figure


def together(scored: Mapping[str, Mapping[str, Any]], table: Table, lang: str) -> Figure:
    """How many effects of each trial are met."""
    some = {name: row for name, row in scored.items() if name != ALL}
    none = [name for name, row in some.items() if row["counted"] and not row["inside"]]
    whole = scored.get(ALL) or next(iter(scored.values()))
    told = trial_table.met(whole, lang)
    if none:
        told += " " + tell("None is met of: {names}.", lang, names=", ".join(none))
    return Figure("trials", tell("Scored effects that are met, trial by trial", lang), told,
                  partial(draw_together, some, lang), table)  # fmt: skip


def draw_together(scored: Mapping[str, Mapping[str, Any]], lang: str) -> Any:
    """A bar for each trial: met, and missed."""
    from matplotlib.patches import Patch

    with style.styled():
        sheet = style.Sheet(height=0.62 * len(scored) + 1.2, left=0.2, right=0.4, top=0.45, bottom=0.6)
        panel = sheet.panel
        most = max(1, *(int(row["counted"]) for row in scored.values()))
        for place, (name, row) in enumerate(scored.items()):
            met, missed = int(row["inside"]), int(row["counted"]) - int(row["inside"])
            panel.barh(place, met, height=0.4, color=SHADES[0])
            panel.barh(place, missed, left=met, height=0.4, color=SHADES[1], hatch="////", edgecolor="white", lw=0.0)
            panel.text(0.0, place - 0.25, name, va="bottom", size=10)
            panel.annotate(f"{met} / {met + missed}", (met + missed, place), xytext=(4, 0), textcoords="offset points",
                           va="center", size=10, annotation_clip=False)  # fmt: skip
        panel.set(xlim=(0.0, 1.05 * most), ylim=(len(scored) - 0.6, -0.75), yticks=[])
        panel.grid(visible=False)
        panel.spines["left"].set_visible(False)
        panel.xaxis.get_major_locator().set_params(integer=True)
        panel.set_xlabel(tell("Scored effects", lang), size=10)
        handles = [Patch(facecolor=SHADES[0], label=tell("met (|z| < 1.96)", lang)),
                   Patch(facecolor=SHADES[1], hatch="////", edgecolor="white", label=tell("missed", lang))]  # fmt: skip
        sheet.figure.legend(handles=handles, loc="upper left", ncols=2, frameon=False, fontsize=10,
                            bbox_to_anchor=(0.01, 1.0))  # fmt: skip
        return sheet.figure
