"""Two worlds lived at once: the twin follows the columns act by act, and is compared after every one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

import pytest

from mentas import world as columns_world
from mentas.behaviour import ageing
from twin.comparing import differences

if TYPE_CHECKING:
    from mentas.world import World
    from twin.world import TwinWorld

SHOWN = 5


class Apart(AssertionError):
    """The tellings disagree: the message names act, month, row, column and both values."""


class Following:
    """A world and its twin, lived together."""

    def __init__(self, world: World, twin: TwinWorld) -> None:
        self.world, self.twin = world, twin
        self.acts: Iterator[str] = iter(())
        self.compared = 0
        """Acts after which both were compared."""
        self.rounded: set[tuple[str, int]] = set()
        """Rows of households and groups in which anything has differed by rounding."""

    def live(self, months: int, *, a_month: Callable[[], None] | None = None) -> None:
        """Live some months, each as the world's `step` has it, or as `a_month` has.

        Raises:
            Apart: at the first act after which they disagree.
        """
        with self._watched():
            for _ in range(months):
                self.acts = self.twin.acts()
                (a_month or self.world.step)()
                left = list(self.acts)
                if left:
                    raise Apart(f"in month {self.twin.month} the twin alone lived {', '.join(left)}")

    def compare(self, act: str, month: int) -> None:
        """Compare both after an act.

        Raises:
            Apart: they disagree by more than rounding, or by rounding in more than one household or group.
        """
        self.compared += 1
        found = list(differences(self.world, self.twin))
        wrong = [difference for difference in found if not difference.is_rounding]
        self.rounded |= {(d.table, d.id) for d in found if d.table in ("household", "group")}
        if not wrong and len(self.rounded) > 1:
            wrong = [difference for difference in found if difference.table in ("household", "group")]
        if wrong:
            lines = "\n  ".join(str(difference) for difference in wrong[:SHOWN])
            more = f"\n  and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
            raise Apart(f"after {act} of month {month}:\n  {lines}{more}")

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """While it holds, each act of the columns is followed by the twin's."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(columns_world, "MONTH", tuple(self._followed(act) for act in columns_world.MONTH))
            patch.setattr(ageing, "grow", self._followed(ageing.grow))
            patch.setattr(self.world.registry, "refresh", self._followed(self.world.registry.refresh))
            patch.setattr(self.world, "rank", self._followed(self.world.rank))
            yield

    def _followed(self, act: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(act)
        def both(*args: Any, **options: Any) -> Any:
            month = self.twin.month
            result = act(*args, **options)
            self.compare(next(self.acts), month)
            return result

        return both
