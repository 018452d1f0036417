"""A study's replicates, lived through round by round until number, time or half-width says that there are enough."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from mentas.studies import failures, limits, main_outcome
from mentas.studies.ensemble.plan import LUCKS, structures
from mentas.studies.ensemble.worlds import Worlds, worlds
from mentas.studies.limits import Pace
from mentas.studies.regions.nation import roster_of

if TYPE_CHECKING:
    import numpy as np

    from mentas.studies.design import Study
    from mentas.studies.failures import Failure
    from mentas.studies.roster import Roster
    from mentas.studies.session import Session
    from mentas.studies.space.points import Points

Because = Literal["number", "time", "halfwidth", "unknown"]
"""What ended a study: all replicates asked for, the time, the half-width, or that no run tells a half-width."""

KINDS = ("compare", "sweep", "sensitivity")
"""Kinds of study whose replicates time or a half-width may decide; a frontier's search would take another way."""

MOST = 100_000
"""Replicates at most, where a half-width decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How many replicates a study has, and why no more."""

    asked: int | None
    """Replicates asked for; None where the half-width alone was to decide."""
    done: int
    because: Because
    halfwidth: float | None = None
    """The widest of the main outcome, where it was looked at."""

    def account(self) -> dict[str, Any]:
        """What the manifest says of it."""
        return asdict(self)


def lived(study: Study, points: Points, lived: Worlds, session: Session) -> tuple[Roster, tuple[Failure, ...]]:
    """Live through as many replicates as number and limits say; how many is in the session's `reached`.

    Raises:
        As `Session.execute`.
    """
    wanted = session.how.limits
    if not wanted.any:
        roster = roster_of(study, points, lived, strict=session.how.strict)
        return roster, session.execute(roster)

    def of(replicates: int) -> Roster:
        fewer = replace(study, replicates=replicates)
        return roster_of(fewer, points, worlds(fewer), strict=session.how.strict)

    pace = None if session.deadline is None else Pace(session.deadline)
    if wanted.halfwidth is None:
        roster = of(study.replicates)
        failed = session.execute(roster, pace=pace)
        session.reached = Reached(asked=study.replicates, done=study.replicates, because="number")
    else:
        turn = LUCKS * len(structures(lived.held)) if lived.plan else 1
        roster, failed = _narrow(of, session, pace, turn)
    if pace is not None and pace.stopped is not None:
        asked = study.replicates if wanted.halfwidth is None else wanted.most
        roster = of(pace.stopped)
        failed = tuple(failures.of(roster, session.store.failed))
        session.reached = Reached(asked=asked, done=pace.stopped, because="time")
    return roster, failed


def _narrow(
    of: Callable[[int], Roster], session: Session, pace: Pace | None, turn: int
) -> tuple[Roster, tuple[Failure, ...]]:
    """Look by look until every interval is narrow enough, or there is no time for the next."""
    import numpy as np

    wanted = session.how.limits
    assert wanted.halfwidth is not None
    most = wanted.most or MOST
    parts: list[np.ndarray] = []
    n, before = min(limits.first_look(turn=turn), most), 0
    while True:
        roster = of(n)
        failed = session.execute(roster, pace=pace)
        if pace is not None and pace.stopped is not None:
            return roster, failed
        parts.append(main_outcome.values(roster, session.store, since=before))
        gaps = main_outcome.differences(np.concatenate(parts, axis=-1), roster.study)
        widths = main_outcome.halfwidths(gaps, roster.lived.nest())
        widest = float(np.nanmax(widths)) if np.isfinite(widths).any() else math.nan
        if n >= most or not widest > wanted.halfwidth:
            known, narrow = math.isfinite(widest), widest <= wanted.halfwidth
            because: Because = "halfwidth" if narrow else "number" if known else "unknown"
            session.reached = Reached(asked=wanted.most, done=n, because=because, halfwidth=widest if known else None)
            return roster, failed
        before, n = n, min(limits.next_look(n, widest, wanted.halfwidth, turn=turn), most)
