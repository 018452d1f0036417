"""A world whose months are lived in NumPy; it starts where a burn-in of mentas ends.

Households' acts, the goods market, ageing, registry, ranks and the pulse are told here. KUBE groups and the programmes'
delivery are mentas' own: they go over few rows at a time, and being compiled they can only flatter the peer.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from benchmarks.numpy_month import business, living, yearly
from benchmarks.numpy_month.luck import Addresses
from mentas.beginning import Beginning
from mentas.behaviour import group
from mentas.programmes import delivery
from mentas.state import Households
from mentas.world import DECEMBER, World

MONTH = (
    living.strike,
    living.earn,
    business.produce,
    group.produce,
    business.clear,
    business.settle,
    group.settle,
    delivery.deliver,
    living.spend,
    business.invest,
    living.learn,
    living.judge,
)


class Part(NamedTuple):
    """Rows that one sweep of whole-array arithmetic goes over."""

    h: Households
    at: Addresses


class NumpyWorld(World):
    """The same world, in NumPy: `parts` of `block` rows, or one part of all rows."""

    def __init__(self, scenario: Any, *, start: Beginning, seed: int, block: int | None = None) -> None:
        self._parts: list[Part] | None = None
        self.block = block
        super().__init__(scenario, seed=seed, start=start)

    @property
    def parts(self) -> list[Part]:
        """The rows, in one or more parts."""
        if self._parts is None:
            rows = self.households.id.size
            each = self.block or rows
            slices = [slice(lo, min(lo + each, rows)) for lo in range(0, rows, each)]
            tables = [Households(*(column[rows] for column in self.households)) for rows in slices]
            self._parts = [Part(table, Addresses(table.id)) for table in tables]
        return self._parts

    def step(self) -> None:
        self.live()
        self.pulse = yearly.pulse(self)
        self.datacollector.collect(self)
        self.running = self.month < self.policy.months

    def live(self) -> None:
        for act in MONTH:
            act(self)
            self.ledger.check(f"{act.__module__}.{act.__name__}")
        if self.calendar_month == DECEMBER:
            yearly.grow(self)
            yearly.refresh(self)
        self.month += 1
        if self.month % 12 == 0:
            self.rank()
            self.ledger.check("the year", force=True)
            self.government.books.check()

    def rank(self) -> None:
        yearly.rank(self)
