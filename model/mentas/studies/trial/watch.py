"""Watching a world as a survey would: outcomes of every household at some months, in the trial's currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentas.state import SECTORS

if TYPE_CHECKING:
    from mentas.world import World

YEAR = 12
PROFIT_MONTHS = 3
"""Months over which a survey's profit is taken."""


class Watch:
    """Running sums of a world, so that a survey can ask about past months."""

    def __init__(self, world: World, unit: float, labour_pay: np.ndarray) -> None:
        self.world = world
        self.labour_pay = labour_pay
        self.unit = unit
        n = world.households.id.size
        self.spent = [np.zeros(n)]
        self.earned = [np.zeros(n)]
        self.paid = [np.zeros(n)]
        self.profits = [np.zeros(n)]

    def count(self) -> None:
        """Add the month that has just been lived."""
        h = self.world.households
        self.spent.append(self.spent[-1] + h.spending)
        self.earned.append(self.earned[-1] + h.earned)
        self.paid.append(self.paid[-1] + h.transfers)
        self.profits.append(self.profits[-1] + (h.profit + self.labour_pay) * (h.open > 0))

    def look(self, month: int) -> dict[str, np.ndarray]:
        """Outcomes after `month` months, by name."""
        h, unit = self.world.households, self.unit
        spending = self._mean(self.spent, month, YEAR, h.spending)
        earnings = self._mean(self.earned, month, YEAR, h.earned)
        transfers = self._mean(self.paid, month, YEAR, h.transfers)
        size = h.size.astype(float)
        capital = h.capital / unit
        sums = self.spent[month] / unit
        return {
            "spending": spending,
            "spending_person": spending / size,
            "spending_month": h.spending / unit,
            "income": earnings + transfers,
            "earnings": earnings,
            "profit": self._mean(self.profits, month, PROFIT_MONTHS, h.profit + self.labour_pay),
            "capital": capital,
            "cash": h.cash / unit,
            "assets": capital + h.cash / unit,
            "open": (h.open > 0).astype(float),
            "hours": h.hours.astype(float),
            "poor": (spending * unit < h.need).astype(float),
            "price": self._price(),
            "spending_sum": sums,
            "output_sum": self.earned[month] / unit,
            "demand_sum": sums + capital,
        }

    def _mean(self, sums: list[np.ndarray], month: int, window: int, now: np.ndarray) -> np.ndarray:
        """Mean of the last months, currency a month; what stands at the start where none has passed."""
        back = min(window, month)
        return (sums[month] - sums[month - back]) / (back * self.unit) if back else now / self.unit

    def _price(self) -> np.ndarray:
        """Price index where each household lives, weighted by what is sold."""
        markets = self.world.markets
        prices = markets.price.reshape(-1, len(SECTORS)).astype(float)
        sold = np.maximum(markets.supply.reshape(-1, len(SECTORS)).astype(float), 1e-9)
        index = (prices * sold).sum(axis=1) / sold.sum(axis=1)
        return index[self.world.households.regency]
