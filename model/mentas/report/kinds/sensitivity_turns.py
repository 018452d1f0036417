"""Switch points in a report: over which part of each parameter's range which policy is the better one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from mentas.language import tell
from mentas.report import sensitivity_told as told
from mentas.report import style
from mentas.report.document import Block, Figure, Fold, Items, Table, Value, Words
from mentas.report.kinds.common import records
from mentas.report.sensitivity_page import Page
from mentas.report.sensitivity_switch import LOOKS, parts, within
from mentas.report.spaced import Spaced
from mentas.report.words_of_sensitivity import say
from mentas.studies.sensitivity import study as tables
from mentas.studies.sensitivity.switching import SWITCH

ROW = 0.92
"""Height of a row, inches."""

HALF = 0.15
"""Half the height of a range, in rows."""

Known = tuple[Mapping[str, str], pd.DataFrame, Page, str]
"""Labels, indices, words and name of a response."""


def blocks(found: Spaced, known: Sequence[Known], lang: str) -> tuple[Block, ...]:
    """Switch points of every response, said plainly where there are none; nothing where none were sought."""
    made: list[Block] = []
    for labels, table, page, name in known:
        whole = told.table_of(found, tables.SWITCH, labels)
        if whole is None or found.baseline is None:
            continue
        behind = _table(found, labels, whole, page, f"switch_{name}")
        turns = told.turning(found, labels, table)
        said = list(told.turns(found, labels, page))
        if turns is None or not any(sign for sign in turns[["sign_below", "sign_above"]].to_numpy().ravel()):
            # Nothing but grey: words say it better than a picture.
            made.append(Items(tuple(f"{told.response(found, labels, lang, marked=True)}: {text}" for text in said)))
            made.append(Fold(tell("Parameter by parameter", lang), (behind,)))
            continue
        title = tell("Where the choice turns: {what}", lang, what=told.response(found, labels, lang))
        made.append(
            Figure(f"switch_{name}", title, " ".join(said), partial(draw, found, labels, turns, page), behind,
                   note=tell("{lines} Only parameters that matter are drawn.", lang, lines=say("lines", lang)))
        )  # fmt: skip
    if made:
        made.insert(0, Words(tell("A switch point is the value of one parameter beyond which the other policy is the "
                                  "better one, all others averaged over.", lang), "note"))  # fmt: skip
    return tuple(made)


def _table(found: Spaced, labels: Mapping[str, str], table: pd.DataFrame, page: Page, name: str) -> Table:
    lang = page.lang
    rows: list[tuple[Value, ...]] = []
    for row in records(table):
        key = str(row["name"])
        at = page.value(key, row["value"]) if row["found"] == SWITCH else None
        interval = f"{page.value(key, row['low'])} … {page.value(key, row['high'])}" if at else None
        tried = f"{page.value(key, row['lowest'])} … {page.value(key, row['highest'])}"
        rows.append((page.label(key), _said(found, labels, row, lang), at, interval, tried))
    columns = (tell("Parameter", lang), tell("Better policy", lang), tell("Switch point", lang),
               tell("95 % interval", lang), tell("Tried", lang))  # fmt: skip
    return Table(name, told.response(found, labels, lang), columns, tuple(rows))


def _said(found: Spaced, labels: Mapping[str, str], row: Mapping[str, Any], lang: str) -> str:
    """Which policy is better below and above, or everywhere; or that it cannot be told."""
    lower = found.better(labels["outcome"]) == "lower"
    policies = {True: found.title(labels["scenario"], lang), False: found.title(str(found.baseline), lang)}
    below, above = (int(row[f"sign_{side}"]) for side in ("below", "above"))
    if row["found"] == SWITCH:
        return tell("below: {below}; above: {above}", lang, below=policies[(below < 0) == lower],
                    above=policies[(above < 0) == lower])  # fmt: skip
    if below == 0 or above != below:
        return tell("cannot be told", lang)
    return tell("everywhere: {policy}", lang, policy=policies[(below < 0) == lower])


def draw(found: Spaced, labels: Mapping[str, str], turns: pd.DataFrame, page: Page) -> Any:
    """Ranges of parameters, the name above each, in the colours of the policy that is better there."""
    from matplotlib.patches import Rectangle

    better = -1 if found.better(labels["outcome"]) == "lower" else 1
    adopted = told.adopted(turns)
    names = list(dict.fromkeys(turns["name"]))
    with style.styled():
        texts = _legend_texts(found, labels, page.lang, marked=bool(adopted))
        top = 0.25 + 0.22 * sum(text.count("\n") + 1 for text in texts)
        sheet = style.Sheet(height=ROW * len(names) + top + 0.1, left=0.25, right=0.25, top=top, bottom=0.1)
        panel = sheet.panel
        for place, name in enumerate(names):
            rows = turns[turns["name"] == name].to_dict("records")
            panel.text(0.0, place - HALF - 0.22, style.wrap(page.label(str(name)), 68), va="bottom", size=10)
            for start, end, sign in parts(rows):
                panel.add_patch(Rectangle((start, place - HALF), end - start, 2 * HALF, **LOOKS[sign * better]))
            for row in (row for row in rows if row["found"] == SWITCH):
                at = within(row["value"], row)
                panel.plot([at, at], [place - HALF - 0.06, place + HALF + 0.06], color="black", lw=2.2, zorder=4)
                panel.text(at, place - HALF - 0.05, page.value(name, row["value"]), ha="center", va="bottom", size=10,
                           weight="bold")  # fmt: skip
            for end, key, side in ((0.0, "lowest", "left"), (1.0, "highest", "right")):
                panel.text(end, place + HALF + 0.05, page.value(name, rows[0][key]), ha=side, va="top", size=10,
                           color=style.GREY)  # fmt: skip
            if math.isfinite(value := adopted.get(name, math.nan)):
                at = min(max(within(value, rows[0]), 0.0), 1.0)
                panel.plot([at], [place], "D", color="white", mec="black", ms=8, mew=1.4, zorder=5, clip_on=False)
        panel.set(xlim=(0.0, 1.0), ylim=(len(names) - 0.55, -0.65), xticks=[], yticks=[])
        panel.grid(visible=False)
        for side in panel.spines.values():
            side.set_visible(False)
        _legend(sheet, texts)
        return sheet.figure


def _legend_texts(found: Spaced, labels: Mapping[str, str], lang: str, *, marked: bool) -> list[str]:
    titles = (found.title(labels["scenario"], lang), found.title(str(found.baseline), lang))
    texts = [say("better", lang, policy=title) for title in titles]
    texts += [say("unclear", lang), say("switch", lang), *([say("adopted", lang)] if marked else [])]
    return [style.wrap(text, 60) for text in texts]


def _legend(sheet: style.Sheet, texts: list[str]) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    signs: list[Any] = [*(Patch(**LOOKS[sign]) for sign in (1, -1, 0)),
                        Line2D([], [], marker="|", color="black", lw=0, ms=12, mew=2.0),
                        Line2D([], [], marker="D", color="white", mec="black", lw=0, ms=8, mew=1.4)]  # fmt: skip
    sheet.figure.legend(signs[: len(texts)], texts, ncols=1, loc="upper left", frameon=False, fontsize=10,
                        bbox_to_anchor=(0.02, 1.0))  # fmt: skip
