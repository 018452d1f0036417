"""Where the twin begins: the people of a begun world, read from its columns once and made into objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentas.state import NEVER, Households, Markets
from twin.household import HouseholdAgent
from twin.market import MarketAgent

if TYPE_CHECKING:
    from mentas.world import World
    from twin.world import TwinWorld


def households_of(twin: TwinWorld, world: World) -> list[HouseholdAgent]:
    """The households, in the order of the rows."""
    return [HouseholdAgent(twin, **state) for state in states(world)]


def states(world: World) -> list[dict[str, Any]]:
    """What each row of the households says, with its codes turned into what they mean.

    Raises:
        ValueError: there are KUBE groups, which the twin does not take over.
    """
    if world.group_count:
        raise ValueError("the twin begins without KUBE groups")
    columns = {name: getattr(world.households, name).tolist() for name in Households._fields}
    programmes = {int(world.bit(p.name)): p.name for p in (*world.policy.survey_programmes, *world.policy.programmes)}
    rows = zip(*columns.values(), strict=True)
    return [told(dict(zip(columns, row, strict=True)), programmes) for row in rows]


def told(state: dict[str, Any], programmes: dict[int, str]) -> dict[str, Any]:
    """A row with programmes by name, and nothing where there is nothing."""
    meanings: dict[str, Any] = {
        name: {programme for bit, programme in programmes.items() if state[name] & bit} for name in ("enrolled", "ever")
    }
    granted = None if state["granted"] == NEVER else state["granted"]
    return state | meanings | {"group": None, "granted": granted}


def markets_of(twin: TwinWorld, world: World) -> list[MarketAgent]:
    """The markets, in the order of the rows."""
    columns = {name: getattr(world.markets, name).tolist() for name in Markets._fields}
    return [MarketAgent(twin, **dict(zip(columns, row, strict=True))) for row in zip(*columns.values(), strict=True)]
