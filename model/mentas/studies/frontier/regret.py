"""What a choice may cost where the world is not as hoped: regret by structure, and the worst tenth of worlds.

*Regret* of a candidate in a structure: the best candidate's mean there less its own, in the outcome's unit. The
cautious choice has the smallest largest regret (Savage 1951). A structure is seen in few worlds, so that its best
candidate is partly its luckiest, and regrets look larger than they are; `apart` says where the difference from the best
one is more than luck, by intervals that hold together over all candidates and structures, with the variance between
models of one structure taken as the same in all. How often worlds drawn again choose the same says how far the choice
can be trusted.

*The worst tenth*: the mean of the outcome over the tenth of worlds in which a candidate does worst (expected shortfall,
Rockafellar and Uryasev 2000), each candidate by its own worst worlds. A tenth is few worlds: its interval is rough.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from mentas.studies.analysis import LEVEL
from mentas.studies.frontier.ground import Ground, student
from mentas.studies.frontier.pareto import DRAWS
from mentas.studies.frontier.tried import Tried

if TYPE_CHECKING:
    import pandas as pd

TENTH = 0.1

MEAN = "mean"
"""Name of the row of all structures together."""


def table(tried: Tried, *, structures: Mapping[int, str], outcome: str) -> pd.DataFrame:
    """Regret of each candidate in each structure that was seen, and in the mean over them.

    Args:
        tried: candidates and worlds of which everything is known.
        structures: name by number.
        outcome: the outcome that is regretted.

    Returns:
        outcome, structure (`MEAN` last), candidate, mean, regret, best (whether it is the best there), apart (whether
        it is told apart from the best one there), worlds. The mean counts every structure the same.
    """
    import pandas as pd

    number = tried.outcome(outcome)
    better = tried.better[:, :, number]
    seen, of_world = np.unique(tried.ground.structure, return_inverse=True)
    share = _membership(of_world.ravel(), len(seen))
    means = share @ better.T  # structures, candidates
    means = np.vstack([means, means.mean(axis=0)])
    shares = np.vstack([share, share.mean(axis=0)])
    best = means.argmax(axis=1)
    regret = means.max(axis=1, keepdims=True) - means
    apart = regret > _halves(tried.ground, better, shares, best)
    names = [*(structures[int(each)] for each in seen), MEAN]
    worlds = [*np.bincount(of_world.ravel()).tolist(), len(tried.ground)]
    rows = [
        (outcome, names[s], name, tried.outcomes[number].sign * means[s, c], regret[s, c], c == best[s],
         bool(apart[s, c]), worlds[s])
        for s in range(len(names)) for c, name in enumerate(tried.names)
    ]  # fmt: skip
    return pd.DataFrame(
        rows, columns=["outcome", "structure", "candidate", "mean", "regret", "best", "apart", "worlds"]
    )


def choices(tried: Tried, *, outcome: str, seed: int, draws: int = DRAWS) -> pd.DataFrame:
    """How each candidate does for somebody cautious.

    Args:
        tried: candidates and worlds of which everything is known.
        outcome: the outcome that is regretted.
        seed: of the study.
        draws: times that worlds are drawn again.

    Returns:
        candidate, outcome, max_regret, chosen (whether it is the cautious choice), chance (share of redrawn worlds in
        which it is), rival (whether it is one of the fewest that are chosen in 95 per cent of redrawn worlds; the
        choice itself is one), worst_tenth with its 95 % interval low and high, from the same redrawn worlds.
    """
    import pandas as pd

    number = tried.outcome(outcome)
    better, sign = tried.better[:, :, number], tried.outcomes[number].sign
    seen, of_world = np.unique(tried.ground.structure, return_inverse=True)
    whole = np.full(len(tried.ground), 1.0 / len(tried.ground))
    regret = _largest(better, of_world.ravel(), len(seen), whole)
    worst = worst_mean(better, whole)
    times, tails = np.zeros(len(tried.names)), np.empty((draws, len(tried.names)))
    for draw, weights in enumerate(tried.ground.weights(draws=draws, seed=seed, of="regret")):
        times[_largest(better, of_world.ravel(), len(seen), weights).argmin()] += 1
        tails[draw] = worst_mean(better, weights)
    chance = times / draws
    chosen = np.arange(len(chance)) == regret.argmin()
    low, high = np.sort(sign * np.quantile(tails, [0.5 - LEVEL / 2, 0.5 + LEVEL / 2], axis=0), axis=0)
    return pd.DataFrame(
        {
            "candidate": tried.names, "outcome": outcome, "max_regret": regret, "chosen": chosen, "chance": chance,
            "rival": _fewest(chance) | chosen, "worst_tenth": sign * worst, "low": low, "high": high,
        }
    )  # fmt: skip


def worst_mean(better: np.ndarray, weights: np.ndarray, tail: float = TENTH) -> np.ndarray:
    """Mean over the worst worlds of each candidate, which together weigh `tail`; the last one counts in part.

    Args:
        better: shape (candidates, worlds), more is better.
        weights: shape (worlds,), adding up to 1.
        tail: weight of the worst worlds.
    """
    order = np.argsort(better, axis=1, kind="stable")
    upto = np.cumsum(weights[order], axis=1)
    inside = np.clip(tail - (upto - weights[order]), 0.0, weights[order])
    return np.asarray((np.take_along_axis(better, order, axis=1) * inside).sum(axis=1) / inside.sum(axis=1))


def _membership(of_world: np.ndarray, count: int) -> np.ndarray:
    """Shape (structures, worlds): weights that give the mean of each structure."""
    member = np.eye(count)[of_world].T
    return np.asarray(member / member.sum(axis=1, keepdims=True))


def _largest(better: np.ndarray, of_world: np.ndarray, count: int, weights: np.ndarray) -> np.ndarray:
    """Largest regret over structures of each candidate, shape (candidates,), with worlds weighed so.

    A structure of which no world was drawn, which can be where structures are drawn with their models, is not there.
    """
    member = np.eye(count)[of_world] * weights[:, None]
    weighs = member.sum(axis=0)
    means = better @ member[:, weighs > 0.0] / weighs[weighs > 0.0]
    return np.asarray((means.max(axis=0) - means).max(axis=1))


def _halves(ground: Ground, better: np.ndarray, shares: np.ndarray, best: np.ndarray) -> np.ndarray:
    """Shape (rows, candidates): half widths of the differences from each row's best; infinite where not known.

    The best one of a row is chosen by its values, so that intervals hold for every pair in every row.
    """
    rest, free = ground.within(better)
    gaps = rest[None] - rest[best][:, None]  # rows, candidates, models
    statements = max(len(shares) * len(better) * (len(better) - 1), 1)
    width = student((1.0 - LEVEL) / statements, free)
    spread = (gaps**2).sum(axis=2) / max(free, 1) * (ground.by_model(shares) ** 2).sum(axis=1)[:, None]
    return np.where(np.isfinite(width), width * np.sqrt(spread), np.inf)


def _fewest(chance: np.ndarray) -> np.ndarray:
    """The fewest candidates that are chosen in 95 per cent of draws, the likeliest first."""
    order = np.argsort(-chance, kind="stable")
    before = np.cumsum(chance[order]) - chance[order]
    found = np.zeros(len(chance), dtype=bool)
    found[order[before < LEVEL]] = True
    return found
