"""What calibration aims at: published effects with the error that each is allowed, and how sets are coded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

THRESHOLD = "enterprise.threshold"
"""The parameter that is structure: each value is calibrated on its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One published effect."""

    name: str
    """Trial and effect, `trial/effect`."""
    effect: float
    se: float
    """Standard error, published or, where none was, half of the effect."""
    se_published: bool = True
    market: bool = False
    """Whether it is an effect on prices, on demand or on households that were not treated."""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What is believed of one parameter beforehand: every value of its published range alike, or of its logarithm."""

    name: str
    low: float
    high: float
    log: bool = False

    def value(self, share: np.ndarray) -> np.ndarray:
        """The value below which that share of the prior lies."""
        if self.log:
            value = np.exp(np.log(self.low) + share * (np.log(self.high) - np.log(self.low)))
        else:
            value = self.low + share * (self.high - self.low)
        return np.clip(value, self.low, self.high)


class Simulator(Protocol):
    """Something that can be calibrated: a model, or a stand-in with known answers. It travels to worker processes."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """What it is calibrated to."""
        ...

    @property
    def digest(self) -> str:
        """sha256 of all that its moments depend on, besides the parameters and the replicate."""
        ...

    def moments(self, parameters: dict[str, float], replicate: int) -> dict[str, float]:
        """The value of every target, by name, in one world; the same luck for all parameters. NaN: not defined."""
        ...


def parameters_of(priors: Sequence[Prior], shares: np.ndarray, threshold: float) -> dict[str, float]:
    """One parameter set by dotted name.

    Args:
        priors: of the parameters, in order.
        shares: their places in the unit cube, shape (parameters,).
        threshold: the structure.
    """
    found = {prior.name: float(prior.value(share)) for prior, share in zip(priors, shares, strict=True)}
    return found | {THRESHOLD: float(threshold)}


def allowed(targets: Sequence[Target], discrepancy: float) -> np.ndarray:
    """Standard deviation within which the model should meet each target, shape (targets,).

    The published error, and the share of the effect by which a model that is right in kind may still be off.
    """
    return np.array([np.hypot(target.se, discrepancy * abs(target.effect)) for target in targets])
