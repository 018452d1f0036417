"""Delivery: every active programme hands out what is due, in the order in which the scenario lists them."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any

from mentas.programmes import capital_grant, cash_transfer, group_grant

if TYPE_CHECKING:
    from mentas.programmes.programme import Programme
    from mentas.world import World

MECHANISMS: dict[str, ModuleType] = {
    "cash_transfer": cash_transfer,
    "capital_grant": capital_grant,
    "group_grant": group_grant,
}


def deliver(world: World) -> None:
    """Open programme years, draw up lists, and hand out what is due this month."""
    world.households.transfers[:] = 0.0
    for programme in world.running_programmes:
        mechanism = MECHANISMS[programme.mechanism]
        pending: list[Any] = world.government.pending.setdefault(programme.name, [])
        if is_running(programme, world.month) and (world.month - programme.start) % 12 == 0:
            opened = mechanism.open_year(world, programme, world.month // 12 + 1)
            if programme.mechanism == "cash_transfer":
                pending[:] = [opened]
            else:
                pending.extend(opened)
        if programme.mechanism == "cash_transfer" and not is_running(programme, world.month):
            _close_list(world, programme, pending)
        for item in pending:
            if programme.mechanism == "cash_transfer" or item.due == world.month:
                mechanism.deliver(world, programme, item)
        if programme.mechanism != "cash_transfer":
            pending[:] = [batch for batch in pending if batch.due > world.month]


def is_running(programme: Programme, month: int) -> bool:
    """Whether the programme runs in `month`, counted from the start."""
    return programme.active and programme.start <= month and (programme.end is None or month < programme.end)


def _close_list(world: World, programme: Programme, pending: list[Any]) -> None:
    if pending:
        pending.clear()
        world.households.enrolled[:] &= ~world.bit(programme.name)
