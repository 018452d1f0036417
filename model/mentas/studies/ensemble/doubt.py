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

Structures are taken as all that there are (a finite population, each as likely as the others), parameter sets as a
sample of many. The shares say of what the squared width of the interval of the effect is made; the part of dice is
what more replicates would take away. Intervals are Student's t, with Satterthwaite's degrees of freedom.
"""

from __future__ import annotations

import numpy as np

from mentas.studies.analysis import LEVEL
from mentas.studies.ensemble.squares import Squares

LOW_LEVEL = 0.90
"""The narrower of the two intervals that are given."""

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
    two = _two(sums, "parameters" if sums.structures == 1 else "")
    if sums.structures == 1 or sums.dice == 0 or sums.free_models < sums.structures - 1:
        found = two
    else:
        found = _three(sums, two, 1.0 / population)
    if population == 1:
        found |= {"share_structure": np.zeros_like(mean), "sd_structure": np.zeros_like(mean)}
    effect, free = found.pop("effect"), found.pop("effect_free")
    error = found.pop("error")
    of_error = _half(LEVEL, error, found.pop("error_free"))
    half, less = _half(LEVEL, effect, free), _half(LOW_LEVEL, effect, free)
    ends = {"": half, "90": less, "mean": of_error}
    names = {"": ("low", "high"), "90": ("low90", "high90"), "mean": ("mean_low", "mean_high")}
    for name, width in ends.items():
        found |= dict(zip(names[name], (mean - width, mean + width), strict=True))
    return found | {"mean": mean}


def _two(sums: Squares, outer: str) -> dict[str, np.ndarray]:
    """Dice and models, where what varies between models is not told apart further.

    Returns:
        `effect` and `error`, the variances behind the two intervals, with their degrees of freedom, and the kinds of
        doubt by name; the outer one is called `outer`, and is left out where that is empty.
    """
    squares, free, expected = sums.table(three=False)
    n, error = sums.n, squares[1] * sums.within_model / expected[1, 1]
    if sums.dice == 0:  # no model has two lucks: dice are part of what varies between models
        whole = squares[1] * (1.0 + 1.0 / n)
        at = np.full_like(whole, free[1])
        return {"effect": whole, "effect_free": at, "error": squares[1] / n, "error_free": at}
    raw = (squares[1] - squares[0]) / expected[1, 1]
    models = np.maximum(raw, 0.0)
    # The error of the mean: dice / n + models x sum of squared shares, by the two mean squares.
    own = 1.0 / n - sums.within_model / expected[1, 1]
    error = np.maximum(error + own * squares[0], squares[1] / n if own < 0.0 else 0.0)
    parts = np.stack([squares[0] / n, models * (1.0 + sums.within_model)])
    whole = parts.sum(axis=0)
    held = (1.0 + sums.within_model) / expected[1, 1]
    weights = np.where(raw > 0.0, np.array([[1.0 / n - held], [held]]), np.array([[1.0 / n], [0.0]]))
    found = {
        "effect": whole,
        "effect_free": _freedom(whole, weights * squares, free, n),
        "error": error,
        "error_free": np.full_like(error, free[1]),
        "share_dice": _share(parts[0], whole),
        "sd_dice": np.sqrt(squares[0]),
    }
    if outer:
        found[f"share_{outer}"], found[f"sd_{outer}"] = _share(parts[1], whole), np.sqrt(models)
        found[f"zero_{outer}"] = raw < 0.0
    return found


def _three(sums: Squares, two: dict[str, np.ndarray], top: float) -> dict[str, np.ndarray]:
    """Dice, parameters and structure; `top` is the share of one structure among all that there are.

    Where the estimate of structure is below zero, what varies between models is taken together, as in `two`; where
    that of parameters is, what varies within structures.
    """
    squares, free, expected = sums.table(three=True)
    n = sums.n
    inverse = np.linalg.inv(expected)  # components from mean squares
    raw = inverse @ squares
    variance = np.maximum(raw, 0.0)
    of_mean = np.array([1.0 / n, sums.within_model, max(sums.within_structure - top, 0.0)])
    of_effect = of_mean + np.array([0.0, 1.0, 1.0 - top])
    parts = of_effect[:, None] * variance
    whole = parts.sum(axis=0)
    weights = (inverse.T @ of_effect)[:, None]
    freedom = _freedom(whole, weights * squares, free, n)
    # Parameters below zero: structures against all that varies within them.
    inner = (squares[0] * free[0] + squares[1] * free[1]) / (free[0] + free[1])
    outer = np.maximum(squares[2] - inner, 0.0) / expected[2, 2]
    pooled = inner / n + outer * of_effect[2]
    held = of_effect[2] / expected[2, 2]
    both = np.stack([inner * (1.0 / n - held), squares[2] * held])
    pooled_free = _freedom(pooled, both, np.array([free[0] + free[1], free[2]]), n)
    no_structure, no_parameters = raw[2] < 0.0, raw[1] < 0.0
    effect = np.where(no_structure, two["effect"], np.where(no_parameters, pooled, whole))
    effect_free = np.where(no_structure, two["effect_free"], np.where(no_parameters, pooled_free, freedom))
    # The mean's own error needs no component, only mean squares: for a balanced nest that of models alone.
    weights = (inverse.T @ of_mean)[:, None]
    error = (weights * squares).sum(axis=0)
    error = np.where(error > 0.0, error, (of_mean[:, None] * variance).sum(axis=0))
    found = {
        "effect": effect,
        "effect_free": effect_free,
        "error": error,
        "error_free": _freedom(error, weights * squares, free, n),
    }
    for kind, part, each, estimate in zip(KINDS, parts, variance, raw, strict=True):
        found[f"share_{kind}"], found[f"sd_{kind}"] = _share(part, whole), np.sqrt(each)
        if kind != "dice":
            found[f"zero_{kind}"] = estimate < 0.0
    return found


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0.0)


def _freedom(whole: np.ndarray, parts: np.ndarray, free: np.ndarray, n: int) -> np.ndarray:
    """Satterthwaite's degrees of freedom of a sum of mean squares."""
    spread = (parts**2 / free[:, None]).sum(axis=0)
    found = np.divide(whole**2, spread, out=np.full_like(whole, n - 1.0), where=spread > 0.0)
    return np.clip(found, 1.0, n - 1.0)


def _half(level: float, variance: np.ndarray, free: np.ndarray) -> np.ndarray:
    """Half width of an interval."""
    from scipy.special import stdtrit

    return np.asarray(stdtrit(free, 0.5 + level / 2) * np.sqrt(variance))
