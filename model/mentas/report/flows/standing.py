"""Who of the bottom four deciles stands higher, the same or lower at the end, counted replicate by replicate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mentas.studies.names_of_tables import OF_DOUBT, TRANSITIONS

if TYPE_CHECKING:
    import pandas as pd

    from mentas.report.study import Study

POOREST = 4
"""The deciles at the start that programmes mean to serve are 1 to this."""

WAYS: tuple[str, ...] = ("higher", "same", "lower")


@dataclass(frozen=True, slots=True)
class Share:
    """A share of households, or a difference of shares; the ends are NaN where there is no interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where those who started in deciles 1-4 under one policy stand."""

    ways: dict[str, Share]
    """Shares of those households by `WAYS`; they sum to one."""
    gap: Share | None
    """The share that stands higher less the baseline's, paired by replicate; None for the baseline itself."""
    n: int
    """Replicates."""


def standings(study: Study, basis: str, year: int) -> dict[str, Standing]:
    """By scenario, from the study's table of runs; without intervals where that is not kept.

    Args:
        study: with transitions.
        basis: way of counting deciles.
        year: after which.
    """
    shares, replicates = _shares(study, basis, year)
    scenarios = [name for name in study.scenarios if name in shares]
    found = {}
    for name in scenarios:
        gap = None
        if study.baseline in scenarios and name != study.baseline:
            gap = _intervals(study, (shares[name] - shares[study.baseline])[:1], replicates)[0]
        ways = dict(zip(WAYS, _intervals(study, shares[name], replicates), strict=True))
        found[name] = Standing(ways, gap, int(np.isfinite(shares[name][0]).sum()))
    return found


def _shares(study: Study, basis: str, year: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Shares by way and replicate, shape (3, replicates) and NaN where a run is missing; and the replicates."""
    path = study.folder / TRANSITIONS
    wanted = [("basis", "=", basis), ("year", "=", year), ("from", "<=", POOREST)]
    if path.exists():
        import pandas as pd

        rows = pd.read_parquet(path, filters=wanted)
    else:
        t = study.transitions
        mine = (t["basis"] == basis) & (t["year"] == year) & (t["from"] <= POOREST)
        rows = t[mine].assign(replicate=0)
    replicates = np.unique(rows["replicate"])
    return {str(name): _of(part, replicates) for name, part in rows.groupby("scenario", sort=False)}, replicates


def _of(rows: pd.DataFrame, replicates: np.ndarray) -> np.ndarray:
    """Shares of one scenario's rows."""
    climb = rows["to"].to_numpy(dtype=int) - rows["from"].to_numpy(dtype=int)
    found = np.zeros((len(WAYS), len(replicates)))
    place = np.searchsorted(replicates, rows["replicate"])
    np.add.at(found, (1 - np.sign(climb), place), rows["households"].to_numpy())
    whole = found.sum(axis=0)
    return np.divide(found, whole, out=np.full_like(found, np.nan), where=whole > 0)


def _intervals(study: Study, values: np.ndarray, replicates: np.ndarray) -> list[Share]:
    """Mean and 95 per cent interval of each row: over luck, or over models where these vary."""
    from mentas.studies.analysis import interval

    plan = study.folder / OF_DOUBT[0]
    if study.varied and plan.exists() and len(replicates) > 1:
        import pandas as pd

        from mentas.studies.ensemble.doubt import split
        from mentas.studies.ensemble.plan import AXES

        table = pd.read_csv(plan).set_index("replicate").loc[replicates]
        found = split(
            values, structure=table.groupby(list(AXES), sort=False).ngroup().to_numpy(),
            model=table["model"].to_numpy(), population=int(study.manifest["ensemble"]["structures"]),
        )  # fmt: skip
        ends = found["mean"], found["low"], found["high"]
    else:
        ends = interval(values)[:3]
    return [Share(*(float(end) for end in row)) for row in zip(*ends, strict=True)]
