"""Clocks: tasks in turn in this process, and whole processes with what they used."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
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
        said = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"python {' '.join(arguments)} ended with {child.returncode}:\n{said[-2000:]}")
    return Used(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, said)


def child(kind: str, **settings: Any) -> dict[str, Any]:
    """What `benchmarks.child` measured in a process of its own."""
    told = process(["-m", "benchmarks.child", kind, json.dumps(settings)]).stdout
    found: dict[str, Any] = json.loads(told.splitlines()[-1])
    return found
