"""The model at many points: what is missing is run, in worker processes, and kept as it ends."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import numpy as np
import pandas as pd

from mentas.studies import engine
from mentas.studies.calibrate.points import Points
from mentas.studies.calibrate.rows import Rows
from mentas.studies.calibrate.targets import Prior, Simulator, parameters_of
from mentas.studies.finished import Finished, Task

Tell = Callable[[int, int], None]
"""Told after every point: points run in this call, and those of them that failed."""


class Simulation:
    """A simulator, its points so far, and what failed.

    Args:
        simulator: the model.
        priors: of the parameters.
        replicates: worlds for each point.
        rows: where points are kept.
        workers: processes.
    """

    def __init__(
        self, simulator: Simulator, *, priors: tuple[Prior, ...], replicates: int, rows: Rows, workers: int
    ) -> None:
        self._simulator, self._priors, self._replicates = simulator, priors, replicates
        self._rows, self._workers = rows, workers
        self.failures: dict[str, str] = {}
        """Error by key of the point."""

    def run(self, points: Points, tell: Tell | None = None) -> np.ndarray:
        """Moments of shape (points, replicates, targets), NaN where a point failed."""
        sets = [parameters_of(self._priors, *pair) for pair in zip(points.shares, points.thresholds, strict=True)]
        keys = [self.key(each) for each in sets]
        left = {key: each for key, each in zip(keys, sets, strict=True) if key not in self._rows}
        # A task's "scenario" is whatever its work makes a run of: here a parameter set.
        tasks = [Task(0, 0, ((key, cast(Any, each)),)) for key, each in left.items()]
        ended = len(keys) - len(tasks)

        def keep(runs: list[Finished]) -> None:
            nonlocal ended
            for run in runs:
                ended += 1
                if run.error is None:
                    self._rows.keep(run.key, run.frames["moments"].to_numpy(dtype=float), left[run.key])
                else:
                    self.failures[run.key] = run.error
            if tell is not None:
                tell(ended, len(self.failures))

        if tell is not None:
            tell(ended, len(self.failures))
        work = partial(live, self._simulator, self._replicates)
        engine.execute(tasks, work=work, engine=engine.engine_of(workers=self._workers), hand=keep)
        found = self._rows.read(keys)
        if found.shape[2] != len(self._simulator.targets):
            found = np.full((len(keys), self._replicates, len(self._simulator.targets)), np.nan)
        return found

    def key(self, parameters: dict[str, float]) -> str:
        """The name under which a point is kept."""
        said = [sorted(parameters.items()), self._replicates, self._simulator.digest]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def live(simulator: Simulator, replicates: int, task: Task) -> list[Finished]:
    """Do a task: every replicate of its points."""
    names = [target.name for target in simulator.targets]
    finished = []
    for key, parameters in task.runs:
        try:
            rows = [simulator.moments(dict(cast(Any, parameters)), replicate) for replicate in range(replicates)]
            moments = pd.DataFrame([[row[name] for name in names] for row in rows], columns=names, dtype=float)
            finished.append(Finished(key, frames={"moments": moments}))
        except Exception as error:  # a point that fails is told, the others go on
            finished.append(Finished(key, error=f"{type(error).__name__}: {error}"))
    return finished
