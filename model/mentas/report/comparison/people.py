"""How many people live where a study plays, where that is known."""

from __future__ import annotations

import math

from mentas.report.study import Study


def people(study: Study) -> float | None:
    """People of the region at the start, on the base of the poverty rates; None where the study's region is not one
    that comes with the package, unchanged since, or where a planner's own households stand in its place."""
    from mentas.population.region import load_region, regions

    scenarios = study.manifest["scenarios"]
    names = {str(each["region"]) for each in scenarios}
    if study.manifest.get("regions") or len(names) > 1 or not names <= set(regions()):
        return None
    if any(each.get("microdata") for each in scenarios):
        return None
    region = load_region(names.pop())
    same = all((each.get("resolved") or {}).get("region") == region.digest for each in scenarios)
    return float(region.persons.sum()) if same else None


def about(count: float) -> float:
    """A count to two digits that count, as one says it; NaN stays NaN."""
    if not math.isfinite(count) or count == 0.0:
        return count
    return round(count, 1 - math.floor(math.log10(abs(count))))
