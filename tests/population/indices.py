"""Indices by other formulas than the package uses."""

from __future__ import annotations

import numpy as np


def weighted_gini(value: np.ndarray, weight: np.ndarray) -> float:
    """Gini index by the area under the Lorenz curve."""
    order = np.argsort(value, kind="stable")
    people = np.concatenate([[0.0], np.cumsum(weight[order])]) / weight.sum()
    money = np.concatenate([[0.0], np.cumsum((weight * value)[order])]) / np.sum(weight * value)
    return float(1.0 - np.sum((money[1:] + money[:-1]) * np.diff(people)))


def bottom_share(value: np.ndarray, weight: np.ndarray, share: float) -> float:
    """Share of all spending that goes to the poorest `share` of people."""
    order = np.argsort(value, kind="stable")
    people = np.cumsum(weight[order]) / weight.sum()
    money = np.cumsum((weight * value)[order]) / np.sum(weight * value)
    return float(np.interp(share, people, money))
