"""Ranges of parameters as the calibrated sets have them."""

from __future__ import annotations

from functools import cache

PART = 0.9
"""Share of the weight of the sets that lies within the range."""


@cache
def middle(name: str) -> tuple[float, float] | None:
    """The middle 90 per cent of a parameter among the calibrated sets, all structures weighing the same.

    Returns:
        Its ends; None where the sets do not hold the parameter, or hold one value of it.

    Raises:
        Refusal: there are no sets, or they are damaged.
    """
    from mentas.studies.ensemble.sets import OF_THRESHOLD, THRESHOLDS, load

    sets = load().sets
    if name == OF_THRESHOLD:
        return min(THRESHOLDS), max(THRESHOLDS)
    weighed = sorted((each.values[name], sum(each.weights.values())) for each in sets if name in each.values)
    whole = sum(weight for _, weight in weighed)
    if not weighed or whole <= 0.0:
        return None
    ends = []
    for rank in ((1.0 - PART) / 2.0, (1.0 + PART) / 2.0):
        upto = 0.0
        for value, weight in weighed:
            upto += weight
            if upto >= rank * whole:
                ends.append(value)
                break
    low, high = ends[0], ends[-1]
    return (low, high) if low < high else None
