"""Keys of a scenario that take whole numbers only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mentas.scenario.kinds import Whole
from mentas.scenario.programmes import FIELDS, definition, shipped
from mentas.scenario.schema import BUDGET, KEYS

if TYPE_CHECKING:
    from mentas.studies.arms import Arm


def takes_whole(name: str, arms: Iterable[Arm]) -> bool:
    """Whether a dotted path in a scenario takes whole numbers only, in any of these scenarios."""
    first, *rest = name.split(".")
    if first == "programmes" and len(rest) >= 2:
        programme, field, *amount = rest
        kinds = [FIELDS[mechanism].get(field) for mechanism in _mechanisms(programme, arms)]
        return any(isinstance(kind, Whole) for kind in kinds) or (field == "components_per_year" and len(amount) == 1)
    if first == "budget" and len(rest) == 1:
        return any(key.name == rest[0] and isinstance(key.kind, Whole) for key in BUDGET)
    return not rest and any(key.name == first and isinstance(key.kind, Whole) for key in KEYS)


def _mechanisms(programme: str, arms: Iterable[Arm]) -> set[str]:
    """Mechanisms of a programme: those of the scenarios that run it, or the one that it comes with."""
    found = {own.mechanism for arm in arms for own in arm.scenario.programmes if own.name == programme}
    if found or programme not in shipped():
        return set(found)
    return {(definition(programme).entries or {})["mechanism"].text or ""}
