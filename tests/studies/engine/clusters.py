"""Dask clusters in processes of their own, on 127.0.0.1 and nowhere else."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Cluster:
    """A scheduler, and workers that can be added to it."""

    def __init__(self, folder: Path, *options: str, scheme: str = "tcp") -> None:
        self.folder, self.options, self.scheme = folder, options, scheme
        self.processes: list[subprocess.Popen[bytes]] = []
        self._file = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--scheduler-file", str(self._file))
        try:
            _until(lambda: self._file.exists() and self._file.read_text().rstrip().endswith("}"), self.scheduler)
        except BaseException:
            self.stop()
            raise
        self.address: str = json.loads(self._file.read_text())["address"]

    def add_worker(self, *options: str, count: int = 1, **environ: str) -> subprocess.Popen[bytes]:
        """Workers of a thread each, which a nanny starts again if they die."""
        threads = () if "--nthreads" in options else ("--nthreads", "1")
        given = ("--nworkers", str(count), *threads, *options)
        return self._start("worker", self.address, *given, "--local-directory", str(self.folder), **environ)

    def stop(self) -> None:
        """End every process."""
        for process in self.processes:
            kill(process)

    def _start(self, what: str, *options: str, **environ: str) -> subprocess.Popen[bytes]:
        line = [sys.executable, "-m", f"distributed.cli.dask_{what}", *options, *self.options]
        line += ["--host", f"{self.scheme}://127.0.0.1", "--dashboard-address", "127.0.0.1:0"]
        env = os.environ | {
            "PYTHONPATH": os.pathsep.join(sys.path),
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        }
        with (self.folder / f"{what}-{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(line, stdout=log, stderr=log, env=env | environ, start_new_session=True)
        self.processes.append(process)
        return process


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a scheduler, or a nanny with its workers, at once."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def cluster(folder: Path, *options: str, workers: int = 2, scheme: str = "tcp") -> Iterator[Cluster]:
    """A cluster for as long as the block lasts."""
    started = Cluster(folder, *options, scheme=scheme)
    try:
        if workers:
            started.add_worker(count=workers)
        yield started
    finally:
        started.stop()


def _until(condition, process, seconds=30.0) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None and time.monotonic() < limit
        time.sleep(0.05)
