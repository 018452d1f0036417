"""The chart of mixes: how the candidates on the frontier share out the money, in order along it."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.patches import Patch

from mentas.report import numbers, style
from mentas.report.frontier_reading import Frontier, Lever
from mentas.report.frontier_words import say
from mentas.report.money import PROGRAMMES

HATCHES: tuple[str, ...] = ("", "///", "", "...", "\\\\\\", "", "xxx")
"""Besides colours, so that grey prints can be read too."""

DARK = frozenset({"#0072B2", "#009E73", "#332288"})
"""Colours that white letters are read on."""

NEAR = 0.06
"""Share of the money from which a part has room for its number."""

SHOWN = 18
"""Mixes at most, spread along the frontier."""


def chart(found: Frontier, lang: str) -> style.Page | None:
    """One bar for each mix on the frontier; None where none has shares of money."""
    levers = [lever for lever in found.levers if lever.of_money]
    names = shown(found, SHOWN)
    if not names:
        return None
    envelope = numbers.rupiah(found.account["envelope"], lang)
    first = getattr(found.outcomes[0], lang)
    page = style.Page(
        title=say("fig_mixes", lang),
        subtitle=style.wrap(say("fig_mixes_sub", lang, envelope=envelope, first=first), style.LETTERS),
        source=found.source(lang), height=2.9 + _row(found, names, lang) * len(names), grid=(1, 1), left=0.09,
        right=0.2,
    )  # fmt: skip
    panel = page.panels[0, 0]
    for place, name in enumerate(names):
        bar(panel, found, name, levers, place, lang)
    _frame(panel, found, names, lang)
    _legend(page, levers, lang)
    return page


def shown(found: Frontier, most: int) -> list[str]:
    """Mixes on the frontier that have shares of money: all of them, or so many, both ends among them."""
    levers = [lever for lever in found.levers if lever.of_money]
    names = [name for name in found.along if any(share(found, name, lever) > 0.0 for lever in levers)]
    if len(names) <= most:
        return names
    return [names[round(place * (len(names) - 1) / (most - 1))] for place in range(most)]


def share(found: Frontier, name: str, lever: Lever) -> float:
    """A programme's share of a mix; 0 where it has none."""
    value = found.each[name].get(lever.name)
    return float(value) if value is not None and pd.notna(value) else 0.0


def bar(
    panel: Any, found: Frontier, name: str, levers: list[Lever], place: int, lang: str, *, size: float = 9.5
) -> None:
    """A mix's shares of the money, one after the other, in per cent."""
    left = 0.0
    for number, lever in enumerate(levers):
        part = share(found, name, lever)
        shade, hatch = PROGRAMMES[number % len(PROGRAMMES)], HATCHES[number % len(HATCHES)]
        panel.barh(place, 100.0 * part, left=left, height=0.74, color=shade, edgecolor="white", linewidth=0.8,
                   hatch=hatch)  # fmt: skip
        if part >= NEAR:
            ink = "white" if shade in DARK else "#202020"
            back = {"facecolor": shade, "edgecolor": "none", "pad": 1.2} if hatch else None
            text = numbers.number(100.0 * part, 0, lang)
            panel.text(left + 50.0 * part, place, text, ha="center", va="center", size=size, color=ink, bbox=back)
        left += 100.0 * part


def _beside(found: Frontier, name: str, lang: str) -> str:
    """The levers of a mix that are not shares; without those of programmes that have no money."""
    unpaid = {
        lever.name.rpartition(".")[2] for lever in found.levers if lever.of_money and not share(found, name, lever)
    }
    texts = []
    for lever in found.levers:
        value, programme = found.each[name].get(lever.name), lever.name.removeprefix("programmes.").partition(".")[0]
        if not lever.of_money and programme not in unpaid and value is not None and pd.notna(value):
            texts.append(f"{lever.title(lang)} {lever.level(value, lang)}")
    return style.wrap(", ".join(texts), 38)


def _row(found: Frontier, names: list[str], lang: str) -> float:
    """Inches of a bar: room for the words beside it."""
    return max(0.42, max(0.17 * (_beside(found, name, lang).count("\n") + 2.6) for name in names))


def groups(found: Frontier, names: list[str]) -> dict[str, int]:
    """Number of the group of each mix that cannot be told apart from another one of them, from 1."""
    each = {name: found.each[name]["group"] for name in names}
    known = list(each.values())
    shared = [group for group in dict.fromkeys(known) if known.count(group) > 1]
    return {name: 1 + shared.index(group) for name, group in each.items() if group in shared}


def _frame(panel: Any, found: Frontier, names: list[str], lang: str) -> None:
    """Names and how sure they are on the left; groups and other levers on the right."""
    marks = {name: "●" if found.each[name]["status"] == "frontier" else "○" for name in names}
    panel.set_yticks(range(len(names)), [f"{found.title(name, lang)} {marks[name]}" for name in names], size=10)
    panel.tick_params(axis="y", length=0)
    panel.set_ylim(len(names) - 0.4, -0.6)
    panel.set_xlim(0.0, 100.0)
    panel.grid(axis="y", visible=False)
    panel.grid(axis="x", visible=True)
    panel.xaxis.set_major_formatter(lambda value, _: f"{numbers.number(value, 0, lang)}%")
    numbered = groups(found, names)
    for place, name in enumerate(names):
        text = _beside(found, name, lang)
        if name in numbered:
            text = f"{say('group', lang, number=numbered[name])}\n{text}"
        panel.annotate(text, (1.015, place), xycoords=("axes fraction", "data"), va="center", size=9, color=style.GREY,
                       annotation_clip=False)  # fmt: skip


def _legend(page: style.Page, levers: list[Lever], lang: str) -> None:
    handles = [
        Patch(facecolor=PROGRAMMES[k % len(PROGRAMMES)], hatch=HATCHES[k % len(HATCHES)], edgecolor="white",
              label=lever.title(lang))
        for k, lever in enumerate(levers)
    ]  # fmt: skip
    height = page.figure.get_figheight()
    page.figure.legend(
        handles=handles, loc="lower left", ncols=min(len(handles), 7), frameon=False, fontsize=9.5,
        bbox_to_anchor=(style.MARGIN + 0.08, 0.42 / height),
    )  # fmt: skip
    page.figure.subplots_adjust(bottom=1.15 / height)
