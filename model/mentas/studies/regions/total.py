"""Regions added up to a nation, run by run.

Sums (households, groups, rupiah) are added. Rates and means are a sum over a sum in every region, and the nation's is
the sum of the first over the sum of the second: as if all people stood in one table. What is a rank among everybody
(Gini, Palma, medians, shares of the poorest) cannot be had from regions, and is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mentas.measures.catalogue import REGENCY
from mentas.measures.names import MEASURES
from mentas.studies.finished import PARTS, Finished

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.roster import Place

CELL = ["year", "measure", "group_kind", "group"]
MOVE = ["basis", "year", "from", "to"]

SAID = (
    "sums of regions are added, rates and means are sums over sums, as if all people stood in one table; measures that "
    "rank all people are left out, and groups by regency stay with their regions; `decile` is the decile within each "
    "region"
)


def account() -> dict[str, Any]:
    """What a manifest says of national tables."""
    by = {how: [name for name, each in MEASURES.items() if each.adds == how] for how in ("sum", "ratio", "")}
    return {"how": SAID, "sums": by["sum"], "ratios": by["ratio"], "left_out": by[""]}


class Total:
    """A nation in one replicate of one scenario, to which regions are added one after the other."""

    def __init__(self) -> None:
        self._sums: dict[str, pd.DataFrame] = {}
        self._spending: list[Any] = []
        self._keys: list[str] = []
        self._digests: list[str | None] = []
        self._error: str | None = None
        self._missing = False

    def add(self, region: str, key: str, run: Finished | None, digest: str | None) -> None:
        """Add a region; one whose run failed or is not there leaves the nation unknown."""
        self._keys.append(key)
        self._digests.append(digest)
        if run is None or run.error is not None:
            self._missing = True
            if run is not None and self._error is None:
                self._error = f"{region}: {run.error}"
        if self._missing or run is None:
            self._sums, self._spending = {}, []
            return
        if PARTS in run.frames:
            rows = run.frames[PARTS].to_pandas()
            self._put(PARTS, rows[rows["group_kind"] != REGENCY], CELL)
        if "transitions" in run.frames:
            self._put("transitions", run.frames["transitions"].to_pandas(), MOVE)
        if "spending" in run.frames:
            self._spending.append(_named(run.frames["spending"], region))

    def finished(self) -> tuple[Finished, str | None]:
        """The nation as a run of its own, and a digest of its regions' runs; no frames where one is missing."""
        digest = None if None in self._digests else _joined([str(each) for each in self._digests])
        key = _joined(self._keys)
        if self._missing:
            return Finished(key, error=self._error or "a region is missing"), digest
        return Finished(key, frames=self._frames()), digest

    def _put(self, name: str, rows: pd.DataFrame, cell: Sequence[str]) -> None:
        known = self._sums.get(name)
        self._sums[name] = added(rows if known is None else _under(known, rows), cell)

    def _frames(self) -> dict[str, Any]:
        import pyarrow as pa

        from mentas.studies.store import record_types

        found: dict[str, Any] = {}
        tables = dict(self._sums)
        if PARTS in tables:
            tables["outcomes"] = outcomes(tables.pop(PARTS))
        for name, table in tables.items():
            schema = pa.schema(list(record_types()[name]))
            found[name] = pa.Table.from_pandas(table[schema.names], schema=schema, preserve_index=False)
        if self._spending:
            found["spending"] = pa.concat_tables(self._spending)
        return found


def added(rows: pd.DataFrame, cell: Sequence[str]) -> pd.DataFrame:
    """Sums of all other columns by cell, in the order of first appearance; what is not known leaves a sum unknown."""
    import numpy as np

    number = rows.groupby(list(cell), sort=False).ngroup().to_numpy()
    first = rows.loc[~rows.duplicated(list(cell)).to_numpy(), list(cell)].reset_index(drop=True)
    others = [name for name in rows.columns if name not in cell]
    return first.assign(**{name: np.bincount(number, weights=rows[name], minlength=len(first)) for name in others})


def outcomes(sums: pd.DataFrame) -> pd.DataFrame:
    """Values of the nation from the sums that they are made of.

    Args:
        sums: year, measure, group_kind, group, above, below.

    Returns:
        year, measure, group_kind, group, value.
    """
    import numpy as np

    ratio = sums["measure"].map({name: each.adds == "ratio" for name, each in MEASURES.items()}).to_numpy(dtype=bool)
    above, below = sums["above"].to_numpy(), sums["below"].to_numpy()
    known = ratio & (below > 0)
    value = np.divide(above, below, out=np.full(len(sums), np.nan), where=known)
    return sums[CELL].assign(value=np.where(ratio, value, above))


def nation(
    runs: Iterable[tuple[Place, str, Finished | None]], digests: Mapping[str, str], *, regions: int
) -> Iterator[tuple[Place, Finished, str | None]]:
    """The nation in each replicate and scenario, as a run, with the digest of its regions' runs.

    Args:
        runs: of all regions, replicate by replicate, region by region, scenario by scenario.
        digests: of the runs that ended well, by key.
        regions: how many there are.
    """
    open_: dict[str, tuple[Place, Total, int]] = {}
    for place, key, run in runs:
        first, total, seen = open_.get(place.arm.name, (place, Total(), 0))
        total.add(place.region, key, run, digests.get(key))
        open_[place.arm.name] = first, total, seen + 1
        if seen + 1 == regions:
            del open_[place.arm.name]
            yield first, *total.finished()


def _under(above: pd.DataFrame, below: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    return pd.concat([above, below[above.columns]], ignore_index=True)


def _named(spending: Any, region: str) -> Any:
    """A region's books, in which a regency has its region before its name: names may be the same in two regions."""
    import pyarrow as pa

    names = pa.array([f"{region}: {name}" for name in spending["regency"].to_pylist()], pa.string())
    return spending.set_column(spending.schema.get_field_index("regency"), "regency", names)


def _joined(parts: Sequence[str]) -> str:
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()
