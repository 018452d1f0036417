"""What money buys: the cost of one more good outcome, and the worth of the next billion.

*Cost*: rupiah spent more than under the baseline for each unit of an outcome gained over the baseline, both in the same
worlds. The interval is Fieller's (1954), which knows that both numbers err, and together. Where the interval of the
gain holds zero there is no such number: it may as well be infinite, or no gain at all, and a mean of ratios would look
exact. A gain for less money has a cost below zero, which says "saves", not "how cheap": `reading` tells it apart.

*The next billion*: outcomes at a larger envelope less those at the smaller one in the same worlds, for each billion
that the envelopes differ by. It is the worth of a step of that size, at that envelope and with that mix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentas.studies.analysis import told_apart
from mentas.studies.frontier.ground import Ground
from mentas.studies.frontier.tried import Tried

if TYPE_CHECKING:
    import pandas as pd

BILLION = 1e9

READINGS: tuple[str, ...] = ("costs", "saves", "unclear", "no_more", "fewer", "not_known")
"""`costs`: more for more money; `saves`: more for less money; `unclear`: more, and not known whether for more money;
`no_more`: as much of everything in every world; `fewer`: less; `not_known`: the gain is not told apart from nothing."""


def cost_each(tried: Tried, *, baseline: str, outcome: str) -> pd.DataFrame:
    """What one more unit of an outcome costs against the baseline, for each other candidate.

    Args:
        tried: candidates and worlds of which everything is known.
        baseline: the policy that money and outcome are counted from.
        outcome: of which more is better or, where less is better, of which one unit fewer is bought.

    Returns:
        candidate, outcome, gain, gain_low, gain_high (in the better direction), more_spent, more_low, more_high (Rp),
        cost, cost_low, cost_high (Rp a unit; NaN unless the gain is told apart from zero and above it), reading.
    """
    import pandas as pd

    base, number = tried.place(baseline), tried.outcome(outcome)
    better = tried.better[:, :, number]
    others = [place for place in range(len(tried.names)) if place != base]
    gains, more = (each[others] - each[base] for each in (better, tried.spent))
    ends = (tried.ground.interval(gains), tried.ground.interval(more))
    rows = []
    for place, other in enumerate(others):
        gain, money = (tuple(float(each[place]) for each in end) for end in ends)
        cost = fieller(more[place], gains[place], tried.ground) if gain[1] > 0.0 else (np.nan,) * 3
        rows.append((tried.names[other], outcome, *gain, *money, *cost, _reading(gain, money, cost)))
    columns = ["candidate", "outcome", "gain", "gain_low", "gain_high", "more_spent", "more_low", "more_high"]
    return pd.DataFrame(rows, columns=[*columns, "cost", "cost_low", "cost_high", "reading"])


def fieller(top: np.ndarray, bottom: np.ndarray, ground: Ground) -> tuple[float, float, float]:
    """Ratio of two means over the same worlds, and its 95 % interval.

    Args:
        top, bottom: shape (worlds,).
        ground: the worlds.

    Returns:
        Ratio, lower and upper end; all NaN where the interval of the bottom holds zero, because every number or all
        but some are then in the interval.
    """
    a, b = float(top.mean()), float(bottom.mean())
    of_top, of_bottom = ground.errors(np.stack([top, bottom]))
    squared = ground.student() ** 2
    v_top, v_bottom, both = (squared * float(x @ y) for x, y in (
        (of_top, of_top), (of_bottom, of_bottom), (of_top, of_bottom)))  # fmt: skip
    # the ratios r for which a - r b is not told apart from zero: (b2 - vb) r2 - 2 (ab - vab) r + (a2 - va) <= 0
    leading, middle, last = b**2 - v_bottom, a * b - both, a**2 - v_top
    if not leading > 0.0:
        return np.nan, np.nan, np.nan
    root = float(np.sqrt(max(middle**2 - leading * last, 0.0)))
    return a / b, (middle - root) / leading, (middle + root) / leading


def _reading(gain: tuple[float, ...], money: tuple[float, ...], cost: tuple[float, ...]) -> str:
    if gain[1] == gain[2] == 0.0:
        return "no_more"
    if gain[2] < 0.0:
        return "fewer"
    if np.isnan(cost[0]):
        return "not_known"
    if not told_apart(money[1], money[2]):
        return "unclear"
    return "costs" if money[1] > 0.0 else "saves"


def next_billion(at: Tried, above: Tried, *, step: float) -> pd.DataFrame:
    """What outcomes change by for each billion rupiah more, for each candidate.

    A run that failed at either envelope counts as not observed.

    Args:
        at: candidates at the envelope.
        above: the same candidates in the same worlds with an envelope that is larger.
        step: rupiah by which it is larger.

    Returns:
        candidate, outcome, change, low, high (for each billion, in the outcome's unit and with its own sign), improves
        (`yes`, `no` or `not_known`), used (the share of the step that was spent).

    Raises:
        ValueError: the step is not above zero, or candidates or worlds differ.
    """
    import pandas as pd

    same = at.names == above.names and np.array_equal(at.ground.model, above.ground.model)
    if not step > 0.0 or not same:
        raise ValueError("two envelopes are compared by the same candidates in the same worlds, the second the larger")
    billions = step / BILLION
    more = above.spent - at.spent
    seen = np.isfinite(more)
    used = np.where(seen, more, 0.0).sum(axis=1) / np.maximum(seen.sum(axis=1), 1) / step
    frames = []
    for number, outcome in enumerate(at.outcomes):
        change, low, high = at.ground.interval((above.values - at.values)[:, :, number] / billions)
        apart = [told_apart(*ends) for ends in zip(low, high, strict=True)]
        up = outcome.sign * change > 0.0
        improves = np.where(apart, np.where(up, "yes", "no"), "not_known")
        frame = {"candidate": at.names, "outcome": outcome.name, "change": change, "low": low, "high": high}
        frames.append(pd.DataFrame(frame | {"improves": improves, "used": used}))
    place = {name: number for number, name in enumerate(at.names)}
    return pd.concat(frames).sort_values("candidate", key=lambda c: c.map(place), kind="stable", ignore_index=True)
