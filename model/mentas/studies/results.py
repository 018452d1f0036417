"""From the finished runs in the store to the tables of a study's folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.studies import analysis, atomic, csv
from mentas.studies.ensemble import structures
from mentas.studies.ensemble import summary as doubtful
from mentas.studies.finished import FRAMES
from mentas.studies.store import record_types

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.compare import Failure
    from mentas.studies.ensemble.nest import Nest
    from mentas.studies.store import Store

TABLES = ("runs.parquet", "spending_runs.parquet", "summary.csv", "spending.csv", "decile_transitions.csv")
"""Files that `write` makes."""

OF_DOUBT = ("plan.csv", "structures.csv")
"""Files that `write` makes where parameters and structure vary."""

MONEY = ("budget", "delivered", "admin", "leaked", "unspent", "recipients")


def write(
    folder: Path,
    store: Store,
    *,
    keys: Mapping[tuple[str, int], str],
    baseline: str | None,
    failures: Sequence[Failure],
    units: Mapping[str, str],
    nest: Nest | None = None,
) -> pd.DataFrame:
    """Write all tables of a study; rows stand in the order of scenarios and replicates, whoever finished first.

    Args:
        folder: the study's folder.
        store: its finished runs.
        keys: run key by scenario and replicate, in the order of the study.
        baseline: the scenario that differences are taken against, if any.
        failures: runs that have no results.
        units: unit by measure.
        nest: structure and model of each replicate, where they vary.

    Returns:
        The summary, as in summary.csv.
    """
    import pyarrow as pa

    scenarios = list(dict.fromkeys(scenario for scenario, _ in keys))
    tables = _labelled(store, keys)
    _parquet(
        folder / "runs.parquet", pa.concat_tables([tables["outcomes"], _failed(failures)], promote_options="default")
    )
    _parquet(folder / "spending_runs.parquet", tables["spending"])

    runs = tables["outcomes"].to_pandas()
    if nest is None:
        summary = analysis.summary(runs, scenarios=scenarios, baseline=baseline)
    else:
        summary = doubtful.summary(runs, scenarios=scenarios, baseline=baseline, nest=nest)
        csv.write(folder / "plan.csv", nest.table)
        turning = structures.table(runs, scenarios=scenarios, baseline=baseline, nest=nest)
        turning["unit"] = turning["measure"].map(units)
        csv.write(folder / "structures.csv", turning)
    summary["unit"] = summary["measure"].map(units)
    csv.write(folder / "summary.csv", summary)
    spending = analysis.mean_over_replicates(
        tables["spending"].to_pandas(), by=["programme", "regency", "year"], of=MONEY, scenarios=scenarios
    )
    csv.write(folder / "spending.csv", spending)
    csv.write(folder / "decile_transitions.csv", _transitions(tables["transitions"].to_pandas(), scenarios, nest))
    return summary


def _labelled(store: Store, keys: Mapping[tuple[str, int], str]) -> dict[str, Any]:
    """All runs' frames, one below the other, with their scenario and replicate in front."""
    import pyarrow as pa

    found = store.read(keys.values())
    parts: dict[str, list[Any]] = {frame: [] for frame in FRAMES}
    for (scenario, replicate), key in keys.items():
        for frame in FRAMES:
            if key in found:
                table = found[key][frame]
                rows = table.num_rows
                labels = pa.table(
                    {
                        "scenario": pa.repeat(scenario, rows),
                        "replicate": pa.repeat(pa.scalar(replicate, pa.int32()), rows),
                    }
                )
                for name in table.column_names:
                    labels = labels.append_column(name, table.column(name))
                parts[frame].append(labels)
    return {frame: pa.concat_tables([_empty(frame), *tables]).combine_chunks() for frame, tables in parts.items()}


def _empty(frame: str) -> Any:
    """A labelled frame with no rows."""
    import pyarrow as pa

    labels = [("scenario", pa.string()), ("replicate", pa.int32())]
    return pa.schema([*labels, *record_types()[frame]]).empty_table()


def _failed(failures: Sequence[Failure]) -> Any:
    """A row for each failed run: its scenario, replicate and error, and no measure."""
    import pyarrow as pa

    return pa.table(
        {
            "scenario": pa.array([failure.scenario for failure in failures], pa.string()),
            "replicate": pa.array([failure.replicate for failure in failures], pa.int32()),
            "error": pa.array([failure.error for failure in failures], pa.string()),
        }
    )


def _transitions(runs: pd.DataFrame, scenarios: Sequence[str], nest: Nest | None) -> pd.DataFrame:
    """Households by decile at the start and in a year: mean over replicates with its interval."""
    cell = ["scenario", "basis", "year", "from", "to"]
    grid = runs.pivot(index=cell, columns="replicate", values="households")
    # A pair that a run does not have is nobody; a run that failed is not known.
    for scenario, mine in runs.groupby("scenario", sort=False):
        there = mine["replicate"].unique()
        grid.loc[[scenario], there] = grid.loc[[scenario], there].fillna(0.0)
    if nest is None:
        mean, low, high, n = analysis.interval(grid.to_numpy())
    else:
        found = doubtful.of_nest(grid.to_numpy(), nest, grid.columns.to_numpy())
        mean, low, high, n = (found[name] for name in ("mean", "low", "high", "n"))
        n = n.astype("int64")
    table = grid.index.to_frame(index=False).assign(households=mean, low=low, high=high, n=n)
    place = {name: order for order, name in enumerate(scenarios)}
    return table.sort_values("scenario", key=lambda s: s.map(place), kind="stable", ignore_index=True)


def _parquet(path: Path, table: Any) -> None:
    import pyarrow.parquet as pq

    atomic.write_with(path, partial(pq.write_table, table, compression="zstd"))
