"""The addressed luck of `mentas.luck` in NumPy: the same words, so the same uniforms bit for bit."""

from __future__ import annotations

from typing import Any

import numpy as np

from mentas.luck import HALF, MASK, MULTIPLY_0, MULTIPLY_1, ROUNDS, WEYL_0, WEYL_1, stream

Luck = tuple[int, int, int]
"""Seed, replicate, month, as in `World.luck`."""


def philox(c0: Any, c1: Any, c2: Any, c3: Any, k0: Any, k1: Any) -> tuple[Any, Any, Any, Any]:
    """Four words of Philox4x32-10 for arrays of counters; 32-bit numbers held in uint64."""
    for _ in range(ROUNDS):
        p0, p1 = MULTIPLY_0 * c0, MULTIPLY_1 * c2
        high0, high1 = p0 >> HALF, p1 >> HALF
        c0, c1, c2, c3 = high1 ^ c1 ^ k0, p1 & MASK, high0 ^ c3 ^ k1, p0 & MASK
        k0, k1 = (k0 + WEYL_0) & MASK, (k1 + WEYL_1) & MASK
    return c0, c1, c2, c3


def words(ids: np.ndarray, luck: Luck, name: str) -> tuple[Any, Any, Any, Any]:
    """Four words at the addresses of `ids` in the stream `name`."""
    seed, replicate, month = luck
    i = ids.astype(np.uint64)
    when = np.uint64(month + 4096) | ((i >> HALF) << np.uint64(16))
    key = np.uint64(seed)
    return philox(i & MASK, when, np.uint64(stream(name)), np.uint64(replicate), key & MASK, key >> HALF)


def uniform(word: np.ndarray) -> np.ndarray:
    """Words as numbers between 0 and 1."""
    return (word + 0.5) * 2.0**-32


def normal_pair(u0: np.ndarray, u1: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two standard normals from two uniforms."""
    r = np.sqrt(-2.0 * np.log(u0))
    turn = 2.0 * np.pi * u1
    return r * np.cos(turn), r * np.sin(turn)


class Addresses:
    """Where the luck of some households lies; what does not change from month to month is worked out once."""

    def __init__(self, ids: np.ndarray) -> None:
        self.ids = ids
        four = ids >> 2
        first = np.concatenate([[True], four[1:] != four[:-1]])
        self.fours = four[first]
        self.place = 4 * (np.cumsum(first) - 1) + (ids & 3)

    def uniforms(self, luck: Luck, name: str) -> list[np.ndarray]:
        """Four uniforms for each household."""
        return [uniform(word) for word in words(self.ids, luck, name)]

    def bells(self, rows: np.ndarray, luck: Luck, name: str) -> np.ndarray:
        """One standard normal for each of the households in `rows`."""
        w0, w1, _, _ = words(self.ids[rows], luck, name)
        return normal_pair(uniform(w0), uniform(w1))[0]

    def singles(self, luck: Luck, name: str) -> np.ndarray:
        """One uniform for each household: four neighbours share the words of one address."""
        shared = np.stack(words(self.fours, luck, name), axis=1)
        return uniform(shared.ravel()[self.place])
