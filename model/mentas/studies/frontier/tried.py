"""Mixes that were tried, and what they came to in each world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mentas.studies.frontier.ground import Ground
from mentas.studies.frontier.search import SENSES


@dataclass(frozen=True)
class Outcome:
    """Something that a mix is judged by."""

    name: str
    sense: str
    """`max` or `min`."""
    unit: str
    id: str
    en: str

    @property
    def sign(self) -> float:
        """What values are multiplied by so that more is better."""
        return -SENSES[self.sense]


@dataclass(frozen=True)
class Tried:
    """Candidates, each lived through in the same worlds."""

    names: tuple[str, ...]
    """Of the candidates; the baseline policy may be one of them."""
    outcomes: tuple[Outcome, ...]
    values: np.ndarray
    """Shape (candidates, worlds, outcomes), each in its own unit; a run that failed is NaN."""
    spent: np.ndarray
    """Shape (candidates, worlds): rupiah spent."""
    ground: Ground

    def __post_init__(self) -> None:
        shape = len(self.names), len(self.ground), len(self.outcomes)
        if self.values.shape != shape or self.spent.shape != shape[:2]:
            raise ValueError(f"candidates, worlds and outcomes are {shape}, values {self.values.shape}")

    @property
    def better(self) -> np.ndarray:
        """The values with signs so that more is better in every outcome."""
        return self.values * np.array([outcome.sign for outcome in self.outcomes])

    def place(self, name: str) -> int:
        """Where a candidate stands."""
        return self.names.index(name)

    def outcome(self, name: str) -> int:
        """Where an outcome stands."""
        return [outcome.name for outcome in self.outcomes].index(name)

    def only(self, names: Sequence[str]) -> Tried:
        """Some of the candidates, in the order given."""
        rows = [self.place(name) for name in names]
        return replace(self, names=tuple(names), values=self.values[rows], spent=self.spent[rows])

    def whole(self, *, keep: Sequence[str] = ()) -> Tried:
        """The candidates and worlds of which everything is known.

        While anything is missing, what lacks the larger share of it is left out: a candidate of the worlds, or a world
        of the candidates; a candidate before a world where both lack as much.

        Args:
            keep: candidates that stay whatever they lack, such as the baseline.
        """
        lost = ~(np.isfinite(self.values).all(axis=2) & np.isfinite(self.spent))
        rows, columns = np.arange(len(self.names)), np.arange(len(self.ground))
        kept = np.array([name in keep for name in self.names], dtype=bool)
        while (left := lost[np.ix_(rows, columns)]).any():
            of_row = np.where(kept[rows], 0.0, left.mean(axis=1))
            of_column = left.mean(axis=0)
            if of_row.max() >= of_column.max():
                rows = np.delete(rows, of_row.argmax())
            else:
                columns = np.delete(columns, of_column.argmax())
        return Tried(
            tuple(self.names[row] for row in rows),
            self.outcomes,
            self.values[np.ix_(rows, columns)],
            self.spent[np.ix_(rows, columns)],
            self.ground.where(columns),
        )
