"""Which candidates no other beats in everything, on the means over worlds, and how sure that is.

*On the means*: no other candidate's means are as good in every outcome and better in one.

*How sure*: paired differences between all candidates in all outcomes, with intervals that hold together: chances of an
error of 5 per cent are shared out over all of them (Bonferroni). Whatever pair a reader picks afterwards, because it
looks best or worst, is therefore still covered. From these intervals:

- `dominated`: some other candidate is better in every outcome, its interval leaving out zero in each;
- `frontier`: every other candidate is worse in some outcome, its interval leaving out zero there;
- `open`: the worlds do not tell.

Measured without any true difference, 60 candidates, 3 outcomes, 32 models in one structure or two in each of 16: some
interval missed in 2 to 5 per cent of 600 repeats. Simultaneous intervals by a multivariate t or a Gaussian bootstrap
missed in 10 to 65 per cent of 60 (the standard error of each pair errs on its own); a studentised Rademacher bootstrap
held its level and was 2 to 5 per cent narrower at best, and three times as wide with two models a structure.

*The winner's curse*: candidates that are found best in some worlds were also lucky there, and a search that learns from
these worlds seeks such luck. Intervals do not mend that, since the search chose its candidates after seeing worlds.
`confirm` names the candidates to live through once more in worlds that no choice has seen; judged on those alone,
estimates are unbiased, and because they are few their intervals are narrower.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from mentas.studies.analysis import LEVEL
from mentas.studies.frontier.tried import Tried

if TYPE_CHECKING:
    import pandas as pd

DRAWS = 2000
"""Times that worlds are drawn again."""

NEAR = 0.05
"""Chance of standing on the frontier from which a candidate is worth confirming."""

STATUSES: tuple[str, ...] = ("frontier", "open", "dominated")


def nondominated(means: np.ndarray) -> np.ndarray:
    """Which rows no other row beats: as good in every column and better in one.

    Args:
        means: shape (candidates, outcomes), more is better.

    Returns:
        Truths of shape (candidates,); equal rows do not beat each other.
    """
    as_good = np.ones((len(means), len(means)), dtype=bool)
    better = np.zeros_like(as_good)
    for column in means.T:
        as_good &= column[:, None] >= column
        better |= column[:, None] > column
    return np.asarray(~(as_good & better).any(axis=0))


def chances(tried: Tried, *, seed: int, draws: int = DRAWS) -> np.ndarray:
    """Share of redrawn worlds in whose means each candidate stands on the frontier, shape (candidates,)."""
    better = tried.better
    on = np.zeros(len(better))
    for weights in tried.ground.weights(draws=draws, seed=seed, of="chances"):
        on += nondominated(np.einsum("cwo,w->co", better, weights))
    return on / draws


@dataclass(frozen=True)
class Pairs:
    """Every candidate set against every other."""

    gap: np.ndarray
    """Shape (outcomes, candidates, candidates): mean of the row's less the column's, more is better."""
    half: np.ndarray
    """The same shape: half width of its interval; all intervals hold together."""

    @cached_property
    def surely(self) -> np.ndarray:
        """The same shape: whether the row is better than the column, the interval leaving out zero."""
        return np.asarray(self.gap > self.half)

    @property
    def dominates(self) -> np.ndarray:
        """Shape (candidates, candidates): whether the row is surely better than the column in every outcome."""
        return np.asarray(self.surely.all(axis=0))

    @property
    def alike(self) -> np.ndarray:
        """Shape (candidates, candidates): whether two candidates are told apart in no outcome."""
        apart = self.surely.any(axis=0)
        return np.asarray(~(apart | apart.T))

    def status(self) -> list[str]:
        """One of `STATUSES` for each candidate."""
        ahead = np.asarray(self.surely.any(axis=0)).sum(axis=1) == self.gap.shape[1] - 1
        beaten = [bool(column.any()) for column in self.dominates.T]
        told = zip(beaten, ahead.tolist(), strict=True)
        return ["dominated" if low else "frontier" if on else "open" for low, on in told]

    def beaten_by(self) -> np.ndarray:
        """The candidate that beats each most surely, by place; -1 where none does.

        One that is on the frontier on the means itself comes before any that is not.
        """
        on = nondominated(self.gap[:, :, 0].T)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.nan_to_num(self.gap / self.half, nan=np.inf).min(axis=0)
        rank = np.lexsort((ratio, np.broadcast_to(on[:, None], ratio.shape), self.dominates), axis=0)[-1]
        return np.where(self.dominates.any(axis=0), rank, -1)


def pairs(tried: Tried) -> Pairs:
    """All paired differences with intervals that hold together at 95 per cent.

    Where worlds are too few for an interval, none tells anything apart.
    """
    better = tried.better
    means = better.mean(axis=1).T
    parts = np.moveaxis(tried.ground.errors(np.moveaxis(better, 1, 2)), 1, 0)  # outcomes, candidates, models
    # differences of the parts rather than of their products, whose rounding would hide what two twins share
    error = np.stack([np.sqrt(((part[:, None] - part[None]) ** 2).sum(axis=2)) for part in parts])
    count = len(tried.names)
    statements = max(count * (count - 1) * len(tried.outcomes), 1)
    half = tried.ground.student((1.0 - LEVEL) / statements) * error
    return Pairs(means[:, :, None] - means[:, None, :], np.where(np.isfinite(half), half, np.inf))


def judge(tried: Tried, *, baseline: str, seed: int, draws: int = DRAWS) -> pd.DataFrame:
    """One row for each candidate and outcome.

    Args:
        tried: candidates and worlds of which everything is known; the baseline is one of them.
        baseline: the policy that differences are taken against; it competes for the frontier like any other.
        seed: of the study.
        draws: times that worlds are drawn again.

    Returns:
        candidate, outcome, mean, low, high, difference, diff_low, diff_high, worlds; and the same in all rows of a
        candidate: on_means, status, chance, beaten_by (a name, empty where no candidate surely beats it), place (along
        the frontier on the means, from 1 at the best in the first outcome; 0 off it), group (those of one number are
        told apart in no outcome; 0 off the frontier). Intervals are of the mean over worlds, 95 per cent for one
        number at a time; the baseline has no difference.
    """
    import pandas as pd

    names, base = tried.names, tried.place(baseline)
    compared = pairs(tried)
    means = tried.better.mean(axis=1)
    on = nondominated(means)
    along = np.flatnonzero(on)[np.argsort(-means[on, 0], kind="stable")]
    places, group = np.zeros((2, len(names)), dtype=np.int64)
    places[along] = np.arange(1, len(along) + 1)
    for number, members in enumerate(groups(compared.alike, along), start=1):
        group[members] = number
    of_candidate: dict[str, Any] = {
        "on_means": on,
        "status": compared.status(),
        "chance": chances(tried, seed=seed, draws=draws),
        "beaten_by": ["" if place < 0 else names[place] for place in compared.beaten_by()],
        "place": places,
        "group": group,
    }
    frames = []
    for number, outcome in enumerate(tried.outcomes):
        values = tried.values[:, :, number]
        ends = dict(zip(("mean", "low", "high"), tried.ground.interval(values), strict=True))
        gaps = np.array(tried.ground.interval(values - values[base]))
        gaps[:, base] = np.nan
        ends |= dict(zip(("difference", "diff_low", "diff_high"), gaps, strict=True))
        frame = pd.DataFrame({"candidate": names, "outcome": outcome.name, **ends, "worlds": len(tried.ground)})
        frames.append(frame.assign(**of_candidate))
    place = {name: number for number, name in enumerate(names)}
    return pd.concat(frames).sort_values("candidate", key=lambda c: c.map(place), kind="stable", ignore_index=True)


def confirm(judged: pd.DataFrame, *, baseline: str, most: int) -> list[str]:
    """Candidates to live through again in fresh worlds: the baseline, the frontier on the means, then those that the
    worlds do not rule out, by their chance of standing on the frontier; what is surely dominated stays out.

    Args:
        judged: as `judge` gives it.
        baseline: always among them.
        most: candidates at most, with the baseline.
    """
    each = judged.drop_duplicates("candidate")
    left = each[(each["candidate"] != baseline) & (each["status"] != "dominated")]
    left = left[left["on_means"] | (left["chance"] >= NEAR)]
    order = left.sort_values(["on_means", "chance"], ascending=False, kind="stable")
    return [baseline, *order["candidate"]][: max(most, 1)]


def groups(alike: np.ndarray, order: np.ndarray) -> list[list[int]]:
    """Candidates in groups of which no two are told apart: each joins the first group that it is like all of.

    Args:
        alike: as of `Pairs`.
        order: places of the candidates to sort, in the order in which they come.
    """
    found: list[list[int]] = []
    for place in order.tolist():
        home = next((group for group in found if alike[place, group].all()), None)
        if home is None:
            found.append([place])
        else:
            home.append(place)
    return found
