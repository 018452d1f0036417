"""In how many simulated worlds a difference goes which way: a plain count, without any claim about other worlds."""

from __future__ import annotations

from typing import NamedTuple

from mentas.report.study import ALL, Study
from mentas.studies.names_of_tables import OUTCOMES


class Count(NamedTuple):
    """Worlds in which a policy's outcome is higher than the baseline's, lower, and all that have both."""

    higher: int
    lower: int
    worlds: int


def counts(study: Study, measure: str, year: int) -> dict[str, Count]:
    """The count for each policy but the baseline; empty where the study keeps no outcome of each run, or where the
    measure is shown for some households only.

    Raises:
        OSError: the table of outcomes cannot be read.
    """
    path = study.folder / OUTCOMES
    if study.baseline is None or study.group_of(measure) != ALL or not path.is_file():
        return {}
    import pandas as pd

    wanted = [("measure", "==", measure), ("year", "==", year)]
    rows = pd.read_parquet(path, columns=["scenario", "replicate", "value"], filters=wanted)
    values = rows.pivot(index="replicate", columns="scenario", values="value")
    found = {}
    for policy in study.others:
        if policy in values and study.baseline in values:
            gap = (values[policy] - values[study.baseline]).dropna()
            found[policy] = Count(int((gap > 0).sum()), int((gap < 0).sum()), len(gap))
    return found
