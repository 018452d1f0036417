"""What a region must bring, and within which bounds, so that a population can be drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from mentas.language import N_
from mentas.state import SECTORS

if TYPE_CHECKING:
    from mentas.population.region import Region

BY_REGENCY: tuple[str, ...] = ("persons", "poverty_rate", "poverty_line", "urban_share")
"""Quantities that every regency must have, once."""

NEEDED: tuple[str, ...] = (
    "province_line",
    "mean_spending",
    "distribution.top_rank",
    "demography.household_size_mean",
    "demography.household_size_poor",
    "demography.female_headed_share",
    "business.share",
    *(f"national_cut.{decile}" for decile in range(1, 10)),
    "national_cut.mean_spending",
    *(f"business.sectors_{kind}.{sector}" for kind in ("urban", "rural") for sector in SECTORS),
)
"""Quantities of the region as a whole that must be there, once."""

SHAPE_FIGURES: dict[str, tuple[str, ...]] = {"gb2": ("a", "p", "q"), "shifted_lognormal": ("shift", "sigma")}
"""Figures that each distribution needs."""

ALLOWED: dict[str, str] = {
    "persons": N_("1 to 1_000_000_000 for each regency"),
    "poverty_rate": N_("above 0 and below 100 per cent for each regency"),
    "poverty_line": N_("1 to 1_000_000_000_000 Rp for each regency"),
    "urban_share": N_("0 to 1 for each regency"),
    "province_line": N_("1 to 1_000_000_000_000 Rp"),
    "mean_spending": N_("1 to 1_000_000_000_000 Rp"),
    "national_cut.mean_spending": N_("1 to 1_000_000_000_000 Rp"),
    "national_cut": N_("nine rising amounts above 0"),
    "demography.household_size": N_("1 < household_size_mean < household_size_poor < 10"),
    "demography.female_headed_share": N_("0 to 0.5"),
    "business.share": N_("0 to 1"),
    "distribution.top_rank": N_("above 0.9, at most 1"),
    "distribution.gb2": N_("a, p and q of 0.1 to 50, a x q above 1.2"),
    "distribution.shifted_lognormal": N_("shift above 0 and below 1, sigma of 0.05 to 3"),
    "business.sectors_urban": N_("shares of 0 to 1 that sum to 1"),
    "business.sectors_rural": N_("shares of 0 to 1 that sum to 1"),
}
"""What each quantity may be, in words."""

LARGEST_HOUSEHOLD = 10.0
"""Largest mean size of a poor household that can be drawn."""

STEEPEST_TAIL = 1.2
"""Least a x q of GB2: below about one it has no mean."""


def outside(region: Region) -> list[str]:
    """Quantities that lie outside their bounds; empty if none does."""
    size = region.demography["household_size_mean"]
    gb2, lognormal = region.distribution["gb2"], region.distribution["shifted_lognormal"]
    rate = region.poverty_rate
    sound: dict[str, object] = {
        "persons": np.all((region.persons >= 1) & (region.persons <= 1e9)),
        "poverty_rate": np.all((rate > 0) & (rate < 1)),
        "poverty_line": np.all((region.poverty_line >= 1) & (region.poverty_line <= 1e12)),
        "urban_share": np.all((region.urban_share >= 0) & (region.urban_share <= 1)),
        "province_line": 1 <= region.province_line <= 1e12,
        "mean_spending": 1 <= region.mean_spending <= 1e12,
        "national_cut.mean_spending": 1 <= region.cut_mean_spending <= 1e12,
        "national_cut": np.all(np.diff(region.national_cuts) > 0) and region.national_cuts[0] > 0,
        "demography.household_size": 1 < size < region.poor_size < LARGEST_HOUSEHOLD,
        "demography.female_headed_share": 0 <= region.demography["female_headed_share"] <= 0.5,
        "business.share": 0 <= region.business["share"] <= 1,
        "distribution.top_rank": 0.9 < gb2["top_rank"] <= 1,
        "distribution.gb2": _gb2(gb2),
        "distribution.shifted_lognormal": 0 < lognormal["shift"] < 1 and 0.05 < lognormal["sigma"] < 3,
    }
    for kind in ("urban", "rural"):
        shares = [region.business[f"sectors_{kind}.{sector}"] for sector in SECTORS]
        sound[f"business.sectors_{kind}"] = min(shares) >= 0 and abs(sum(shares) - 1.0) < 1e-6
    return [quantity for quantity, fine in sound.items() if not fine]


def _gb2(figures: Mapping[str, float]) -> bool:
    return (
        all(0.1 < figures[name] < 50.0 for name in SHAPE_FIGURES["gb2"]) and figures["a"] * figures["q"] > STEEPEST_TAIL
    )
