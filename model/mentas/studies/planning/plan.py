"""The plan of a study: how many runs, how many are left and why, and what they take and give. A few of them are done to
know it, and kept; or none are, and the answer comes at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.studies import lock, manifest
from mentas.studies.ensemble.worlds import worlds
from mentas.studies.limits import NONE, Limits
from mentas.studies.main_outcome import main_outcome
from mentas.studies.planning import machine
from mentas.studies.planning.count import count
from mentas.studies.planning.standing import Standing, standing
from mentas.studies.planning.told import Plan, told

if TYPE_CHECKING:
    from mentas.studies.design import Study
    from mentas.studies.engine import Engine, Work
    from mentas.studies.planning.forecast import Doubt
    from mentas.studies.roster import Roster
    from mentas.studies.store import Store

LOOKED = 12
"""Points whose differences are looked at, at most."""


def plan(
    study: Study,
    *,
    engine: Engine,
    out: Path | None = None,
    limits: Limits = NONE,
    timing: bool = True,
    command: Sequence[str] = (),
    work: Work | None = None,
) -> Plan:
    """The plan of a study.

    Args:
        study: what is to be run.
        engine: workers of this machine.
        out: its folder, by default `outputs/<name>`.
        limits: time or half-width for which replicates are wanted.
        timing: whether to do a few runs. They are kept in the folder, unless it holds tables of an older version of
            the study, which running the study would delete.
        command: that runs the study, for the manifest.
        work: what does a task; by default the model.

    Raises:
        RefusedError: the folder holds something else.
        Refusal: as for `batch.run`.
        OSError: the folder cannot be written.
    """
    folder = lock.place(out, study.name)
    account = manifest.describe(study, command=command, started=manifest.now()) | worlds(study).account(study)
    stands, counted = standing(study, folder, account), count(study)
    known: dict[str, Any] = {
        "study": study, "folder": folder, "count": counted, "standing": stands, "workers": engine.workers,
        "outcome": main_outcome(study), "free_memory": machine.free_memory(), "free_disk": machine.free_disk(folder),
    }  # fmt: skip
    if stands.holder is not None or not timing:
        done = stands.done if not stands.changes else 0 if stands.useless or not stands.done else None
        return Plan(**known, done=done)
    return _timed(study, known, account, engine, limits, work)


def _timed(
    study: Study, known: Mapping[str, Any], account: Mapping[str, Any], engine: Engine, limits: Limits,
    work: Work | None,
) -> Plan:  # fmt: skip
    """The plan with a few runs done."""
    from mentas import kernels
    from mentas.studies import spaced
    from mentas.studies.one import live
    from mentas.studies.planning.pilot import COLD, WARM, peak, pilot
    from mentas.studies.regions.nation import roster_of
    from mentas.studies.store import Store

    stands: Standing = known["standing"]
    keeps = stands.same or not stands.tables
    roster = roster_of(study, spaced.points(study), worlds(study))
    with _home(study, known["folder"], account, stands, keeps=keeps) as home:
        store = Store(home, roster.unique)
        there = store.done
        tried = pilot(roster, store, engine=engine, work=work or live, start=WARM if kernels.is_warm() else COLD)
        gaps, doubt = _differences(roster, store)
        store.close()
    done = there + (tried.runs if keeps else 0)
    spread = None
    if study.uncertainty == "point":
        from mentas.studies.planning import forecast

        spread = forecast.spread(gaps)
    return told(known, tried, done=done, kept=keeps, own=peak(), spread=spread, doubt=doubt, limits=limits)


@contextmanager
def _home(
    study: Study, folder: Path, account: Mapping[str, Any], stands: Standing, *, keeps: bool
) -> Iterator[Path]:  # fmt: skip
    """Where runs are kept: the study's folder, told what it holds, or one beside it."""
    from mentas.studies.beside import beside

    if not keeps:
        with lock.held(folder), beside(folder) as copy:
            yield copy
        return
    with lock.held(lock.opened(folder, study.name)):
        if not stands.tables and (stands.changes or not (folder / lock.MANIFEST).exists()):
            manifest.write(folder, account)
            manifest.keep_points(folder, study)
        yield folder


def _differences(roster: Roster, store: Store) -> tuple[Any, Doubt | None]:
    """Differences that are known of the main outcome at some points, and the doubt about models where these vary."""
    import numpy as np

    from mentas.studies import main_outcome as outcome
    from mentas.studies.planning import forecast

    points = sorted({number * len(roster.points) // LOOKED for number in range(LOOKED)})
    gaps = outcome.differences(outcome.values(roster, store, points=points), roster.study)
    nest = roster.lived.nest()
    if nest is None:
        return gaps, None
    from mentas.studies.ensemble.summary import of_nest

    rows = gaps.reshape(-1, gaps.shape[-1])
    seen = np.isfinite(rows)
    return gaps, forecast.doubt(of_nest(rows, nest, np.arange(rows.shape[1])), int(seen.sum(axis=1).max(initial=0)))
