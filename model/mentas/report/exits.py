"""The chart of those who leave poverty for good: for each billion rupiah, and against the baseline."""

from __future__ import annotations

import math
from typing import Any

from mentas.report import numbers, style
from mentas.report.study import Study
from mentas.report.words import say
from mentas.studies.analysis import told_apart


def mentas(study: Study, lang: str) -> style.Chart | None:
    """Dots with intervals: kept exits as a difference to the baseline, and all exits per billion rupiah, gross."""
    if not study.has("mentas_per_billion") or not study.has("mentas_kept"):
        return None
    chart = style.Chart(
        study, lang, title=say("fig_exits", lang), subtitle=say("fig_exits_sub", lang, years=study.last),
        height=3.7 + 0.6 * len(study.scenarios), grid=(1, 2), left=0.2, bands=True, roof=0.3,
    )  # fmt: skip
    kept, gross = chart.panels[0]
    _dots(chart, gross, "mentas_per_billion", ("mean", "low", "high"), 2)
    gross.set_title(say("per_billion", lang), size=10.5)
    if study.baseline:
        _dots(chart, kept, "mentas_kept", ("difference", "diff_low", "diff_high"), 0)
        kept.axvline(0.0, color="#404040", linewidth=1.0)
        baseline = style.wrap(study.title(study.baseline, lang), 34)
        kept.set_title(say("kept_more", lang, baseline=baseline), size=10.5)
    else:
        _dots(chart, kept, "mentas_kept", ("mean", "low", "high"), 0)
        kept.set_title(say("kept", lang), size=10.5)
    gross.set_yticklabels([])
    return chart


def _dots(chart: style.Chart, panel: Any, measure: str, columns: tuple[str, str, str], places: int) -> None:
    study, lang = chart.study, chart.lang
    differs = columns[0] == "difference"
    for place, scenario in enumerate(study.scenarios):
        row = study.row(scenario, measure, study.last)
        middle, low, high = (getattr(row, name) for name in columns)
        shade = style.colour(place)
        if math.isnan(middle):
            words = say("baseline", lang) if differs else numbers.DASH
            panel.text(0.0, place, f" {words}", va="center", ha="left", size=9.5, color=style.GREY)
            continue
        if not math.isnan(low):
            panel.plot([low, high], [place, place], color=shade, linewidth=5, alpha=0.35, solid_capstyle="butt")
        known = not differs or told_apart(low, high)
        panel.plot([middle], [place], marker="o", markersize=9, color=shade, fillstyle="full" if known else "none")
        text = (numbers.plus if differs else numbers.number)(middle, places, lang)
        text += "" if known else f"\n{say('not_apart', lang)}"
        panel.annotate(
            text, (middle, place), xytext=(0, 9), textcoords="offset points", ha="center", size=9.5, color=shade
        )
    panel.set_ylim(len(study.scenarios) - 0.4, -0.7)
    panel.set_yticks(
        range(len(study.scenarios)), [style.wrap(study.title(name, lang), 28) for name in study.scenarios], size=10
    )
    panel.tick_params(axis="y", length=0)
    panel.margins(x=0.18)
    panel.grid(axis="y", visible=False)
    panel.grid(axis="x", visible=True)
    panel.xaxis.set_major_formatter(lambda value, _: numbers.number(value, places, lang))
