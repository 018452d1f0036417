"""How near a replayed trial comes to what was published: z, sign, order of arms, ratios over time, skill.

Rows from memory and rows that a trial sets aside are shown and never counted. Nor is what has no published error and
no effect from which to assume one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from mentas.studies.trial import skill
from mentas.studies.trial.skill import STANDS, Sums, share, unit
from mentas.studies.trial.trial import Published, Trial

NORMAL = 1.96
"""Standard errors on each side of an estimate within which 95 per cent of the truth lies."""

ASSUMED = 0.5
"""Standard error as a share of the effect where none was published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One published effect beside what the model gives; all in the published unit."""

    effect: Published
    error: float
    """Published standard error, or the assumed one; NaN where none can be assumed."""
    assumed: bool
    """Whether the error was not published."""
    simulated: float
    """Mean estimate over replicates."""
    spread: float
    """Standard deviation of the estimates over replicates: what a published standard error should be like."""
    doubt: float
    """Standard error of `simulated`, from the number of replicates."""
    reported: float
    """Mean of the standard errors that the simulated trials themselves reported."""
    true: float
    """Mean effect without survey noise and sampling."""
    replicates: int
    """How many gave an estimate."""
    left_out: str
    """Why it is not counted, in a word; empty if it is."""

    @property
    def counted(self) -> bool:
        """Whether it enters the trial's scores."""
        return not self.left_out

    @property
    def z(self) -> float:
        """Distance from the published effect in standard errors of both."""
        return float((self.simulated - self.effect.effect) / np.hypot(self.error, self.doubt))

    @property
    def inside(self) -> bool:
        """Whether the simulated effect cannot be told from the published one."""
        return abs(self.z) < NORMAL

    @property
    def sign_needed(self) -> bool:
        """Whether it is an effect whose published 95 per cent interval excludes zero."""
        return self.effect.method not in STANDS and abs(self.effect.effect) > NORMAL * self.error

    @property
    def sign_right(self) -> bool:
        """Whether the simulated effect has the published sign."""
        return self.simulated * self.effect.effect > 0.0

    @property
    def wider(self) -> float:
        """Spread of simulated estimates over the published standard error; NaN where that was not published."""
        return self.spread / self.error if not self.assumed and self.error > 0.0 else np.nan


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order of arms that a paper reports."""

    names: tuple[str, ...]
    """In the published order, falling; only those that are counted."""
    simulated: tuple[str, ...]
    """The same in the simulated order."""
    right: int
    """Pairs in the published order."""
    pairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """How an effect lasts: a later effect over an earlier one."""

    later: str
    earlier: str
    published: float
    error: float
    """Standard error of `published`, as if both effects were independent."""
    simulated: float
    counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """A trial's scores."""

    effects: tuple[Scored, ...]
    orders: tuple[Order, ...]
    ratios: tuple[Ratio, ...]

    def sums(self, role: str | None = None) -> Sums:
        """What the scores add up to, of all effects or of those with a role."""
        some = [s for s in self.effects if role in (None, s.effect.role)]
        return skill.added_up(some, self.orders if role is None else ())


def score(trial: Trial, *, estimates: np.ndarray, errors: np.ndarray, true: np.ndarray) -> Scores:
    """Score a trial; arrays have shape (replicates, published effects), in the trial's order of effects."""
    effects = tuple(
        _scored(trial, effect, estimates[:, place], errors[:, place], true[:, place])
        for place, effect in enumerate(trial.published)
    )
    by_name = {s.effect.name: s for s in effects}
    return Scores(
        effects=effects,
        orders=tuple(_order([by_name[name] for name in names]) for names in trial.ranking),
        ratios=tuple(_ratio(by_name[later], by_name[earlier]) for later, earlier in trial.ratios),
    )


def error_of(trial: Trial, effect: Published) -> tuple[float, bool]:
    """Standard error of a published effect, and whether it is assumed.

    Where none was published it is half the effect; of an effect of nothing, half the largest effect on the same
    outcome in the same unit. NaN if there is no such effect either.
    """
    if effect.se is not None and effect.se > 0.0:
        return effect.se, False
    size = abs(effect.effect)
    if size == 0.0:
        alike = (p for p in trial.published if unit(p) == unit(effect) and p.outcome == effect.outcome)
        size = max((abs(p.effect) for p in alike if p.method not in STANDS), default=0.0)
    return (ASSUMED * size, True) if size else (np.nan, True)


def _scored(trial: Trial, effect: Published, estimates: np.ndarray, errors: np.ndarray, true: np.ndarray) -> Scored:
    some = np.isfinite(estimates)
    found = estimates[some]
    error, assumed = error_of(trial, effect)
    spread = float(found.std(ddof=1)) if found.size > 1 else np.nan
    left_out = (
        "from memory" if effect.from_memory
        else "not scored" if not effect.scored
        else "no error" if not np.isfinite(error)
        else "not simulated" if found.size < 2
        else ""
    )  # fmt: skip
    return Scored(
        effect=effect,
        error=error,
        assumed=assumed,
        simulated=float(found.mean()) if found.size else np.nan,
        spread=spread,
        doubt=spread / found.size**0.5 if found.size else np.nan,
        reported=_finite_mean(errors),
        true=_finite_mean(true),
        replicates=int(some.sum()),
        left_out=left_out,
    )


def _order(listed: Sequence[Scored]) -> Order:
    told = [s for s in listed if s.counted]
    pairs = list(combinations(told, 2))
    return Order(
        names=tuple(s.effect.name for s in told),
        simulated=tuple(s.effect.name for s in sorted(told, key=lambda s: -s.simulated)),
        right=sum(higher.simulated > lower.simulated for higher, lower in pairs),
        pairs=len(pairs),
    )


def _ratio(later: Scored, earlier: Scored) -> Ratio:
    published = share(later.effect.effect, earlier.effect.effect)
    doubt = np.hypot(later.error, published * earlier.error)
    return Ratio(
        later=later.effect.name,
        earlier=earlier.effect.name,
        published=published,
        error=share(float(doubt), abs(earlier.effect.effect)),
        simulated=share(later.simulated, earlier.simulated),
        counted=later.counted and earlier.counted,
    )


def _finite_mean(values: np.ndarray) -> float:
    some = values[np.isfinite(values)]
    return float(some.mean()) if some.size else np.nan
