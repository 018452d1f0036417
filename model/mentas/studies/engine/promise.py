"""A worker elsewhere must be like this machine: a run's key promises the sources and versions that made it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version

import mentas
from mentas.language import Said
from mentas.studies import key
from mentas.studies.engine.protocol import SINGLE
from mentas.studies.problems import RefusedError

SOURCES = "the sources of mentas"

PACKAGES = ("numpy", "pandas", "numba", "scipy", "mesa")
"""Packages whose version may show in a run."""


@cache
def here() -> dict[str, str]:
    """What this process runs: versions by name, and a digest of mentas' sources and data."""
    found = {"mentas": mentas.__version__, SOURCES: key.source_digest()[:12]}
    found["Python"] = ".".join(map(str, sys.version_info[:2]))
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


def require(there: Mapping[str, str] | Exception, *, promised: Mapping[str, str], worker: str) -> None:
    """Nothing, if a worker is like the driver.

    Raises:
        RefusedError: it is not; in which respect, and what is there and here.
    """
    if isinstance(there, Exception):
        raise RefusedError(
            Said(
                "the worker at {worker} cannot say which mentas it has ({kind}: {error}); here it is "
                "{version}: install the same there",
                worker=worker,
                kind=type(there).__name__,
                error=str(there),
                version=promised["mentas"],
            )
        )
    for name, mine in promised.items():
        if there.get(name) != mine:
            raise RefusedError(
                Said(
                    "the worker at {worker} is not like this machine: {name}: {there} there, {mine} here; "
                    "install the same on both and start the worker again",
                    worker=worker,
                    name=name,
                    there=there.get(name),
                    mine=mine,
                )
            )


def settled() -> dict[str, str]:
    """What this worker runs, after it has been told to use one thread."""
    if "numba" not in sys.modules:  # it refuses another number once it has begun
        os.environ.update(dict.fromkeys(SINGLE, "1"))
    return here()
