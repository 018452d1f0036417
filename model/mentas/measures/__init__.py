"""Measures: poverty, inequality, income, mobility, enterprise, cost; functions of the world, each with a unit.

`MEASURES` describes them and costs nothing to import; `table`, `transitions` and `start` look at a world.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mentas.measures.catalogue import EVERY as KINDS
    from mentas.measures.catalogue import Measure
    from mentas.measures.groups import Part, Start, parts, start, table, transitions
    from mentas.measures.names import MEASURES, NAMES

__all__ = ["KINDS", "MEASURES", "NAMES", "Measure", "Part", "Start", "parts", "start", "table", "transitions"]

_HOMES = {
    "KINDS": ("catalogue", "EVERY"),
    "Measure": ("catalogue", "Measure"),
    "MEASURES": ("names", "MEASURES"),
    "NAMES": ("names", "NAMES"),
    "Part": ("groups", "Part"),
    "Start": ("groups", "Start"),
    "parts": ("groups", "parts"),
    "start": ("groups", "start"),
    "table": ("groups", "table"),
    "transitions": ("groups", "transitions"),
}


def __getattr__(name: str) -> Any:
    """Load a public name the first time it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'mentas.measures' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    value = getattr(import_module(f"mentas.measures.{module}"), attribute)
    globals()[name] = value
    return value
