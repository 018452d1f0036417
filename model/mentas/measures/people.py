"""What measures see: the world's people once a year, with what several measures share worked out once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from mentas.measures.catalogue import CATALOGUE

if TYPE_CHECKING:
    from mentas.world import World


class People:
    """Rows of the households with their derived columns; money is Rp a person a month, averaged over a year."""

    def __init__(self, world: World) -> None:
        self.world = world

    @cached_property
    def weight(self) -> np.ndarray:
        """Households that each row stands for."""
        return self.world.households.weight

    @cached_property
    def persons(self) -> np.ndarray:
        """People that each row stands for."""
        return self.weight * self.world.households.size

    @cached_property
    def spending(self) -> np.ndarray:
        """Spending a person."""
        return self.world.households.spending_mean / self.world.households.size

    @cached_property
    def own_spending(self) -> np.ndarray:
        """Spending less money transfers, a person."""
        h = self.world.households
        return (h.spending_mean - h.transfers_mean) / h.size

    @cached_property
    def earned(self) -> np.ndarray:
        """Income without transfers, a person."""
        return self.world.households.earned_mean / self.world.households.size

    @cached_property
    def income(self) -> np.ndarray:
        """Income with transfers, a person."""
        h = self.world.households
        return (h.earned_mean + h.transfers_mean) / h.size

    @cached_property
    def line(self) -> np.ndarray:
        """Poverty line of the household's regency, a person."""
        return self.world.poverty_line[self.world.households.regency]

    @cached_property
    def order(self) -> np.ndarray:
        """Rows by rising spending a person."""
        return np.argsort(self.spending, kind="stable")

    @cached_property
    def ranked_spending(self) -> np.ndarray:
        """Spending a person, rising."""
        return self.spending[self.order]

    @cached_property
    def ranked_persons(self) -> np.ndarray:
        """People in the order of `ranked_spending`."""
        return self.persons[self.order]

    def total(self, name: str) -> float:
        """Sum of a count measure over everyone."""
        return float(np.sum(CATALOGUE[name].function(self)))
