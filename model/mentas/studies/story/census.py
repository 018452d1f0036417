"""Every household of a world at its end, in the few columns that tell how it fared."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from mentas.programmes.programme import Programme
    from mentas.world import World


class Ends(NamedTuple):
    """Households of one world, in the order of their ids; every column has shape (households,)."""

    id: np.ndarray
    weight: np.ndarray
    """Households of the population that each stands for."""
    poor_months: np.ndarray
    """Months in which spending was below the line, transfers counted (twelve-month means)."""
    fits: np.ndarray
    """Whether some programme of the policy was meant for it at the start, by its true decile and its conditions."""
    listed: np.ndarray
    """Whether the registry ever placed it in a decile that some programme serves."""
    need: np.ndarray
    """Poverty line of the household, Rp/month."""
    spending: np.ndarray
    """Twelve-month mean, Rp/month."""
    received: np.ndarray
    """Transfers and grants since the start, Rp, goods at their cost."""
    mentas: np.ndarray
    fell_back: np.ndarray

    @property
    def poor(self) -> np.ndarray:
        """Whether spending is below the line at the end."""
        return np.asarray(self.spending < self.need)


class Census:
    """Counts a world from its start; call `month` after each step, and `ends` at the end."""

    def __init__(self, world: World) -> None:
        h = world.households
        self._world = world
        self._poor = np.zeros(h.id.size, dtype=np.int16)
        self._programmes = [p for p in world.policy.programmes if p.active and p.start < world.policy.months]
        self._fits = np.zeros(h.id.size, dtype=np.bool_)
        for programme in self._programmes:
            self._fits |= _within(h.national_decile, programme) & _asked(world, programme)
        self._listed = np.zeros(h.id.size, dtype=np.bool_)
        self.month()

    def month(self) -> None:
        """Look at everyone, and at the registry."""
        h = self._world.households
        self._poor += h.spending_mean < h.need
        for programme in self._programmes:
            self._listed |= _within(h.registered_decile, programme)

    def ends(self) -> Ends:
        """How everyone stands now."""
        h = self._world.households
        order = np.argsort(h.id, kind="stable")
        found = (
            h.id, h.weight, self._poor, self._fits, self._listed, h.need.astype(np.float64), h.spending_mean,
            h.received, h.mentas > 0, h.fell_back > 0,
        )  # fmt: skip
        return Ends(*(column[order] for column in found))


def _within(deciles: np.ndarray, programme: Programme) -> np.ndarray:
    low, high = programme.deciles
    return np.asarray((deciles >= low) & (deciles <= high))


def _asked(world: World, programme: Programme) -> np.ndarray:
    """Whether households meet the programme's conditions today."""
    from mentas.programmes.eligible import TESTS

    found = np.ones(world.households.id.size, dtype=np.bool_)
    for condition in programme.conditions:
        found &= TESTS[condition](world.households, world.bit(programme.name))
    return found
