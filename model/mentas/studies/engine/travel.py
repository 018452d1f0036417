"""How work reaches another process: as bytes that are opened under guard there, so that no error is lost or hangs."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from time import perf_counter
from typing import Any

from mentas.studies.engine.protocol import Work
from mentas.studies.finished import Finished, Task


def do(work: Work, chunk: list[Task]) -> tuple[float, list[Finished]]:
    """Do a chunk of tasks: seconds, and the runs that came of it."""
    begun = perf_counter()
    runs = [run for task in chunk for run in work(task)]
    return perf_counter() - begun, runs


def sealed(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> bytes:
    """A call as bytes.

    Raises:
        Exception: whatever pickle says of something that cannot travel.
    """
    return pickle.dumps((function, args, kwargs), protocol=pickle.HIGHEST_PROTOCOL)


def unsealed(call: bytes) -> Any:
    """Make a sealed call. Whatever it raises can travel back."""
    try:
        function, args, kwargs = pickle.loads(call)
        return function(*args, **kwargs)
    except Exception as error:
        raise _able(error) from None


def _able(error: Exception) -> Exception:
    """`error`, or its words if it would not survive the journey: who cannot open it takes its sender for dead."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
