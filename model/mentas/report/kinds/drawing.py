"""What narrow figures share: the unit above the axis, numbers on it, and how many decimals they need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from mentas.language import tell
from mentas.report import numbers, style
from mentas.report.sweep_words import unit as unit_words


def scaled(unit: str, lang: str, *, gap: bool) -> tuple[float, str]:
    """By what a value is multiplied before it is drawn, and the words of its axis.

    Args:
        unit: of the value.
        lang: `id` or `en`.
        gap: whether it is a difference; those of shares are in points.
    """
    if unit == "share":
        return 100.0, tell("percentage points", lang) if gap else "%"
    if unit == "Rp/person/month":
        return 1e-3, tell("Rp thousand a person a month", lang)
    if unit.startswith("Rp") and unit != "Rp/Rp":
        return 1e-6, tell("Rp million", lang)
    return 1.0, unit_words(unit, lang)


def above(panel: Any, words: str, *, letters: int = 60) -> None:
    """The unit above the axis, read without turning one's head, in lines of so many letters: a line that reaches past
    the picture would make all of it smaller."""
    panel.set_title(style.wrap(words[:1].upper() + words[1:], letters), size=10, color=style.GREY, loc="left")


def ticked(axis: Any, lang: str) -> None:
    """Numbers along an axis, `panel.xaxis` or `panel.yaxis`, with as many decimals as tell its ticks apart."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
    ticks = axis.get_ticklocs()
    step = abs(float(ticks[1] - ticks[0])) if len(ticks) > 1 else 1.0
    places = int(np.clip(np.ceil(-np.log10(step) - 1e-9), 0, 6)) if step > 0.0 else 0
    axis.set_major_formatter(lambda value, _: numbers.number(value, places, lang))


def along(panel: Any, words: str, lang: str) -> None:
    """Rows that are named above themselves: only what is counted, along the x axis, has lines, numbers and a unit."""
    panel.grid(visible=False, axis="y")
    panel.grid(visible=True, axis="x")
    panel.spines["left"].set_visible(False)
    ticked(panel.xaxis, lang)
    panel.set_xlabel(words[:1].upper() + words[1:], size=10)


def spread(axes: Any, texts: Sequence[str], *, size: float = 11.0) -> None:
    """As few ticks along the x axis as leave room between their numbers.

    Args:
        axes: the panel.
        texts: numbers as they will be written.
        size: of their letters, points.
    """
    from matplotlib.ticker import MaxNLocator

    across = axes.get_position().width * axes.figure.get_figwidth() * 72.0
    needed = size * (0.64 * max((len(text) for text in texts), default=1) + 1.2)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=int(np.clip(across / needed - 1.0, 1, 8)), steps=[1, 2, 2.5, 5, 10]))


def clear(spots: Sequence[tuple[float, float]], *, room: float = 15.0) -> list[tuple[float, float]]:
    """Where marks may stand beside spots, so that none lies over another or over another's spot.

    Args:
        spots: points of the page, in points.
        room: between two marks, points.

    Returns:
        For each spot how far its mark is from it, points across and up.
    """
    placed: list[tuple[float, float]] = []
    away: list[tuple[float, float]] = []
    ways = [(far * np.cos(turn), far * np.sin(turn)) for far in (1.1 * room, 1.9 * room, 2.8 * room, 4.0 * room)
            for turn in np.deg2rad(np.arange(45.0, 405.0, 30.0))]  # fmt: skip
    for x, y in spots:
        others = [*placed, *(spot for spot in spots if spot != (x, y))]
        gaps = [min((np.hypot(x + a - u, y + b - v) for u, v in others), default=np.inf) for a, b in ways]
        best = next((k for k, gap in enumerate(gaps) if gap >= room), int(np.argmax(gaps)))
        away.append((float(ways[best][0]), float(ways[best][1])))
        placed.append((x + away[-1][0], y + away[-1][1]))
    return away
