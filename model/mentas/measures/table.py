"""All measures of a world at the end of a year, for everyone and by group; and who moved to which decile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentas.measures.catalogue import CATALOGUE
from mentas.measures.deciles import assign
from mentas.measures.people import People

if TYPE_CHECKING:
    from mentas.world import World

HEADS: tuple[str, ...] = ("male", "female")
BOTTOM = slice(0, 4)
"""The bottom four deciles, reported together as `1-4`."""


def table(world: World) -> list[tuple[str, str, str, float]]:
    """(measure, kind of group, group, value) for every measure.

    Kinds: all; decile (provincial, at the start: 1 to 10 and 1-4); national_decile (at the start, likewise); regency;
    programme (households that have ever received it); head (female or male).
    """
    people = People(world)
    cells = _Cells(world)
    rows: list[tuple[str, str, str, float]] = []
    for measure in CATALOGUE.values():
        if measure.form == "whole":
            rows.append((measure.name, "all", "all", float(measure.function(people))))
            continue
        values = measure.function(people)
        above, below = values if measure.form == "ratio" else (values, None)
        upper = cells.sums(above)
        lower = cells.sums(below) if below is not None else None
        for kind, group, axes in cells.groups():
            number = float(axes(upper))
            if lower is not None:
                count = float(axes(lower))
                number = number / count if count > 0.0 else float("nan")
            rows.append((measure.name, kind, group, number))
    return rows


def transitions(world: World) -> list[tuple[str, int, int, float]]:
    """(basis, decile at the start, decile now, households) for the three ways of counting deciles."""
    h = world.households
    people = People(world)
    moves = {
        "national": (h.baseline_national, assign(people.spending, world.national_cuts)),
        "provincial_anchored": (h.baseline_decile, assign(people.spending, world.provincial_cuts_start)),
        "provincial_reranked": (h.baseline_decile, h.provincial_decile),
    }
    rows = []
    for basis, (start, now) in moves.items():
        cell = (start.astype(np.int64) - 1) * 10 + (now.astype(np.int64) - 1)
        sums = np.bincount(cell, weights=h.weight, minlength=100).reshape(10, 10)
        rows += [(basis, i + 1, j + 1, float(sums[i, j])) for i in range(10) for j in range(10)]
    return rows


class _Cells:
    """Sums over the cross of all groups at once: every group is then a sum of a few thousand cells."""

    def __init__(self, world: World) -> None:
        h = world.households
        self.regencies = world.region.regencies
        self.programmes = tuple(p.name for p in world.policy.programmes if p.active)
        ever = np.zeros(h.id.size, dtype=np.int64)
        for place, name in enumerate(self.programmes):
            ever |= ((h.ever & world.bit(name)) > 0).astype(np.int64) << place
        self.shape = (len(self.regencies), 10, 10, 2, 1 << len(self.programmes))
        codes = (h.regency, h.baseline_decile - 1, h.baseline_national - 1, h.female_headed, ever)
        cell = np.zeros(h.id.size, dtype=np.int64)
        for code, count in zip(codes, self.shape, strict=True):
            cell = cell * count + code
        self.cell = cell

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Sums of a column by cell, in the shape of the groups."""
        return np.bincount(self.cell, weights=values, minlength=int(np.prod(self.shape))).reshape(self.shape)

    def groups(self):  # type: ignore[no-untyped-def]  # noqa: ANN201
        """(kind, group, function that sums the group's cells) of every group."""
        yield "all", "all", lambda s: s.sum()
        for kind, axis in (("decile", 1), ("national_decile", 2)):
            for d in range(10):
                yield kind, str(d + 1), lambda s, a=axis, d=d: s.take(d, axis=a).sum()
            yield kind, "1-4", lambda s, a=axis: s.take(range(*BOTTOM.indices(10)), axis=a).sum()
        for r, name in enumerate(self.regencies):
            yield "regency", name, lambda s, r=r: s[r].sum()
        for k, head in enumerate(HEADS):
            yield "head", head, lambda s, k=k: s[:, :, :, k].sum()
        masks = np.arange(self.shape[4])
        for place, name in enumerate(self.programmes):
            has = np.flatnonzero(masks >> place & 1)
            yield "programme", name, lambda s, has=has: s[..., has].sum()
