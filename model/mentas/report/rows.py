"""Rows of a narrow picture: a name over each, so that bars have the whole width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mentas.report import style

LETTERS = 58
"""Of a line of a name."""

LINE, BAR = 0.18, 0.44
"""Height of a line of a name, and of a bar with the room around it, inches."""


def wrapped(names: Sequence[str]) -> list[str]:
    """Names over as many lines as they need."""
    return [style.wrap(name, LETTERS) for name in names]


def height(names: Sequence[str]) -> float:
    """Inches of one row."""
    return BAR + LINE * max(name.count("\n") + 1 for name in wrapped(names))


def name(panel: Any, names: Sequence[str]) -> None:
    """Write the names over their rows, 0 at the top; bars are to be thinner than 0.42 of a row."""
    whole = height(names)
    bar = 0.13 / whole
    for place, text in enumerate(wrapped(names)):
        panel.annotate(text, (0.0, place - bar - 0.04 / whole), xycoords=("axes fraction", "data"), va="bottom",
                       ha="left", size=10, color="#202020",
                       bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0})  # fmt: skip
    panel.set_ylim(len(names) - 1.0 + 0.24 / whole, 0.24 / whole - 1.0)
    panel.set_yticks([])
    panel.spines["left"].set_visible(False)
    panel.grid(axis="y", visible=False)
    panel.grid(axis="x", visible=True)


def thick(names: Sequence[str]) -> float:
    """Height of a bar, as a share of a row."""
    return 0.26 / height(names)
