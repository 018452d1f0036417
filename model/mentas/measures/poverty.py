"""Poverty indices over persons: Foster, Greer and Thorbecke 1984, and Watts 1968."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentas.measures.catalogue import Ratio, ratio

if TYPE_CHECKING:
    from mentas.measures.people import People


def fgt(spending: np.ndarray, line: np.ndarray | float, weight: np.ndarray, alpha: float) -> float:
    """FGT index, a share: 0 gives the rate (P0), 1 the gap (P1), 2 the severity (P2)."""
    return float(np.average(shortfall(spending, line, alpha), weights=weight))


def shortfall(spending: np.ndarray, line: np.ndarray | float, alpha: float) -> np.ndarray:
    """Shortfall from the line as a share of it, to the power alpha; 0 for those on or above the line."""
    gap = np.maximum(1.0 - spending / line, 0.0)
    return np.where(spending < line, gap**alpha if alpha else 1.0, 0.0)


def watts_index(spending: np.ndarray, line: np.ndarray | float, weight: np.ndarray) -> float:
    """Mean log shortfall from the line; spending counts as at least one rupiah."""
    return float(np.average(log_shortfall(spending, line), weights=weight))


def log_shortfall(spending: np.ndarray, line: np.ndarray | float) -> np.ndarray:
    """Log of the line over spending; 0 for those on or above the line."""
    return np.maximum(np.log(line / np.maximum(spending, 1.0)), 0.0)


@ratio(unit="share", id="Tingkat kemiskinan (P0)", en="Poverty rate (P0)", better="lower")
def poverty_rate(p: People) -> Ratio:
    """Share of persons in households whose spending is below the regency's own line."""
    return p.persons * shortfall(p.spending, p.line, 0), p.persons


@ratio(unit="share", id="Indeks kedalaman kemiskinan (P1)", en="Poverty gap (P1)", better="lower")
def poverty_gap(p: People) -> Ratio:
    """Mean shortfall from the line, as a share of it."""
    return p.persons * shortfall(p.spending, p.line, 1), p.persons


@ratio(unit="share", id="Indeks keparahan kemiskinan (P2)", en="Poverty severity (P2)", better="lower")
def poverty_severity(p: People) -> Ratio:
    """Mean squared shortfall from the line."""
    return p.persons * shortfall(p.spending, p.line, 2), p.persons


@ratio(unit="log", id="Indeks Watts", en="Watts index", better="lower")
def watts(p: People) -> Ratio:
    """Mean log shortfall from the line."""
    return p.persons * log_shortfall(p.spending, p.line), p.persons


@ratio(
    unit="share", id="Tingkat kemiskinan tanpa menghitung bantuan", en="Poverty rate without transfers", better="lower"
)
def poverty_rate_without_transfers(p: People) -> Ratio:
    """Share of persons in households whose spending less money transfers is below the line."""
    return p.persons * (p.own_spending < p.line), p.persons
