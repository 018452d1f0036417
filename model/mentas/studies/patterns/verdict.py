"""What is simulated set against what was observed: one row a pattern, with a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from mentas.studies.analysis import interval
from mentas.studies.patterns.design import Observed, Pattern, Patterns
from mentas.studies.patterns.statistics import STATISTICS

INSIDE, PARTLY, OUTSIDE, UNKNOWN = "inside", "partly", "outside", "unknown"

VERDICTS: dict[str, str] = {
    INSIDE: "the whole 95 % interval of the simulated mean lies within the observed range",
    PARTLY: "that interval lies across an end of the observed range",
    OUTSIDE: "no part of that interval lies within the observed range",
    UNKNOWN: "not judged: nothing could be measured, or the figure is from memory",
}
"""What each verdict means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One pattern, observed and simulated; in the statistic's unit."""

    id: str
    title: str
    title_id: str
    source: str
    role: str
    observed_low: float
    observed_high: float
    observed: float | None
    """The single figure, where there is one."""
    simulated: float
    """Mean over replicates."""
    low: float
    high: float
    """95 per cent interval of that mean over replicates; luck only."""
    verdict: str
    from_memory: bool
    spread: float
    """Standard deviation over replicates: it grows as the worlds get smaller."""
    replicates: int
    unit: str
    statistic: str
    month: int
    world: str
    note: str


def row(pattern: Pattern, values: Sequence[float]) -> Row:
    """One pattern against the values of its statistic, a replicate each."""
    kept = np.asarray([value for value in values if np.isfinite(value)], dtype=float)
    mean, low, high = _interval(kept)
    seen = pattern.observed
    return Row(
        id=pattern.name, title=pattern.title["en"], title_id=pattern.title["id"], source=pattern.source,
        role=pattern.role, observed_low=seen.low, observed_high=seen.high, observed=seen.value, simulated=mean,
        low=low, high=high, verdict=UNKNOWN if pattern.from_memory else verdict(seen, low, high),
        from_memory=pattern.from_memory, spread=float(np.std(kept, ddof=1)) if kept.size > 1 else float("nan"),
        replicates=int(kept.size), unit=STATISTICS[pattern.statistic].unit, statistic=pattern.statistic,
        month=pattern.month, world=pattern.world, note=pattern.note,
    )  # fmt: skip


def _interval(values: np.ndarray) -> tuple[float, float, float]:
    """Mean and its interval; of one value the value itself, of none NaN."""
    if values.size < 2:
        only = float(values[0]) if values.size else float("nan")
        return only, only, only
    mean, low, high = (float(end[0]) for end in interval(values[None, :])[:3])
    return mean, low, high


def verdict(seen: Observed, low: float, high: float) -> str:
    """What the interval of a simulated mean says of the observed range; its ends belong to it."""
    if not (np.isfinite(low) and np.isfinite(high)):
        return UNKNOWN
    if seen.low <= low and high <= seen.high:
        return INSIDE
    return OUTSIDE if high < seen.low or low > seen.high else PARTLY


def rows(patterns: Patterns, values: Mapping[tuple[str, str, int], Sequence[float]]) -> list[Row]:
    """All patterns in their order; `values` by world, statistic and month."""
    return [row(p, values.get((p.world, p.statistic, p.month), ())) for p in patterns.patterns]


def as_json(found: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows as JSON types; what is not known is null."""
    return [
        {key: None if isinstance(v, float) and not np.isfinite(v) else v for key, v in asdict(each).items()}
        for each in found
    ]
