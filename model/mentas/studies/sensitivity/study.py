"""An analysis of sensitivity from its design to its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mentas.studies import csv
from mentas.studies.names_of_tables import OF_SENSITIVITY
from mentas.studies.sensitivity import DUMMY
from mentas.studies.sensitivity.problems import UnusableResultsError
from mentas.studies.space.dimension import Mix, Span
from mentas.studies.space.points import Points, unit_columns

if TYPE_CHECKING:
    import pandas as pd

    from mentas.studies.design import Study
    from mentas.studies.failures import Failure
    from mentas.studies.responses import Responses
    from mentas.studies.space.dimension import Dimension

MORRIS_LEVELS = 4

TABLES = INDICES, GROUPS, NOISE, SWITCH, REFUSED = OF_SENSITIVITY
"""Files that an analysis makes."""

LEVEL, DIFFERENCE = "level", "difference"
"""What of a scenario is explained: its outcome, or the outcome less the baseline's in the same world."""


@dataclass(frozen=True)
class Layout:
    """The design of an analysis as its statistics see it."""

    method: str
    names: tuple[str, ...]
    groups: dict[str, str]
    grouped: bool
    levels: int
    step: int
    """Rows that belong together: a trajectory, or a sample with its swapped columns; 1 where each row is alone."""


def layout(study: Study) -> Layout:
    """Names, groups and steps of a study's design."""
    design = study.design
    assert design is not None
    names = unit_columns(study.dimensions)
    groups = {column: each.group for each in study.dimensions for column in each.columns}
    if design.method == "sobol":
        names = [*names, DUMMY]
        groups[DUMMY] = DUMMY
    parts = len(set(groups.values())) if design.groups else len(names)
    step = {"morris": parts + 1, "sobol": parts + 2, "given": 1}[design.method]
    return Layout(design.method, tuple(names), groups, design.groups, design.levels or MORRIS_LEVELS, step)


def rows(study: Study) -> int:
    """Points of a study's design."""
    assert study.design is not None
    return study.design.samples * layout(study).step


def points(study: Study) -> Points:
    """The points of a study's design."""
    from mentas.studies import sampling

    design, known = study.design, layout(study)
    assert design is not None
    groups = known.groups if known.grouped else None
    if known.method == "morris":
        unit = sampling.morris(known.names, design.samples, seed=study.seed, levels=known.levels, groups=groups)
    elif known.method == "sobol":
        unit = sampling.saltelli(known.names, design.samples, seed=study.seed, groups=groups)
    else:
        unit = sampling.latin(known.names, design.samples, seed=study.seed)
    return Points(study.dimensions, unit=unit)


def write(folder: Path, study: Study, laid: Points, found: Responses, failures: Sequence[Failure]) -> None:
    """Write the tables of an analysis: every outcome of every scenario, and every difference from the baseline."""
    import pandas as pd

    assert laid.unit is not None
    known = layout(study)
    whole = _whole(len(laid), known.step, {failure.point for failure in failures})
    made: dict[str, list[pd.DataFrame]] = {name: [] for name in TABLES}
    for labels, values in responses(study, found):
        try:
            tables = _analysed(study, known, laid.unit[whole], values[whole], labels["of"] == DIFFERENCE)
        except UnusableResultsError as error:
            tables = {REFUSED: pd.DataFrame([{"why": str(error)}])}
        for name, table in tables.items():
            made[name].append(table.assign(**labels)[[*labels, *table.columns]])
    for name, parts in made.items():
        if parts:
            csv.write(folder / name, pd.concat(parts, ignore_index=True))
        else:
            (folder / name).unlink(missing_ok=True)


def responses(study: Study, found: Responses) -> Iterator[tuple[dict[str, str], np.ndarray]]:
    """What is explained, with its labels: values of shape (points, replicates)."""
    for number, outcome in enumerate(found.outcomes):
        for place, scenario in enumerate(found.scenarios):
            labels = {"outcome": outcome.name, "scenario": scenario}
            yield labels | {"of": LEVEL}, found.values[number, place]
            if study.baseline is not None and scenario != study.baseline:
                yield labels | {"of": DIFFERENCE}, found.difference(number, scenario, study.baseline)


def _whole(rows: int, step: int, failed: set[int]) -> np.ndarray:
    """Rows of the steps in which no run failed."""
    lost = {point // step for point in failed}
    return np.array([row for row in range(rows) if row // step not in lost], dtype=np.int64)


def _analysed(study: Study, known: Layout, design: np.ndarray, y: np.ndarray, differs: bool) -> dict[str, pd.DataFrame]:
    """Tables of one response, by file."""
    import pandas as pd

    from mentas.studies.sensitivity.given_data import given
    from mentas.studies.sensitivity.noise import noise
    from mentas.studies.sensitivity.screening import morris
    from mentas.studies.sensitivity.switching import switch
    from mentas.studies.sensitivity.variance import base_rows, by_group, sobol

    said: dict[str, Any] = {"names": known.names, "seed": study.seed}
    moved: dict[str, Any] = said | {"groups": known.groups, "grouped": known.grouped}
    own = np.arange(len(design))
    if known.method == "morris":
        tables = {INDICES: morris(design, y, levels=known.levels, **moved)}
        own = own[:0]
    elif known.method == "sobol":
        table = sobol(design, y, **moved)
        tables = {INDICES: table} | ({} if known.grouped else {GROUPS: by_group(table)})
        own = base_rows(len(design), parts=known.step - 2)
    else:
        tables = {INDICES: given(design, y, **said)}
    mute = noise(y)
    tables[NOISE] = pd.DataFrame(
        [{"share": mute.share, "low": mute.low, "high": mute.high, "deviation": mute.deviation}]
    )
    if differs and own.size:
        tables[SWITCH] = switch(design[own], y[own], scales=scales(study.dimensions), **said)
    return tables


def scales(dimensions: Sequence[Dimension]) -> dict[str, Callable[[float], float]]:
    """Real value of a unit number, for the dimensions that are numbers."""

    def scale(form: Any) -> Callable[[float], float]:
        return lambda unit: float(form.values((unit,))[0])

    return {each.columns[0]: scale(each.form) for each in dimensions if isinstance(each.form, Span | Mix)}
