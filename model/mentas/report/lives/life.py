"""What is read off a life's months: what came when, how long it lasted, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mentas.state import NONE
from mentas.studies.story.book import Life

YEAR = 12


@dataclass(frozen=True)
class Read:
    """A life, read. Months count from 1; month 0 is the start."""

    life: Life

    def __getitem__(self, column: str) -> Sequence[float]:
        """The start and every month since."""
        return self.life.months[column]

    @property
    def last(self) -> int:
        """The last month."""
        return len(self["need"]) - 1

    @cached_property
    def poor(self) -> list[bool]:
        """Whether twelve-month mean spending is below the line, at the start and after every month."""
        return [spent < need for spent, need in zip(self["spending_mean"], self["need"], strict=True)]

    @property
    def poor_months(self) -> int:
        """Months that end below the line."""
        return sum(self.poor[1:])

    @property
    def received(self) -> dict[str, float]:
        """Value by programme, Rp, goods at their cost."""
        return {name: sum(values) for name, values in self.life.programmes.items()}

    @property
    def helped_months(self) -> int:
        """Months in which something arrived."""
        return sum(any(values) for values in zip(*self.life.programmes.values(), strict=True))

    def grants(self) -> list[tuple[int, float]]:
        """Month and value of what arrived beside cash transfers."""
        every = [sum(values) for values in zip(*self.life.programmes.values(), strict=True)]
        rest = [got - cash for got, cash in zip(every, self["transfers"], strict=False)]
        return [(month, value) for month, value in enumerate(rest) if value > 0]

    def begins(self, column: str) -> list[int]:
        """Months in which a flag turns on."""
        values = self[column]
        return [month for month in range(1, self.last + 1) if values[month] and not values[month - 1]]

    def ends(self, column: str) -> list[int]:
        """Months in which a flag turns off."""
        values = self[column]
        return [month for month in range(1, self.last + 1) if values[month - 1] and not values[month]]

    @property
    def joins(self) -> list[int]:
        """Months in which it comes into a group."""
        group = self["group_status"]
        return [month for month in range(1, self.last + 1) if group[month] != NONE and group[month - 1] == NONE]

    @property
    def leaves(self) -> list[int]:
        """Months in which its group falls apart."""
        group = self["group_status"]
        return [month for month in range(1, self.last + 1) if group[month] == NONE and group[month - 1] != NONE]

    def times(self, column: str) -> int:
        """Months in which there is something."""
        return sum(1 for value in self[column][1:] if value)

    def mean(self, column: str, year: int) -> float:
        """Of the months of a year, from 1; of the start for year 0."""
        values = self[column][max(YEAR * (year - 1) + 1, 0) : YEAR * year + 1]
        return sum(values) / len(values)

    def total(self, column: str, year: int | None = None) -> float:
        """Sum over the months of a year, or of all."""
        values = self[column] if year is None else self[column][YEAR * (year - 1) + 1 : YEAR * year + 1]
        return float(sum(values))

    def spells(self, column: str) -> list[tuple[int, int]]:
        """First and last month of every stretch in which there is something, the start among them."""
        return stretches(self[column])


def stretches(values: Sequence[float]) -> list[tuple[int, int]]:
    """First and last place of every stretch of values that are not nothing."""
    found: list[tuple[int, int]] = []
    for place, value in enumerate(values):
        if value and found and found[-1][1] == place - 1:
            found[-1] = found[-1][0], place
        elif value:
            found.append((place, place))
    return found
