"""SALib held at arm's length: its global effects undone, its seeds always given, its names never ours.

What it does that is guarded against here: seed 0 is taken for none; PAWN and delta seed numpy's global generator; delta
replaces the filters and the format of warnings, and forbids some endings of names.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from mentas.studies.analysis import LEVEL
from mentas.studies.sampling import keys

RESAMPLES = 200
"""Bootstrap samples behind an interval."""


def analysed(
    analysis: str, design: np.ndarray, y: np.ndarray, *, seed: int, groups: Sequence[str] | None = None, **settings: Any
) -> dict[str, Any]:
    """What one of SALib's analyses says.

    Args:
        analysis: its name in a ProblemSpec, such as `analyze_morris`.
        design: unit numbers, shape (rows, names).
        y: one number for each row.
        seed: of the bootstrap.
        groups: group of each name, where the design moved groups.
        settings: what the analysis takes besides.
    """
    from SALib import ProblemSpec  # type: ignore[import-untyped]

    columns = design.shape[1]
    words = {"names": [f"x{place}" for place in range(columns)], "bounds": [[0.0, 1.0]] * columns}
    with _guarded():
        spec = ProblemSpec(words | ({"groups": list(groups)} if groups is not None else {}))
        spec.set_samples(np.asarray(design, dtype=float)).set_results(np.asarray(y, dtype=float))
        getattr(spec, analysis)(seed=int(keys.key(analysis, seed) >> np.uint64(33)) + 1, **settings)
        return dict(spec.analysis)


def resampling(times: int = RESAMPLES) -> dict[str, Any]:
    """Settings of an analysis with a bootstrap."""
    return {"num_resamples": times, "conf_level": LEVEL}


@contextmanager
def _guarded() -> Iterator[None]:
    state, words = np.random.get_state(), warnings.formatwarning
    try:
        with warnings.catch_warnings(record=True), np.errstate(all="ignore"):
            yield
    finally:
        np.random.set_state(state)
        warnings.formatwarning = words
