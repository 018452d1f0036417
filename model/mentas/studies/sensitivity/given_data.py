"""Sensitivity from any draws of the parameters, also those of an ensemble: PAWN and delta.

Both compare the whole distribution of the outcome with its distribution where one parameter lies in some slice; neither
needs a special design, only rows that are independent draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from mentas.studies.sampling import keys
from mentas.studies.sensitivity import salib
from mentas.studies.sensitivity.problems import UnusableResultsError
from mentas.studies.sensitivity.results import fitting, flat
from mentas.studies.sensitivity.variance import DUMMY

if TYPE_CHECKING:
    import pandas as pd

LEAST_ROWS = 100
"""Rows below which distributions in slices are not worth comparing."""

DUMMIES = 19
"""Random columns: a column without effect exceeds all of them by chance in one case of twenty."""

SLICES = 10

RESAMPLES = 50
"""Fewer than elsewhere: each estimates some twenty densities."""


def given(design: np.ndarray, y: np.ndarray, *, names: Sequence[str], seed: int) -> pd.DataFrame:
    """PAWN (median over slices; Pianosi and Wagener 2018) and delta (bias-reduced; Plischke and others 2013).

    Args:
        design: independent draws of any distribution, shape (rows, names); of a `saltelli` design its `base_rows`.
        y: shape (rows, replicates).
        names: of the columns; a column `dummy` is left out, random columns of its own kind stand for it.
        seed: of the random columns and of the bootstrap.

    Returns:
        name, PAWN, PAWN_nothing, PAWN_influential, delta, delta_low, delta_high, delta_nothing, delta_influential; in
        the order of names, the last being `dummy`. What is influential by PAWN exceeds the highest of 19 random
        columns, by delta has its whole interval above a random column's. All are NaN or False where the outcome is
        always the same.

    Raises:
        UnusableResultsError: results are not finite, do not fit the design, or are fewer than 100 rows.
    """
    import pandas as pd

    y = fitting(design, y, names=len(names))
    if len(y) < LEAST_ROWS:
        raise UnusableResultsError(f"{len(y)} rows are too few to compare distributions: it takes {LEAST_ROWS}")
    kept = [place for place, name in enumerate(names) if name != DUMMY]
    means, shown = y.mean(axis=1), len(kept) + 1
    columns = np.column_stack([design[:, kept], _dummies(len(y), seed=seed)])
    if flat(means):
        pawn, delta, half = np.full(columns.shape[1], np.nan), np.full(shown, np.nan), np.full(shown, np.nan)
    else:
        pawn = _pawn(columns, means, seed=seed)
        delta, half = _delta(columns[:, :shown], means, seed=seed)
    table = pd.DataFrame({"name": [*(names[place] for place in kept), DUMMY], "PAWN": pawn[:shown]})
    table["PAWN_nothing"] = pawn[shown - 1 :].max()
    table["PAWN_influential"] = table["PAWN"] > table["PAWN_nothing"]
    table["delta"], table["delta_low"], table["delta_high"] = delta, delta - half, delta + half
    table["delta_nothing"] = delta[-1] + half[-1]
    return table.assign(delta_influential=table["delta_low"] > table["delta_nothing"])


def _dummies(rows: int, *, seed: int) -> np.ndarray:
    """Columns that nothing depends on, shape (rows, DUMMIES)."""
    places = np.arange(rows, dtype=np.uint64)
    return np.column_stack([keys.uniform(keys.key(DUMMY, seed, place), places) for place in range(DUMMIES)])


def _pawn(columns: np.ndarray, means: np.ndarray, *, seed: int) -> np.ndarray:
    return np.asarray(salib.analysed("analyze_pawn", columns, means, seed=seed, S=SLICES)["median"], dtype=float)


def _delta(columns: np.ndarray, means: np.ndarray, *, seed: int) -> tuple[np.ndarray, np.ndarray]:
    # SALib computes a balanced delta first, whose bins must hold ten rows each, and gives up on both if they do not.
    bins = {f"x{place}": max(2, min(SLICES, len(means) // 20)) for place in range(columns.shape[1])}
    found = salib.analysed(
        "analyze_delta", columns, means, seed=seed, method="delta", bins_specs=bins, **salib.resampling(RESAMPLES)
    )
    return np.asarray(found["delta_raw"], dtype=float), np.asarray(found["delta_raw_conf"], dtype=float)
