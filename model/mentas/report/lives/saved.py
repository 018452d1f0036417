"""Pictures of stories as files, which say by themselves what they show and that nobody is shown."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from mentas.language import tell
from mentas.report import style
from mentas.report.lives import picture
from mentas.report.lives.cards import name_of
from mentas.report.lives.words import Teller
from mentas.studies import atomic
from mentas.studies.manifest import FIGURES
from mentas.studies.story.book import Story

ABOUT: dict[str, dict[str, str | None]] = {"png": {"Software": None}, "svg": {"Date": None, "Creator": "mentas"}}
"""What a file says of its making: nothing that changes from day to day."""


def save(folder: Path, teller: Teller, story: Story) -> list[Path]:
    """Write a story's picture below a study's folder as PNG and SVG, each whole or not at all."""
    place = folder / FIGURES / teller.lang
    place.mkdir(parents=True, exist_ok=True)
    above = tell("Household {id}: {title}", teller.lang, id=story.household, title=teller.title(story))
    below = f"{teller.promise()}\n{teller.source()}"
    paths = []
    with style.styled():
        figure = picture.draw(teller.stories, story, teller.lang, above=above, below=below)
        for kind, about in ABOUT.items():
            paths.append(place / f"{name_of(story)}.{kind}")
            atomic.write_with(paths[-1], partial(figure.savefig, format=kind, metadata=about))
    return paths
