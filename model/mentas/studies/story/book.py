"""Stories as a file: what two lives of a household were, in plain numbers, with the runs that they come from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from mentas.language import Said
from mentas.studies import atomic
from mentas.studies.names_of_tables import STORIES
from mentas.studies.problems import RefusedError

FORMAT = 1
"""Of the file; another is made anew."""

NOBODY = "A simulated household is nobody: it was drawn from figures of a region, and no family is behind it."

Title = Mapping[str, str]
"""By language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A household's months under one policy."""

    months: Mapping[str, Sequence[float]]
    """By column (see `watch`), the start and every month since; money in whole rupiah at prices of the start month."""
    programmes: Mapping[str, Sequence[float]]
    """Value received by programme, the same; programmes of which it got nothing are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One household and its two lives."""

    household: int
    """Its id in the world."""
    kind: str
    """One of `kinds.KINDS`; empty where it is of none."""
    middle: bool
    """Whether it is told of because it is in the middle of its kind, and not because it was asked for."""
    weight: float
    """Households of the population that it stands for."""
    who: Mapping[str, Any]
    """What it was at the start: see `facts`."""
    shocks: Sequence[Mapping[str, Any]]
    """Regional shocks of the scenario that reach its regency: title, month (from 1) and months."""
    lives: tuple[Life, Life]
    """Under the baseline and under the other policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """The stories of one world of a study."""

    made_by: Mapping[str, str]
    seed: int
    replicate: int
    start: str
    """First month, YYYY-MM."""
    policies: tuple[Mapping[str, Any], Mapping[str, Any]]
    """name, title, and key and digest of the run: of the baseline and of the other policy."""
    programmes: Mapping[str, Title]
    region: Title
    households: float
    """Households of the region, by weight."""
    kinds: Mapping[str, float]
    """Households of each kind, by weight."""
    stories: tuple[Story, ...]
    format: int = FORMAT
    note: str = field(default=NOBODY)

    def of(self, kind: str) -> Story | None:
        """The story of a kind, if there is one."""
        return next((story for story in self.stories if story.kind == kind), None)


def write(folder: Path, stories: Stories) -> Path:
    """Write the file whole or not at all."""
    path = folder / STORIES
    atomic.write_text(path, json.dumps(asdict(stories), ensure_ascii=False, allow_nan=False) + "\n")
    return path


def read(folder: Path) -> Stories | None:
    """The stories of a study's folder; None if there is no such file, or it is of another format.

    Raises:
        RefusedError: the file holds something else.
    """
    try:
        text = (folder / STORIES).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        told = json.loads(text)
        return _stories(told) if told["format"] == FORMAT else None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise RefusedError(Said("{file} does not hold stories; delete it, and it is made again",
                                file=folder / STORIES)) from error  # fmt: skip


def _stories(told: dict[str, Any]) -> Stories:
    a, b = told.pop("policies")
    stories = tuple(_story(each) for each in told.pop("stories"))
    return Stories(policies=(a, b), stories=stories, **told)


def _story(told: dict[str, Any]) -> Story:
    a, b = (Life(**life) for life in told.pop("lives"))
    return Story(lives=(a, b), **told)
