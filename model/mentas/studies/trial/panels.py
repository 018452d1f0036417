"""What a replay sees: every household's outcomes at the survey months, in control and under each arm, on one luck."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

OUTCOMES: dict[str, str] = {
    "spending": "Household spending, currency a month (mean of twelve months, at first of those since the start)",
    "spending_person": "The same for each member",
    "spending_month": "Household spending of the month, currency",
    "income": "Earnings with business profit and transfers, currency a month (mean as spending)",
    "earnings": "The same without transfers",
    "profit": "Value added by the business, currency a month (mean of three months)",
    "capital": "Productive capital, currency",
    "cash": "Money at hand, currency",
    "assets": "Capital and cash, currency",
    "open": "Whether the household runs a business, 0 or 1",
    "hours": "Share of working time in the business",
    "poor": "Whether spending a person is below the line, 0 or 1",
    "invested": "Whether capital is larger than it would be in control, 0 or 1 (control is 0)",
    "price": "Price index of the household's market",
    "spending_sum": "Household spending since the start, currency",
    "output_sum": "Wages and value added since the start, currency",
    "demand_sum": "Household spending since the start and productive capital, currency",
}
"""Outcome -> what it is. Those that end in `_sum` are since the start."""


@dataclass(frozen=True)
class Baseline:
    """Households at the start; arrays have shape (households,)."""

    eligible: np.ndarray
    """bool"""
    cluster: np.ndarray
    """int; cluster of the design."""
    market: np.ndarray
    """int"""
    woman: np.ndarray
    """bool; a woman runs, or would run, the business."""
    size: np.ndarray
    open: np.ndarray
    """bool"""
    profit: np.ndarray
    """Currency a month."""
    capital: np.ndarray
    spending: np.ndarray
    """Currency a month."""
    ability: np.ndarray


@dataclass(frozen=True)
class Outlook:
    """One world of a replicate: control, or everyone offered an arm."""

    arm: str
    taken: np.ndarray
    """bool; who was offered it and took it."""
    offered: np.ndarray
    """bool"""
    transferred: float
    """Value of all that was handed out, currency, mean over those who took it; 0 in control."""
    after: np.ndarray
    """Capital at the end of the first month in which a gift arrived, currency; at the start where none ever did."""
    seen: dict[int, dict[str, np.ndarray]]
    """Outcome by survey month (0 is before anything happened) and name; shape (households,) each."""


@dataclass(frozen=True)
class Panel:
    """One replicate: the same households on the same luck in every world."""

    replicate: int
    baseline: Baseline
    worlds: dict[str, Outlook]
    """By arm; `control` is among them."""
