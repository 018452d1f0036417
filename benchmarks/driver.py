"""One study of made-up runs in a process of its own, so that time and memory are its driver's: prints JSON.

python -m benchmarks.driver '{"runs": 10000}'
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import mentas
from benchmarks import peers
from benchmarks.child import memory
from mentas.measures.names import NAMES
from mentas.studies import batch, status
from mentas.studies.design import Arm, Study
from mentas.studies.finished import Finished, Task
from mentas.studies.space.dimension import Dimension, Span
from mentas.studies.space.outcome import Outcome
from mentas.studies.space.plan import Design

WORDS = {"id": "Ukur", "en": "Bench"}
REPLICATES = 5


def work(task: Task) -> list[Finished]:
    """Runs that take next to no time and have as many rows as those of the village; no two are alike."""
    import numpy as np

    finished = []
    for key, _ in task.runs:
        frames = empty()
        luck = np.random.default_rng(int(key[:15], 16)).random(len(frames["outcomes"]))
        finished.append(Finished(key, frames=frames | {"outcomes": frames["outcomes"].assign(value=luck)}))
    return finished


@cache
def empty() -> dict[str, Any]:
    """What a run of five years leaves for a sweep: every measure of every year, and what three programmes spent."""
    import pandas as pd

    outcomes = [(year, name, "all", "all", 0.0) for year in range(6) for name in NAMES]
    spending = [
        (name, "Desa", year, 20_000_000, 18_000_000, 1_500_000, 0, 500_000, 3.0)
        for name in ("bpnt", "uep", "kube")
        for year in range(1, 6)
    ]
    money = ["budget", "delivered", "admin", "leaked", "unspent"]
    return {
        "outcomes": pd.DataFrame(outcomes, columns=["year", "measure", "group_kind", "group", "value"]),
        "spending": pd.DataFrame(spending, columns=["programme", "regency", "year", *money, "recipients"]),
    }


def study(runs: int) -> Study:
    """A sweep of so many runs: two scenarios in five worlds at each point."""
    scenario = mentas.load_scenario(peers.VILLAGE)
    names = ("mix", "same")
    levers = [("parameters.enterprise.wear", 0.001, 0.02), ("parameters.investing.hurdle", 0.001, 0.05)]
    dimensions = tuple(
        Dimension(name=name, role="uncertainty", group="enterprise", form=Span(low, high), arms=names)
        for name, low, high in levers
    )
    return Study(
        name="bench", kind="sweep", title=WORDS, question=WORDS, baseline=names[0], replicates=REPLICATES, seed=1,
        arms=tuple(Arm(name=name, file=str(peers.VILLAGE), scenario=scenario.with_changes({"years": years}))
                   for name, years in zip(names, (5, 4), strict=True)),
        wanted=(Outcome("poverty_rate"), Outcome("mentas_kept")), dimensions=dimensions,
        design=Design(method="latin", samples=max(runs // REPLICATES // 2, 1)), keep=frozenset({"spending"}),
    )  # fmt: skip


def measured(runs: int, *, workers: int, folder: Path) -> dict[str, Any]:
    """Run it, ask how far it is, and run it again with nothing to do."""
    todo = study(runs)
    base = memory("VmRSS")
    told: dict[str, float] = {}

    def progress(done: int, total: int, failed: int) -> None:
        if done == total and "ran" not in told:
            told.update(ran=time.process_time() - begin, ran_bytes=memory("VmHWM"))

    begin, clock = time.process_time(), time.perf_counter()
    done = batch.run(todo, out=folder, workers=workers, work=work, progress=progress)
    whole = time.process_time() - begin
    found: dict[str, Any] = {
        "runs": done.runs, "base": base, "peak": memory("VmHWM"), "ran_peak": told["ran_bytes"],
        "run_seconds": told["ran"], "table_seconds": whole - told["ran"], "wall": time.perf_counter() - clock,
        "runs_bytes": _size(folder / "runs"), "bytes": _size(folder),
    }  # fmt: skip
    found["status_seconds"] = _timed(partial(status.status, folder), time.perf_counter)
    again = partial(batch.run, todo, out=folder, workers=workers, work=work)
    found["again_seconds"] = _timed(again, time.process_time)
    return found


def _timed(task: Callable[[], object], clock: Callable[[], float]) -> float:
    begin = clock()
    task()
    return clock() - begin


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Measure what the command line asks for."""
    settings = json.loads(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measured(settings["runs"], workers=settings.get("workers", 2), folder=Path(folder))))


if __name__ == "__main__":
    main()
