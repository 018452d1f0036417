"""The chart of the frontier: the main outcome against each other one, as differences to the baseline."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from mentas.report import numbers, style
from mentas.report.frontier_reading import Frontier
from mentas.report.frontier_words import say
from mentas.studies.frontier.pareto import nondominated
from mentas.studies.frontier.tried import Outcome

MOST = 3
"""Panels in a row."""

KINDS: dict[str, tuple[str, str, float, str]] = {
    "dominated": ("x", "#B3B3B3", 4.5, "full"),
    "near": ("s", "#8C8C8C", 4.0, "none"),
    "open": ("o", style.COLOURS[0], 6.5, "none"),
    "frontier": ("o", style.COLOURS[0], 6.5, "full"),
}
"""Mark, colour, size and fill of each kind of candidate, those that matter most drawn last."""

BASELINE = style.COLOURS[1]


def chart(found: Frontier, lang: str) -> style.Page | None:
    """Points of all candidates, intervals of those on the frontier, the baseline at nought; None for one outcome."""
    others = found.outcomes[1 : 1 + MOST]
    if not others:
        return None
    envelope = numbers.rupiah(found.account["envelope"], lang)
    subtitle = style.wrap(say("fig_map_sub", lang, baseline=found.title(found.baseline, lang)), style.LETTERS)
    lines = subtitle.count("\n") + 1
    page = style.Page(
        title=say("fig_map", lang, envelope=envelope), subtitle=subtitle,
        source=found.source(lang), height=7.0, grid=(1, len(others)), left=0.045, roof=0.19 * lines - 0.25,
    )  # fmt: skip
    for panel, across in zip(page.panels[0], others, strict=True):
        fill(panel, found, across, lang, letters=(120, 56, 34)[len(others) - 1])
    page.figure.subplots_adjust(bottom=1.4 / page.figure.get_figheight())
    page.panels[0, 0].set_ylabel(axis_words(found.outcomes[0], lang), size=10.5)
    _legend(page, found, lang, 0.68 + 0.19 * lines)
    return page


def kind(found: Frontier, candidate: str) -> str:
    """Which of `KINDS` a candidate is."""
    row = found.each[candidate]
    if row["on_means"]:
        return "frontier" if row["status"] == "frontier" else "open"
    return "dominated" if row["status"] == "dominated" else "near"


APART = 0.05
"""Share of a panel's height by which labels must be apart."""


def scale(outcome: Outcome) -> tuple[float, str]:
    """By what a value is multiplied before it is drawn, and the key of the axis' words for its unit."""
    if outcome.unit == "share":
        return 100.0, "points_unit"
    if outcome.unit == "Rp/person/month":
        return 1e-3, "thousand"
    if outcome.unit.startswith("Rp") and outcome.unit != "Rp/Rp":
        return 1e-6, "million_rp"
    return 1.0, "households" if outcome.unit == "households" else ""


def axis_words(outcome: Outcome, lang: str) -> str:
    """An outcome with its unit, and which way is better where less is."""
    unit = scale(outcome)[1]
    text = getattr(outcome, lang)
    text = say("unit_axis", lang, measure=text, unit=say(unit, lang)) if unit else text
    return say("fewer_better", lang, measure=text) if outcome.sense == "min" else text


def fill(panel: Any, found: Frontier, across: Outcome, lang: str, *, letters: int, size: float = 9.0) -> None:
    """Draw candidates, intervals, the edge and names into axes: an outcome across, the main one upwards.

    Args:
        panel: the axes.
        found: the study.
        across: the outcome.
        lang: `id` or `en`.
        letters: that fit below the axis.
        size: of the letters of names, points.
    """
    up = found.outcomes[0]
    names = [name for name in found.each if name != found.baseline]
    order = sorted(names, key=lambda name: list(KINDS).index(kind(found, name)))
    for name in order:
        mark, shade, wide, filled = KINDS[kind(found, name)]
        x, y = (_ends(found, name, outcome) for outcome in (across, up))
        if found.each[name]["on_means"]:
            panel.plot(x[1:], [y[0], y[0]], color=shade, linewidth=1.0, alpha=0.7)
            panel.plot([x[0], x[0]], y[1:], color=shade, linewidth=1.0, alpha=0.7)
        inside = "white" if filled == "none" else shade
        panel.plot([x[0]], [y[0]], marker=mark, markersize=wide, color=shade, linewidth=0, markerfacecolor=inside)
    panel.axhline(0.0, color="#BFBFBF", linewidth=0.8, zorder=0)
    panel.axvline(0.0, color="#BFBFBF", linewidth=0.8, zorder=0)
    panel.plot([0.0], [0.0], marker="D", markersize=8, color=BASELINE, linewidth=0)
    _edge(panel, found, across)
    if across.sense == "min":
        panel.invert_xaxis()
    if up.sense == "min":
        panel.invert_yaxis()
    panel.grid(axis="x", visible=True)
    panel.margins(x=0.13, y=0.09)
    panel.set_xlabel(style.wrap(axis_words(across, lang), letters), size=10.5)
    for axis in (panel.xaxis, panel.yaxis):
        axis.set_major_locator(MaxNLocator(nbins=7, steps=[1, 2, 5, 10]))
        places = _places(axis.get_ticklocs())
        axis.set_major_formatter(lambda value, _, places=places: numbers.number(value, places, lang))
    _labels(panel, found, across, lang, size)


