"""From the finished runs in the store to the tables of a study's folder, one shard at a time, so that memory does not
grow with the number of runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentas.measures.catalogue import ALL
from mentas.studies import analysis, atomic, csv
from mentas.studies.ensemble import structures
from mentas.studies.ensemble import summary as doubtful
from mentas.studies.names_of_tables import (
    ERRORS,
    GROUPS,
    HOUSEHOLDS,
    OUTCOMES,
    RUNS,
    SPENDING,
    SUMMARY,
    TRANSITIONS,
)  # fmt: skip
from mentas.studies.responses import Responses
from mentas.studies.store import record_types

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.ensemble.nest import Nest
    from mentas.studies.failures import Failure
    from mentas.studies.finished import Finished
    from mentas.studies.roster import Place, Roster
    from mentas.studies.store import Store

MONEY = ("budget", "delivered", "admin", "leaked", "unspent", "recipients")

ROWS_A_GROUP = 100_000
"""Rows after which a table begins a new row group."""

RUNS_A_GROUP = 10_000
"""The same of the table of runs, whose rows are gathered as plain values."""

ROWS_A_BLOCK = 20_000_000
"""Most rows of outcomes that are summed up at once."""

FRAME = {OUTCOMES: "outcomes", GROUPS: "outcomes", SPENDING: "spending", TRANSITIONS: "transitions",
         HOUSEHOLDS: "households"}  # fmt: skip
"""Frame of a run by table."""


def write(folder: Path, store: Store, roster: Roster, failures: Sequence[Failure]) -> Responses:
    """Write the tables of all runs, in the order of the roster, whoever finished first.

    Args:
        folder: the study's folder.
        store: its finished runs.
        roster: which runs, and in what order.
        failures: runs that have no results.

    Returns:
        The outcomes that the study looks at, by scenario, point and replicate; empty for one without points, whose
        tables hold them.
    """
    found, digests = Responses(roster), store.digests()
    errors = {(f.scenario, f.point, f.replicate): f.error for f in failures}
    with ExitStack() as stack:
        tables = Tables(stack, folder, roster)
        for place, run, row in rows(roster, store):
            if roster.points.columns:
                found.take(place, row.frames if row is not None else {})
            error = errors.get((place.arm.name, place.point, place.replicate))
            tables.add(place, run, row, digests.get(run), error)
    write_errors(folder, failures)
    return found


class Tables:
    """The tables of some runs on their way to the disk; they are there when the stack closes.

    Args:
        stack: what closes them.
        folder: where they are to lie.
        roster: whose runs they are.
    """

    def __init__(self, stack: ExitStack, folder: Path, roster: Roster) -> None:
        self._tables = {name: _Table(stack, folder / name, roster, name) for name in _tables(roster)}
        self._runs = _Table(stack, folder / RUNS, roster, RUNS)
        self._number = 0

    def add(self, place: Place, key: str, run: Finished | None, digest: str | None, error: str | None) -> None:
        """Add a run, or that it is missing."""
        frames = run.frames if run is not None else {}
        for name, table in self._tables.items():
            if FRAME[name] in frames:
                table.add(place, _part(name, frames[FRAME[name]]))
        self._runs.add_run(self._number, place, key, digest, error)
        self._number += 1


def gathered(roster: Roster, store: Store) -> Responses:
    """The outcomes that a study looks at, without writing a table."""
    found = Responses(roster)
    for place, _, row in rows(roster, store):
        if row is not None:
            found.take(place, row.frames)
    return found


def rows(roster: Roster, store: Store) -> Iterator[tuple[Place, str, Finished | None]]:
    """Place, key and results of each run, in the order of the roster; None for a run that is missing."""
    stored = store.stream(roster.unique)
    seen: dict[str, Finished] = {}
    last = {run: place for place, run in enumerate(roster.keys)}
    for number, (place, run) in enumerate(zip(roster.places(), roster.keys, strict=True)):
        if run in store and run not in seen:
            key, seen[run] = next(stored)
            assert key == run, "the store gives runs in the order asked for"
        yield place, run, seen.get(run)
        if last[run] == number:
            seen.pop(run, None)


def _tables(roster: Roster) -> list[str]:
    """Tables that a study makes of its frames."""
    wanted = [OUTCOMES]
    if roster.kinds is None or roster.kinds - {ALL}:
        wanted.append(GROUPS)
    return wanted + [name for name in (SPENDING, TRANSITIONS, HOUSEHOLDS) if FRAME[name] in roster.frames]


def _part(name: str, frame: Any) -> Any:
    """The rows of a frame that belong into a table."""
    import pyarrow.compute as pc

    if name == OUTCOMES:
        return frame.filter(pc.equal(frame["group_kind"], ALL)).drop_columns(["group_kind", "group"])
    return frame.filter(pc.not_equal(frame["group_kind"], ALL)) if name == GROUPS else frame


class _Table:
    """One table on its way to the disk, whole or not at all."""

    def __init__(self, stack: ExitStack, path: Path, roster: Roster, name: str) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._roster = roster
        self._spaced = bool(roster.points.columns)
        labels = [*([("region", pa.string())] if roster.regional else []), ("scenario", pa.string())]
        labels += [*([("point", pa.int32())] if self._spaced else []), ("replicate", pa.int32())]
        if name == RUNS:
            fields = [("run", pa.int32()), *labels, ("seed", pa.int64()), ("key", pa.string()),
                      ("digest", pa.string()), ("error", pa.string())]  # fmt: skip
        else:
            dropped = ("group_kind", "group") if name == OUTCOMES else ()
            fields = [*labels, *((f.name, f.type) for f in record_types()[FRAME[name]] if f.name not in dropped)]
        self._schema = pa.schema(fields)
        partial = stack.enter_context(atomic.replacing(path))
        self._writer = stack.enter_context(pq.ParquetWriter(partial, self._schema, compression="zstd"))
        stack.callback(self._flush)
        self._parts: list[Any] = []
        self._held = 0
        self._rows: list[dict[str, Any]] = []

    def add(self, place: Place, frame: Any) -> None:
        """Add a run's rows."""
        import pyarrow as pa

        columns = [pa.repeat(pa.scalar(value, self._schema.field(name).type), frame.num_rows)
                   for name, value in self._labels(place).items()]  # fmt: skip
        columns += [frame[name] for name in self._schema.names[len(columns) :]]
        self._parts.append(pa.table(columns, schema=self._schema))
        self._held += frame.num_rows
        if self._held >= ROWS_A_GROUP:
            self._flush()

    def add_run(self, number: int, place: Place, key: str, digest: str | None, error: str | None) -> None:
        """Add a row that says what a run is and how it ended."""
        said = {"run": number, "seed": self._roster.seed(place), "key": key, "digest": digest, "error": error}
        self._rows.append(said | self._labels(place))
        if len(self._rows) >= RUNS_A_GROUP:
            self._flush()

    def _labels(self, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {"region": place.region} if self._roster.regional else {}
        found["scenario"] = place.arm.name
        return found | ({"point": place.point} if self._spaced else {}) | {"replicate": place.replicate}

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._parts.append(pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []
        if self._parts:
            self._writer.write_table(pa.concat_tables(self._parts).combine_chunks())
            self._parts, self._held = [], 0


def write_errors(folder: Path, failures: Sequence[Failure]) -> None:
    """One row for each run that failed: why, and how to see it alone; no table where none did."""
    import pandas as pd

    if not failures:
        (folder / ERRORS).unlink(missing_ok=True)
        return
    columns = ["scenario", "point", "replicate", "seed", "error", "reproduce"]
    csv.write(folder / ERRORS, pd.DataFrame([asdict(failure) for failure in failures])[columns])


def summarise(folder: Path, roster: Roster) -> pd.DataFrame:
    """Write the tables of a comparison that sum up over replicates.

    Returns:
        The summary, as in summary.csv.
    """
    import pandas as pd

    study, nest = roster.study, roster.lived.nest()
    scenarios, baseline = [arm.name for arm in study.arms], study.baseline
    parts, turning = [], []
    for runs in _blocks(folder, _tables(roster)):
        if nest is None:
            parts.append(analysis.summary(runs, scenarios=scenarios, baseline=baseline))
        else:
            parts.append(doubtful.summary(runs, scenarios=scenarios, baseline=baseline, nest=nest))
            turning.append(structures.table(runs, scenarios=scenarios, baseline=baseline, nest=nest))
    units = _units()
    summary = pd.concat(parts, ignore_index=True) if len(parts) != 1 else parts[0]
    summary = _by_scenario(summary, scenarios)
    summary["unit"] = summary["measure"].map(units)
    csv.write(folder / SUMMARY, summary)
    if nest is not None:
        csv.write(folder / "plan.csv", nest.table)
        table = _by_scenario(pd.concat(turning, ignore_index=True), scenarios)
        table["unit"] = table["measure"].map(units)
        csv.write(folder / "structures.csv", table)
    if "spending" in roster.frames:
        spending = analysis.mean_over_replicates(
            pd.read_parquet(folder / SPENDING), by=["programme", "regency", "year"], of=MONEY, scenarios=scenarios
        )
        csv.write(folder / "spending.csv", spending)
    if "transitions" in roster.frames:
        moves = _transitions(pd.read_parquet(folder / TRANSITIONS), scenarios, nest)
        csv.write(folder / "decile_transitions.csv", moves)
    return summary


def _blocks(folder: Path, tables: Sequence[str]) -> Iterator[pd.DataFrame]:
    """Outcomes of everyone and of groups, some measures at a time if there are many rows."""
    import pandas as pd
    import pyarrow.parquet as pq

    paths = [folder / name for name in (OUTCOMES, GROUPS) if name in tables]
    rows = sum(pq.read_metadata(path).num_rows for path in paths)
    measures = list(_units())
    step = max(len(measures) * ROWS_A_BLOCK // max(rows, 1), 1)
    for first in range(0, len(measures), step):
        some = measures[first : first + step]
        kept = None if step >= len(measures) else [("measure", "in", some)]
        parts = [pd.read_parquet(path, filters=kept) for path in paths]
        parts[0] = parts[0].assign(group_kind=ALL, group=ALL)
        yield pd.concat(parts, ignore_index=True)


def _by_scenario(table: pd.DataFrame, scenarios: Sequence[str]) -> pd.DataFrame:
    place = {name: order for order, name in enumerate(scenarios)}
    return table.sort_values("scenario", key=lambda s: s.map(place), kind="stable", ignore_index=True)


def _units() -> dict[str, str]:
    """Unit by measure."""
    from mentas.measures.names import MEASURES

    return {name: measure.unit for name, measure in MEASURES.items()}


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
    return _by_scenario(table, scenarios)
