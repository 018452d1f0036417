"""The picture of money: a bar for each policy, a part for each way that its rupiah went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Patch

from mentas.report import numbers, rows, style
from mentas.report.flows.money import Part, called, parts
from mentas.report.money import programme_name

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from mentas.report.study import Study

PROGRAMMES: tuple[str, ...] = ("#0072B2", "#56B4E9", "#E69F00", "#009E73", "#CC79A7", "#F0E442", "#332288")
DARK = frozenset({"#0072B2", "#009E73", "#332288"})
"""Colours on which letters are white."""

LOOKS: dict[str, dict[str, Any]] = {
    "admin": {"facecolor": "#BDBDBD"},
    "leaked": {"facecolor": "white", "edgecolor": "#D55E00", "hatch": "xxxx"},
    "unspent": {"facecolor": "white", "edgecolor": "#8C8C8C"},
}

NEAR, WIDE = 0.06, 0.15
"""Shares from which a part has room for its number, and for its programme too."""

KEYS = 2
"""Columns of the key."""


def draw(study: Study, lang: str) -> Figure:
    """Shares of the budget by policy, and a key below."""
    names = [study.title(name, lang) for name in study.scenarios]
    programmes = [str(name) for name in dict.fromkeys(study.spending["programme"])]
    looks = [Part("delivered", name, 0.0, 0.0) for name in programmes] + [Part(line, "", 0.0, 0.0) for line in LOOKS]
    foot = 0.45 + 0.24 * -(-len(looks) // KEYS)
    sheet = style.Sheet(height=rows.height(names) * len(names) + 0.1 + foot, left=0.2, right=0.25, top=0.1,
                        bottom=foot)  # fmt: skip
    panel = sheet.panel
    for place, name in enumerate(study.scenarios):
        left = 0.0
        for part in parts(study, name):
            if part.share > 0.0:
                panel.barh(place, 100.0 * part.share, left=100.0 * left, height=rows.thick(names),
                           **_look(part, programmes))  # fmt: skip
                _label(panel, place, left, part, programmes, lang)
                left += part.share
    rows.name(panel, names)
    panel.set_xlim(0.0, 100.0)
    panel.set_xticks([0, 25, 50, 75, 100])
    panel.xaxis.set_major_formatter(lambda value, _: f"{numbers.number(value, 0, lang)}%")
    sheet.figure.legend(
        handles=[Patch(label=called(part, lang), **_look(part, programmes)) for part in looks], loc="lower left",
        ncols=KEYS, frameon=False, fontsize=10, handlelength=1.6, bbox_to_anchor=(0.0, 0.0), columnspacing=1.2,
    )  # fmt: skip
    return sheet.figure


def _look(part: Part, programmes: list[str]) -> dict[str, Any]:
    if part.line != "delivered":
        return {"edgecolor": "white", "linewidth": 0.8} | LOOKS[part.line]
    return {"facecolor": _shade(part, programmes), "edgecolor": "white", "linewidth": 0.8}


def _shade(part: Part, programmes: list[str]) -> str:
    return PROGRAMMES[programmes.index(part.programme) % len(PROGRAMMES)]


def _label(panel: Any, place: int, left: float, part: Part, programmes: list[str], lang: str) -> None:
    """The share within its part, where there is room, and of which programme."""
    if part.share < NEAR or part.line == "leaked":
        return
    white = part.line == "delivered" and _shade(part, programmes) in DARK
    text = numbers.number(100.0 * part.share, 0, lang)
    if part.programme and part.share > WIDE:
        text = f"{programme_name(part.programme)} {text}"
    panel.text(100.0 * (left + part.share / 2.0), place, text, ha="center", va="center_baseline", size=10,
               color="white" if white else "#202020")  # fmt: skip
