"""Workers of a Dask cluster that somebody started. They keep nothing and write nothing; all is kept by the driver.

A worker that dies is first the scheduler's affair, which tries its tasks elsewhere some times
(`distributed.scheduler.allowed-failures`) and then gives them up; what is given up is done again run by run here.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from mentas.language import N_, Said
from mentas.studies.engine import promise
from mentas.studies.engine.address import Certificates
from mentas.studies.engine.protocol import WORTH
from mentas.studies.engine.travel import sealed, unsealed
from mentas.studies.problems import LostWorkersError, RefusedError

if TYPE_CHECKING:
    from distributed import Client

GONE = N_("the scheduler at {address} is gone; what has ended is kept, and the same command goes on from there")
ALONE = N_(
    "all workers of the scheduler at {address} are gone; what has ended is kept, and the same command goes on from "
    "there"
)

ANSWER = 10.0
"""Seconds that a scheduler has to answer."""

JOIN = 60.0
"""Seconds that the first worker has to join."""

RETURN = 300.0
"""Seconds that workers may all be away, as when a queue starts them again."""

LAST = 2.0
"""Seconds for a count of the workers, and for taking leave: Ctrl-C waits for both."""

GROW = 1.0
"""Seconds for which a count of the workers is good."""


class Dask:
    """The workers of a Dask scheduler.

    Args:
        address: of the scheduler; see `address.allowed`.
        tls: what proves both sides to each other, for a tls:// address.
        join: seconds that the first worker has to join.
        back: seconds that workers may all be away.
    """

    worth = WORTH

    def __init__(
        self, address: str, *, tls: Certificates | None = None, join: float = JOIN, back: float = RETURN
    ) -> None:
        self.address = address
        self._tls, self._join, self._back = tls, join, back
        self._client: Client | None = None
        self._count, self._counted, self._seen = 0, 0.0, 0.0

    @property
    def died(self) -> tuple[type[Exception], ...]:
        """What the scheduler says when a task's workers have died too often."""
        from distributed import KilledWorker

        return (KilledWorker,)

    @property
    def workers(self) -> int:
        """Workers that have joined, one at least; as last counted where nobody is connected."""
        if self._client is not None and time.monotonic() - self._counted > GROW:
            self._threads()
        return max(self._count, 1)

    @property
    def ahead(self) -> int:
        """Two chunks a worker: the way to the next is longer than on one machine."""
        return 2 * self.workers

    @contextmanager
    def opened(self) -> Iterator[Executor]:
        """A connection to the cluster, whose workers were all asked whether they are like this machine.

        Raises:
            RefusedError: no scheduler answers, no worker joins, or one is unlike this machine.
            LostWorkersError: the scheduler or all workers went away.
        """
        self._client = client = self._connected()
        try:
            self._await_first()
            self._question(client)
            yield Elsewhere(client.get_executor(pure=False))
        except CancelledError:
            raise LostWorkersError(Said(GONE, address=self.address)) from None
        finally:
            self._client = None
            # What hangs on a connection that is closed here says so, even after the driver's last word.
            logging.getLogger("tornado.application").setLevel(logging.CRITICAL)
            with suppress(Exception):  # who does not answer needs no farewell
                client.close(timeout=LAST)

    def check(self) -> None:
        """Asked whenever nothing has ended for a while.

        Raises:
            LostWorkersError: there has been no worker for long.
        """
        if not self._threads() and time.monotonic() - self._seen > self._back:
            raise LostWorkersError(Said(ALONE, address=self.address))

    def _connected(self) -> Client:
        from distributed import Client
        from distributed.security import Security

        try:
            security = None
            if self._tls is not None:
                security = Security(
                    require_encryption=True,
                    tls_ca_file=str(self._tls.ca),
                    tls_client_cert=str(self._tls.cert),
                    tls_client_key=str(self._tls.key),
                )
            return Client(self.address, security=security, timeout=ANSWER, set_as_default=False, name="mentas")
        except (OSError, ValueError) as error:  # TimeoutError and ssl.SSLError are of the first kind
            raise RefusedError(
                Said("no scheduler can be reached at {address}: {reason}", address=self.address, reason=_first(error))
            ) from None

    def _await_first(self) -> None:
        limit = time.monotonic() + self._join
        while not self._threads():
            if time.monotonic() > limit:
                raise RefusedError(
                    Said(
                        "the scheduler at {address} has no workers; start one with `dask worker {address} --nthreads "
                        "1`, then the same command again",
                        address=self.address,
                    )
                )
            time.sleep(0.2)

    def _question(self, client: Client) -> None:
        """Refuse workers that are unlike this machine, or that do several things at once in one process."""
        for worker, threads in self._threads().items():
            _require_one(threads, worker=worker)
        for worker, there in client.run(promise.settled, on_error="return").items():
            if not isinstance(there, OSError):  # it has gone meanwhile
                promise.require(there, promised=promise.here(), worker=worker)

    def _threads(self) -> dict[str, int]:
        """Threads by worker, now; none if the scheduler does not answer."""
        assert self._client is not None
        found: dict[str, int] = {}
        with suppress(OSError, CancelledError):
            found = self._client.nthreads(callback_timeout=LAST)
        self._count, self._counted = len(found), time.monotonic()
        if found:
            self._seen = self._counted
        return found


class Elsewhere(Executor):
    """An executor whose workers are asked with every call whether they are like this machine."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Send a call."""
        return self._executor.submit(kept, promise.here(), sealed(fn, *args, **kwargs))


def kept(promised: Mapping[str, str], call: bytes) -> Any:
    """Make a sealed call in this worker, which may have joined late, if it is what was promised."""
    from distributed import get_worker

    worker = get_worker()
    _require_one(worker.state.nthreads, worker=worker.address)
    promise.require(promise.settled(), promised=promised, worker=worker.address)
    return unsealed(call)


def _require_one(threads: int, *, worker: str) -> None:
    """Refuse a worker that would live several worlds at once in one process."""
    if threads != 1:
        raise RefusedError(
            Said(
                "the worker at {worker} has {threads} threads; start it with `--nworkers {threads} --nthreads 1`",
                worker=worker,
                threads=threads,
            )
        )


def _first(error: BaseException) -> str:
    """The first cause of an error, in one line."""
    while error.__cause__ is not None:
        error = error.__cause__
    return next(iter(str(error).splitlines()), "") or type(error).__name__
