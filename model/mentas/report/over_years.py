"""Charts over the years: the level of a measure under each policy, and how it differs from the baseline."""

from __future__ import annotations

from typing import Any

from mentas.report import style
from mentas.report.study import BOTTOM, Group, Study
from mentas.report.words import say


def welfare(study: Study, lang: str) -> style.Chart | None:
    """Spending and income of the bottom four deciles."""
    measures = ("spending_mean", "income_mean")
    if not all(study.has(m, BOTTOM) for m in measures):
        return None
    unit = say("thousand_rp", lang, real=style.prices(study, lang))
    chart = style.Chart(
        study, lang,
        title=say("fig_welfare", lang),
        subtitle=f"{say('bottom_long', lang, region=study.region(lang), unit=unit)}.\n{say('common', lang)}",
        height=8.2 if study.baseline else 5.2, grid=(2 if study.baseline else 1, 2), right=0.19,
        share_x=True, bands=True,
    )  # fmt: skip
    for column, (measure, key) in enumerate(zip(measures, ("spending", "income"), strict=True)):
        _column(chart, chart.panels[:, column], measure, BOTTOM, scale=1e-3, places=0, heading=say(key, lang))
    return chart


def poverty(study: Study, lang: str) -> style.Chart | None:
    """The poverty rate."""
    if not study.has("poverty_rate"):
        return None
    chart = style.Chart(
        study, lang, title=say("fig_poverty", lang), subtitle=say("fig_poverty_sub", lang), height=5.6,
        grid=(1, 2 if study.baseline else 1), right=0.19, bands=True,
    )  # fmt: skip
    panels = list(chart.panels[0])
    _column(chart, panels, "poverty_rate", ("all", "all"), scale=100.0, places=1, heading=say("level", lang))
    return chart


def _column(
    chart: style.Chart, panels: Any, measure: str, group: Group, *, scale: float, places: int, heading: str
) -> None:
    """The level in the first panel and, where there is a baseline, the difference in the second."""
    study, lang = chart.study, chart.lang
    _lines(chart, panels[0], measure, group, ("mean", "low", "high"), scale)
    panels[0].set_title(heading)
    style.ticks(panels[0], lang, places)
    if study.baseline:
        _lines(chart, panels[1], measure, group, ("difference", "diff_low", "diff_high"), scale)
        panels[1].axhline(0.0, color=style.colour(study.scenarios.index(study.baseline)), linewidth=1.4)
        title = say("difference", lang, baseline=study.title(study.baseline, lang))
        panels[1].set_title(style.wrap(title, 38), size=10.5)
        style.ticks(panels[1], lang, 1 if scale == 100.0 else 0)
    panels[-1].set_xlabel(say("year", lang))
    last = panels[-1].get_subplotspec().is_last_col()
    if last:
        _label(chart, panels, measure, group, scale)


def _lines(
    chart: style.Chart, panel: Any, measure: str, group: Group, columns: tuple[str, str, str], scale: float
) -> None:
    middle, low, high = columns
    for place, scenario in enumerate(chart.study.scenarios):
        path = chart.study.path(scenario, measure, group)
        if path[middle].isna().all():
            continue
        shade = style.colour(place)
        panel.plot(path.index, path[middle] * scale, color=shade, linestyle=style.dash(place), linewidth=2.0)
        panel.fill_between(path.index, path[low] * scale, path[high] * scale, color=shade, alpha=0.18, linewidth=0)
    panel.set_xlim(0, chart.study.last)
    panel.set_xticks(range(0, chart.study.last + 1, max(1, chart.study.last // 5)))


def _label(chart: style.Chart, panels: Any, measure: str, group: Group, scale: float) -> None:
    """Names of the policies beside the last panel that has a line for each."""
    study, lang = chart.study, chart.lang
    panel = panels[-1]
    column = "difference" if study.baseline else "mean"
    ends = []
    for place, scenario in enumerate(study.scenarios):
        value = scale * float(getattr(study.row(scenario, measure, study.last, group), column))
        height = 0.0 if scenario == study.baseline else value
        ends.append((height, study.title(scenario, lang), style.colour(place)))
    style.beside(panel, ends)
