"""What a plan says, put together from what is known of the folder and from a few runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.studies.limits import Limits
from mentas.studies.planning.count import Count
from mentas.studies.planning.forecast import Doubt, Spread, Time
from mentas.studies.planning.standing import Standing

if TYPE_CHECKING:
    from mentas.studies.design import Study
    from mentas.studies.planning.pilot import Pilot
    from mentas.studies.space.outcome import Outcome

MOST_REPLICATES = 100_000

MORE = 4
"""Times as many replicates are shown beside those of the study: they halve an interval."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a number of replicates buys."""

    replicates: int
    typical: float
    """Half-width; of the mean over models where these vary."""
    worst: float
    seconds: float | None
    """Time for what is left of so many; None where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a few runs showed."""

    runs: int
    failed: int
    died: int
    """Workers that died."""
    kept: bool
    """Whether they are in the study's folder."""
    seconds_a_run: float
    start: float
    """Seconds that a worker needs before its first run."""
    memory_of_worker: int
    memory_of_driver: int
    bytes_a_run: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a study will take and give."""

    study: Study
    folder: Path
    count: Count
    standing: Standing
    done: int | None
    """Runs of this study that are there; None where that would have to be looked up."""
    workers: int
    outcome: Outcome
    measured: Measured | None = None
    time: Time | None = None
    """For what is left."""
    memory: int | None = None
    disk: int | None = None
    """For what is left, with tables."""
    free_memory: int | None = None
    free_disk: int = 0
    spread: Spread | None = None
    doubt: Doubt | None = None
    choices: tuple[Choice, ...] = ()
    fits: int | None = None
    """Replicates that fit in the time that was given, at most those asked for."""
    needed: int | None = None
    """Replicates for the half-width that was asked for."""

    @property
    def left(self) -> int | None:
        """Runs that are left; None where that would have to be looked up."""
        return None if self.done is None else max(self.count.runs - self.done, 0)


def told(
    known: Mapping[str, Any], tried: Pilot, *, done: int, kept: bool, own: int, spread: Spread | None,
    doubt: Doubt | None, limits: Limits,
) -> Plan:  # fmt: skip
    """The plan of a study of which a few runs are known.

    Args:
        known: fields of the plan that were known before.
        tried: the few runs.
        done: runs of the study that are there.
        kept: whether those that were tried are among them.
        own: most memory of this process, bytes.
        spread: how much the main outcome varies between replicates.
        doubt: the same where models vary.
        limits: time or half-width for which replicates are wanted.
    """
    from mentas.studies.planning import forecast

    counted: Count = known["count"]
    workers: int = known["workers"]
    left, each = max(counted.runs - done, 0), counted.runs / counted.replicates

    def seconds(replicates: int) -> float | None:
        runs = max(round(replicates * each) - done, 0)
        return forecast.time_left(tried, runs, workers=workers).p50 if tried.runs else None if runs else 0.0

    needed = _needed(limits, spread, doubt)
    fits = None
    if limits.seconds is not None and seconds(1) is not None:
        most = counted.replicates if limits.halfwidth is None else needed or counted.replicates
        fits = next((n for n in range(most, 0, -1) if (seconds(n) or 0.0) <= limits.seconds), 0)
    wanted = {counted.replicates, MORE * counted.replicates, needed or 0, fits or 0}
    by_number = spread or doubt
    choices = [
        Choice(n, by_number.halfwidth(n), by_number.halfwidth(n, worst=True), seconds(n))
        for n in sorted(wanted)
        if n > 1 and by_number is not None
    ]
    if not tried.runs:
        return Plan(**known, done=done, spread=spread, doubt=doubt, choices=tuple(choices), fits=fits, needed=needed)
    measured = Measured(
        runs=tried.runs, failed=tried.failed, died=tried.died, kept=kept, start=tried.start,
        seconds_a_run=sum(tried.rates) / len(tried.rates), memory_of_worker=tried.memory, memory_of_driver=own,
        bytes_a_run=tried.bytes_a_run,
    )  # fmt: skip
    return Plan(
        **known, done=done, spread=spread, doubt=doubt, choices=tuple(choices), fits=fits, needed=needed,
        measured=measured, time=forecast.time_left(tried, left, workers=workers),
        memory=forecast.memory(tried, workers=workers, own=own), disk=forecast.disk(tried, left),
    )  # fmt: skip


def _needed(limits: Limits, spread: Spread | None, doubt: Doubt | None) -> int | None:
    """Replicates for the half-width that was asked for."""
    if limits.halfwidth is None:
        return None
    if spread is not None:
        return spread.needed(limits.halfwidth, most=MOST_REPLICATES)
    return None if doubt is None else doubt.needed(limits.halfwidth, most=MOST_REPLICATES)
