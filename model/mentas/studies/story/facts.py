"""Who a household is at the start of its story, and what the scenario has in store for its regency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentas.state import SECTORS

if TYPE_CHECKING:
    from mentas.world import World

COUNTS = ("size", "infants", "primary", "junior", "senior", "adults", "elderly", "disabled", "provincial_decile",
          "national_decile", "registered_decile")  # fmt: skip
FLAGS = ("urban", "female_headed", "pregnant", "jobless", "open")
"""Columns of households that say who it is."""


def of(world: World, row: int) -> dict[str, Any]:
    """A household as it is now: `weight`, `who` and `shocks` of its story."""
    h, region = world.households, world.region
    who: dict[str, Any] = {name: int(getattr(h, name)[row]) for name in COUNTS}
    who |= {name: bool(getattr(h, name)[row]) for name in FLAGS}
    who["regency"] = region.regencies[int(h.regency[row])]
    who["sector"] = SECTORS[int(h.sector[row])]
    shocks = [
        {"title": dict(shock.title), "month": shock.start + 1, "months": shock.months}
        for shock in world.policy.shocks
        if int(h.regency[row]) in shock.regencies
    ]
    return {"weight": float(h.weight[row]), "who": who, "shocks": shocks}
