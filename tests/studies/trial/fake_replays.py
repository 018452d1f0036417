"""Work that stands in for replays, so that keeping and resuming can be tested in a second.

A worker imports this module by name, so nothing here may depend on the test that uses it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from mentas.studies.finished import Finished
from mentas.studies.trial.keeping import COLUMNS, FRAME
from mentas.studies.trial.run import Stretch


def work(stretch: Stretch) -> list[Finished]:
    """Estimates that depend on the trial's seed and the replicate only; parameters may say how a replicate ends."""
    finished = []
    for key, draw in stretch.runs:
        replicate = draw.replicate
        if replicate == draw.parameters.get("failed"):
            finished.append(Finished(key, error="ValueError: no luck"))
            continue
        luck = np.random.default_rng([stretch.trial.seed, replicate])
        rows = [(effect.name, *luck.normal(size=3)) for effect in stretch.trial.published]
        finished.append(Finished(key, {FRAME: pd.DataFrame(rows, columns=["effect", *COLUMNS])}))
    return finished
