"""Deciles of persons by spending a person."""

from __future__ import annotations

import numpy as np


def provincial_cuts(per_person: np.ndarray, persons: np.ndarray, order: np.ndarray | None = None) -> np.ndarray:
    """Nine rising cuts that divide the persons into tenths; a household on a cut belongs to the decile above.

    Args:
        per_person: spending a person of each row, Rp a month.
        persons: people that each row stands for.
        order: rows by rising `per_person`, if it is known.
    """
    order = np.argsort(per_person, kind="stable") if order is None else order
    running = np.cumsum(persons[order])
    places = np.searchsorted(running, running[-1] * np.arange(1, 10) / 10.0, side="right")
    return per_person[order[np.minimum(places, order.size - 1)]]


def assign(per_person: np.ndarray, cuts: np.ndarray) -> np.ndarray:
    """Decile 1 to 10 of each value; int8."""
    return (np.searchsorted(cuts, per_person, side="right") + 1).astype(np.int8)
