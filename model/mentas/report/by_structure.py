"""The chart of structures: how each policy differs from the baseline under each shape of the model."""

from __future__ import annotations

from typing import Any

from matplotlib.lines import Line2D

from mentas.report import doubts, numbers, style
from mentas.report.study import Group, Study
from mentas.report.words import say
from mentas.studies.analysis import told_apart
from mentas.studies.ensemble.structures import WHOLE

SCALES: dict[str, tuple[float, int]] = {"poverty_rate": (100.0, 1), "income_mean": (1e-3, 0)}
"""Factor and decimal places of each measure."""

MARKS = "osD^v"
"""Marks of the policies, so that grey prints can be read too."""

GAP = 0.45
"""Room between axes of structure, in rows."""


def structures(study: Study, lang: str) -> style.Chart | None:
    """Dots with intervals: a row for all models, then one for each level of the threshold, the market and the shape."""
    if study.structures is None or study.baseline is None or not all(study.has(m, g) for m, g in doubts.TOLD):
        return None
    rows = doubts.levels(study, study.others[0], *doubts.TOLD[0])
    if rows["diff_mean_low"].isna().all():
        return None
    keys = list(zip(rows["axis"], rows["level"], strict=True))
    heights = heights_of(keys, GAP)
    step = 0.16 + 0.14 * len(study.others)
    chart = style.Chart(
        study, lang, title=say("fig_structures", lang),
        subtitle=say("fig_structures_sub", lang, baseline=study.title(study.baseline, lang), years=study.last),
        height=3.3 + step * (heights[-1] + 1), grid=(1, 2), left=0.17, roof=0.55,
    )  # fmt: skip
    titles = (say("fig_structures_poverty", lang), say("fig_structures_income", lang))
    for panel, (measure, group), title in zip(chart.panels[0], doubts.TOLD, titles, strict=True):
        _panel(chart, panel, measure, group, heights)
        panel.set_title(style.wrap(title, 44), size=10.5)
    chart.panels[0, 0].set_yticks(heights, [_label(*key, lang) for key in keys])
    chart.panels[0, 1].set_yticks(heights, [""] * len(heights))
    _legend(chart)
    return chart


def _label(axis: str, level: str, lang: str) -> str:
    words = doubts.level_words(axis, level, lang)
    return style.wrap(words[:1].upper() + words[1:], 20)


def heights_of(keys: list[tuple[str, str]], gap: float) -> list[float]:
    """Where each row stands: a gap before each axis."""
    heights, at = [], 0.0
    for place, (axis, _) in enumerate(keys):
        if place and axis != keys[place - 1][0]:
            at += gap
        heights.append(at)
        at += 1.0
    return heights


def _panel(chart: style.Chart, panel: Any, measure: str, group: Group, heights: list[float]) -> None:
    study, lang = chart.study, chart.lang
    scale, places = SCALES[measure]
    count = len(study.others)
    for order, scenario in enumerate(study.others):
        shade = _shade(study, scenario)
        for height, (_, row) in zip(heights, doubts.levels(study, scenario, measure, group).iterrows(), strict=True):
            at = height + (order - (count - 1) / 2) * 0.72 / count
            low, high = scale * row["diff_mean_low"], scale * row["diff_mean_high"]
            if row["axis"] == WHOLE:
                ends = [scale * row["diff_low"], scale * row["diff_high"]]
                panel.plot(ends, [at, at], color=shade, linewidth=1.2)
            panel.plot([low, high], [at, at], color=shade, linewidth=5, alpha=0.35, solid_capstyle="butt")
            fill = "full" if told_apart(low, high) else "none"
            middle = scale * row["difference"]
            panel.plot([middle], [at], marker=MARKS[order % len(MARKS)], markersize=6.5, color=shade, fillstyle=fill)
    panel.axvline(0.0, color="#404040", linewidth=1.0)
    panel.set_ylim(heights[-1] + 0.6, -0.6)
    panel.tick_params(axis="y", length=0)
    panel.axhspan(-0.6, 0.5 + GAP / 2, color="#F2F2F2", zorder=0)
    panel.grid(axis="y", visible=False)
    panel.grid(axis="x", visible=True)
    panel.xaxis.set_major_formatter(lambda value, _: numbers.number(value, places, lang))


def _shade(study: Study, scenario: str) -> str:
    return style.colour(study.scenarios.index(scenario))


def _legend(chart: style.Chart) -> None:
    study = chart.study
    marks = [
        Line2D([], [], marker=MARKS[order % len(MARKS)], markersize=8, linewidth=0, color=_shade(study, name))
        for order, name in enumerate(study.others)
    ]
    names = [style.wrap(study.title(name, chart.lang), 40) for name in study.others]
    height = chart.figure.get_figheight()
    chart.figure.legend(
        marks, names, loc="upper left", ncols=min(len(names), 3), frameon=False, fontsize=9.5,
        bbox_to_anchor=(style.MARGIN - 0.008, 1.0 - 1.0 / height),
    )  # fmt: skip
