"""The population: regions, and the households drawn from their figures.

Names load on first use: reading a region needs no compiled code, drawing households does.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mentas.population.draw import build
    from mentas.population.region import Region, load_region, regions
    from mentas.population.welfare import target_quantile, target_rank

__all__ = ["Region", "build", "load_region", "regions", "target_quantile", "target_rank"]

_HOMES = {
    "Region": "region",
    "build": "draw",
    "load_region": "region",
    "regions": "region",
    "target_quantile": "welfare",
    "target_rank": "welfare",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module the first time it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'mentas.population' has no attribute {name!r}")
    value = getattr(import_module(f"mentas.population.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
