"""The forest plot of a replayed trial: every published effect with its interval, and what simulated trials found."""

from __future__ import annotations

import math
from functools import partial
from pathlib import Path
from typing import Any

from mentas.report import numbers, style, trial_reading
from mentas.report.style import COLOURS, GREY, Figure
from mentas.report.trial_reading import Reading, value
from mentas.report.trial_words import say
from mentas.studies import atomic

NAME = "forest.png"

FARTHEST = 14.0
"""Published standard errors beyond which a bar is cut, so that one large effect does not press all others together."""

WIDTH = 13.0
EDGE, LEFT, RIGHT = 0.04, 0.39, 0.71
"""Where words, panels and numbers begin, shares of the width."""
ROW = 0.27
"""Height of a row, inches."""
LONGEST = 62
"""Letters of a line of words."""
HEAD, FOOT, BETWEEN = 1.75, 1.45, 0.95
"""Inches above, below and between the panels."""

PUBLISHED, SIMULATED = "#4D4D4D", COLOURS[0]
WRONG = COLOURS[1]
"""Colour of a simulated effect that lies too far from the published one."""


def draw(home: Path, lang: str) -> Path:
    """Draw a trial's forest plot into its folder."""
    found = trial_reading.read(home)
    with style.styled():
        figure = _figure(found, lang)
        path = home / NAME
        atomic.write_with(path, partial(figure.savefig, format="png", metadata={"Software": None}))
    return path


def _figure(found: Reading, lang: str) -> Figure:
    """All of the plot: effects above, levels of one arm below, each grouped by arm."""
    parts = [_rows(found, level=level) for level in (False, True)]
    heights = [ROW * len(rows) for rows in parts]
    height = HEAD + FOOT + sum(heights) + BETWEEN * (all(heights) or 0)
    figure = Figure(figsize=(WIDTH, height))
    top = HEAD
    for level, (rows, tall) in enumerate(zip(parts, heights, strict=True)):
        if rows:
            bottom = 1.0 - (top + tall) / height
            _panel(figure.add_axes((LEFT, bottom, RIGHT - LEFT, tall / height)), found, rows, lang, level=bool(level))
            top += tall + BETWEEN
    _frame(figure, found, lang, height)
    return figure


def _rows(found: Reading, *, level: bool) -> list[str | dict[str, Any]]:
    """Names of arms, each followed by its effects (or levels)."""
    some = [effect for effect in found.effects if trial_reading.is_level(effect) == level]
    rows: list[str | dict[str, Any]] = []
    for arm in dict.fromkeys(effect["arm"] for effect in some):
        rows += [arm, *(effect for effect in some if effect["arm"] == arm)]
    return rows


def _panel(axes: Any, found: Reading, rows: list[str | dict[str, Any]], lang: str, *, level: bool) -> None:
    low, high = limits([scaled(row, level=level) for row in rows if not isinstance(row, str)], level=level)
    axes.set_xlim(low, high)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.axvline(100.0 if level else 0.0, color="#404040", lw=1.1, zorder=1)
    axes.grid(True, axis="x")
    axes.grid(False, axis="y")
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(say("levels" if level else "effects", lang), fontsize=10, color=GREY)
    axes.xaxis.set_major_formatter(lambda x, _: numbers.number(x, 0, lang))
    words = axes.get_yaxis_transform()
    edge = (EDGE - LEFT) / (RIGHT - LEFT)
    for place, row in enumerate(rows):
        if isinstance(row, str):
            title = found.arm(row, lang)
            axes.text(edge, place, title, transform=words, weight="bold", va="center", size=10.5, clip_on=False)
            continue
        bars(axes, place, scaled(row, level=level), row)
        when = say("after", lang, months=trial_reading.months(row))
        label = style.wrap(f"{trial_reading.outcome(row, lang)}, {when}", LONGEST)
        shade = "black" if row["counted"] else GREY
        size = 7.5 if "\n" in label else 9.5
        axes.text(edge + 0.03, place, label, transform=words, va="center", size=size, color=shade, clip_on=False)
        axes.text(1.02, place, _numbers(found, row, lang), transform=words, va="center", size=9, color=shade)


