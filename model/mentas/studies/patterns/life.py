"""A world as it is lived, month by month, with what statistics look back on: its start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mentas.world import World


class Life:
    """A new world, and what its households were at the start. `live` is its only way to grow older."""

    def __init__(self, world: World) -> None:
        h = world.households
        self.world = world
        self.poor_in_first_month: np.ndarray = h.spending < h.need
        """Rows whose spending in the month of the start lay below the line, as one visit of a survey sees it."""
        self.poor_at_start: np.ndarray = h.spending_mean < h.need
        """Rows whose twelve-month mean of spending lay below the line, as the poverty rate counts them."""
        self.open_at_start: np.ndarray = h.open == 1
        """Rows that had a business of their own."""
        self.open_ever_since: np.ndarray = self.open_at_start.copy()
        """Rows whose business of the start has been open in every month since."""
        self.rates: list[float] = [rate(self.persons, self.poor_at_start)]
        """Poverty rate at the start and after each month, shares of people."""

    @property
    def persons(self) -> np.ndarray:
        """People whom each row stands for now."""
        return np.asarray(self.world.households.weight * self.world.households.size, dtype=np.float64)

    @property
    def months(self) -> int:
        """Months lived so far."""
        return len(self.rates) - 1

    def live(self, *, until: int) -> None:
        """Live on until so many months have passed since the start."""
        while self.months < until:
            self.world.step()
            h = self.world.households
            self.open_ever_since &= h.open == 1
            self.rates.append(rate(self.persons, h.spending_mean < h.need))


def rate(weight: np.ndarray, within: np.ndarray) -> float:
    """Share of the weight that lies within a mask; NaN if nothing weighs anything."""
    whole = float(np.sum(weight, dtype=np.float64))
    return float(np.sum(weight[within], dtype=np.float64)) / whole if whole > 0.0 else float("nan")
