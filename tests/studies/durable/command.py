"""`mentas` as it is, but for what a worker does: runs take a moment, and some end as the environment says.

python -m studies.durable.command run study.yaml --out folder
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from mentas.studies.finished import Finished, Task
from studies.durable.quick import luck

VILLAGE = Path(__file__).parents[3] / "scenarios/toy/village.yaml"
ACT, TRACES = "TEST_ACT", "TEST_TRACES"
"""What a run of the second replicate does instead of living (`sleep`, `die once`, `die`), and where its traces are."""

STUDY = """
kind: sweep
title: {{id: Uji, en: Test}}
question: {{id: Apa?, en: What?}}
scenarios: [{village}]
levers: {{budget.per_year: {{range: [60_000_000, 90_000_000], whole: true}}}}
design: {{method: sobol, samples: {samples}}}
replicates: 4
seed: 7
outcomes: [poverty_rate, poverty_gap]
"""


def work(task: Task) -> list[Finished]:
    """Do a task."""
    import pandas as pd

    for key, _ in task.runs:
        if task.replicate == 1:
            _act(os.environ.get(ACT), key, Path(os.environ.get(TRACES, ".")))
    finished = []
    for key, run in task.runs:
        rows = [
            (year, measure, "all", "all", luck(repr(run.changes), task.replicate, year, measure))
            for year in range(6)
            for measure in ("poverty_rate", "poverty_gap")
        ]
        frame = pd.DataFrame(rows, columns=["year", "measure", "group_kind", "group", "value"])
        finished.append(Finished(key, frames={"outcomes": frame}))
    return finished


def _act(act: str | None, key: str, traces: Path) -> None:
    """Sleep, or die: the first run that does leaves its key, and no other dies."""
    if act == "sleep" and not (traces / "awake").exists():
        (traces / "asleep").touch()
        time.sleep(60)
    first = not (traces / "died").exists()
    if act in ("die", "die once") and first:
        (traces / "died").write_text(key)
    if first and act == "die once" or act == "die" and (traces / "died").read_text() == key:
        os.kill(os.getpid(), signal.SIGKILL)


def study(folder: Path, *, samples: int = 8) -> Path:
    """The file of a study of that many points in four replicates."""
    path = folder / "budgets.yaml"
    path.write_text(STUDY.format(village=VILLAGE, samples=samples))
    return path


def start(file: Path, out: Path, *options: str, act: str = "", real: bool = False) -> subprocess.Popen[str]:
    """`mentas run` as a process that leads a session of its own, as in a terminal."""
    called = "mentas" if real else "studies.durable.command"
    return subprocess.Popen(
        [sys.executable, "-m", called, "run", str(file), "--out", str(out), *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), ACT: act, TRACES: str(file.parent)},
    )  # fmt: skip


def main() -> None:
    """The command line."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are born deaf to it
    from mentas import cli
    from mentas.studies import batch

    assert batch.run.__kwdefaults__ is not None
    batch.run.__kwdefaults__["work"] = work
    sys.argv[0] = "mentas"
    cli.main()


if __name__ == "__main__":
    main()
