"""A page that holds a figure of sensitivity: its words, the names of parameters, and values as a reader writes them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from mentas.report import numbers, parameter_titles, style
from mentas.report.style import GREY, Figure
from mentas.report.words_of_sensitivity import say
from mentas.studies import atomic
from mentas.studies.sensitivity import DUMMY

HEAD, FOOT = 1.15, 1.15
"""Inches above and below the axes."""
EDGE = style.MARGIN
FAINT = "#9A9A9A"
"""Colour of what cannot be told from no effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What stands around a figure."""

    lang: str
    title: str
    """Headline."""
    subtitle: str
    """Which outcome, of whom, in which unit; one line or two."""
    source: str
    """Study, version, seed: the last line."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Titles by name, for names that are no parameters or that a study calls otherwise."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Units by name, for names that are no parameters."""

    def label(self, name: str) -> str:
        """What a reader calls a name."""
        if name in self.labels:
            return self.labels[name]
        if name == DUMMY:
            return say("dummy", self.lang)
        return parameter_titles.title(name, self.lang)

    def value(self, name: str, value: float) -> str:
        """A value of a parameter, with as many digits as tell it apart."""
        known = parameter_titles.number(name)
        unit = self.units.get(name, known.unit if known else "")
        if unit == "share":
            return f"{numbers.number(100.0 * value, _places(100.0 * value), self.lang)}%"
        if unit.startswith("Rp") and unit != "Rp/Rp":
            return numbers.level(value, unit, self.lang)
        return numbers.number(value, _places(value), self.lang)

    def figure(self, tall: float, *, notes: list[str], head: float = HEAD, foot: float = FOOT) -> tuple[Figure, float]:
        """An empty page around axes of that height in inches, and its whole height."""
        height = head + tall + foot
        figure = Figure(figsize=(style.WIDTH, height))
        figure.text(EDGE, 1.0 - 0.36 / height, self.title, size=16, weight="bold", va="center")
        figure.text(EDGE, 1.0 - 0.58 / height, self.subtitle, size=10.5, color=GREY, va="top", linespacing=1.35)
        words = style.wrap(" ".join(notes), 150) + "\n" + self.source
        figure.text(EDGE, 0.12 / height, words, size=8, color=GREY, va="bottom", linespacing=1.4)
        return figure, height


def save(figure: Figure, folder: Path, name: str) -> list[Path]:
    """Write a figure as PNG and SVG, whole or not at all."""
    paths = []
    with style.styled():
        for kind, about in (("png", {"Software": None}), ("svg", {"Date": None, "Creator": "mentas"})):
            path = folder / f"{name}.{kind}"
            atomic.write_with(path, partial(figure.savefig, format=kind, metadata=about))
            paths.append(path)
    return paths


def _places(value: float) -> int:
    """Decimal places of three digits, without zeros at the end."""
    if value == 0.0 or not math.isfinite(value):
        return 0
    places = min(max(2 - math.floor(math.log10(abs(value))), 0), 6)
    _, _, decimals = f"{value:.{places}f}".partition(".")
    return len(decimals.rstrip("0"))
