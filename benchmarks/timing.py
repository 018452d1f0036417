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


LAUNCH = """
import json, os, sys, time
begin = time.perf_counter()
child = os.posix_spawn(sys.executable, [sys.executable, *sys.argv[2:]], os.environ)
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - begin
found = [os.waitstatus_to_exitcode(status), wall, used.ru_utime + used.ru_stime, used.ru_maxrss]
os.write(int(sys.argv[1]), json.dumps(found).encode())
"""
"""Starts a process from one that is small itself: a process's greatest memory begins with that of its parent."""


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
    heard, told = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-S", "-c", LAUNCH, str(told), *arguments],
        cwd=cwd, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, pass_fds=(told,),
    ) as launcher:  # fmt: skip
        os.close(told)
        assert launcher.stdout is not None
        said = launcher.stdout.read()
    with os.fdopen(heard) as pipe:
        code, wall, cpu, peak = json.loads(pipe.read())
    if code:
        raise RuntimeError(f"python {' '.join(arguments)} ended with {code}:\n{said[-2000:]}")
    return Used(wall, cpu, peak * 1024 / 1e6, said)


def child(kind: str, **settings: Any) -> dict[str, Any]:
    """What `benchmarks.child` measured in a process of its own."""
    told = process(["-m", "benchmarks.child", kind, json.dumps(settings)]).stdout
    found: dict[str, Any] = json.loads(told.splitlines()[-1])
    return found
