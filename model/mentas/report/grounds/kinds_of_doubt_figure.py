"""The picture of kinds of doubt: a bar for each policy, a part for luck, parameters and structure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Patch

from mentas.language import tell
from mentas.report import findings, numbers, rows, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from mentas.report.grounds.kinds_of_doubt import Doubt
    from mentas.report.study import Study

LOOKS: dict[str, dict[str, Any]] = {
    "dice": {"facecolor": "#F0E442"},
    "parameters": {"facecolor": "#56B4E9", "hatch": "//"},
    "structure": {"facecolor": "#0072B2"},
    "model": {"facecolor": "#56B4E9", "hatch": "xx"},
}
EDGE: dict[str, Any] = {"edgecolor": "white", "linewidth": 0.8}

HEAD, FOOT, KEY = 0.45, 0.4, 0.35
"""Room above a panel for its title, below it for its numbers, and for the key, inches."""

NEAR = 0.07
"""Share from which a part has room for its number."""


def draw(study: Study, found: list[Doubt], lang: str) -> Figure:
    """A panel for each measure."""
    groups: dict[str, list[Doubt]] = {}
    for each in found:
        groups.setdefault(findings.named(study, each.measure, lang, each.group), []).append(each)
    names = [study.title(name, lang) for name in study.others]
    row = rows.height(names)
    height = row * len(found) + len(groups) * (HEAD + FOOT) + KEY
    sheet = style.Sheet(height=height, grid=(len(groups), 1), left=0.2, right=0.25)
    top = 0.0
    for panel, (title, doubts) in zip(sheet.panels[:, 0], groups.items(), strict=True):
        top += HEAD + row * len(doubts)
        box = panel.get_position()
        panel.set_position((box.x0, 1.0 - top / height, box.width, row * len(doubts) / height))
        top += FOOT
        _bars(panel, doubts, rows.thick(names), lang)
        rows.name(panel, [study.title(each.scenario, lang) for each in doubts])
        panel.set_title(style.wrap(title, 58), size=11)
    shown = {kind for each in found for kind, share in _parts(each) if share > 0.0}
    words = {"dice": tell("luck", lang), "parameters": tell("parameters", lang), "structure": tell("structure", lang),
             "model": tell("parameters and structure", lang)}  # fmt: skip
    handles = [Patch(label=words[kind], **LOOKS[kind], **EDGE) for kind in LOOKS if kind in shown]
    sheet.figure.legend(handles=handles, loc="lower left", ncols=3, frameon=False, fontsize=10.5,
                        bbox_to_anchor=(0.0, 0.0))  # fmt: skip
    return sheet.figure


def _parts(doubt: Doubt) -> list[tuple[str, float]]:
    """Kinds and shares; parameters and structure in one where they cannot be told apart."""
    if math.isnan(doubt.parameters) or math.isnan(doubt.structure):
        return [("dice", doubt.dice), ("model", 1.0 - doubt.dice)]
    return [("dice", doubt.dice), ("parameters", doubt.parameters), ("structure", doubt.structure)]


def _bars(panel: Any, doubts: list[Doubt], thick: float, lang: str) -> None:
    for place, each in enumerate(doubts):
        left = 0.0
        for kind, share in _parts(each):
            panel.barh(place, 100.0 * share, left=100.0 * left, height=thick, **LOOKS[kind], **EDGE)
            if share >= NEAR:
                panel.text(100.0 * (left + share / 2.0), place, numbers.number(100.0 * share, 0, lang), ha="center",
                           va="center_baseline", size=10, color="white" if kind == "structure" else "#202020",
                           bbox=None if kind in ("dice", "structure") else
                           {"facecolor": "#56B4E9", "edgecolor": "none", "pad": 1.5})  # fmt: skip
            left += share
    panel.set_xlim(0.0, 100.0)
    panel.set_xticks([0, 25, 50, 75, 100])
    panel.xaxis.set_major_formatter(lambda value, _: f"{numbers.number(value, 0, lang)}%")
