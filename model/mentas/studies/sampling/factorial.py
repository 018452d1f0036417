"""Every combination of some levels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def grid(levels: Sequence[int]) -> np.ndarray:
    """Full factorial in a fixed order: the last column varies fastest.

    Args:
        levels: how many levels each column has.

    Returns:
        Numbers of the levels from 0, shape (product of the levels, columns), int64.
    """
    if not levels:
        return np.zeros((1, 0), dtype=np.int64)
    return np.indices(tuple(levels), dtype=np.int64).reshape(len(levels), -1).T
