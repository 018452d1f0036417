"""The main outcome of a study, the first that it names, and how well its runs know it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mentas.measures.names import NAMES
from mentas.studies.space.outcome import Outcome

if TYPE_CHECKING:
    import numpy as np

    from mentas.studies.design import Study
    from mentas.studies.ensemble.nest import Nest
    from mentas.studies.roster import Roster
    from mentas.studies.store import Store


def main_outcome(study: Study) -> Outcome:
    """The first outcome that a study names; the first measure of all where it names none."""
    return study.wanted[0] if study.wanted else Outcome(NAMES[0])


def compared(study: Study) -> tuple[str, ...]:
    """Scenarios whose main outcome is looked at: those that differ from the baseline; all where there is none."""
    return tuple(arm.name for arm in study.arms if arm.name != study.baseline)


def values(roster: Roster, store: Store, *, since: int = 0, points: Sequence[int] | None = None) -> np.ndarray:
    """The main outcome of the runs that are there.

    Args:
        roster: the runs.
        store: those that have ended.
        since: the first replicate that is looked at.
        points: those that are looked at; by default all.

    Returns:
        Shape (scenarios, points looked at, replicates from `since`); NaN where a run is missing or measures nothing.
    """
    import numpy as np

    study, outcome = roster.study, main_outcome(roster.study)
    if roster.regional:
        return _of_nation(roster, store, outcome)[:, :, since:]
    shape = len(roster.replicates), len(roster.points), len(study.arms)
    keys = np.array(roster.keys, dtype=object).reshape(shape)[since:]
    keys = keys if points is None else keys[:, list(points)]
    found = np.full(keys.shape, np.nan)
    last = {key: arm.scenario.years for number, arm in enumerate(study.arms) for key in keys[:, :, number].flat}
    known: dict[str, float] = {}
    for key, run in store.stream(dict.fromkeys(keys.flat)):
        if "outcomes" in run.frames:
            known[key] = value_of(run.frames["outcomes"], outcome, last=last[key])
    for place, key in np.ndenumerate(keys):
        found[place] = known.get(key, np.nan)
    return found.transpose(2, 1, 0)


def _of_nation(roster: Roster, store: Store, outcome: Outcome) -> np.ndarray:
    """The same of a study of regions, which has one point: the nation's."""
    import numpy as np

    from mentas.studies.regions.total import nation
    from mentas.studies.results import rows

    names = [arm.name for arm in roster.study.arms]
    found = np.full((len(names), 1, len(roster.replicates)), np.nan)
    for place, run, _ in nation(rows(roster, store), {}, regions=len(roster.study.regions)):
        if "outcomes" in run.frames:
            value = value_of(run.frames["outcomes"], outcome, last=place.arm.scenario.years)
            found[names.index(place.arm.name), 0, place.replicate] = value
    return found


def value_of(frame: Any, outcome: Outcome, *, last: int) -> float:
    """An outcome in a run's frame, an Arrow table; NaN where it is not there. `last` is the run's last year."""
    import pyarrow.compute as pc

    year = last if outcome.year is None else outcome.year
    cell = {"measure": outcome.measure, "group_kind": outcome.group_kind, "group": outcome.group, "year": year}
    for name, value in cell.items():
        frame = frame.filter(pc.equal(frame[name], value))
    return float(frame["value"][0].as_py()) if frame.num_rows else float("nan")


def differences(values: np.ndarray, study: Study) -> np.ndarray:
    """What is looked at: of each scenario in `compared`, its difference to the baseline in the same replicate.

    Args:
        values: as from the function of that name.
        study: scenarios and baseline.

    Returns:
        Shape (scenarios compared, points, replicates); where there is no baseline, the outcome itself.
    """
    import numpy as np

    names = [arm.name for arm in study.arms]
    chosen = values[[names.index(name) for name in compared(study)]]
    if study.baseline is None:
        return chosen
    with np.errstate(invalid="ignore"):  # infinity less infinity is not observed either
        return np.asarray(chosen - values[names.index(study.baseline)])


def halfwidths(gaps: np.ndarray, nest: Nest | None = None) -> np.ndarray:
    """Half-widths of 95 per cent intervals of means over replicates, and over models where these vary.

    Args:
        gaps: shape (scenarios, points, replicates).
        nest: structure and model by replicate.

    Returns:
        Shape (scenarios, points); NaN where fewer than two replicates, or two models, are known.
    """
    import numpy as np

    from mentas.studies.analysis import interval
    from mentas.studies.ensemble.summary import of_nest

    rows = gaps.reshape(-1, gaps.shape[-1])
    if nest is None:
        _, low, high, _ = interval(rows)
    else:
        found = of_nest(rows, nest, np.arange(gaps.shape[-1]))
        low, high = found["mean_low"], found["mean_high"]
    return np.asarray((high - low) / 2.0).reshape(gaps.shape[:2])
