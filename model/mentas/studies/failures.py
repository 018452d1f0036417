"""Runs that have no results: which, why, and how to see it alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mentas.studies.roster import Roster


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that has no results."""

    scenario: str
    replicate: int
    seed: int
    error: str
    reproduce: str
    """A line of Python that runs it alone."""
    point: int = 0


def of(roster: Roster, errors: Mapping[str, str]) -> Iterable[Failure]:
    """The failures among the runs of a study, in its order, by the errors of their keys."""
    if not errors:
        return
    for place, run in zip(roster.places(), roster.keys, strict=True):
        if run in errors:
            line = roster.line(place)
            error = f"{place.region}: {errors[run]}" if place.region else errors[run]
            yield Failure(place.arm.name, place.replicate, roster.seed(place), error, line, place.point)
