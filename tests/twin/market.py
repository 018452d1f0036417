"""A local market: one sector of one regency, where price and volume answer to demand and supply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from twin.numbers import between

if TYPE_CHECKING:
    from twin.world import TwinWorld


class MarketAgent(mesa.Agent):
    """The market of one sector of one regency; at the start of a world both indices are one."""

    model: TwinWorld

    def __init__(self, model: TwinWorld, *, demand_start: float, supply_start: float, **state: float) -> None:
        super().__init__(model)
        self.demand_start, self.supply_start = demand_start, supply_start
        for name, value in state.items():
            setattr(self, name, value)

    @property
    def worth(self) -> float:
        """What a unit of value added at start prices fetches: price times volume sold."""
        return self.price * self.sales

    def take_in(self, *, demand: float, supply: float) -> None:
        """Hear what is wanted and what is offered this month, Rp at start prices."""
        self.demand, self.supply = demand, supply

    def answer(self, growth: float) -> None:
        """Let price and sales answer; other firms' supply has grown by `growth` since the start."""
        self.demand /= growth
        p = self.model.parameters.markets
        wanted = self.demand / self.demand_start if self.demand_start > 0.0 else 1.0
        offered = self.supply / self.supply_start if self.supply_start > 0.0 else 1.0
        pressure = wanted / (1.0 - p.household_share + p.household_share * offered)
        local = 1.0 - self.outside
        self.price = self.outside + local * between(pressure**p.price_elasticity, p.least, p.most)
        self.sales = self.outside + local * between(pressure**p.sales_elasticity, p.least, p.most)
