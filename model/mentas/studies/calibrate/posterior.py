"""The posterior on the emulators: what is left of the prior once the published effects are known.

Ranks in the prior are sampled as normal deviates, so that the prior is a standard normal without edges, in which
emcee's ensemble moves freely.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mentas.studies.calibrate.emulator import Emulators
from mentas.studies.calibrate.points import Points

WALKERS = 64
STARTS = 2048
"""Draws of the prior, of which some of the likeliest start the walkers."""

SPREAD = 4
"""How many times the walkers are likely enough: the very likeliest alone would start too close together."""


@dataclass(frozen=True)
class Sampled:
    """Draws of one structure's posterior, and how well they were sampled."""

    points: Points
    acceptance: float
    autocorrelation: float
    """Steps, mean over parameters."""


@dataclass(frozen=True)
class Aim:
    """What was published, and how far off is allowed; arrays have shape (targets,)."""

    effects: np.ndarray
    deviations: np.ndarray
    """Standard deviations: published, discrepancy and Monte Carlo together."""

    def log_likelihood(self, moments: np.ndarray, emulator: np.ndarray | float = 0.0) -> np.ndarray:
        """Log likelihood of the published effects at each point, without its constant.

        Args:
            moments: shape (points, targets); where one is not finite the point is impossible.
            emulator: standard deviation of the moments, likewise.
        """
        return self.by_target(moments, emulator).sum(axis=1)

    def by_target(self, moments: np.ndarray, emulator: np.ndarray | float = 0.0) -> np.ndarray:
        """The same by target, shape (points, targets)."""
        variance = self.deviations**2 + np.square(emulator)
        found = -0.5 * ((moments - self.effects) ** 2 / variance + np.log(variance))
        return np.where(np.isfinite(found), found, -np.inf)

    def misses(self, moments: np.ndarray) -> np.ndarray:
        """How many standard deviations each moment is off, shape (points, targets)."""
        return np.asarray((moments - self.effects) / self.deviations)


def sample(
    emulators: Emulators,
    aim: Aim,
    *,
    threshold: float,
    parameters: int,
    draws: int,
    seed: int,
    steps: int,
    walkers: int = WALKERS,
) -> Sampled:
    """Draw from the posterior of one structure.

    Args:
        emulators: what the model would say.
        aim: what was published.
        threshold: the structure.
        parameters: how many there are.
        draws: how many are wanted.
        seed: of starts, moves and the choice of draws.
        steps: of every walker; the first half is forgotten.
        walkers: emcee's, at least twice the parameters.
    """
    import emcee
    from scipy.special import ndtr

    def places(normal: np.ndarray) -> Points:
        return Points(ndtr(normal), np.full(len(normal), threshold))

    def log_posterior(normal: np.ndarray) -> np.ndarray:
        moments, errors = emulators.predict(places(normal))
        return aim.log_likelihood(moments, errors) - 0.5 * (normal**2).sum(axis=1)

    rng = np.random.default_rng([seed, round(threshold * 1000)])
    walkers = max(walkers, 2 * parameters + 2)
    pool = rng.normal(size=(STARTS, parameters))
    likely = rng.permutation(np.argsort(-log_posterior(pool), kind="stable")[: SPREAD * walkers])[:walkers]
    moves = [(emcee.moves.DEMove(), 0.5), (emcee.moves.StretchMove(), 0.5)]
    sampler = emcee.EnsembleSampler(walkers, parameters, log_posterior, moves=moves, vectorize=True)
    sampler.random_state = np.random.RandomState(int(rng.integers(2**31))).get_state()
    sampler.run_mcmc(pool[likely], steps, skip_initial_state_check=True)
    kept = sampler.get_chain(discard=steps // 2, flat=True)
    slow = float(np.mean(emcee.autocorr.integrated_time(sampler.get_chain(discard=steps // 2), tol=0, quiet=True)))
    chosen = rng.choice(len(kept), size=draws, replace=len(kept) < draws)
    return Sampled(places(kept[np.sort(chosen)]), float(np.mean(sampler.acceptance_fraction)), slow)
