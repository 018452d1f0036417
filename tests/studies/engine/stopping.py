"""A study in a process of its own, to be stopped from outside: how to start one, and who is left of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

SCRIPT = """
import signal
import sys
from mentas.studies.engine import engine_of, execute_and_keep
from mentas.studies.problems import InterruptedStudyError
from studies import fakes
from studies.engine import scripted
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are born deaf to it
    folder, options = sys.argv[1], eval(sys.argv[2])
    todo = scripted.tasks([fakes.FakeScenario("quick", folder=folder)], 3)
    todo += scripted.tasks([fakes.FakeScenario("slow", folder=folder, act="sleep")], 3)
    try:
        execute_and_keep(todo, work=fakes.work, engine=engine_of(**options), keep=lambda runs: None, total=10, ended=4,
                         progress=lambda *now: print(*now, flush=True))
    except InterruptedStudyError as error:
        print("interrupted", error.done, error.total, flush=True)
        sys.exit(130)
"""


def start(folder: Path, **options: object) -> subprocess.Popen[str]:
    """A study of three quick runs and three that sleep for a minute, once one of these sleeps. A quick one may be in
    its chunk."""
    script = folder / "study.py"
    script.write_text(SCRIPT)
    process = subprocess.Popen(
        [sys.executable, str(script), str(folder), repr(options)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )
    assert process.stdout is not None and process.stderr is not None
    while not list(folder.glob("slow-*")):
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.01)
    return process


def told(out: str) -> str:
    """What such a study must say last: as many runs as it last said had ended."""
    return f"interrupted {out.splitlines()[-2].split()[0]} 10"


def family(process: subprocess.Popen[str]) -> list[int]:
    """Processes of the study that are alive, zombies aside."""
    alive = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, _, rest = stat.read_text().rpartition(")")
        except OSError:
            continue
        state, _, _, session = rest.split()[:4]
        if int(session) == process.pid and state != "Z":
            alive.append(int(stat.parent.name))
    return alive


def gone(process: subprocess.Popen[str], *, within: float) -> bool:
    """Whether nobody is left of the study, at once or soon."""
    limit = time.monotonic() + within
    while family(process) and time.monotonic() < limit:
        time.sleep(0.05)
    return not family(process)


def end(process: subprocess.Popen[str]) -> None:
    """End it and whoever is left of it."""
    if process.poll() is None:
        process.kill()
    process.communicate()
