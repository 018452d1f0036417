"""The plan of a study as its tables see it: which replicates share a model, and which models a structure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mentas.studies.ensemble.plan import AXES

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Nest:
    """Structures, models and lucks of a study."""

    table: pd.DataFrame
    """replicate, threshold, market, shape, model, set, luck; in the order of replicates."""
    levels: Mapping[str, tuple[str, ...]]
    """Levels by axis of structure that the study varies over, met or not."""

    @property
    def population(self) -> int:
        """Structures that there are."""
        return math.prod(len(levels) for levels in self.levels.values())

    def models(self, replicates: np.ndarray) -> np.ndarray:
        """Number of the model of some replicates."""
        return self.table["model"].to_numpy()[self._rows(replicates)]

    def structures(self, replicates: np.ndarray) -> np.ndarray:
        """Number of the structure of some replicates."""
        found = np.zeros(len(replicates), dtype=np.int64)
        for axis in AXES:
            found = found * len(self.levels[axis]) + self.level(axis, replicates)
        return found

    def level(self, axis: str, replicates: np.ndarray) -> np.ndarray:
        """Place among the levels of an axis of some replicates."""
        place = {level: number for number, level in enumerate(self.levels[axis])}
        return self.table[axis].map(place).to_numpy()[self._rows(replicates)]

    def _rows(self, replicates: np.ndarray) -> np.ndarray:
        return np.searchsorted(self.table["replicate"].to_numpy(), replicates)
