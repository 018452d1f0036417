"""The world at one moment, as measures see it: columns, people, and sums by group."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mentas.measures import deciles, histogram
from mentas.measures.catalogue import Groups
from mentas.measures.layout import Layout, layout
from mentas.measures.lorenz import Inequality, inequality_of
from mentas.measures.ranked import whole
from mentas.state import DISSOLVED

if TYPE_CHECKING:
    from mentas.state import Households
    from mentas.world import World


class Start(NamedTuple):
    """What later years are set against: sums by group at month 0."""

    lasting: Groups
    """Income without transfers of the bottom four deciles, Rp a month."""


class Snapshot:
    """A world at one moment. Make one, take all measures, drop it: it keeps what several measures share.

    Args:
        world: the world to look at.
        start: what `start` gave at month 0, for measures of change; without it these are NaN.
    """

    def __init__(self, world: World, start: Start | None = None) -> None:
        self.world = world
        self.h: Households = world.households
        self.start = start

    @cached_property
    def persons(self) -> np.ndarray:
        """People whom each row stands for; float64."""
        return self.h.weight * self.h.size

    @cached_property
    def layout(self) -> Layout:
        """The groups of households."""
        return layout(self.world)

    def people(self, values: np.ndarray | None = None, *, poorest: bool = False) -> Groups:
        """Sum over people of `values` (each member has the household's), or their number; by group."""
        if values is None:
            return self._count_people[poorest]
        return self.layout.sums(self.persons, values, poorest=poorest)

    def households(self, values: np.ndarray | None = None, *, poorest: bool = False) -> Groups:
        """Sum over households of `values`, or their number; by group."""
        if values is None:
            return self._count_households[poorest]
        return self.layout.sums(self.h.weight, values, poorest=poorest)

    @cached_property
    def _count_people(self) -> tuple[Groups, Groups]:
        return self._count(self.persons)

    @cached_property
    def _count_households(self) -> tuple[Groups, Groups]:
        return self._count(self.h.weight)

    def _count(self, weight: np.ndarray) -> tuple[Groups, Groups]:
        found = self.layout.by_cell(weight, np.ones(weight.size, dtype=np.int8))
        return self.layout.regrouped(found), self.layout.regrouped(found, poorest=True)

    @cached_property
    def _counts(self) -> np.ndarray:
        return whole(self.persons)

    def medians(self, values: np.ndarray) -> Groups:
        """Median over people of `values` of their household, not negative; by group."""
        at = self.layout
        return histogram.medians(values, self._counts, at.cells, at.first, at.groups, len(at.labels))

    @cached_property
    def per_person(self) -> np.ndarray:
        """What each row's household spends a person, Rp a month."""
        return self.h.spending_mean / self.h.size

    @cached_property
    def inequality(self) -> Inequality:
        """How unequally people spend, each what their household spends a person."""
        return inequality_of(self.per_person, self._counts)

    @cached_property
    def income(self) -> np.ndarray:
        """Income of each row's household with transfers, Rp a month."""
        return self.h.earned_mean + self.h.transfers_mean

    @cached_property
    def anchored_decile(self) -> np.ndarray:
        """Decile of each row against the region's cuts of the start; int8."""
        found = np.empty(self.h.id.size, dtype=np.int8)
        deciles.assign(self.per_person, self.world.provincial_cuts_start, found)
        return found

    @cached_property
    def _books(self) -> dict[str, dict[tuple[str, int], np.ndarray]]:
        accounts = self.world.government.books.accounts
        return {line: {key: getattr(a, line) for key, a in accounts.items()} for line in LINES}

    def booked(self, *lines: str, real: bool = False) -> Groups:
        """Rupiah booked so far on these lines of the programmes' books; everyone, by regency and by programme.

        Args:
            lines: some of `LINES`, added up.
            real: at prices of the start month, each programme's year at the prices of its middle, instead of nominal.
        """
        nothing = np.zeros(len(self.world.region.regencies))
        by_programme = {p.name: nothing for p in self.world.scenario.programmes if p.active}
        for line in lines:
            for (name, year), money in self._books[line].items():
                middle = self.world.government.books.accounts[name, year].opened / 12.0 + 0.5
                prices = (1.0 + self.world.scenario.inflation) ** middle if real else 1.0
                by_programme[name] = by_programme.get(name, nothing) + money / prices
        regency = sum(by_programme.values(), nothing)
        programme = {name: float(money.sum()) for name, money in by_programme.items()}
        return self.layout.spread(all=float(regency.sum()), regency=regency, programme=programme)

    @cached_property
    def mentas(self) -> Groups:
        """Households that are mentas, by group."""
        return self.households(self.h.mentas)

    def lasting(self) -> Start:
        """What measures of change since the start compare."""
        return Start(self.households(self.h.earned_mean, poorest=True))

    @cached_property
    def gain(self) -> Groups:
        """Income without transfers of the bottom four deciles against the start, Rp a month; NaN without a start."""
        then = np.nan if self.start is None else self.start.lasting
        return self.lasting().lasting - then

    def kube(self, *status: int) -> Groups:
        """KUBE groups with one of these states that got their grant; everyone and by regency."""
        groups, count = self.world.groups, self.world.group_count
        # A group whose grant failed to arrive was dissolved before its first month.
        stillborn = (groups.status[:count] == DISSOLVED) & (groups.age[:count] == 0)
        chosen = np.isin(groups.status[:count], status) & ~stillborn
        regencies = len(self.world.region.regencies)
        found = np.bincount(groups.regency[:count], weights=groups.weight[:count] * chosen, minlength=regencies)
        return self.layout.spread(all=float(found.sum()), regency=found)


LINES: tuple[str, ...] = ("budget", "delivered", "admin", "leaked", "unspent")
"""Lines of the programmes' books."""


class Ratio(NamedTuple):
    """A measure that is a sum over another, by group, kept apart so that regions can be added up exactly."""

    above: Groups
    below: Groups

    @property
    def value(self) -> Groups:
        """above / below by group, NaN where there is nothing below."""
        return np.divide(self.above, self.below, out=np.full(self.above.shape, np.nan), where=self.below > 0)


def ratio(above: Groups, below: Groups) -> Ratio:
    """Sums by group over other sums: what most measures are."""
    return Ratio(above, below)
