"""A study from its plan to its folder: what is missing is run and kept as it ends, then everything is set side by side.

The same command goes on where it was stopped: runs already in the folder are not run again, and the folder's tables
come out the same byte for byte as if nothing had happened, whatever the number of workers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mentas.language import Said
from mentas.studies import lock, manifest, names_of_tables, rounds, spaced
from mentas.studies.engine import engine_of
from mentas.studies.ensemble.worlds import worlds
from mentas.studies.failures import Failure
from mentas.studies.limits import NONE, Limits
from mentas.studies.one import live
from mentas.studies.problems import RefusedError
from mentas.studies.session import How, Session

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.design import Study
    from mentas.studies.engine import Engine, Progress, Work
    from mentas.studies.rounds import Reached


MOST_TOLD = 100
"""Failures that a manifest tells of; all are in errors.csv."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A study that has ended."""

    folder: Path
    runs: int
    reused: int
    failures: tuple[Failure, ...]
    summary: pd.DataFrame
    """As in summary.csv; empty if no run ended well, or if the study is no comparison."""
    reached: Reached | None = None
    """How many replicates there are, and why no more, where time or a half-width decided."""


def run(
    study: Study,
    *,
    out: Path | None = None,
    workers: int | None = None,
    engine: Engine | None = None,
    strict: bool = False,
    retry_failed: bool = False,
    fail_fast: bool = False,
    limits: Limits = NONE,
    progress: Progress | None = None,
    command: Sequence[str] = (),
    work: Work = live,
) -> Ended:
    """Run what is missing of a study, and write its folder.

    Args:
        study: what to run.
        out: the study's folder, by default `outputs/<name>`.
        workers: processes, by default one a core. Called from a script with more than one, the call must stand
            under `if __name__ == "__main__":`, as Python's multiprocessing asks.
        engine: other workers than processes of this machine; instead of `workers`.
        strict: check the ledger after every act of every run.
        retry_failed: run those again that failed before.
        fail_fast: stop at the first run that fails.
        limits: time or half-width that decide how many replicates there are.
        progress: told how many runs are done.
        command: the command line, for the manifest.
        work: what does a task.

    Raises:
        RefusedError: the folder is in use or holds something else, or a study of that kind cannot be limited.
        Refusal: the study asks for the ensemble of parameters, and there is none, or it is damaged; or its file of
            points is wrong.
        InterruptedStudyError: Ctrl-C; finished runs are kept.
        FailedRunError: a run failed and `fail_fast` was asked for; finished runs are kept.
        OSError: the folder cannot be written; finished runs are kept.
    """
    if limits.any and study.kind not in rounds.KINDS:
        raise RefusedError(
            Said(
                "a {kind} has as many worlds as its file says; {names} can be limited",
                kind=study.kind,
                names=", ".join(rounds.KINDS),
            )
        )
    lived = worlds(study)
    folder = lock.opened(out, study.name)
    with lock.held(folder):
        manifest.check_belongs(folder, name=study.name, kind=study.kind)
        account = manifest.describe(study, command=command, started=manifest.now()) | lived.account(study)
        manifest.retire(folder, account, tables=names_of_tables.EVERY)
        manifest.write(folder, account)
        manifest.keep_points(folder, study)
        how = How(engine or engine_of(workers=workers), work, strict, retry_failed, fail_fast, progress, limits)
        session = Session(folder, how)
        roster, failures, summary = spaced.KINDS[study.kind](study, lived, session)
        told = [asdict(failure) for failure in failures[:MOST_TOLD]]
        counts = {"total": len(roster), "failed": len(failures), "failures": told}
        reached = session.reached
        more = {} if reached is None else {"replicates": reached.done, "reached": reached.account()}
        manifest.write(folder, account | {"finished": manifest.now(), "runs": counts} | more)
    return Ended(folder, len(roster), session.reused, failures, summary, reached)
