"""Studies in processes of their own, which can be killed at once with all their workers.

They are forked from a server that has everything loaded, so that a start costs milliseconds; their workers are the real
ones.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from studies.durable import quick

LOADED = [
    "mentas.studies.batch", "mentas.studies.spaced", "mentas.studies.frontier.study", "mentas.studies.frontier.tables",
    "mentas.studies.frontier.search", "mentas.studies.sensitivity.study", "mentas.studies.sensitivity.screening",
    "mentas.studies.sampling", "mentas.measures.names", "mentas.scenario", "pandas", "pyarrow.parquet",
    "pyarrow.compute", "scipy.stats", "concurrent.futures.process", __name__,
]  # fmt: skip


class Driver:
    """A study under way.

    Args:
        server: whence it is forked.
        options: of `drive`.
    """

    def __init__(self, server: Any, **options: Any) -> None:
        self._ear, mouth = server.Pipe(duplex=False)
        self._process = server.Process(target=drive, args=(mouth,), kwargs=options)
        self._process.start()
        mouth.close()
        assert self.hear() == "begun"
        self.session = int(self._process.pid)

    def hear(self, timeout: float = 60.0) -> Any:
        """What it says next: `begun`, counts of runs, `ended`; None when it is gone or says nothing."""
        try:
            return self._ear.recv() if self._ear.poll(timeout) else None
        except EOFError:
            return None

    def kill(self) -> None:
        """Kill it and its workers at once, if it has not ended well by itself, and wait until they are gone."""
        with suppress(ProcessLookupError):
            os.killpg(self.session, signal.SIGKILL)
        self._process.join()
        assert self._process.exitcode in (-signal.SIGKILL, 0)
        assert gone(self.session, within=10)
        self._ear.close()

    def end(self) -> None:
        """Wait until it has ended well."""
        said = None
        while (now := self.hear()) is not None:
            said = now
        self._process.join()
        assert said == "ended" and self._process.exitcode == 0


def alive(session: int) -> list[int]:
    """Processes of a session, zombies aside."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, _, rest = stat.read_text().rpartition(")")
        except OSError:
            continue
        state, _, _, whose = rest.split()[:4]
        if int(whose) == session and state != "Z":
            found.append(int(stat.parent.name))
    return found


def gone(session: int, *, within: float) -> bool:
    """Whether nobody is left of a session, at once or soon."""
    limit = time.monotonic() + within
    while alive(session) and time.monotonic() < limit:
        time.sleep(0.01)
    return not alive(session)


def drive(mouth: Connection, *, kind: str, traces: Path, out: Path, workers: int, chunk: int | None) -> None:
    """Run a study in a session of its own, and tell how far it is."""
    os.setsid()
    sys.modules["__main__"] = ModuleType("__main__")  # else every worker loads the runner of the tests
    from mentas.studies import batch
    from mentas.studies.engine import drive as driving
    from mentas.studies.engine.chunks import Feed

    if chunk is not None:
        driving.Feed = lambda tasks, **options: Feed(tasks, **(options | {"size": chunk}))  # type: ignore
    mouth.send("begun")
    work = quick.work_here if workers == 1 else quick.work
    batch.run(quick.study(kind, traces), out=out, workers=workers, work=work, progress=lambda *now: mouth.send(now))
    mouth.send("ended")


@contextmanager
def server() -> Iterator[Any]:
    """What studies are forked from."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        yield context
