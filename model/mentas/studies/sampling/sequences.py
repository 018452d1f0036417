"""Sequences in the unit cube whose columns are keyed by names.

`latin`: each column is van der Corput's sequence, its indices shuffled and its values scrambled by nested trees of
flips of its own (padding by shuffling: Burley 2020). Alone it is a scrambled (0,1)-sequence in base 2: any 2**m rows
that begin at a multiple of 2**m have one point in each of 2**m strata, so that they are a Latin hypercube. Two columns
are independent of each other, so that sums over names are integrated far better than by random numbers, and what is
purely an interaction somewhat worse (a product of two centred columns with 1.58 times the variance: rows 2k and 2k + 1
lie in opposite halves of every column).

`sobol`: names that are listed in dimensions.txt get a dimension of Sobol's sequence each, Owen-scrambled under their
own key, so that pairs and triples of them are even too. Other names get their column of `latin`.

Why a list, and not a hash of the name into a pool of dimensions: if names are hashed, the mean squared error of any
pure interaction of two columns is at least that of random numbers, whatever the pool. With u and v drawn from it
independently and f of mean 0 and variance 1, E[(sum_i f(u_i) f(v_i) / n)**2] = sum_ij E[f(u_i) f(u_j)]**2 / n**2 >=
1 / n. What most pairs gain, a few lose all at once: the same or a kindred dimension, correlations of 0.75 that no one
sees. Only dimensions that know of each other gain. A list does that, and its lines never move.

Few rows are not even in all pairs of 48 dimensions: the largest correlation is 0.85 at 64 rows, 0.38 at 256, 0.20 at
512 and 0.10 at 1024. Below 512 rows `latin` is the safer one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from mentas.studies.sampling import keys, nested

MOST = 2**nested.BITS
"""Rows that a sequence has."""

LISTED = 48
"""Names that have a dimension of their own. Their second ones follow in the opposite order, so that no name has two of
the least even dimensions."""

CHUNK = 2**14
"""Points of Sobol's sequence that are held at a time, because all dimensions up to the highest are made."""

TWIN = "twin"
"""Part of the key of the second of two independent sets of columns for the same names."""


def latin(names: Sequence[str], samples: int, *, seed: int, part: str = "") -> np.ndarray:
    """Columns that are even each on its own and independent of each other.

    Args:
        names: of the columns, each once.
        samples: rows.
        seed: another seed gives other numbers.
        part: a word of the key; another word gives other numbers too.

    Returns:
        Shape (samples, names), strictly between 0 and 1.

    Raises:
        ValueError: a name comes twice, or there are more rows than the sequence has.
    """
    _check(names, samples)
    indices = np.arange(samples, dtype=np.uint64)
    return _columns([_padded(indices, name, seed, part) for name in names], samples)


def sobol(names: Sequence[str], samples: int, *, seed: int, twin: bool = False) -> np.ndarray:
    """Columns that are even together where dimensions.txt lists their names.

    Args:
        names: of the columns, each once.
        samples: rows.
        seed: another seed gives other numbers.
        twin: whether these are the second of two independent sets: each listed name has two dimensions.

    Returns:
        Shape (samples, names), strictly between 0 and 1.

    Raises:
        ValueError: a name comes twice, or there are more rows than the sequence has.
    """
    _check(names, samples)
    part = TWIN if twin else ""
    known = {name: dimensions()[name] for name in names if name in dimensions()}
    places = {name: 2 * LISTED - 1 - place if twin else place for name, place in known.items()}
    raw = dict(zip(places, _sobol(list(places.values()), samples), strict=True))
    indices = np.arange(samples, dtype=np.uint64)
    columns = [
        nested.unit(nested.scrambled(raw[name], keys.key("sobol", seed, part, name)))
        if name in raw
        else _padded(indices, name, seed, part)
        for name in names
    ]
    return _columns(columns, samples)


def simplex(unit: np.ndarray) -> np.ndarray:
    """Rows of unit numbers as shares that sum to one, uniform over all such shares.

    Args:
        unit: shape (rows, shares), above 0 and at most 1: a column each, keyed by its own name.
    """
    parts = -np.log(unit)
    total = parts.sum(axis=1, keepdims=True)
    return np.where(total > 0.0, parts / np.where(total > 0.0, total, 1.0), 1.0 / unit.shape[1])


@cache
def dimensions() -> dict[str, int]:
    """Number by name of what dimensions.txt lists."""
    lines = (Path(__file__).parent / "dimensions.txt").read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    return {name: place for place, name in enumerate(names)}


def _padded(indices: np.ndarray, name: str, seed: int, part: str) -> np.ndarray:
    shuffled = nested.scrambled(indices, keys.key("shuffle", seed, part, name))
    points = nested.reversed_bits(shuffled)
    return nested.unit(nested.scrambled(points, keys.key("scramble", seed, part, name)))


def _sobol(places: list[int], samples: int) -> np.ndarray:
    """Some dimensions of Sobol's sequence as 32-bit numbers, shape (places, samples), uint64."""
    result = np.zeros((len(places), samples), dtype=np.uint64)
    if places:
        from scipy.stats import qmc

        sequence = qmc.Sobol(max(places) + 1, scramble=False, bits=nested.BITS)
        for start in range(0, samples, CHUNK):
            # Always whole chunks: scipy warns of a first call that is not a power of two.
            points = sequence.random(CHUNK)[: samples - start, places]
            result[:, start : start + len(points)] = (points * 2.0**nested.BITS).astype(np.uint64).T
    return result


def _columns(columns: list[np.ndarray], samples: int) -> np.ndarray:
    return np.stack(columns, axis=1) if columns else np.zeros((samples, 0))


def _check(names: Sequence[str], samples: int) -> None:
    if len(set(names)) < len(names):
        raise ValueError("a name comes twice in a design")
    if not 0 <= samples <= MOST:
        raise ValueError(f"a design has 0 to {MOST} rows, not {samples}")
