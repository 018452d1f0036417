"""Who may receive: registered deciles and household conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from mentas.programmes.programme import COMPONENTS, Programme
from mentas.state import NEVER, Households

if TYPE_CHECKING:
    from mentas.world import World

LEAST_LABOUR = 0.3
"""Labour capacity that `able_to_work` asks for: what an official sees as able, not a parameter of behaviour."""


def _component(h: Households) -> np.ndarray:
    some = np.zeros(h.id.size, dtype=np.bool_)
    for name in COMPONENTS:
        some |= getattr(h, name) > 0
    return some


TESTS: dict[str, Callable[[Households, np.uint16], np.ndarray]] = {
    "pkh_component": lambda h, own: _component(h),
    "female_headed": lambda h, own: h.female_headed > 0,
    "able_to_work": lambda h, own: h.labour >= LEAST_LABOUR,
    "business_embryo": lambda h, own: (h.open > 0) | (h.capital > 0),
    "has_business": lambda h, own: h.open > 0,
    "no_business": lambda h, own: h.open == 0,
    "not_in_group": lambda h, own: h.group < 0,
    "no_cash_transfer": lambda h, own: h.enrolled & ~own == 0,
}
"""What each condition asks of the households, given the programme's own bit; shape (rows,) of bool."""


def in_line(world: World) -> Iterator[np.ndarray]:
    """Rows that have been awarded a grant which is still on its way."""
    for pending in world.government.pending.values():
        for item in pending:
            if hasattr(item, "families"):
                yield item.families


def eligible(world: World, programme: Programme, *, keep: np.ndarray | None = None) -> np.ndarray:
    """Rows that may receive the programme today, rising; int64.

    Args:
        world: the world.
        programme: the programme.
        keep: rows already enrolled that stay on the list whatever their decile now, or None.
    """
    h = world.households
    low, high = programme.deciles
    fits = (h.registered_decile >= low) & (h.registered_decile <= high)
    if keep is not None:
        fits[keep] = True
    for condition in programme.conditions:
        fits &= TESTS[condition](h, world.bit(programme.name))
    if programme.mechanism != "cash_transfer":
        again = programme.repeat_after_months
        waited = np.zeros(fits.size, dtype=np.bool_) if again is None else h.granted <= world.month - again
        fits &= waited | (h.granted == NEVER)
        for families in in_line(world):
            fits[families] = False
    return np.flatnonzero(fits)
