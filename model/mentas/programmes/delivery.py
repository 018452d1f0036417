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
"""Each opens its programme's years (what `open_year` returns is put in line), delivers what is in line, and says when
that is done."""


def deliver(world: World) -> None:
    """Open programme years, draw up lists, and hand out what is due this month."""
    world.households.transfers[:] = 0.0
    for programme in world.running_programmes:
        mechanism = MECHANISMS[programme.mechanism]
        pending: list[Any] = world.government.pending.setdefault(programme.name, [])
        running = is_running(programme, world.month)
        if running and (world.month - programme.start) % 12 == 0:
            pending += mechanism.open_year(world, programme, world.month // 12 + 1)
        if programme.end == world.month:
            # Nobody is on a closed list; what was sent before may still be on its way.
            world.households.enrolled[:] &= ~world.bit(programme.name)
        for item in pending:
            mechanism.deliver(world, programme, item)
        pending[:] = [item for item in pending if not mechanism.is_done(world, programme, item)]


def is_running(programme: Programme, month: int) -> bool:
    """Whether the programme runs in `month`, counted from the start."""
    return programme.active and programme.start <= month and (programme.end is None or month < programme.end)
