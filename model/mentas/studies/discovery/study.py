"""Scenario discovery on a finished sweep: its cases as a table, and the boxes sought in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mentas.measures.names import MEASURES
from mentas.studies import atomic, csv
from mentas.studies.discovery.finding import Discovery, clearest
from mentas.studies.names_of_tables import OF_DISCOVERY

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.design import Study
    from mentas.studies.responses import Responses
    from mentas.studies.space.points import Points

TABLES = CASES, BOXES, PEELING, ABOUT = OF_DISCOVERY
"""Files that scenario discovery makes."""

CASE = "case"
"""Column that says whether a point is of interest: 1, 0, or nothing where it is not known."""

SAYS = {
    "better": {
        "en": "{policy} is better than {other} in {measure}",
        "id": "{policy} lebih baik daripada {other} dalam {measure}",
    },
    "number": {"en": "{measure} of {policy} is {side} {than:g}", "id": "{measure} pada {policy} {side} {than:g}"},
}
SIDES = {True: {"en": "above", "id": "di atas"}, False: {"en": "below", "id": "di bawah"}}


def write(folder: Path, study: Study, points: Points, found: Responses) -> None:
    """Write which points are of interest, and the boxes in which they lie; nothing where nothing was asked for."""
    if study.interest is None:
        for name in TABLES:
            (folder / name).unlink(missing_ok=True)
        return
    table = points.frame()
    table[CASE] = cases(study, found)
    csv.write(folder / CASES, table)
    about = {"interest": words(study), "seed": study.seed, "scenario": study.interest.scenario,
             "outcome": study.interest.outcome.name, "than": study.interest.than}  # fmt: skip
    atomic.write_text(folder / ABOUT, json.dumps(about, indent=2, ensure_ascii=False) + "\n")
    sought, _ = read(folder)
    csv.write(folder / BOXES, sought.table())
    csv.write(folder / PEELING, sought.trajectory)


def cases(study: Study, found: Responses) -> np.ndarray:
    """1 for a point of interest by its mean over worlds, 0 for another, NaN where a run has no result."""
    interest = study.interest
    assert interest is not None
    number = found.outcomes.index(interest.outcome)
    if interest.than is None:
        assert study.baseline is not None
        values = found.difference(number, interest.scenario, study.baseline).mean(axis=1)
        than = 0.0
    else:
        values = found.values[number, found.scenarios.index(interest.scenario)].mean(axis=1)
        than = interest.than
    held = values > than if interest.higher else values < than
    return np.where(np.isfinite(values), held.astype(float), np.nan)


def words(study: Study) -> dict[str, str]:
    """By language, what holds in a case of interest."""
    interest = study.interest
    assert interest is not None
    if interest.words is not None:
        return interest.words
    titles: dict[str, dict[str, str]] = {arm.name: arm.scenario.title for arm in study.arms}
    measure = MEASURES[interest.outcome.measure]
    found = {}
    for lang in ("id", "en"):
        said: dict[str, Any] = {"policy": titles[interest.scenario][lang], "measure": getattr(measure, lang)}
        if interest.than is None:
            assert study.baseline is not None
            better = interest.higher == (measure.better == "higher")
            policy, other = titles[interest.scenario][lang], titles[study.baseline][lang]
            said |= {"policy": policy, "other": other} if better else {"policy": other, "other": policy}
            found[lang] = SAYS["better"][lang].format(**said)
        else:
            side = SIDES[interest.higher][lang]
            found[lang] = SAYS["number"][lang].format(side=side, than=interest.than, **said)
    return found


def read(folder: Path) -> tuple[Discovery, dict[str, str]]:
    """The boxes in a sweep's cases, sought again, and what holds in a case of interest, by language.

    Raises:
        OSError: the folder has no cases.
    """
    import pandas as pd

    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    table: pd.DataFrame = pd.read_csv(folder / CASES).drop(columns="point")
    known = table[table[CASE].notna()]
    inputs = known.drop(columns=CASE).rename(columns=lambda name: str(name).removeprefix("parameters."))
    return clearest(inputs, known[CASE].to_numpy() == 1.0, seed=int(about["seed"])), about["interest"]
