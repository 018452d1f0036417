"""How many replicates a study lives through, where time or a half-width decides, and not the number in its file.

Time: whole replicates are begun as long as what was seen so far says that they end in time. Which outcomes there are
for so many replicates does not depend on it.

Half-width: looks at 20 replicates, then at as many as their variance says are needed, at most twice as many, and so
on until the half-width of every interval is small enough. Stopping when an interval looks narrow makes it too narrow
on average (Anscombe 1953; Chow and Robbins 1965): that is small if the first look is not early and there are few
looks. For differences that are about normal, 95 per cent intervals then hold the truth in 94 to 95 per cent of
studies, whatever the half-width asked for (tests/studies/test_limits.py tries it); with a skewness of 1 in about 93.
Where several policies or points have to be narrow enough, the widest decides and the others keep more.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentas.language import Said

if TYPE_CHECKING:
    from mentas.studies.finished import Task

FIRST = 20
"""Replicates at the first look."""

MOST_GROWTH = 2.0
"""Times as many replicates at the next look, at most: an early variance may be far too large."""

STEPS = 10
"""And at least one part of so many more: more looks are more chances to stop by luck."""

START = 30.0
"""Seconds that workers may need before their first run, to import and to compile."""

DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|min|h)", re.IGNORECASE)
SECONDS = {"s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What decides how many replicates there are, besides their number."""

    seconds: float | None = None
    """Time for all runs."""
    halfwidth: float | None = None
    """Of the 95 per cent interval of the main outcome, in its unit."""
    most: int | None = None
    """Replicates at most, where the half-width decides."""

    @property
    def any(self) -> bool:
        """Whether there is any."""
        return self.seconds is not None or self.halfwidth is not None


NONE = Limits()


def duration(text: str) -> float:
    """Seconds by text such as 90s, 20m or 1.5h.

    Raises:
        ValueError: it is none; the message says what is allowed.
    """
    found = DURATION.fullmatch(text.strip())
    seconds = float(found[1]) * SECONDS[found[2].lower()] if found else 0.0
    if not 0.0 < seconds < 1e9:
        raise ValueError(Said("takes a time such as 90s, 20m or 1.5h"))
    return seconds


def next_look(n: int, halfwidth: float, target: float, *, turn: int = 1) -> int:
    """Replicates at the next look.

    Args:
        n: at this one.
        halfwidth: the widest that was seen.
        target: the half-width asked for.
        turn: replicates come in multiples of it.
    """
    needed = n * min((halfwidth / target) ** 2, MOST_GROWTH)
    return _turns(max(n + max(n // STEPS, 1), math.ceil(needed)), turn)


def first_look(*, turn: int = 1) -> int:
    """Replicates at the first look."""
    return _turns(FIRST, turn)


def _turns(n: int, turn: int) -> int:
    return math.ceil(n / turn) * turn


class Pace:
    """Tasks as long as whole replicates fit in the time that is left.

    Args:
        deadline: on `clock`.
        clock: seconds.
    """

    def __init__(self, deadline: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.stopped: int | None = None
        """The replicate that was not begun for want of time."""
        self._deadline, self._clock = deadline, clock
        self._begun = clock()
        self._given = self._ended = 0
        self._first: tuple[float, int] | None = None

    def tell(self, runs: int) -> None:
        """So many runs have ended."""
        self._ended += runs
        if self._first is None:
            self._first = self._clock(), self._ended

    def paced(self, tasks: Iterator[Task]) -> Iterator[Task]:
        """The tasks, until a replicate would not end in time. The first is always begun."""
        replicate, runs = None, 0
        for task in tasks:
            if task.replicate != replicate:
                if replicate is not None and not self._fits(runs):
                    self.stopped = task.replicate
                    return
                replicate, runs = task.replicate, 0
            runs += len(task.runs)
            self._given += len(task.runs)
            yield task

    def _fits(self, runs: int) -> bool:
        """Whether so many more runs, after those that were given out, end in time."""
        now = self._clock()
        if self._first is None:  # workers that have nothing to do yet
            return now < self._deadline
        at, ended = self._first
        alone = max(at - self._begun - START, 0.0)
        each = alone / ended if self._ended == ended else (now - at) / (self._ended - ended)
        return now + max(each * (self._given - self._ended + runs), alone) <= self._deadline
