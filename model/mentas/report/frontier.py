"""The charts of a frontier study, drawn into `figures/id` and `figures/en`, as PNG and SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mentas.language import LANGUAGES
from mentas.report import frontier_map, frontier_mixes, frontier_regret, style
from mentas.report.frontier_reading import Frontier


def draw(found: Frontier, folder: Path, languages: Sequence[str] = LANGUAGES) -> list[Path]:
    """Draw all charts of a study into its folder; returns the files written.

    Raises:
        OSError: a file cannot be written.
    """
    written = []
    with style.styled():
        for lang in languages:
            place = folder / "figures" / lang
            place.mkdir(parents=True, exist_ok=True)
            for name, page in pages(found, lang):
                written += page.save(place, name)
    return written


def pages(found: Frontier, lang: str) -> Iterator[tuple[str, style.Page]]:
    """The charts by the name of their file; one of which nothing is known is left out."""
    for name, made in (("frontier", frontier_map.chart(found, lang)), ("mixes", frontier_mixes.chart(found, lang))):
        if made is not None:
            yield name, made
    if frontier_regret.known(found):
        for outcome in found.outcomes:
            yield f"regret_{outcome.name}", frontier_regret.chart(found, outcome, lang)
