"""The worlds that every mix was lived through in, and how sure a mean over them is.

Worlds lie in a nest: lucks within models, models within structures. A mean over worlds errs as the means of its models
do: between models of one structure, where every structure was seen in two models or more, because structures are taken
as all that there are; else between all models, which counts what differs between structures as error too. For a
balanced nest that is the interval of the mean that `ensemble.doubt.split` gives.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from mentas.studies import analysis
from mentas.studies.analysis import LEVEL
from mentas.studies.ensemble.doubt import split
from mentas.studies.ensemble.plan import AXES

if TYPE_CHECKING:
    from mentas.studies.ensemble.nest import Nest


@dataclass(frozen=True)
class Ground:
    """Structure and model of each world."""

    structure: np.ndarray
    """Shape (worlds,): number of the structure of each world."""
    model: np.ndarray
    """Shape (worlds,): number of the model of each world."""
    population: int
    """Structures that there are, seen or not."""

    @classmethod
    def plain(cls, worlds: int) -> Ground:
        """Worlds that differ in luck only."""
        return cls(np.zeros(worlds, dtype=np.int64), np.arange(worlds), 1)

    @classmethod
    def of(cls, nest: Nest | None, replicates: np.ndarray) -> Ground:
        """The worlds of some replicates of a study."""
        if nest is None:
            return cls.plain(len(replicates))
        return cls(nest.structures(replicates), nest.models(replicates), nest.population)

    def where(self, kept: np.ndarray) -> Ground:
        """Some of the worlds, by index or by truth."""
        return Ground(self.structure[kept], self.model[kept], self.population)

    def __len__(self) -> int:
        return len(self.model)

    @property
    def nested(self) -> bool:
        """Whether some worlds share a model or differ in structure."""
        return self.population > 1 or self._clusters < len(self)

    @cached_property
    def _cluster(self) -> np.ndarray:
        """Place of the model of each world among those seen."""
        return np.unique(self.model, return_inverse=True)[1].ravel()

    @cached_property
    def _clusters(self) -> int:
        return int(self._cluster.max(initial=-1)) + 1

    @cached_property
    def _home(self) -> np.ndarray:
        """Shape (models,): place of the structure of each among those seen."""
        home = np.zeros(self._clusters, dtype=np.int64)
        home[self._cluster] = np.unique(self.structure, return_inverse=True)[1].ravel()
        return home

    @cached_property
    def _stratum(self) -> np.ndarray:
        """Shape (models,): models that vary around one mean share a number."""
        sizes = np.bincount(self._home)
        whole = len(sizes) == self.population and sizes.min(initial=2) >= 2
        return self._home if whole else np.zeros_like(self._home)

    @property
    def freedom(self) -> int:
        """Degrees of freedom of the error of a mean; below 1 it cannot be known."""
        return self._clusters - len(np.unique(self._stratum))

    def errors(self, values: np.ndarray) -> np.ndarray:
        """Parts of which the error of a mean is made, one for each model: their squares add up to its variance, and
        products of two means' parts to their covariance.

        Args:
            values: shape (..., worlds), all finite.

        Returns:
            Shape (..., models).
        """
        in_model = np.bincount(self._cluster)
        sums = self.by_model(values)
        found = np.empty_like(sums)
        for stratum in np.unique(self._stratum):
            mine = self._stratum == stratum
            count = int(mine.sum())
            middle = sums[..., mine].sum(axis=-1, keepdims=True) / in_model[mine].sum()
            spread = np.sqrt(count / (count - 1)) if count > 1 else np.nan
            found[..., mine] = spread * (sums[..., mine] - in_model[mine] * middle) / len(self)
        return found

    def by_model(self, values: np.ndarray) -> np.ndarray:
        """Sums over the worlds of each model: shape (..., worlds) to (..., models)."""
        return np.asarray(values @ np.eye(self._clusters)[self._cluster])

    def within(self, values: np.ndarray) -> tuple[np.ndarray, int]:
        """The mean of each model less that of its structure, and the degrees of freedom that these have together.

        Args:
            values: shape (..., worlds), all finite.

        Returns:
            Shape (..., models), and the number; below 1, no structure was seen in two models.
        """
        sums, in_model = self.by_model(values), np.bincount(self._cluster)
        member = np.eye(int(self._home.max(initial=-1)) + 1)[self._home]
        middle = (sums @ member / (in_model @ member))[..., self._home]
        return sums / in_model - middle, self._clusters - member.shape[1]

    def interval(self, values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Mean, lower and upper end of its 95 % interval.

        Args:
            values: shape (cells, worlds).

        Returns:
            Three arrays of shape (cells,); what is not known is NaN.
        """
        if not self.nested:
            mean, low, high, _ = analysis.interval(values)
            return mean, low, high
        found = split(values, structure=self.structure, model=self.model, population=self.population)
        return found["mean"], found["mean_low"], found["mean_high"]

    def student(self, tail: float = (1.0 - LEVEL) / 2.0) -> float:
        """Standard errors that a mean exceeds its true value by, with so small a chance; NaN where not known."""
        return student(tail, self.freedom)

    def weights(self, *, draws: int, seed: int, of: str) -> np.ndarray:
        """Worlds drawn again by whole models: weights that a mean is taken with.

        One model fewer than there are is drawn from each stratum and weighs the more (Rao and Wu 1988, Resampling
        inference with complex survey data): drawn as many, two models of a structure would vary half as much as they
        should.

        Args:
            draws: how many times.
            seed: of the study.
            of: what the draws are for; other words have other luck.

        Returns:
            Shape (draws, worlds); each row adds up to 1.
        """
        key = hashlib.sha256(f"{seed} frontier {of}".encode()).digest()
        rng = np.random.default_rng(int.from_bytes(key[:8], "big"))
        drawn = np.ones((draws, self._clusters))
        for stratum in np.unique(self._stratum):
            mine = np.flatnonzero(self._stratum == stratum)
            if mine.size > 1:
                picks = rng.integers(mine.size, size=(draws, mine.size - 1))
                counts = (picks[:, :, None] == np.arange(mine.size)).sum(axis=1)
                drawn[:, mine] = counts * (mine.size / (mine.size - 1))
        weights = drawn[:, self._cluster]
        return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def student(tail: float, freedom: int) -> float:
    """The value that Student's t exceeds with so small a chance; NaN without degrees of freedom."""
    from scipy.special import stdtrit

    return float(-stdtrit(freedom, tail)) if freedom > 0 else np.nan


def structures(nest: Nest | None) -> dict[int, str]:
    """Name by number of every structure that there is: its levels in the order of the axes."""
    if nest is None:
        return {0: "as_written"}
    return {number: " ".join(levels) for number, levels in enumerate(product(*(nest.levels[axis] for axis in AXES)))}
