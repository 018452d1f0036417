"""A household: it is struck, works, spends, learns, and stands above the line or below it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import mesa

from twin.business import Business
from twin.family import Family
from twin.luck import bell_pair, stream
from twin.numbers import between, single, whole

if TYPE_CHECKING:
    from twin.group import KubeGroupAgent
    from twin.world import TwinWorld

MENTAS_MONTHS = 24


class HouseholdAgent(Business, Family, mesa.Agent):
    """One household of the population, standing for `weight` households.

    Its attributes are the columns of `mentas.state.Households`, but for four that are told as what they mean:
    `group` is the KUBE group itself or None, `granted` the month of the award or None, and `enrolled` and `ever` are
    sets of programmes' names.
    """

    model: TwinWorld
    group: KubeGroupAgent | None
    granted: int | None
    enrolled: set[str]
    ever: set[str]

    def __init__(self, model: TwinWorld, **state: Any) -> None:
        super().__init__(model)
        for name, value in state.items():
            setattr(self, name, value)

    @property
    def persons(self) -> float:
        """People for whom this household stands."""
        return self.weight * self.size

    # Nature

    def suffer(self) -> None:
        """Lose part of the business capital; fall ill and pay what cash can pay. One draw tells both."""
        p = self.model.parameters.nature
        draw = self.model.luck.quarter(stream("nature"), self.model.month, self.id)
        if draw < p.asset_loss_chance:
            self.capital -= whole(self.capital * p.asset_loss_share)
            left = draw / p.asset_loss_chance
        else:
            left = (draw - p.asset_loss_chance) / (1.0 - p.asset_loss_chance)
        if left < p.illness_chance:
            bill = whole(-math.log(left / p.illness_chance) * p.illness_bill * self.model.budget)
            self.cash -= min(bill, self.cash)

    # Work

    def earn(self) -> None:
        """Earn the month's wages: usual earnings, by luck, by the place, by the hours left for work."""
        p, model = self.model.parameters.work, self.model
        u, v, job, _ = model.luck.uniforms(stream("work"), model.month, self.id)
        lasting, passing = bell_pair(u, v)
        step = p.persistent_sd * math.sqrt(1.0 - p.persistence**2)
        self.persistent = single(p.persistence * self.persistent + step * lasting)
        if self.jobless:
            self.jobless = int(job >= p.job_finding)
        else:
            self.jobless = int(job < p.job_loss)

        away = max(self.hours + self.group_hours - self.idle, 0.0)
        place = model.economy[self.regency] * model.local_demand[self.regency]
        if p.transfer_response:
            place *= 1.0 - p.transfer_response * min(self.transfers_mean / max(self.spending_mean, 1.0), 1.0)
        luck = math.exp(self.persistent + p.transitory_sd * passing)
        kept_job = 1.0 - p.jobless_loss * self.jobless
        self.earned = whole(self.permanent * luck * place * kept_job * (1.0 - away))
        self.cash += self.earned

    # Spending

    def spend(self) -> None:
        """Eat: what is counted on, some of what lies above the buffer; never less than the floor if it can be had."""
        p = self.model.parameters.spending
        self.expected += (self.earned + self.transfers - self.expected) / p.expectation_months
        floor = p.floor * self.need
        if self.cash < floor and not self.locked:
            self.sell_in_distress(floor - self.cash)
        excess = self.cash - self.expected - p.buffer * self.expected
        wish = self.expected + (p.spend_excess if excess > 0.0 else p.save_shortfall) * excess
        self.spending = whole(min(max(wish, floor), self.cash))
        self.cash -= self.spending
        pace = 2.0 / (p.mean_months + 1.0)
        self.spending_mean += pace * (self.spending - self.spending_mean)
        self.earned_mean += pace * (self.earned - self.earned_mean)
        self.transfers_mean += pace * (self.transfers - self.transfers_mean)

    # Mindset

    def learn(self, around: dict[tuple[int, bool], float]) -> None:
        """Move the mindset by own results, a mentor, neighbours and the own disposition; a month of both passes."""
        p = self.model.parameters.mindset
        before = mind = self.mindset
        if self.open and self.losses == 0:
            mind += p.success * (1.0 - before)
        elif self.open:
            mind -= p.failure * before
        if self.mentor:
            mind += p.mentor * (1.0 - before)
        mind += p.neighbours * (around[self.circle] - before)
        mind += p.fading * (self.disposition - before)
        self.mindset = single(between(mind, 0.0, 1.0))
        self.mentor = max(self.mentor - 1, 0)
        self.locked = max(self.locked - 1, 0)

    @property
    def circle(self) -> tuple[int, bool]:
        """Neighbours: those of the same regency, both with or both without a grant."""
        return self.regency, self.granted is not None

    # Standing

    @property
    def stands(self) -> bool:
        """Whether spending without transfers reaches the need, on the mean of a year."""
        return self.spending_mean - self.transfers_mean >= self.need

    def judge(self) -> None:
        """Count the months above the line; become mentas, or fall back."""
        if self.stands:
            self.months_above += 1
        else:
            self.months_above = 0
            if self.mentas:
                self.fell_back = 1
        if self.months_above >= MENTAS_MONTHS and self.started_poor:
            self.mentas = 1
