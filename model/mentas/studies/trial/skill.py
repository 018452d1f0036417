"""What scores add up to: shares, signs, pairs, and skill against two dumb baselines.

Skill is 1 - (sum of squared errors) / (the baseline's), every error in published standard errors. `Zero` says that
nothing has an effect. `Pooled mean effect` says that every effect of a kind (alike in outcome, unit and population)
is the mean of those published, the effect itself among them: it knows the answers, and only not which is which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mentas.studies.trial.score import Order, Scored
    from mentas.studies.trial.trial import Published

FAMILIES: dict[str, str] = {"spending_month": "spending", "earnings": "income"}
"""Outcomes that are pooled with another one in the baseline `pooled mean effect`."""

STANDS = frozenset({"level", "still"})
"""Methods that give no effect: their sign says nothing, and no baseline of effects is held against them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What scores of several trials are added up from."""

    shown: int = 0
    counted: int = 0
    inside: int = 0
    signs: int = 0
    signs_right: int = 0
    pairs: int = 0
    pairs_right: int = 0
    miss: float = 0.0
    """Sum of squared errors of effects, each in published standard errors."""
    miss_zero: float = 0.0
    """The same for a model that says that nothing has an effect."""
    pooled: int = 0
    """Effects that have others of their kind to be pooled with."""
    miss_of_pooled: float = 0.0
    """Sum of squared errors of those effects."""
    miss_pooled: float = 0.0
    """The same for a model that says that all effects of a kind are their mean."""

    def __add__(self, other: Sums) -> Sums:
        return Sums(**{name: getattr(self, name) + getattr(other, name) for name in self.__slots__})

    @property
    def share_inside(self) -> float:
        """Share of counted effects with |z| below 1.96."""
        return share(self.inside, self.counted)

    @property
    def skill_zero(self) -> float:
        """1 is perfect, 0 no better than `nothing has an effect`."""
        return 1.0 - share(self.miss, self.miss_zero)

    @property
    def skill_pooled(self) -> float:
        """1 is perfect, 0 no better than the mean published effect of each kind, which knows the published effects."""
        return 1.0 - share(self.miss_of_pooled, self.miss_pooled)


def added_up(effects: Sequence[Scored], orders: Sequence[Order]) -> Sums:
    """The sums of some effects and orders."""
    told = [s for s in effects if s.counted]
    signs = [s for s in told if s.sign_needed]
    moved = [s for s in told if s.effect.method not in STANDS]
    kinds = _kinds(moved)
    return Sums(
        shown=len(effects),
        counted=len(told),
        inside=sum(s.inside for s in told),
        signs=len(signs),
        signs_right=sum(s.sign_right for s in signs),
        pairs=sum(order.pairs for order in orders),
        pairs_right=sum(order.right for order in orders),
        miss=sum(_miss(s, s.simulated) for s in moved),
        miss_zero=sum(_miss(s, 0.0) for s in moved),
        pooled=sum(len(kind) for kind in kinds),
        miss_of_pooled=sum(_miss(s, s.simulated) for kind in kinds for s in kind),
        miss_pooled=sum(_miss(s, _mean(kind)) for kind in kinds for s in kind),
    )


def _kinds(told: Iterable[Scored]) -> list[list[Scored]]:
    """Effects on outcomes of a family, in one unit and on one population, where there are two or more.

    One alone is its own mean, and a mean of what differs in kind would be too easy to beat.
    """
    kinds: dict[tuple[str, ...], list[Scored]] = {}
    for s in told:
        family = FAMILIES.get(s.effect.outcome, s.effect.outcome)
        kinds.setdefault((family, s.effect.on, *unit(s.effect)), []).append(s)
    return [kind for kind in kinds.values() if len(kind) > 1]


def unit(effect: Published) -> tuple[str, ...]:
    """What an effect is counted in; only effects in one unit can be pooled."""
    return effect.unit, effect.per if effect.unit == "level" else "", "change" if effect.method == "change" else ""


def _mean(kind: Sequence[Scored]) -> float:
    return sum(s.effect.effect for s in kind) / len(kind)


def _miss(s: Scored, guess: float) -> float:
    return ((guess - s.effect.effect) / s.error) ** 2


def share(part: float, whole: float) -> float:
    """A part over a whole; NaN where there is none."""
    return part / whole if whole else np.nan
