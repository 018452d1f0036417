"""Sobol indices: which share of an outcome's variance is a name's own, and which it has a hand in."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from mentas.studies.sampling import blocks
from mentas.studies.sensitivity import salib
from mentas.studies.sensitivity.noise import noise
from mentas.studies.sensitivity.results import fitting, flat

if TYPE_CHECKING:
    import pandas as pd

DUMMY = "dummy"
"""A name that no model sees."""


def sobol(
    design: np.ndarray,
    y: np.ndarray,
    *,
    names: Sequence[str],
    seed: int,
    groups: Mapping[str, str] | None = None,
    grouped: bool = False,
) -> pd.DataFrame:
    """First-order and total indices of the means over luck (Saltelli 2010).

    What is indistinguishable from nothing: a name that the model does not see (`dummy`) leaves results as they are,
    where luck is common, and so has indices of exactly 0. A name without effect that the model does see may deal the
    luck anew, and then has a total index of as much as the noise in means of rows. `nothing` is the upper end of the
    interval of either, whichever is higher, and what is influential has its whole total interval above it.

    Args:
        design: what `sampling.saltelli` gave.
        y: shape (rows, replicates).
        names: of the design's columns.
        seed: of the bootstrap.
        groups: group by name.
        grouped: whether the design swapped whole groups; then each row is a group.

    Returns:
        name, group, S1, S1_low, S1_high, ST, ST_low, ST_high, nothing, influential; in the order of names. Indices
        are NaN where the outcome is always the same.

    Raises:
        UnusableResultsError: results are not finite or do not fit the design.
    """
    import pandas as pd

    moved = blocks(names, groups if grouped else None)
    y = fitting(design, y, names=len(names), step=len(moved) + 2)
    labels = [(groups or {}).get(name, name) for name in names] if grouped else None
    means, own = y.mean(axis=1), y[base_rows(len(y), parts=len(moved))]
    table = pd.DataFrame({"name": list(moved), "group": [(groups or {}).get(name, name) for name in moved]})
    none = flat(own.mean(axis=1))
    found = {} if none else salib.analysed(
        "analyze_sobol", design, means, seed=seed, groups=labels, calc_second_order=False, **salib.resampling()
    )  # fmt: skip
    for index in ("S1", "ST"):
        middle = np.asarray(found.get(index, math.nan), dtype=float)
        half = np.asarray(found.get(f"{index}_conf", math.nan), dtype=float)
        table[index], table[f"{index}_low"], table[f"{index}_high"] = middle, middle - half, middle + half
    ends = [noise(own).high, *table.loc[table["name"] == DUMMY, "ST_high"], 0.0]
    table["nothing"] = np.nanmax(ends)
    return table.assign(influential=table["ST_low"] > table["nothing"])


def base_rows(rows: int, *, parts: int) -> np.ndarray:
    """Places of the rows of A and of B in a design of `sampling.saltelli`.

    They are independent draws; the rows between are not, each shares all but one part with its row of A. So what takes
    a design as plain draws takes these only.

    Args:
        rows: of the whole design.
        parts: names or groups that it swaps.
    """
    places = np.arange(rows).reshape(-1, parts + 2)
    return places[:, [0, -1]].ravel()


def by_group(table: pd.DataFrame) -> pd.DataFrame:
    """Sums of first-order and total indices by group, for display where the design swapped names one by one.

    The sum of S1 is at most the group's own first-order index, the sum of ST at least its total index: interactions
    within the group are missing from the one and counted more than once in the other.

    Returns:
        group, S1, ST; in the order in which groups first come.
    """
    return table.groupby("group", sort=False)[["S1", "ST"]].sum(min_count=1).reset_index()
