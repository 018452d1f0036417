"""Draws weighted by what the model itself says of them, against what the emulator said.

A weight is the ratio of the two likelihoods, raised to a power and cut off. The cut is the mean weight times the root
of the number of draws (Ionides 2008, Truncated importance sampling). The power is 1 where the weights leave enough
draws that count, else the largest that does: then the result lies between the emulated posterior, whose error is in
its likelihood, and the model's own. Power and effective number are told.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

ENOUGH = 0.3
"""Share of the draws that must count, as an effective number."""


@dataclass(frozen=True)
class Weighted:
    """Weights of one structure's draws."""

    weights: np.ndarray
    """Shape (draws,), sum 1."""
    power: float
    """1: the model's own posterior; 0: the emulated one."""
    effective: float
    """Effective number of draws, 1 / sum of squared weights."""
    effective_untempered: float
    """The same at power 1."""


def weighted(true: np.ndarray, emulated: np.ndarray) -> Weighted:
    """Weights of draws of the emulated posterior.

    Args:
        true: log likelihood by the model; minus infinity where it failed.
        emulated: log likelihood by the emulator.
    """
    ratio = true - emulated
    least = ENOUGH * np.isfinite(ratio).sum()
    full = _weights(ratio, 1.0)
    if _effective(full) >= least:
        return Weighted(full, 1.0, _effective(full), _effective(full))
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2.0
        low, high = (middle, high) if _effective(_weights(ratio, middle)) >= least else (low, middle)
    found = _weights(ratio, low)
    return Weighted(found, low, _effective(found), _effective(full))


def _weights(ratio: np.ndarray, power: float) -> np.ndarray:
    possible = np.isfinite(ratio)
    if not possible.any():
        return np.full(len(ratio), 1.0 / len(ratio))
    logs = power * np.where(possible, ratio, 0.0)
    raw = np.where(possible, np.exp(logs - logs[possible].max()), 0.0)
    cut = np.minimum(raw, raw[possible].mean() * np.sqrt(possible.sum()))
    return np.asarray(cut / cut.sum())


def _effective(weights: np.ndarray) -> float:
    return float(1.0 / np.square(weights).sum())
