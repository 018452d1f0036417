"""A file of microdata, read and judged: the only door through which a planner's households come in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from mentas.files import Refusal
from mentas.language import Said
from mentas.population.microdata import judging, table
from mentas.population.microdata.settings import Settings
from mentas.population.region import Region
from mentas.population.welfare import national_cuts

KEPT = 4
"""Files whose values are kept in memory: scenarios of a study share one."""

Values = Mapping[str, np.ndarray]
_read: dict[tuple[str, str], tuple[Values, tuple[str, ...]]] = {}


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Microdata:
    """A planner's households. Values are read again where they are needed, and must then be the same."""

    path: Path
    shown: str
    """The file as the scenario names it."""
    settings: Settings
    region: Region
    sha256: str
    """Of the file's bytes."""
    rows: int
    households: float
    """Sum of weights."""
    imputed: Mapping[str, int]
    """Cells that the model draws, by column."""
    notes: tuple[str, ...] = field(default=())
    """What a reader should know of the file."""

    @property
    def digest(self) -> str:
        """Of all in it that can change a result."""
        names = [list(self.region.regencies), list(self.region.codes)]
        said = [self.sha256, repr(self.settings), self.region.digest, names]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Microdata) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"Microdata({self.digest})"

    @property
    def values(self) -> Values:
        """Columns of numbers by name, NaN where the model draws; money in rupiah, spending a household a month.

        Raises:
            Refusal: the file has changed since the scenario was read.
        """
        values, _ = _values(self.path, self.shown, self.settings, self.region, self.sha256)
        return values

    def national_cuts(self, distribution: str) -> np.ndarray:
        """National decile cuts on the scale of the file's own spending, as `welfare.national_cuts`; shape (9,)."""
        if self.settings.covers == "part":
            return national_cuts(self.region, distribution)
        v = self.values
        mean = float(np.sum(v["weight"] * v["spending"]) / np.sum(v["weight"] * v["size"]))
        return self.region.national_cuts * (mean / self.region.cut_mean_spending)

    def describe(self) -> dict[str, Any]:
        """What a manifest says of the file."""
        return {
            "file": self.shown,
            "sha256": self.sha256,
            "rows": self.rows,
            "households": self.households,
            "covers": self.settings.covers,
            "imputed": dict(self.imputed),
            "notes": list(self.notes),
        }


def load(path: Path, *, shown: str, settings: Settings, region: Region) -> Microdata:
    """Read a file of microdata for a region.

    Args:
        path: the file.
        shown: how messages call it.
        settings: how it is written, and what may be imputed.
        region: whose regencies its rows lie in.

    Raises:
        Refusal: something is wrong in it; the message has a line for each problem, with row and column.
    """
    sha256 = table.fingerprint(path, shown)
    values, notes = _values(path, shown, settings, region, sha256)
    imputed = {name: count for name in judging.MAY_DRAW if (count := judging.drawn_cells(values, name))}
    return Microdata(
        path=path.resolve(), shown=shown, settings=settings, region=region, sha256=sha256,
        rows=values["weight"].size, households=float(values["weight"].sum()), imputed=imputed, notes=notes,
    )  # fmt: skip


def _values(path: Path, shown: str, settings: Settings, region: Region, sha256: str) -> tuple[Values, tuple[str, ...]]:
    """Values and notes, from memory if the very same file was read before."""
    key = sha256, repr((settings, region.digest, region.regencies, region.codes))
    if key not in _read:
        if table.fingerprint(path, shown) != sha256:
            raise Refusal([table.Problem(shown, 0, 0, "", "changed", Said("has changed since the scenario was read"))])
        found = judging.judged(table.read(path, shown, settings.separator), settings, region)
        while len(_read) >= KEPT:
            _read.pop(next(iter(_read)))
        _read[key] = found
    return _read[key]
