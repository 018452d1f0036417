"""Clocks: tasks in turn in this process, and whole processes with what they used."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent


def interleaved(
    tasks: Mapping[str, Callable[[], object]], *, repeats: int, clock: Callable[[], int] = time.process_time_ns
) -> dict[str, list[float]]:
    """Nanoseconds of every task, A B C A B C …: a machine that slows down slows all of them.

    Args:
        tasks: what to do, by name.
        repeats: rounds.
        clock: processor time, or `time.perf_counter_ns` where several cores share the work.
    """
    found: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(repeats):
        for name, task in tasks.items():
            gc.collect()
            begin = clock()
            task()
            found[name].append(float(clock() - begin))
    return found


class Used(NamedTuple):
    """What a whole process used."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of processor time."""
    peak: float
    """Megabytes (10**6 bytes) of memory at most."""
    stdout: str


def process(arguments: Sequence[str], *, cache: Path | None = None, cwd: Path = ROOT) -> Used:
    """Run a Python process to its end and say what it used.

    Args:
        arguments: of the interpreter, such as ["-m", "mentas", "--help"].
        cache: folder for compiled code; the usual one if None.
        cwd: working folder.

    Raises:
        RuntimeError: the process failed.
    """
    paths = [str(ROOT / "model"), str(ROOT), os.environ.get("PYTHONPATH", "")]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in paths if path), "OMP_NUM_THREADS": "1"}
    if cache is not None:
        env["NUMBA_CACHE_DIR"] = str(cache)
    begin = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments], cwd=cwd, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as child:
        assert child.stdout is not None
        water = HighWater(child.pid)
        said = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        water.join()
    if child.returncode:
        raise RuntimeError(f"python {' '.join(arguments)} ended with {child.returncode}:\n{said[-2000:]}")
    peak = water.kilobytes or usage.ru_maxrss
    return Used(wall, usage.ru_utime + usage.ru_stime, peak * 1024 / 1e6, said)


class HighWater(threading.Thread):
    """Looks at the most memory that a process has held, until it has gone.

    What the system says at the end (`ru_maxrss`) will not do: it begins with the memory of the parent, which a process
    shares until it starts its own program.
    """

    def __init__(self, process_id: int) -> None:
        super().__init__(daemon=True)
        self.status = Path(f"/proc/{process_id}/status")
        self.kilobytes = 0
        """0 where the system does not say."""
        self.start()

    def run(self) -> None:
        """Look every fiftieth of a second."""
        while True:
            try:
                lines = self.status.read_text(encoding="ascii", errors="replace").splitlines()
            except OSError:
                return
            told = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
            if not told:
                return
            # Until the process has started its own program, it shows the parent's.
            self.kilobytes = int(told[0])
            time.sleep(0.02)


def child(kind: str, **settings: Any) -> dict[str, Any]:
    """What `benchmarks.child` measured in a process of its own."""
    told = process(["-m", "benchmarks.child", kind, json.dumps(settings)]).stdout
    found: dict[str, Any] = json.loads(told.splitlines()[-1])
    return found
