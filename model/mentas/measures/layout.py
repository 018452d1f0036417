"""Groups of households, and the cells that they are made of.

A *cell* is a set of rows alike in all that groups ask for: regency, both deciles at the start, who heads the
household, and the programmes that it has received from. Rows are summed by cell, one addition a row, and cells
are summed into some forty groups, which may overlap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mentas.kernels import kernel
from mentas.measures import exact
from mentas.measures.catalogue import ALL, DECILE, DECILES, HEAD, HEADS, NATIONAL, POOREST, PROGRAMME, REGENCY

if TYPE_CHECKING:
    from mentas.world import World


@kernel
def mark(ever: Any, wanted: Any, present: Any) -> None:
    """Mark the sets of programmes, among the wanted ones, that occur."""
    for i in range(ever.size):
        present[ever[i] & wanted] = True


@kernel
def encode(
    regency: Any, decile: Any, national: Any, female: Any, ever: Any, wanted: Any, mask: Any, masks: int, codes: Any,
    present: Any,
) -> None:  # fmt: skip
    """Code of each row, from all that groups ask for, and the codes that occur."""
    for i in range(codes.size):
        place = (int(regency[i]) * 11 + int(decile[i])) * 11 + int(national[i])
        codes[i] = (place * 2 + int(female[i])) * masks + int(mask[ever[i] & wanted])
        present[codes[i]] = True


@kernel
def renumber(codes: Any, numbers: Any) -> None:
    """Turn codes into their numbers."""
    for i in range(codes.size):
        codes[i] = numbers[codes[i]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Which group each cell belongs to, and which cell each row."""

    labels: tuple[tuple[str, str], ...]
    """Kind and name of each group."""
    cells: np.ndarray
    """Cell of each row; int32."""
    first: np.ndarray
    """Where the groups of each cell begin in `groups`, with the end appended; int64, shape (cells + 1,)."""
    groups: np.ndarray
    """Groups of the cells, one cell after the other; int32."""
    poor: np.ndarray
    """Whether each entry of `groups` counts where a group is narrowed down to the bottom four deciles; bool."""

    def sums(self, weight: np.ndarray, values: np.ndarray, *, poorest: bool = False) -> np.ndarray:
        """Sum of weight x value by group, the same in any order of rows; float64, shape (groups,).

        Args:
            weight: float64, shape (rows,).
            values: any number or flag, shape (rows,).
            poorest: whether everyone, a regency, a programme and a head stand for their households of the bottom four
                deciles at the start only; groups by decile stand for themselves.
        """
        return self.regrouped(self.by_cell(weight, values), poorest=poorest)

    def by_cell(self, weight: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Sums of weight x value by cell, as `exact.by_cell` gives them."""
        return exact.by_cell(self.cells, weight, values, count=self.first.size - 1)

    def regrouped(self, by_cell: np.ndarray, *, poorest: bool = False) -> np.ndarray:
        """Sums by cell added up by group, as in `sums`."""
        entries = np.repeat(by_cell, np.diff(self.first), axis=0)
        if poorest:
            entries[~self.poor] = 0
        return exact.as_float(exact.regrouped(entries, self.groups, count=len(self.labels)))

    def spread(self, **known: np.ndarray | Mapping[str, float] | float) -> np.ndarray:
        """Values known by kind (a number for `all`, values in order or by name otherwise); NaN for other groups."""
        found = np.full(len(self.labels), np.nan)
        for kind, values in known.items():
            places = [g for g, label in enumerate(self.labels) if label[0] == kind]
            if isinstance(values, Mapping):
                found[places] = [values.get(self.labels[g][1], np.nan) for g in places]
            else:
                found[places] = values
        return found


def layout(world: World) -> Layout:
    """The groups of a world today. Only active programmes make groups, in the order of the scenario."""
    h = world.households
    programmes = [p.name for p in world.scenario.programmes if p.active]
    bits = [world.bit(name) for name in programmes]
    labels = (
        (ALL, "all"),
        *((DECILE, name) for name in DECILES),
        *((NATIONAL, name) for name in DECILES),
        *((REGENCY, name) for name in world.region.regencies),
        *((PROGRAMME, name) for name in programmes),
        *((HEAD, name) for name in HEADS),
    )
    cells, regency, decile, national, female, ever = _cells(h, bits)

    # One column for each way of belonging; -1 where a cell does not.
    deciles, nationals = 1, 1 + len(DECILES)
    regencies = nationals + len(DECILES)
    own = regencies + len(world.region.regencies)
    heads = own + len(programmes)
    bottom = decile <= POOREST
    belongs = np.stack(
        [
            np.zeros(decile.size, dtype=np.int64),
            deciles + decile - 1,
            np.where(bottom, deciles + len(DECILES) - 1, -1),
            nationals + national - 1,
            np.where(national <= POOREST, nationals + len(DECILES) - 1, -1),
            regencies + regency,
            *(np.where(ever & bit != 0, own + place, -1) for place, bit in enumerate(bits)),
            heads + 1 - female,
        ],
        axis=1,
    )
    inside = belongs >= 0
    first = np.concatenate([[0], np.cumsum(inside.sum(axis=1))])
    groups = belongs[inside].astype(np.int32)
    by_decile = (groups >= deciles) & (groups < regencies)
    poor = by_decile | np.repeat(bottom, np.diff(first))
    return Layout(labels, cells, first, groups, poor)


def _cells(h: Any, bits: list[np.uint16]) -> tuple[np.ndarray, ...]:
    """Cell of each row, and of each cell: regency, decile and national decile at the start, head, programmes' bits."""
    wanted = np.uint16(np.bitwise_or.reduce(np.array(bits, dtype=np.uint16)) if bits else 0)
    present = np.zeros(1 << 16, dtype=np.bool_)
    mark(h.ever, wanted, present)
    masks = np.flatnonzero(present)
    regencies = int(h.regency.max(initial=0)) + 1
    cells = np.empty(h.ever.size, dtype=np.int32)
    present_cells = np.zeros(regencies * 11 * 11 * 2 * masks.size, dtype=np.bool_)
    encode(
        h.regency, h.baseline_decile, h.baseline_national, h.female_headed, h.ever, wanted, _numbers(present),
        masks.size, cells, present_cells,
    )  # fmt: skip
    renumber(cells, _numbers(present_cells))
    codes = np.flatnonzero(present_cells)
    codes, ever_of = np.divmod(codes, max(masks.size, 1))
    codes, female = np.divmod(codes, 2)
    codes, national = np.divmod(codes, 11)
    regency, decile = np.divmod(codes, 11)
    return cells, regency, decile, national, female, masks[ever_of]


def _numbers(present: np.ndarray) -> np.ndarray:
    """Number of each code among those that are `present`, without gaps; int32."""
    number = np.cumsum(present, dtype=np.int32)
    number -= 1
    return number
