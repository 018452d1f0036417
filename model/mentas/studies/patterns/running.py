"""Running a study of patterns: its worlds live once a replicate, and every finished world is kept as it ends.

The same command goes on where it was stopped. A world is lived again only if something that could change what is
measured in it has changed; observations, titles and sources can be rewritten freely.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.studies import atomic, csv, engine, key, lock, manifest
from mentas.studies.engine import Progress
from mentas.studies.failures import Failure
from mentas.studies.finished import Finished, Task
from mentas.studies.patterns import verdict
from mentas.studies.patterns.design import Patterns
from mentas.studies.store import Store

if TYPE_CHECKING:
    from mentas.scenario import Scenario
    from mentas.world import World

CSV, JSON = "patterns.csv", "patterns.json"
TABLES: tuple[str, ...] = (CSV, JSON)

Asked = tuple[tuple[int, str], ...]
"""Month and statistic of all that is measured in a world."""

Values = dict[tuple[str, str, int], list[float]]
"""What was measured by world, statistic and month, a replicate each."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A scenario to live through, and what to measure on the way."""

    scenario: Scenario
    asked: Asked


@dataclass(frozen=True, slots=True)
class Judged:
    """A study of patterns that has ended."""

    folder: Path
    runs: int
    reused: int
    failures: tuple[Failure, ...]
    rows: tuple[verdict.Row, ...]


def measure(world: World, asked: Asked) -> list[tuple[int, str, float]]:
    """Live a new world as long as is asked, and measure it on the way: month, statistic and value."""
    from mentas.studies.patterns.life import Life
    from mentas.studies.patterns.statistics import STATISTICS

    life = Life(world)
    found = []
    for month, name in sorted(asked):
        life.live(until=month)
        found.append((month, name, float(STATISTICS[name].of(life))))
    return found


def live(task: Task) -> list[Finished]:
    """Do a task: its worlds one after the other; those that begin alike share one burn-in."""
    import pandas as pd

    from mentas import beginning
    from mentas.world import World

    errands: list[tuple[str, Errand]] = list(task.runs)  # type: ignore[arg-type]
    luck: dict[str, int] = {"seed": task.seed, "replicate": task.replicate}
    begins = [beginning.key(errand.scenario, task.seed, task.replicate) for _, errand in errands]
    shared, started = Counter(begins), dict[str, beginning.Beginning]()
    finished = []
    for (run, errand), begin in zip(errands, begins, strict=True):
        try:
            if shared[begin] > 1 and begin not in started:
                started[begin] = beginning.burn_in(errand.scenario, **luck)
            world = World(errand.scenario, strict=task.strict, start=started.get(begin), **luck)
            found = [(month, name, "all", "all", value) for month, name, value in measure(world, errand.asked)]
            outcomes = pd.DataFrame(found, columns=["year", "measure", "group_kind", "group", "value"])
            finished.append(Finished(run, frames={"outcomes": outcomes}))
        except Exception as error:  # a world that fails is a row with its error; the others go on
            finished.append(Finished(run, error=f"{type(error).__name__}: {error}"))
    return finished


