"""The charts of a study, drawn from its folder into `figures/id` and `figures/en`, as PNG and SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from mentas.language import LANGUAGES
from mentas.report import by_structure, exits, money, movement, over_years, study, style

CHARTS: dict[str, Callable[[study.Study, str], style.Chart | None]] = {
    "welfare_bottom_deciles": over_years.welfare,
    "poverty_rate": over_years.poverty,
    "decile_movement": movement.moves,
    "money": money.spent,
    "mentas": exits.mentas,
    "structures": by_structure.structures,
}
"""What is drawn, by the name of its file; a chart whose measures are missing is left out."""


def draw(folder: Path, languages: Sequence[str] = LANGUAGES) -> list[Path]:
    """Draw all charts of the study in `folder`; returns the files written.

    Raises:
        RefusedError: the folder holds no study.
        OSError: a file cannot be written.
    """
    found = study.read(folder)
    written = []
    with style.styled():
        for lang in languages:
            place = folder / "figures" / lang
            place.mkdir(parents=True, exist_ok=True)
            for name, chart in CHARTS.items():
                drawn = chart(found, lang)
                if drawn is not None:
                    written += drawn.save(place, name)
    return written
