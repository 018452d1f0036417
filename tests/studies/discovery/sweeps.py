"""Sweeps made by hand: places spread by golden ratios, so that no library's dice decide, and luck by hash."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

STEPS = (0.8191725134, 0.6710436067, 0.5497004779, 0.4503042338, 0.3688801030)
"""Powers of the root of x^6 = x + 1 (Roberts 2018), which spread evenly in many dimensions."""


def luck(name: str, n: int) -> np.ndarray:
    """Numbers from 0 to 1 that look drawn, from a name."""
    draws = [hashlib.sha256(f"{name} {row}".encode()).digest()[:7] for row in range(n)]
    return np.array([int.from_bytes(each, "big") for each in draws]) / 2.0**56


def spread(n: int) -> pd.DataFrame:
    """Columns a to e, spread evenly between 0 and 1."""
    rows = np.arange(1, n + 1)
    return pd.DataFrame({name: (rows * step) % 1.0 for name, step in zip("abcde", STEPS, strict=True)})


def mixed(n: int) -> pd.DataFrame:
    """Numbers a to c, whole numbers d of five values, categories market of three."""
    x = spread(n)
    market = np.array(["fixed", "mixed", "responsive"])[(x["e"] * 3).astype(int)]
    return x[["a", "b", "c"]].assign(d=(x["d"] * 5).astype("int64"), market=market)


def wrong(y: pd.Series, share: float, name: str) -> np.ndarray:
    """Outcomes of which a share is turned round."""
    return y.to_numpy() ^ (luck(name, len(y)) < share)


def noise(seed: int, n: int = 150, share: float = 0.4) -> tuple[pd.DataFrame, np.ndarray]:
    """A sweep in which inputs say nothing."""
    draw = np.random.default_rng(seed)
    x = pd.DataFrame(draw.random((n, 5)), columns=list("abcde"))
    x["steps"] = draw.integers(0, 5, n)
    x["market"] = draw.choice(["fixed", "mixed", "responsive"], n)
    return x, draw.random(n) < share
