"""Which households of a file become rows of the model, how often, and what each row stands for.

Every regency is passed through once, in even steps of weight: a household that weighs as much as ten steps becomes
ten rows, each with its own luck from then on; one that weighs less than a step becomes a row by chance.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mentas import luck
from mentas.population.microdata.source import Microdata
from mentas.population.sample import BIRTH, FINE

STREAM = luck.stream("population.microdata")

COPIES = 2**20
"""Addresses of one household of the file."""


class Picked(NamedTuple):
    """Rows of the model, in order of regency; arrays of shape (rows,)."""

    source: np.ndarray
    """Place of the household in the file; int64."""
    id: np.ndarray
    weight: np.ndarray


def pick(data: Microdata, *, scale: float, least_rows: int, seed: int, replicate: int) -> Picked:
    """Rows for a file of microdata.

    Args:
        data: the file.
        scale: rows over households that the weights stand for, above 0 to 1.
        least_rows: fewest rows of a regency, unless the file has fewer itself.
        seed: seed of all luck.
        replicate: number of the world among those of the same seed.

    Raises:
        ValueError: the scale is out of bounds.
    """
    if not 0.0 < scale <= 1.0:
        raise ValueError(f"scale must be above 0 and at most 1, not {scale}")
    v = data.values
    parts = []
    for regency in range(len(data.region.regencies)):
        here = np.flatnonzero(v["regency"] == regency)
        here = here[np.argsort(v["address"][here], kind="stable")]
        upto = np.cumsum(v["weight"][here])
        total = float(upto[-1])
        rows = max(round(scale * total), min(least_rows, here.size))
        origin = luck.uniform_at(seed, replicate, STREAM, BIRTH, regency)
        place = np.searchsorted(upto, (origin + np.arange(rows)) * (total / rows), side="right")
        place = np.minimum(place, here.size - 1)
        copy = np.arange(rows) - np.searchsorted(place, place, side="left")
        if copy.max() >= COPIES:
            raise ValueError(f"a household of the file would become more than {COPIES:,} rows; lower the scale")
        each, left = divmod(max(round(total * FINE), rows), rows)
        source = here[place]
        ids = v["address"][source] * COPIES + copy
        parts.append(Picked(source, ids, (each + (np.arange(rows) < left)) / FINE))
    return Picked(*(np.concatenate(column) for column in zip(*parts, strict=True)))