def _ends(found: Frontier, name: str, outcome: Outcome) -> list[float]:
    """Difference to the baseline and the ends of its interval, as drawn."""
    row, times = found.row("frontier", name, outcome.name), scale(outcome)[0]
    return [times * row[end] for end in ("difference", "diff_low", "diff_high")]


def _edge(panel: Any, found: Frontier, across: Outcome) -> None:
    """A line through those that no other beats in the two outcomes of the panel."""
    up = found.outcomes[0]
    names = [name for name in found.along if name != found.baseline]
    if not names:
        return
    points = np.array([[_ends(found, name, outcome)[0] for outcome in (across, up)] for name in names])
    points = points[nondominated(points * np.array([across.sign, up.sign]))]
    points = points[np.argsort(points[:, 0], kind="stable")]
    panel.plot(points[:, 0], points[:, 1], color=style.COLOURS[0], linewidth=1.6, alpha=0.45, zorder=1)


def _labels(panel: Any, found: Frontier, across: Outcome, lang: str, size: float) -> None:
    """Names of the corners and of the cautious choice beside their marks; one that would lie on another is left out."""
    placed: list[float] = []
    for name in found.named:
        at = [_ends(found, name, outcome)[0] for outcome in (across, found.outcomes[0])]
        place, height = panel.transAxes.inverted().transform(panel.transData.transform(at))
        if any(abs(height - other) < APART for other in placed):
            continue
        placed.append(float(height))
        # Towards the middle of the panel, so that no label runs into the next one.
        far = place > 0.55
        text = panel.annotate(
            style.wrap(found.title(name, lang), 20),
            at,
            xytext=(-7 if far else 7, 6),
            textcoords="offset points",
            size=size,
            weight="bold",
            zorder=9,
            ha="right" if far else "left",
            linespacing=1.05,
        )
        text.set_path_effects([withStroke(linewidth=2.5, foreground="white")])  # fmt: skip


def _places(ticks: Any) -> int:
    """Decimal places that tell the ticks of an axis apart."""
    step = abs(float(ticks[1]) - float(ticks[0])) if len(ticks) > 1 else 1.0
    return int(np.clip(np.ceil(-np.log10(step) - 1e-9), 0, 6))


def marks(found: Frontier, lang: str) -> list[Line2D]:
    """The marks that are met, with their words, for a legend."""
    met = {kind(found, name) for name in found.each if name != found.baseline}
    handles = [Line2D([], [], marker="D", markersize=8, color=BASELINE, linewidth=0,
                      label=say("baseline", lang))]  # fmt: skip
    for name in [each for each in reversed(KINDS) if each in met]:
        mark, shade, size, fill = KINDS[name]
        inside = "white" if fill == "none" else shade
        label = say(f"legend_{name}", lang)
        handles.append(
            Line2D([], [], marker=mark, markersize=size, color=shade, linewidth=0, label=label, markerfacecolor=inside)
        )
    return handles


def _legend(page: style.Page, found: Frontier, lang: str, top: float) -> None:
    handles = marks(found, lang)
    page.figure.legend(
        handles=handles, loc="upper left", ncols=len(handles), frameon=False, fontsize=9.5, columnspacing=1.4,
        bbox_to_anchor=(style.MARGIN - 0.008, 1.0 - top / page.figure.get_figheight()), handletextpad=0.3,
    )  # fmt: skip
