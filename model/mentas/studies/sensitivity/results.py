"""Results as analyses take them: one number a row, all of them finite."""

from __future__ import annotations

import numpy as np

from mentas.studies.sensitivity.problems import UnusableResultsError

MOST_NAMED = 8
"""Rows that an error names."""

FLAT = 1e-12
"""Spread of numbers, as a share of the largest, that is rounding and no difference."""


def checked(y: np.ndarray) -> np.ndarray:
    """Results of shape (rows, replicates).

    Raises:
        UnusableResultsError: some results are not finite: SALib would make all indices zero without a word.
    """
    y = np.asarray(y, dtype=float)
    y = y[:, None] if y.ndim == 1 else y
    bad = np.flatnonzero(~np.isfinite(y).all(axis=1))
    if bad.size:
        named = ", ".join(str(row) for row in bad[:MOST_NAMED]) + (", ..." if bad.size > MOST_NAMED else "")
        raise UnusableResultsError(f"{bad.size} of {len(y)} rows have results that are not finite (rows {named})")
    return y


def fitting(design: np.ndarray, y: np.ndarray, *, names: int, step: int = 1) -> np.ndarray:
    """Results that fit their design: as many rows, as many columns as names, whole steps.

    Raises:
        UnusableResultsError: they do not, or some are not finite.
    """
    y = checked(y)
    if design.shape != (len(y), names) or len(y) % step or not len(y):
        shape = f"{design.shape[0]} x {design.shape[1]}"
        whole = f" in steps of {step}" if step > 1 else ""
        raise UnusableResultsError(f"{len(y)} rows of results{whole} do not fit a design of {shape} for {names} names")
    return y


def flat(values: np.ndarray) -> bool:
    """Whether numbers are all the same, but for rounding."""
    return bool(np.ptp(values) <= FLAT * np.abs(values).max())
