"""Three kinds of doubt told apart: dice, parameters within a structure, and structure.

Replicates lie in a nest: lucks (dice) within models, where a model is one parameter set in one structure, and models
within structures. A nested analysis of variance with expected mean squares (Searle, Casella, McCulloch 1992, Variance
Components, chapter 5) gives the variance of each; it is unbiased also where replicates are missing. An estimate below
zero is set to zero and said.

Two different questions have two different intervals:

- *the effect*: where does what a policy does lie, if the model may be any of those that the ensemble holds? Its
  variance is that of parameters and structure, and besides the Monte Carlo error of the mean. More replicates do not
  make it narrower than the doubt there is. This is `low` to `high`.
- *the mean*: where does the mean over all those models lie? This is `mean_low` to `mean_high`.

Intervals are Student's t. Structures are taken as all that there are, each as likely as the others, parameter sets as
a sample of many. The shares say of what the squared width of the interval of the effect is made; the part of dice is
what more replicates would take away.
"""

from __future__ import annotations

import numpy as np

from mentas.studies.analysis import LEVEL
from mentas.studies.ensemble.squares import Squares

LOW_LEVEL = 0.90
"""The narrower of the two intervals that are given."""

FEWEST = 8.0
"""Degrees of freedom below which a difference of two mean squares is not taken to be: where luck is that much greater
than what it hides, the variance that is feared holds the interval open."""

KINDS: tuple[str, ...] = ("dice", "parameters", "structure")
"""Kinds of doubt, from the innermost of the nest outwards."""

NUMBERS: tuple[str, ...] = (
    "mean", "low", "high", "low90", "high90", "mean_low", "mean_high", "n",
    *(f"share_{kind}" for kind in KINDS), *(f"sd_{kind}" for kind in KINDS),
)  # fmt: skip

FLAGS: tuple[str, ...] = tuple(f"zero_{kind}" for kind in KINDS[1:])
"""Whether the estimate of a variance was below zero."""


def split(values: np.ndarray, *, structure: np.ndarray, model: np.ndarray, population: int) -> dict[str, np.ndarray]:
    """Mean, intervals and kinds of doubt.

    Args:
        values: shape (cells, replicates); a value that is not finite counts as not observed.
        structure: number of the structure of each replicate.
        model: number of the model of each replicate.
        population: structures that there are, seen or not.

    Returns:
        Arrays of shape (cells,) by name, as in `NUMBERS` and `FLAGS`. What cannot be known is NaN: an interval needs
        two models; dice can be told from models where some model has two lucks, and parameters from structure where
        nearly every structure has two models.
    """
    found = {name: np.full(len(values), np.nan) for name in NUMBERS} | {
        name: np.zeros(len(values), dtype=bool) for name in FLAGS
    }
    seen = np.isfinite(values)
    patterns, which = np.unique(seen, axis=0, return_inverse=True)
    for number, pattern in enumerate(patterns):
        rows = np.flatnonzero(which.ravel() == number)
        found["n"][rows] = pattern.sum()
        if pattern.any():
            part = _split(values[np.ix_(rows, np.flatnonzero(pattern))], structure[pattern], model[pattern], population)
            for name, column in part.items():
                found[name][rows] = column
    return found


def _split(y: np.ndarray, structure: np.ndarray, model: np.ndarray, population: int) -> dict[str, np.ndarray]:
    """The same for cells that are observed in the same replicates; what cannot be known is left out."""
    mean = y.mean(axis=1)
    sums = Squares(y, structure, model)
    if sums.models < 2:
        return {"mean": mean}
    found, error, error_free = _two(sums, population)
    if sums.structures > 1 and sums.dice > 0 and sums.free_models >= sums.structures - 1:
        more, error, error_free = _three(sums, population)
        found |= more
    effect, free, least = _effect(sums)
    ends = {
        ("low", "high"): _half(LEVEL, effect, free),
        ("low90", "high90"): _half(LOW_LEVEL, effect, free),
        ("mean_low", "mean_high"): _half(LEVEL, error, error_free),
    }
    for (low, high), width in ends.items():
        found |= {low: mean - width, high: mean + width}
    # What is held to be doubt only because luck hides how little there may be is the part of luck.
    known = [found[f"share_{kind}"] for kind in KINDS[1:] if f"share_{kind}" in found]
    for share in known:
        share *= least
    if "share_dice" in found:
        found["share_dice"] = 1.0 - least * (1.0 - found["share_dice"])
    return found | {"mean": mean}


