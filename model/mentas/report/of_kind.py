"""What is drawn and told of a finished study, by its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mentas.language import LANGUAGES
from mentas.report import figures, frontier_told, sensitivity_told, sweep, table

Draw = Callable[[Path, Sequence[str]], list[Path]]
Show = Callable[[Path, Any, str], None]


@dataclass(frozen=True, slots=True)
class Telling:
    """How a kind of study is drawn into its folder, and printed."""

    draw: Draw
    show: Show


KINDS: dict[str, Telling] = {
    "compare": Telling(figures.draw, table.show),
    "sweep": Telling(sweep.draw, sweep.show),
    "sensitivity": Telling(sensitivity_told.draw, sensitivity_told.show),
    "frontier": Telling(frontier_told.draw, frontier_told.show),
}


def draw(folder: Path, kind: str, languages: Sequence[str] = LANGUAGES) -> list[Path]:
    """Draw the charts of a study; returns the files written."""
    return KINDS[kind].draw(folder, languages)


def show(folder: Path, kind: str, console: Any, lang: str) -> None:
    """Print the findings of a study."""
    KINDS[kind].show(folder, console, lang)
