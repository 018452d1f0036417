"""A world's dealings with a planner's own data while it begins: hold, anchor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from mentas.population.microdata import drawing, holding
from mentas.population.microdata.source import Microdata
from mentas.population.welfare import Target
from mentas.programmes.programme import Programme

if TYPE_CHECKING:
    from mentas.world import World


class OwnData:
    """The microdata of a world that begins; for one burn-in."""

    def __init__(self, data: Microdata, drawn: drawing.Own) -> None:
        self.data = data
        self.drawn = drawn
        self.held: holding.Held
        self._steps = 0

    def begin(self, world: World) -> None:
        """Remember what is to be held; labour and the registry's first visit are done."""
        self.held = holding.hold(self.data, self.drawn)
        world.listed = self.held.listed
        self.put_back(world, reopen=False)

    def programmes(self, running: tuple[Programme, ...]) -> tuple[Programme, ...]:
        """The survey's programmes; those whose list the file gives are held to no quota of their own."""
        listed = self.held.listed
        return tuple(replace(p, quota=None, budget_per_year=None) if p.name in listed else p for p in running)

    def put_back(self, world: World, *, reopen: bool = True) -> None:
        """Undo what a month did to what the file knows."""
        if reopen:
            holding.draw_owners(self.held, world.households, world.parameters.population, at=world.luck)
        shift = world.parameters.registry.shift
        holding.put_back(self.held, world.households, log_cuts=np.log(world.national_cuts), shift=shift)
        world.population_index[:] = 1.0
        if reopen:
            world.ledger.reopen()

    def approach(self, world: World, *, limit: float) -> None:
        """Move each household's earnings towards its spending in the file: the k-th time by 1/k of the way."""
        self._steps += 1
        holding.approach(self.held, world.households, step=1.0 / self._steps, limit=limit)
        self.put_back(world)

    def target(self) -> Target:
        """What the whole file says of spending, for the last anchoring."""
        return drawing.target(self.data)
