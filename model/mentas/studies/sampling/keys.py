"""Numbers that come from words: a 64-bit key of a seed and names, and well-mixed bits at places under a key.

The same on every machine, whatever PYTHONHASHSEED says. A key says all that its numbers depend on.
"""

from __future__ import annotations

import hashlib
import json

import numpy as np

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def key(*words: str | int) -> np.uint64:
    """Key of some words and numbers: their order, their borders and their kinds count."""
    text = json.dumps(words, ensure_ascii=True)
    return np.uint64(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))


def bits(key: np.uint64 | np.ndarray, places: np.ndarray) -> np.ndarray:
    """64 random bits at each place under a key, uint64.

    The place-th number of SplitMix64 (Steele, Lea, Flood 2014, Fast splittable pseudorandom number generators).

    Args:
        key: one, or an array that goes with the places.
        places: numbers of the places, uint64.
    """
    z = key + (places + np.uint64(1)) * GOLDEN
    z = (z ^ (z >> np.uint64(30))) * FIRST
    z = (z ^ (z >> np.uint64(27))) * SECOND
    return np.asarray(z ^ (z >> np.uint64(31)))


def uniform(key: np.uint64 | np.ndarray, places: np.ndarray) -> np.ndarray:
    """Numbers strictly between 0 and 1 at places under a key."""
    return ((bits(key, places) >> np.uint64(12)).astype(float) + 0.5) / 2.0**52
