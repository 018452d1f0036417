"""The picture of households mentas: kept and fallen back by policy, and kept against the baseline."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from mentas.language import tell
from mentas.report import numbers, rows, style
from mentas.studies.analysis import told_apart

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from mentas.report.study import Study

HEAD, FOOT = 0.45, 0.4
"""Room above a panel for its title, and below for its numbers, inches."""


def draw(study: Study, lang: str) -> Figure:
    """Bars of what was kept and what fell back; below, dots of the difference in what was kept."""
    names = [study.title(name, lang) for name in study.scenarios]
    others = [study.title(name, lang) for name in study.others]
    row = rows.height(names)
    panels, count = (2, len(names) + len(others)) if others else (1, len(names))
    sheet = style.Sheet(height=row * count + panels * (HEAD + FOOT), grid=(panels, 1), left=0.2, right=0.35, top=HEAD,
                        bottom=FOOT)  # fmt: skip
    _stack(sheet, [len(names), len(others)][:panels], row)
    _bars(sheet.panels[0, 0], study, names, lang)
    if others:
        _gaps(sheet.panels[1, 0], study, others, lang)
    return sheet.figure


def _stack(sheet: style.Sheet, counts: list[int], row: float) -> None:
    """Give each panel the height of its rows."""
    whole, at = sheet.figure.get_figheight(), 0.0
    for panel, count in zip(sheet.panels[:, 0], counts, strict=True):
        box = panel.get_position()
        at += HEAD + count * row
        panel.set_position((box.x0, 1.0 - at / whole, box.width, count * row / whole))
        at += FOOT


def _bars(panel: Any, study: Study, names: list[str], lang: str) -> None:
    from matplotlib.patches import Patch

    measure = "mentas" if study.has("mentas") else "mentas_kept"
    wholes = [study.row(name, measure, study.last) for name in study.scenarios]
    longest = max(end for whole in wholes for end in (whole.mean, whole.high) if math.isfinite(end))
    thick = rows.thick(names)
    for place, (name, whole) in enumerate(zip(study.scenarios, wholes, strict=True)):
        kept = study.row(name, "mentas_kept", study.last).mean
        shade = style.colour(place)
        panel.barh(place, kept, height=thick, color=shade)
        panel.barh(place, max(whole.mean - kept, 0.0), left=kept, height=thick, facecolor="white", edgecolor=shade,
                   hatch="////", linewidth=0.8)  # fmt: skip
        panel.plot([whole.low, whole.high], [place, place], color="#202020", linewidth=1.2)
        text = numbers.number(kept, 1 if longest < 100 else 0, lang)
        panel.text(longest * 0.012, place, text, va="center_baseline", size=10, color="white", weight="bold")
    rows.name(panel, names)
    panel.set_xlim(0.0, longest * 1.03)
    _ticks(panel, lambda value, _: numbers.number(value, 0 if longest >= 10 else 1, lang))
    marks = [Patch(facecolor=style.GREY), Patch(facecolor="white", edgecolor=style.GREY, hatch="////")]
    panel.legend(marks, [tell("kept", lang), tell("fell back", lang)], loc="lower left", bbox_to_anchor=(-0.012, 1.0),
                 ncols=2, frameon=False, fontsize=10.5, borderaxespad=0.0, handlelength=1.6)  # fmt: skip


def _gaps(panel: Any, study: Study, names: list[str], lang: str) -> None:
    """Dots with intervals, one for each policy besides the baseline."""
    for place, name in enumerate(study.others):
        row = study.row(name, "mentas_kept", study.last)
        shade = style.colour(study.scenarios.index(name))
        if row.compared:
            ends = [row.diff_low, row.diff_high]
            panel.plot(ends, [place, place], color=shade, linewidth=6, alpha=0.4, solid_capstyle="butt")
        face = shade if told_apart(row.diff_low, row.diff_high) else "white"
        panel.plot([row.difference], [place], marker="o", markersize=9, markeredgecolor=shade, markerfacecolor=face,
                   markeredgewidth=1.8)  # fmt: skip
    panel.axvline(0.0, color="#404040", linewidth=1.0)
    rows.name(panel, names)
    panel.margins(x=0.08)
    _ticks(panel, lambda value, _: _signed(value, lang))
    title = tell("Kept, difference to: {baseline}", lang, baseline=study.title(str(study.baseline), lang))
    panel.set_title(style.wrap(title, 56), size=11)


def _ticks(panel: Any, form: Any) -> None:
    panel.locator_params(axis="x", nbins=5)
    panel.xaxis.set_major_formatter(form)


def _signed(value: float, lang: str) -> str:
    return numbers.signed(value, "households", lang, 0 if value == int(value) else 1)
