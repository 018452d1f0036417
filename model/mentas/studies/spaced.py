"""What each kind of study does with its runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mentas.studies import best, responses, results, rounds
from mentas.studies.regions import tables
from mentas.studies.regions.nation import Nation
from mentas.studies.space.points import NOWHERE, Points, laid

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.design import Study
    from mentas.studies.ensemble.worlds import Worlds
    from mentas.studies.failures import Failure
    from mentas.studies.roster import Roster
    from mentas.studies.session import Session

Outcome = tuple["Roster", tuple["Failure", ...], "pd.DataFrame"]


def points(study: Study) -> Points:
    """The points that a study begins with; a frontier tries more when it has seen these.

    Raises:
        Refusal: a file of points is wrong.
    """
    if study.design is None:
        return NOWHERE
    if study.kind == "sensitivity":
        from mentas.studies.sensitivity import study as analysis

        return analysis.points(study)
    return laid(study.design, study.dimensions, seed=study.seed)


def compare(study: Study, lived: Worlds, session: Session) -> Outcome:
    """Scenarios as they are, against a baseline."""
    roster, failures = rounds.lived(study, NOWHERE, lived, session)
    if isinstance(roster, Nation):
        return roster, failures, tables.write(session.folder, session.store, roster, failures)
    results.write(session.folder, session.store, roster, failures)
    return roster, failures, results.summarise(session.folder, roster)


def sweep(study: Study, lived: Worlds, session: Session) -> Outcome:
    """Scenarios over the points of a design."""
    import pandas as pd

    from mentas.studies.discovery import study as discovery

    roster, failures = rounds.lived(study, points(study), lived, session)
    found = results.write(session.folder, session.store, roster, failures)
    responses.write(session.folder, roster, found)
    best.write(session.folder, roster, found)
    discovery.write(session.folder, roster.study, roster.points, found)
    return roster, failures, pd.DataFrame()


def sensitivity(study: Study, lived: Worlds, session: Session) -> Outcome:
    """What outcomes, and differences between scenarios, rest on."""
    import pandas as pd

    from mentas.studies.sensitivity import study as analysis

    roster, failures = rounds.lived(study, points(study), lived, session)
    found = results.write(session.folder, session.store, roster, failures)
    responses.write(session.folder, roster, found)
    analysis.write(session.folder, roster.study, roster.points, found, failures)
    return roster, failures, pd.DataFrame()


def frontier(study: Study, lived: Worlds, session: Session) -> Outcome:
    """Which mixes of the budget no other beats."""
    from mentas.studies.frontier.study import run

    return run(study, lived, session)


KINDS: dict[str, Callable[[Study, Worlds, Session], Outcome]] = {
    "compare": compare, "sweep": sweep, "sensitivity": sensitivity, "frontier": frontier,
}  # fmt: skip
