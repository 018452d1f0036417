"""The engine that was asked for, or why it cannot be had."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from mentas.language import Said
from mentas.studies.engine.address import allowed, certificates
from mentas.studies.engine.local import Here, Local
from mentas.studies.engine.protocol import Engine
from mentas.studies.problems import RefusedError

ENGINES = ("local", "dask")


def engine_of(
    name: str = "local",
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    insecure: bool = False,
    ca: Path | None = None,
    cert: Path | None = None,
    key: Path | None = None,
) -> Engine:
    """The engine of a name.

    Args:
        name: one of `ENGINES`.
        workers: of a local engine, by default one a core; with one, all is done in this process.
        scheduler: address of a Dask scheduler.
        insecure: whether to call a scheduler on another machine without encryption.
        ca: certificate of the authority that the scheduler's is signed by.
        cert: certificate that is shown to the scheduler.
        key: private key of `cert`.

    Raises:
        RefusedError: the engine cannot be had so; why, and what to do.
    """
    if name not in ENGINES:
        raise RefusedError(
            Said("there is no engine {name!r}; there are {names}", name=name, names=" and ".join(ENGINES))
        )
    if name == "local":
        if scheduler is not None or insecure or ca is not None or cert is not None or key is not None:
            raise RefusedError(Said("--scheduler, --insecure, --ca, --cert and --key are for --engine dask"))
        workers = workers or os.cpu_count() or 1
        return Here() if workers == 1 else Local(workers)
    if workers is not None:
        raise RefusedError(Said("--workers: a Dask cluster has the workers that were started for it; leave it out"))
    if scheduler is None:
        raise RefusedError(Said("--engine dask takes --scheduler with the address of a running Dask scheduler"))
    if find_spec("distributed") is None:
        raise RefusedError(Said("Dask is not installed; pip install 'mentas[dask]'"))
    from mentas.studies.engine.dask import Dask

    tls = certificates(ca, cert, key)
    return Dask(allowed(scheduler, tls=tls, insecure=insecure), tls=tls)