def scaled(effect: dict[str, Any], *, level: bool) -> dict[str, float]:
    """An effect in published standard errors, a level in per cent of the published one."""
    names = ("published", "se", "simulated", "spread")
    size = value(effect, "published") / 100.0 if level else value(effect, "se")
    return {name: value(effect, name) / size if size else math.nan for name in names}


def limits(rows: list[dict[str, float]], *, level: bool) -> tuple[float, float]:
    """Ends of the axis: all intervals if they are not too long."""
    ends = [
        middle + side * 1.96 * half
        for each in rows
        for middle, half in ((each["published"], each["se"]), (each["simulated"], each["spread"]))
        for side in (-1.0, 1.0)
        if math.isfinite(middle) and math.isfinite(half)
    ] or [0.0]
    if level:
        low, high = max(min(ends), 0.0), min(max(ends), 250.0)
        return min(low, 90.0) - 5.0, max(high, 110.0) + 5.0
    low, high = max(min(ends), -FARTHEST), min(max(ends), FARTHEST)
    return min(low, -1.0) - 0.5, max(high, 1.0) + 0.5


def bars(axes: Any, place: int, each: dict[str, float], effect: dict[str, Any]) -> None:
    """Published above, simulated below; what is not scored is hollow."""
    counted = effect["counted"]
    far = counted and not effect["inside"]
    for middle, half, above, shade, mark in (
        (each["published"], each["se"], -0.16, PUBLISHED, "s"),
        (each["simulated"], each["spread"], 0.16, WRONG if far else SIMULATED, "o"),
    ):
        if not math.isfinite(middle):
            continue
        low, high = axes.get_xlim()
        if math.isfinite(half):
            ends = max(middle - 1.96 * half, low), min(middle + 1.96 * half, high)
            if ends[0] < ends[1]:
                axes.plot(ends, [place + above] * 2, color=shade, lw=2.0 if counted else 1.1, solid_capstyle="butt")
        face = shade if counted else "white"
        if low <= middle <= high:
            axes.plot(middle, place + above, mark, color=shade, mfc=face, ms=5)
        else:
            beyond = high if middle > high else low
            axes.plot(beyond, place + above, ">" if middle > high else "<", color=shade, mfc=face, ms=6, clip_on=False)


def _numbers(found: Reading, effect: dict[str, Any], lang: str) -> str:
    unit = trial_reading.unit(effect, found.told["currency"].split(" of ")[0], lang)
    dagger = "†" if effect["se_assumed"] else ""
    published = trial_reading.pair(effect, "published", "se", lang) + dagger
    return f"{published} | {trial_reading.pair(effect, 'simulated', 'spread', lang)}  {unit}"


def _frame(figure: Figure, found: Reading, lang: str, height: float) -> None:
    """Headline, explanation, legend and source."""
    scores, told = found.scores, found.told
    figure.text(EDGE, 1.0 - 0.36 / height, told["title"][lang], size=16, weight="bold", va="center")
    sub = say("sub", lang, n=found.replicates)
    figure.text(EDGE, 1.0 - 0.6 / height, sub, size=10.5, color=GREY, va="top", linespacing=1.35)
    at, y = EDGE, 1.0 - (HEAD - 0.28) / height
    for name, shade, mark in (
        ("legend_published", PUBLISHED, "s"), ("legend_simulated", SIMULATED, "o"), ("legend_far", WRONG, "o"),
        ("legend_aside", GREY, ""),
    ):  # fmt: skip
        sign = {"s": "■ ", "o": "● ", "": "○ "}[mark]
        text = figure.text(at, y, sign + say(name, lang), size=10, color=shade, va="center")
        at += (text.get_window_extent(_renderer(figure)).width / figure.bbox.width) + 0.02
    figure.text(RIGHT + 0.005, y, say("header", lang), size=9, color=GREY, va="center")
    source = say(
        "source", lang, study=style.wrap(told["study"], 150), version=found.version, n=found.replicates,
        seed=told["seed"], inside=scores["inside"], counted=scores["counted"], right=scores["signs_right"],
        signs=scores["signs"],
    )  # fmt: skip
    figure.text(EDGE, 0.12 / height, source, size=8, color=GREY, va="bottom", linespacing=1.4)


def _renderer(figure: Figure) -> Any:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    return FigureCanvasAgg(figure).get_renderer()