def _effect(sums: Squares) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Variance of the effect in another model around the mean, its degrees of freedom, and the part of it that is not
    feared but estimated.

    Where luck is great, an estimate of what varies between models can be near zero by luck alone. It is never taken
    to be less than the error with which nothing at all would be estimated, nor more than a single replicate varies.
    """
    squares, free, expected = sums.table(three=False)
    if sums.dice == 0:  # no model has two lucks: dice are part of what varies between models
        return squares[1] * (1.0 + 1.0 / sums.n), sums.freedom_between(), np.ones_like(squares[1])
    of_mean = squares[0] / sums.n
    models = np.maximum((squares[1] - squares[0]) / expected[1, 1], 0.0)
    feared = squares[0] * np.sqrt(2.0 / free[0] + 2.0 / free[1]) / expected[1, 1]
    feared = np.minimum(feared, models + squares[0])
    whole, estimated = (np.maximum(models, feared), models)
    whole, estimated = (part * (1.0 + sums.within_model) + of_mean for part in (whole, estimated))
    between = sums.freedom_between()
    spread = squares[1] ** 2 / between + squares[0] ** 2 / free[0]
    apart = np.divide((squares[1] - squares[0]) ** 2, spread, out=between.copy(), where=spread > 0.0)
    return whole, np.clip(apart, np.minimum(between, FEWEST), between), _share(estimated, whole, empty=1.0)


Found = tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]
"""Kinds of doubt by name, the variance of the mean, and its degrees of freedom."""


def _two(sums: Squares, population: int) -> Found:
    """Dice and models, where what varies between models is not told apart further."""
    squares, free, expected = sums.table(three=False)
    at = np.full_like(squares[1], free[1])
    if sums.dice == 0:
        return {}, squares[1] / sums.n, at
    raw = (squares[1] - squares[0]) / expected[1, 1]
    models = np.maximum(raw, 0.0)
    parts = np.stack([squares[0] / sums.n, models * (1.0 + sums.within_model)])
    found = {"share_dice": _share(parts[0], parts.sum(axis=0)), "sd_dice": np.sqrt(squares[0])}
    if population == 1:  # one structure: what varies between models is parameters
        found |= {"share_parameters": _share(parts[1], parts.sum(axis=0)), "sd_parameters": np.sqrt(models)}
        found |= {"share_structure": np.zeros_like(raw), "sd_structure": np.zeros_like(raw)}
        found["zero_parameters"] = raw < 0.0
    error = np.maximum(squares[0] / sums.n + raw * sums.within_model, 0.0)
    return found, error, at


def _three(sums: Squares, population: int) -> Found:
    """Dice, parameters and structure."""
    squares, free, expected = sums.table(three=True)
    inverse = np.linalg.inv(expected)  # components from mean squares
    raw = inverse @ squares
    variance = np.maximum(raw, 0.0)
    top = 1.0 / population
    of_mean = np.array([1.0 / sums.n, sums.within_model, max(sums.within_structure - top, 0.0)])
    parts = (of_mean + np.array([0.0, 1.0, 1.0 - top]))[:, None] * variance
    # The mean's own error needs no component, only mean squares: for a balanced nest that of models alone.
    weights = (inverse.T @ of_mean)[:, None]
    error = (weights * squares).sum(axis=0)
    error = np.where(error > 0.0, error, (of_mean[:, None] * variance).sum(axis=0))
    found = {f"share_{kind}": _share(part, parts.sum(axis=0)) for kind, part in zip(KINDS, parts, strict=True)}
    found |= {f"sd_{kind}": np.sqrt(each) for kind, each in zip(KINDS, variance, strict=True)}
    found |= {flag: estimate < 0.0 for flag, estimate in zip(FLAGS, raw[1:], strict=True)}
    return found, error, _freedom(error, weights * squares, free, sums.n)


def _share(part: np.ndarray, whole: np.ndarray, *, empty: float = np.nan) -> np.ndarray:
    """A part of a whole; of nothing, `empty`."""
    return np.divide(part, whole, out=np.full_like(part, empty), where=whole > 0.0)


def _freedom(whole: np.ndarray, parts: np.ndarray, free: np.ndarray, n: int) -> np.ndarray:
    """Satterthwaite's degrees of freedom of a sum of mean squares."""
    spread = (parts**2 / free[:, None]).sum(axis=0)
    found = np.divide(whole**2, spread, out=np.full_like(whole, n - 1.0), where=spread > 0.0)
    return np.clip(found, 1.0, n - 1.0)


def _half(level: float, variance: np.ndarray, free: np.ndarray) -> np.ndarray:
    """Half width of an interval."""
    from scipy.special import stdtrit

    return np.asarray(stdtrit(free, 0.5 + level / 2) * np.sqrt(variance))