def run(
    patterns: Patterns,
    *,
    out: Path | None = None,
    workers: int | None = None,
    strict: bool = False,
    retry_failed: bool = False,
    progress: Progress | None = None,
    command: Sequence[str] = (),
    work: Callable[[Task], list[Finished]] = live,
) -> Judged:
    """Live what is missing of a study, judge its patterns, and write its folder.

    Args:
        patterns: what to look for.
        out: the study's folder, by default `outputs/<name>`.
        workers: processes, by default one a core; see `compare`.
        strict: check the ledger after every act.
        retry_failed: live those worlds again that failed before.
        progress: told how many worlds are done.
        command: the command line, for the manifest.
        work: what does a task.

    Raises:
        RefusedError: the folder is in use or holds something else.
        InterruptedStudyError: Ctrl-C; finished worlds are kept.
        OSError: the folder cannot be written; finished worlds are kept.
    """
    study = patterns.study
    folder = lock.opened(out, study.name)
    with lock.held(folder):
        manifest.check_belongs(folder, name=study.name, kind=study.kind)
        account = manifest.describe(study, command=command, started=manifest.now()) | {"verdicts": verdict.VERDICTS}
        manifest.retire(folder, account, tables=TABLES)
        manifest.write(folder, account)
        keys = _keys(patterns)
        store = Store(folder, list(dict.fromkeys(keys.values())))
        if retry_failed:
            store.forget_failed()
        reused = sum(run in store for run in keys.values())
        _live(patterns, keys, store, workers or os.cpu_count() or 1, strict, progress, work)
        store.close()
        found = verdict.rows(patterns, values(patterns, keys, store))
        _write(folder, study, found)
        failures = tuple(_failures(patterns, keys, store.failed))
        counts = {"total": len(keys), "failed": len(failures), "failures": [asdict(failure) for failure in failures]}
        manifest.write(folder, account | {"finished": manifest.now(), "runs": counts})
    return Judged(folder, len(keys), reused, failures, tuple(found))


def _keys(patterns: Patterns) -> dict[tuple[str, int], str]:
    """Run key by world and replicate: what the world does, and what is measured in it."""
    study = patterns.study
    digests = {}
    for arm in study.arms:
        text = json.dumps([key.scenario_digest(arm.scenario), patterns.asked(arm.name)])
        digests[arm.name] = hashlib.sha256(text.encode()).hexdigest()
    return {
        (name, replicate): key.run_key(digest, seed=study.seed, replicate=replicate)
        for name, digest in digests.items()
        for replicate in range(study.replicates)
    }


def _live(
    patterns: Patterns, keys: dict[tuple[str, int], str], store: Store, workers: int, strict: bool,
    progress: Progress | None, work: Callable[[Task], list[Finished]],
) -> None:  # fmt: skip
    """Live through the worlds that are left, a replicate a task, and keep them."""
    study = patterns.study
    errands = {arm.name: Errand(arm.scenario, patterns.asked(arm.name)) for arm in study.arms}
    tasks = []
    for replicate in range(study.replicates):
        runs: Any = tuple((keys[n, replicate], e) for n, e in errands.items() if keys[n, replicate] not in store)
        if runs:
            tasks.append(Task(study.seed, replicate, runs, strict))
    engine.execute_and_keep(
        tasks, work=work, engine=engine.engine_of(workers=workers), keep=store.keep,
        total=len(keys), ended=len(keys) - sum(len(task.runs) for task in tasks), progress=progress,
    )  # fmt: skip


def values(patterns: Patterns, keys: dict[tuple[str, int], str], store: Store) -> Values:
    """What was measured, replicate by replicate."""
    found = store.read(keys.values())
    measured: Values = {}
    for (world, _), run in keys.items():
        if run in found:
            for line in found[run]["outcomes"].to_pylist():
                measured.setdefault((world, line["measure"], line["year"]), []).append(line["value"])
    return measured


def _write(folder: Path, study: Any, found: Sequence[verdict.Row]) -> None:
    import pandas as pd

    csv.write(folder / CSV, pd.DataFrame([asdict(row) for row in found]))
    counts = Counter(row.verdict for row in found)
    text = {
        "study": study.name,
        "replicates": study.replicates,
        "seed": study.seed,
        "verdicts": {name: counts.get(name, 0) for name in verdict.VERDICTS},
        "meaning": verdict.VERDICTS,
        "patterns": verdict.as_json(found),
    }
    atomic.write_text(folder / JSON, json.dumps(text, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def _failures(patterns: Patterns, keys: dict[tuple[str, int], str], errors: dict[str, str]) -> list[Failure]:
    study = patterns.study
    arms = {arm.name: arm for arm in study.arms}
    return [
        Failure(
            name, replicate, study.seed, errors[run],
            f"mentas.run(mentas.load_scenario({arms[name].file!r}), seed={study.seed}, replicate={replicate})",
        )
        for (name, replicate), run in keys.items()
        if run in errors
    ]  # fmt: skip
