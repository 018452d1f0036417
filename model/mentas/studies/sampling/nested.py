"""Nested uniform (Owen) scrambling of 32-bit numbers: each bit is flipped or not by all the bits above it.

Owen 1995, Randomly permuted (t,m,s)-nets and (t,s)-sequences; that each flip is a hash of the bits above makes every
number computable alone: Burley 2020, Practical hash-based Owen scrambling, JCGT 9(4). Here the flips are hashed one
by one, so that the scrambling is Owen's own and no approximation of it.
"""

from __future__ import annotations

import numpy as np

from mentas.studies.sampling import keys

BITS = 32


def scrambled(numbers: np.ndarray, key: np.uint64) -> np.ndarray:
    """Numbers under a random tree of flips, the highest bit first; uint64 below 2**32.

    Numbers that share their upper bits share them afterwards, so that aligned blocks stay blocks.
    """
    result = np.zeros_like(numbers)
    one = np.uint64(1)
    for level in range(BITS):
        above = (one << np.uint64(level)) | (numbers >> np.uint64(BITS - level))
        flip = keys.bits(key, above) >> np.uint64(63)
        bit = (numbers >> np.uint64(BITS - 1 - level)) & one
        result = (result << one) | (bit ^ flip)
    return result


def reversed_bits(numbers: np.ndarray) -> np.ndarray:
    """Numbers with their 32 bits in the other order: van der Corput's sequence of their indices; uint64."""
    for step, mask in (
        (1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F), (8, 0x00FF00FF), (16, 0x0000FFFF),
    ):  # fmt: skip
        by, low = np.uint64(step), np.uint64(mask)
        numbers = ((numbers >> by) & low) | ((numbers & low) << by)
    return numbers


def unit(numbers: np.ndarray) -> np.ndarray:
    """32-bit numbers as numbers strictly between 0 and 1: the middles of their cells."""
    return (numbers.astype(float) + 0.5) / 2.0**BITS
