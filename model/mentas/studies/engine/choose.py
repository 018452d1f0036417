"""The engine that was asked for, or why it cannot be had."""

from __future__ import annotations

import os

from mentas.studies.engine.local import Here, Local
from mentas.studies.engine.protocol import Engine


def engine_of(name: str = "local", *, workers: int | None = None) -> Engine:
    """The engine of that name."""
    workers = workers or os.cpu_count() or 1
    return Here() if workers == 1 else Local(workers)
