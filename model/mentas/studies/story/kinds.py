"""Which households tell something, and which of them is told: the one in the middle of its kind, never an extreme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mentas.studies.story.census import Ends

CLOSE = 0.05
"""Share of spending by which two ends may differ and still be called about the same."""

LONG = 24
"""Months below the line from which a household is called poor for long."""


@dataclass(frozen=True, slots=True)
class Two:
    """The same households under the baseline and under the other policy, in the order of their ids."""

    a: Ends
    b: Ends

    @property
    def gain(self) -> np.ndarray:
        """Spending at the end under the other policy less that under the baseline, over the line."""
        return np.asarray((self.b.spending - self.a.spending) / self.a.need)

    @property
    def close(self) -> np.ndarray:
        """Whether spending ends about the same."""
        return np.asarray(np.abs(self.b.spending - self.a.spending) <= CLOSE * self.a.spending)

    @property
    def less(self) -> np.ndarray:
        """Whether the other policy gives less than half of what the baseline gives."""
        return np.asarray(self.b.received < 0.5 * self.a.received)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of household: who is of it, and by what the one in the middle is found."""

    holds: Callable[[Two], np.ndarray]
    by: Callable[[Two], np.ndarray]


def _left(of: Ends) -> np.ndarray:
    """Left poverty for good: mentas and not fallen back."""
    return np.asarray(of.mentas & ~of.fell_back)


KINDS: dict[str, Kind] = {
    # Left poverty for good with help that the other policy gave, and not under the baseline.
    "helped": Kind(lambda t: _left(t.b) & ~_left(t.a) & (t.b.received > 0), lambda t: t.gain),
    # Lost more than half of what it got, and ends poor; not so under the baseline.
    "harmed": Kind(lambda t: t.less & t.b.poor & ~t.a.poor, lambda t: t.gain),
    # Poor for long and meant to be served, never served under either, for the registry never placed it low enough.
    "left_out": Kind(
        lambda t: (
            (np.minimum(t.a.poor_months, t.b.poor_months) >= LONG) & (t.a.fits | t.b.fits) & ~(t.a.listed | t.b.listed)
            & (t.a.received == 0) & (t.b.received == 0)
        ),
        lambda t: t.b.spending / t.b.need,
    ),
    # Stood on its own with help that the other policy gave, and fell below the line again; never so under the baseline.
    "fell_back": Kind(lambda t: t.b.fell_back & ~t.a.mentas & (t.b.received > 0), lambda t: t.gain),
    # Lost more than half of what it got, and ends above the line and no worse off than a little.
    "unharmed": Kind(
        lambda t: t.less & ~t.a.poor & ~t.b.poor & (t.b.spending >= (1.0 - CLOSE) * t.a.spending),
        lambda t: t.a.received - t.b.received,
    ),
    # Got something under one policy at least, and ends about the same.
    "alike": Kind(lambda t: t.close & (np.maximum(t.a.received, t.b.received) > 0), lambda t: t.b.received),
}  # fmt: skip
"""The kinds, the most different first. A household is of the first that holds."""


def together(a: Ends, b: Ends) -> Two:
    """The households that both worlds have."""
    both = np.intersect1d(a.id, b.id, assume_unique=True)
    return Two(*(Ends(*(column[np.searchsorted(of.id, both)] for column in of)) for of in (a, b)))


def kinds_of(two: Two) -> dict[str, np.ndarray]:
    """Whether each household is of a kind, by kind; none is of two."""
    free = np.ones(two.a.id.size, dtype=np.bool_)
    found = {}
    for name, kind in KINDS.items():
        found[name] = free & kind.holds(two)
        free &= ~found[name]
    return found


def middle(two: Two, name: str, of_kind: np.ndarray) -> int:
    """Id of the household in the middle of a kind, counting the households that each stands for; ties by id."""
    places = np.flatnonzero(of_kind)
    value = KINDS[name].by(two)[places]
    places = places[np.lexsort((two.a.id[places], value))]
    upto = np.cumsum(two.a.weight[places])
    return int(two.a.id[places[np.searchsorted(upto, upto[-1] / 2.0)]])
