"""A household's own business: it makes goods, sells them, wears out, grows, is sold in distress, closes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from twin import technology
from twin.luck import stream
from twin.numbers import single, whole

if TYPE_CHECKING:
    from twin.world import TwinWorld


class Business:
    """The part of a household's life that is its business."""

    model: TwinWorld

    @property
    def productivity(self) -> float:
        """Ability at work: less where a woman runs the business, none without hands to work."""
        gap = 1.0 - self.model.parameters.enterprise.women_productivity
        return self.ability * (1.0 - self.female_owner * gap) * self.labour

    @property
    def worth(self) -> float:
        """What a unit of value added fetches in the household's market: price times volume."""
        return self.model.market_of(self).worth

    def produce(self) -> None:
        """Make goods; their value at start prices stands in `profit` until they are sold."""
        if not self.open:
            self.profit, self.hours = 0.0, 0.0
            return
        model, p = self.model, self.model.parameters.enterprise
        k = self.capital / model.budget
        made = technology.value_added(p, capital=k, fixed=model.fixed_cost)
        noise = p.shock_sd * model.luck.bell(stream("enterprise"), model.month, self.id) - p.shock_sd**2 / 2.0
        self.profit = whole(self.productivity * (model.budget * made * math.exp(noise)))
        self.hours = single(min(technology.hours(p, capital=k), self.labour))

    def settle(self) -> None:
        """Sell the goods, wear out, and close after long losses or by misfortune."""
        p = self.model.parameters.enterprise
        self.profit = whole(self.profit * self.worth)
        worn = whole(self.capital * p.wear)
        self.capital -= worn
        away = max(self.hours - self.idle, 0.0)
        forgone = self.earned * away / max(1.0 - away, 0.01)
        self.losses = self.losses + 1 if self.open and self.profit < worn + forgone else 0
        if self.closes():
            self.cash += whole(self.capital * (1.0 - p.resale_discount))
            self.capital, self.open, self.losses = 0.0, 0, 0
        self.cash += self.profit
        self.earned += self.profit

    def closes(self) -> bool:
        """Whether the business closes this month: the tired keep it while granted goods may not be sold."""
        if not self.open:
            return False
        p, model = self.model.parameters.enterprise, self.model
        if self.losses >= p.patience and not self.locked:
            return True
        return model.luck.quarter(stream("enterprise.closing"), model.month, self.id) < p.closing_chance

    def sell_in_distress(self, short: float) -> None:
        """Sell as much capital as raises `short` rupiah, at a loss."""
        discount = self.model.parameters.enterprise.resale_discount
        sold = min(float(math.ceil(short / (1.0 - discount))), self.capital)
        self.capital -= sold
        self.cash += whole(sold * (1.0 - discount))

    def invest(self) -> None:
        """Put part of the surplus into the business, or open one, if that pays more than the hurdle."""
        model, p = self.model, self.model.parameters.investing
        surplus = self.cash - p.buffer * self.expected
        if surplus <= 0.0:
            return
        if self.open:
            amount = whole(surplus * min(2.0 * p.share * self.mindset, 1.0))
        else:
            amount = whole(p.opening_capital * model.budget)
            able = surplus >= amount and self.mindset >= p.opening_mindset and self.labour >= p.least_labour
            if not able or model.luck.quarter(stream("investing"), model.month, self.id) >= p.opening_chance:
                return
        if self.return_on_more() > p.hurdle:
            self.open = 1
            self.cash -= amount
            self.capital += amount

    def return_on_more(self) -> float:
        """What one more rupiah of capital earns in a month, net of wear."""
        model, p = self.model, self.model.parameters.enterprise
        k = max(self.capital / model.budget, model.parameters.investing.opening_capital)
        gain = technology.gain_of_more(p, capital=k, fixed=model.fixed_cost)
        return gain * self.productivity * self.worth - p.wear
