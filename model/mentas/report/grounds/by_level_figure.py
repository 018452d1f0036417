"""The picture of structures: rows for all models and for each level, a mark for each policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D

from mentas.report import doubts, style
from mentas.report.by_structure import heights_of
from mentas.report.comparison.dots import mark
from mentas.report.grounds.by_level import SCALES, axis, ticks
from mentas.studies.analysis import told_apart
from mentas.studies.ensemble.structures import WHOLE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from mentas.report.study import Group, Study

GAP = 0.35
"""Room between axes of structure, in rows."""

LINE = 0.21
"""Of a name in the key, inches."""

WIDTH = 17
"""Letters of a row's name."""


def draw(study: Study, measure: str, group: Group, lang: str) -> Figure:
    """Dots with intervals; the key is above."""
    unit = study.measure(measure)["unit"]
    table = doubts.levels(study, study.others[0], measure, group)
    keys = list(zip(table["axis"], table["level"], strict=True))
    heights = heights_of(keys, GAP)
    names = [style.wrap(study.title(name, lang), 62) for name in study.others]
    head = 0.15 + LINE * sum(name.count("\n") + 1 for name in names)
    row = 0.22 + 0.13 * len(study.others)
    sheet = style.Sheet(height=head + row * (heights[-1] + 1.2) + 0.7, left=1.62, right=0.3, top=head, bottom=0.65)
    panel = sheet.panel
    for order, name in enumerate(study.others):
        _policy(panel, study, name, order, (measure, group), heights)
    panel.axvline(0.0, color="#404040", linewidth=1.0)
    panel.axhspan(-0.6, 0.5 + GAP / 2, color="#F2F2F2", zorder=0)
    panel.set_ylim(heights[-1] + 0.6, -0.6)
    panel.set_yticks(heights, [_label(*key, lang) for key in keys], size=10)
    panel.tick_params(axis="y", length=0)
    panel.grid(axis="y", visible=False)
    panel.grid(axis="x", visible=True)
    panel.locator_params(axis="x", nbins=6)
    panel.xaxis.set_major_formatter(lambda value, _: ticks(value, unit, lang))
    panel.set_xlabel(axis(unit, lang), size=10.5)
    marks = [
        Line2D([], [], marker=mark(study, name), markersize=7, linewidth=0, color=_shade(study, name))
        for name in study.others
    ]
    sheet.figure.legend(marks, names, loc="upper left", ncols=1, frameon=False, fontsize=10, bbox_to_anchor=(0.0, 1.0),
                        borderaxespad=0.1, labelspacing=0.25, handletextpad=0.3)  # fmt: skip
    return sheet.figure


def _policy(panel: Any, study: Study, name: str, order: int, what: tuple[str, Group], heights: list[float]) -> None:
    """The marks of one policy."""
    scale = SCALES[study.measure(what[0])["unit"]][0]
    count, shade = len(study.others), _shade(study, name)
    for height, (_, row) in zip(heights, doubts.levels(study, name, *what).iterrows(), strict=True):
        at = height + (order - (count - 1) / 2) * 0.7 / count
        low, high = scale * row["diff_mean_low"], scale * row["diff_mean_high"]
        told = told_apart(low, high)
        if row["axis"] == WHOLE:
            # Of all models a mark is filled as everywhere else in a report: by where the models lie, not their mean.
            told = told_apart(row["diff_low"], row["diff_high"])
            panel.plot([scale * row["diff_low"], scale * row["diff_high"]], [at, at], color=shade, linewidth=1.2)
        panel.plot([low, high], [at, at], color=shade, linewidth=5, alpha=0.4, solid_capstyle="butt")
        panel.plot([scale * row["difference"]], [at], marker=mark(study, name), markersize=7,
                   markeredgecolor=shade, markerfacecolor=shade if told else "white",
                   markeredgewidth=1.5)  # fmt: skip


def _label(name: str, level: str, lang: str) -> str:
    words = doubts.level_words(name, level, lang)
    return style.wrap(words[:1].upper() + words[1:], WIDTH)


def _shade(study: Study, scenario: str) -> str:
    return style.colour(study.scenarios.index(scenario))
