"""Means, intervals and paired differences over replicates.

Every interval here is a 95 per cent interval of Student's t over replicates, for one number at a time. It holds
Monte Carlo doubt only: how far the mean of these replicates may lie from the mean of infinitely many. Doubt about
parameters and about the shape of the model is not in it, and looking at many intervals at once will find some that
miss zero by chance.

Differences are paired: scenario minus baseline within a replicate, where both lived through the same luck, so that
what luck did to both drops out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

LEVEL = 0.95

CELL = ["measure", "group_kind", "group", "year"]


def interval(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Mean, lower and upper end of its 95 % interval, and n.

    Args:
        values: shape (cells, replicates); a value that is not finite counts as not observed.

    Returns:
        Four arrays of shape (cells,). Mean is NaN where n is 0, the ends where n is below 2.
    """
    from scipy.special import stdtrit

    seen = np.isfinite(values)
    n = seen.sum(axis=1)
    some = np.maximum(n, 1)
    mean = np.where(n > 0, np.where(seen, values, 0.0).sum(axis=1) / some, np.nan)
    squares = np.where(seen, values - mean[:, None], 0.0) ** 2
    free = np.maximum(n - 1, 1)
    error = np.sqrt(squares.sum(axis=1) / free / some)
    half = np.where(n > 1, stdtrit(free, 0.5 + LEVEL / 2) * error, np.nan)
    return mean, mean - half, mean + half, n


def told_apart(low: float, high: float) -> bool:
    """Whether an interval of a difference leaves out zero; one that is not known tells nothing apart."""
    return low > 0 or high < 0


def summary(runs: pd.DataFrame, *, scenarios: Sequence[str], baseline: str | None) -> pd.DataFrame:
    """One row for each scenario, measure, group and year.

    Args:
        runs: scenario, replicate, measure, group_kind, group, year, value; one row for each outcome of each run.
        scenarios: names in the order wanted.
        baseline: the scenario that differences are taken against, or None for no differences.

    Returns:
        scenario, measure, group, year, mean, low, high, difference, diff_low, diff_high, n, pairs, group_kind.
        `n` counts the replicates with a finite value, `pairs` those of them that the baseline has too.
    """
    import pandas as pd

    cells = runs[CELL].drop_duplicates(ignore_index=True)
    values, stated, _ = grids(runs, cells, scenarios)
    parts = []
    for scenario in scenarios:
        mean, low, high, n = interval(values[scenario])
        part = cells.assign(scenario=scenario, mean=mean, low=low, high=high, n=n)
        if baseline is None or scenario == baseline:
            part = part.assign(difference=np.nan, diff_low=np.nan, diff_high=np.nan, pairs=0)
        else:
            with np.errstate(invalid="ignore"):  # infinity less infinity is not observed either
                difference, diff_low, diff_high, pairs = interval(values[scenario] - values[baseline])
            part = part.assign(difference=difference, diff_low=diff_low, diff_high=diff_high, pairs=pairs)
        parts.append(part[stated[scenario]])
    order = ["scenario", "measure", "group", "year", "mean", "low", "high"]
    order += ["difference", "diff_low", "diff_high", "n", "pairs", "group_kind"]
    return pd.concat(parts, ignore_index=True)[order]


def mean_over_replicates(
    frame: pd.DataFrame, *, by: Sequence[str], of: Sequence[str], scenarios: Sequence[str]
) -> pd.DataFrame:
    """Plain means over replicates of some columns, by scenario and other columns, in the order of first appearance.

    A line that a run does not have counts as zero, so that means still add up.
    """
    replicates = frame.groupby("scenario", sort=False)["replicate"].nunique()
    sums = frame.groupby(["scenario", *by], sort=False, observed=True)[list(of)].sum().reset_index()
    n = sums["scenario"].map(replicates).astype("int64")
    means = sums.assign(**{name: sums[name] / n for name in of}, n=n)
    place = {name: order for order, name in enumerate(scenarios)}
    return means.sort_values("scenario", key=lambda s: s.map(place), kind="stable", ignore_index=True)


def grids(
    runs: pd.DataFrame, cells: pd.DataFrame, scenarios: Sequence[str]
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray], np.ndarray]:
    """By scenario: values by cell and replicate, NaN where there is none, and whether it states the cell at all.

    Besides, the replicates that the columns of the values stand for.
    """
    import pandas as pd

    rows = pd.MultiIndex.from_frame(cells).get_indexer(pd.MultiIndex.from_frame(runs[CELL]))
    replicates = np.unique(runs["replicate"])
    columns = np.searchsorted(replicates, runs["replicate"])
    values = runs["value"].to_numpy()
    found, stated = {}, {}
    for scenario in scenarios:
        mine = (runs["scenario"] == scenario).to_numpy()
        found[scenario] = np.full((len(cells), replicates.size), np.nan)
        found[scenario][rows[mine], columns[mine]] = values[mine]
        stated[scenario] = np.isin(np.arange(len(cells)), rows[mine])
    return found, stated, replicates
