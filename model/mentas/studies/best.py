"""The best point of a sweep for each outcome, and which points cannot be told apart from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mentas.measures.names import MEASURES
from mentas.studies import csv
from mentas.studies.analysis import told_apart
from mentas.studies.frontier.ground import Ground
from mentas.studies.names_of_tables import BEST

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.responses import Responses
    from mentas.studies.roster import Roster

MOST_POINTS = 2000
"""Points of a sweep that are set against its best one; a larger sweep samples worlds rather than choices."""


def table(roster: Roster, found: Responses) -> pd.DataFrame:
    """One row for each scenario, outcome and point: how much worse than the best point, in the same worlds.

    Intervals are of the mean over worlds, 95 per cent, one comparison at a time. The best point is the one with the
    best mean: with few worlds it is best by luck in part, and `apart` says of which others it is known to be better.

    Returns:
        scenario, outcome, point, best (whether it is the best point), worse (0 or more), worse_low, worse_high, apart.
    """
    import pandas as pd

    ground = Ground.of(roster.lived.nest(), np.asarray(roster.replicates))
    parts = []
    for place, scenario in enumerate(found.scenarios):
        for number, outcome in enumerate(found.outcomes):
            better = MEASURES[outcome.measure].better
            values = found.values[number, place] * (1.0 if better == "higher" else -1.0)
            seen = np.isfinite(values).all(axis=1)
            if better == "none" or not seen.any() or np.ptp(values[seen].mean(axis=1)) == 0.0:
                continue
            means = np.full(len(values), -np.inf)
            means[seen] = values[seen].mean(axis=1)
            best = int(means.argmax())
            worse, low, high = ground.interval(values[best] - values)
            part = pd.DataFrame({"point": np.arange(len(values)), "worse": worse, "worse_low": low, "worse_high": high})
            part["best"] = part["point"] == best
            part["apart"] = [told_apart(*ends) for ends in zip(low, high, strict=True)]
            parts.append(part.assign(scenario=scenario, outcome=outcome.name))
    columns = ["scenario", "outcome", "point", "best", "worse", "worse_low", "worse_high", "apart"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def write(folder: Path, roster: Roster, found: Responses) -> None:
    """Write the table of a sweep that is not too large."""
    if len(roster.points) <= MOST_POINTS:
        csv.write(folder / BEST, table(roster, found))
    else:
        (folder / BEST).unlink(missing_ok=True)
