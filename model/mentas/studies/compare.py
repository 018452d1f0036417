"""Comparison: scenarios x replicates on the same luck, kept as they finish, then set against a baseline.

The same command goes on where it was stopped: runs already in the folder are not run again, and the folder's tables
come out the same byte for byte as if nothing had happened, whatever the number of workers.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mentas.studies import engine, key, lock, manifest, results
from mentas.studies.engine import Progress
from mentas.studies.ensemble.worlds import AS_WRITTEN, Worlds, worlds
from mentas.studies.finished import Task
from mentas.studies.one import live
from mentas.studies.store import Store

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.design import Arm, Study


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that has no results."""

    scenario: str
    replicate: int
    seed: int
    error: str
    reproduce: str
    """A line of Python that runs it alone."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A study that has ended."""

    folder: Path
    runs: int
    reused: int
    failures: tuple[Failure, ...]
    summary: pd.DataFrame
    """As in summary.csv; empty if no run ended well."""


def compare(
    study: Study,
    *,
    out: Path | None = None,
    workers: int | None = None,
    strict: bool = False,
    progress: Progress | None = None,
    command: Sequence[str] = (),
    work: engine.Work = live,
) -> Comparison:
    """Run what is missing of a study, and write its folder.

    Args:
        study: what to run.
        out: the study's folder, by default `outputs/<name>`.
        workers: processes, by default one a core. Called from a script with more than one, the call must stand
            under `if __name__ == "__main__":`, as Python's multiprocessing asks.
        strict: check the ledger after every act of every run.
        progress: told how many runs are done.
        command: the command line, for the manifest.
        work: what does a task.

    Raises:
        RefusedError: the folder is in use or holds something else.
        Refusal: the study asks for the ensemble of parameters, and there is none, or it is damaged.
        InterruptedStudyError: Ctrl-C; finished runs are kept.
        OSError: the folder cannot be written; finished runs are kept.
    """
    lived = worlds(study)
    folder = lock.opened(out, study.name)
    with lock.held(folder):
        manifest.check_belongs(folder, study)
        account = manifest.describe(study, command=command, started=manifest.now()) | lived.account(study)
        manifest.retire(folder, account, tables=(*results.TABLES, *results.OF_DOUBT))
        manifest.write(folder, account)
        store = Store(folder)
        keys = _keys(study, lived)
        reused = sum(run in store for run in keys.values())
        workers = workers or os.cpu_count() or 1
        left = tasks(study, keys, done=store, workers=workers, strict=strict, lived=lived)
        total = len(set(keys.values()))
        errors = engine.execute_and_keep(
            left, work=work, engine=engine.engine_of(workers=workers), keep=store.keep,
            total=total, ended=total - sum(len(task.runs) for task in left), progress=progress,
        )  # fmt: skip
        failures = tuple(_failures(study, keys, errors, lived))
        summary = results.write(
            folder, store, keys=keys, baseline=study.baseline, failures=failures, units=_units(), nest=lived.nest()
        )
        counts = {"total": len(keys), "failed": len(failures), "failures": [asdict(failure) for failure in failures]}
        manifest.write(folder, account | {"finished": manifest.now(), "runs": counts})
    return Comparison(folder, len(keys), reused, failures, summary)


def _keys(study: Study, lived: Worlds = AS_WRITTEN) -> dict[tuple[str, int], str]:
    """Run key by scenario and replicate, scenario by scenario."""
    keys = {}
    for arm in study.arms:
        digests: dict[int, str] = {}  # of scenarios that several replicates share, by identity
        for replicate in range(study.replicates):
            scenario = lived.scenario(arm, replicate)
            digest = digests.setdefault(id(scenario), "") or key.scenario_digest(scenario)
            digests[id(scenario)] = digest
            keys[arm.name, replicate] = key.run_key(digest, seed=study.seed, replicate=replicate)
    return keys


def tasks(
    study: Study,
    keys: dict[tuple[str, int], str],
    *,
    done: Container[str],
    workers: int,
    strict: bool = False,
    lived: Worlds = AS_WRITTEN,
) -> list[Task]:
    """What is left to do, a replicate a task, so that its scenarios can share a burn-in; smaller if workers idle."""
    whole = []
    for replicate in range(study.replicates):
        # Scenarios that differ in words only have one key and are run once.
        runs = {keys[arm.name, replicate]: lived.scenario(arm, replicate) for arm in study.arms}
        left = tuple((run, scenario) for run, scenario in runs.items() if run not in done)
        if left:
            whole.append(Task(study.seed, replicate, left, strict))
    return whole if len(whole) >= workers else [part for task in whole for part in task.split()]


def _failures(
    study: Study, keys: dict[tuple[str, int], str], errors: dict[str, str], lived: Worlds
) -> Iterable[Failure]:
    arms = {arm.name: arm for arm in study.arms}
    for (name, replicate), run in keys.items():
        if run in errors:
            line = _line(study, arms[name], replicate, lived)
            yield Failure(name, replicate, study.seed, errors[run], line)


def _line(study: Study, arm: Arm, replicate: int, lived: Worlds) -> str:
    changed = dict(study.changes) | lived.changes(arm, replicate)
    changes = f".with_changes({changed!r})" if changed else ""
    return f"mentas.run(mentas.load_scenario({arm.file!r}){changes}, seed={study.seed}, replicate={replicate})"


def _units() -> dict[str, str]:
    """Unit by measure."""
    from mentas.measures.names import MEASURES

    return {name: measure.unit for name, measure in MEASURES.items()}
