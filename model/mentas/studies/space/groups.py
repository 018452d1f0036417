"""Groups of dimensions, in which an analysis of sensitivity adds up what the answer rests on."""

from __future__ import annotations

GROUPS: dict[str, dict[str, str]] = {
    "economy": {"id": "ekonomi", "en": "economy"},
    "behaviour": {"id": "perilaku", "en": "behaviour"},
    "targeting": {"id": "penyasaran", "en": "targeting"},
    "programme design": {"id": "rancangan program", "en": "programme design"},
}
"""Titles by name, in the order in which they are shown."""

OF_FILE: dict[str, str] = {
    "nature": "economy",
    "work": "economy",
    "markets": "economy",
    "population": "economy",
    "enterprise": "economy",
    "group": "behaviour",
    "spending": "behaviour",
    "investing": "behaviour",
    "receiving": "behaviour",
    "mindset": "behaviour",
    "ageing": "economy",
    "registry": "targeting",
}
"""Group by file of parameters."""


def group_of(name: str) -> str:
    """The group of a dotted path in a scenario."""
    first, _, rest = name.partition(".")
    if first == "parameters":
        return OF_FILE[rest.partition(".")[0]]
    return "programme design" if first in ("programmes", "budget") else "economy"
