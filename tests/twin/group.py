"""A KUBE group: it makes goods with its members' hands, shares out, quarrels, falls asleep, wakes, falls apart."""

from __future__ import annotations

import math
from statistics import fmean
from typing import TYPE_CHECKING

import mesa

from twin import technology
from twin.luck import bell_pair, stream
from twin.numbers import between, single, whole

if TYPE_CHECKING:
    from twin.household import HouseholdAgent
    from twin.world import TwinWorld


class KubeGroupAgent(mesa.Agent):
    """One KUBE group, standing for `weight` groups; the first of its `members` gave it place, luck and address."""

    model: TwinWorld

    def __init__(self, model: TwinWorld, members: list[HouseholdAgent], sector: int, cohesion: float) -> None:
        super().__init__(model)
        head = members[0]
        self.members = members
        self.id, self.weight, self.regency = head.id, head.weight, head.regency
        self.sector, self.cohesion = sector, single(cohesion)
        self.status = "forming"
        self.age = self.facilitator = self.dormant = 0
        self.capital = self.fund = self.cash = self.effort = self.product = 0.0
        for member in members:
            member.group = self
        model.groups.add(self)

    def receive(self, value: float, facilitator: int) -> None:
        """Start to work with a grant of goods; one that was lost on the way lets the group fall apart."""
        self.capital += value
        self.facilitator = facilitator
        if value > 0.0:
            self.status = "active"
        else:
            self.fall_apart()

    def fall_apart(self) -> None:
        """Members are free to join another group."""
        self.status = "dissolved"
        for member in self.members:
            member.group = None

    # Making goods

    def produce(self) -> None:
        """Make goods; their value at start prices stands in `product` until they are sold."""
        self.product = 0.0
        if self.status == "dormant":
            for member in self.members:
                member.group_hours = 0.0
        if self.status != "active":
            return
        p, model = self.model.parameters.group, self.model
        u, v, misfortune, _ = model.luck.uniforms(stream("group"), model.month, self.id)
        if misfortune < p.loss_chance:
            self.capital -= whole(self.capital * p.loss_share)
        self.effort = single(self.effort_made())
        for member in self.members:
            member.group_hours = single(self.hours_of(member))
        noise = p.shock_sd * bell_pair(u, v)[0] - p.shock_sd**2 / 2.0
        skill = fmean(member.productivity for member in self.members)
        self.product = whole(model.budget * skill * self.effort * self.value_added() * math.exp(noise))

    def effort_made(self) -> float:
        """Share of the promised work that is done: trust and help raise it, riding free in a large group lowers it."""
        p = self.model.parameters.group
        riding = p.free_riding * (1.0 - 1.0 / len(self.members))
        help_ = p.effort_facilitator if self.facilitator else 0.0
        return between(p.effort_base + p.effort_cohesion * self.cohesion + help_ - riding, 0.0, 1.0)

    def hours_of(self, member: HouseholdAgent) -> float:
        """Time that a member gives: as to an own business of its share, by the effort, of hands still free."""
        k = self.capital / self.model.budget / len(self.members)
        wanted = technology.hours(self.model.parameters.enterprise, capital=k) * self.effort
        return min(wanted, max(member.labour - member.hours, 0.0))

    def value_added(self) -> float:
        """Value added of the pooled capital, budgets: each works with a share, part of the fixed costs is saved."""
        model, n = self.model, len(self.members)
        paid = 1.0 + (n - 1) * (1.0 - model.parameters.group.pooling)
        k = self.capital / model.budget / n
        # A fixed cost for all members in budgets is one n-th of it for each, of whom there are n.
        return n * technology.value_added(model.parameters.enterprise, capital=k, fixed=model.fixed_cost * paid / n)

    # Sharing out

    def settle(self) -> None:
        """A month passes: wear, then sales and shares, or another month asleep."""
        if self.status not in ("active", "dormant"):
            return
        e = self.model.parameters.enterprise
        quarrel, fate, _, _ = self.model.luck.uniforms(stream("group.quarrel"), self.model.month, self.id)
        facilitated = self.facilitator > 0
        self.age += 1
        self.facilitator = max(self.facilitator - 1, 0)
        worn = whole(self.capital * e.wear)
        self.capital -= worn
        if self.status == "active":
            dividend = self.share_out()
            self.get_along(dividend, quarrel, facilitated=facilitated, losing=self.product < worn)
        else:
            self.sleep(fate, facilitated=facilitated)

    def share_out(self) -> float:
        """Sell; put some into the social fund, keep some as goods, pay the rest in equal shares. Gives one share."""
        p = self.model.parameters.group
        self.product = whole(self.product * self.model.market_of(self).worth)
        to_fund = whole(self.product * p.fund_share)
        kept = whole(self.product * p.retained_share)
        each = float((self.product - to_fund - kept) // len(self.members))
        self.fund += to_fund
        self.capital += self.product - to_fund - each * len(self.members)
        for member in self.members:
            member.cash += each
            member.earned += each
        return each

    def get_along(self, dividend: float, draw: float, *, facilitated: bool, losing: bool) -> None:
        """Cohesion moves: dividends against hopes, unequal members, a facilitator, quarrels. Too little: sleep."""
        p = self.model.parameters.group
        quarrels = draw < p.quarrel_chance * (1.0 - self.cohesion) * (2.0 if losing else 1.0)
        content = between(dividend / (p.dividend_hoped * self.model.budget) - 1.0, -1.0, 1.0)
        cohesion = self.cohesion + p.cohesion_gain * content
        cohesion -= p.cohesion_pull * (self.inequality() * p.inequality_strain)
        if facilitated:
            cohesion += p.cohesion_facilitator * (1.0 - self.cohesion)
        if quarrels:
            cohesion -= p.quarrel_loss
        self.cohesion = single(between(cohesion, 0.0, 1.0))
        if self.cohesion < p.dormant_below:
            self.status, self.dormant = "dormant", 0

    def inequality(self) -> float:
        """Coefficient of variation of the members' productivity."""
        skills = [member.productivity for member in self.members]
        mean = fmean(skills)
        variance = max(fmean(skill * skill for skill in skills) - mean * mean, 0.0)
        return math.sqrt(variance) / max(mean, 1e-9)

    def sleep(self, fate: float, *, facilitated: bool) -> None:
        """Another month asleep: the group may wake, likelier with a facilitator, or after long sleep dissolve."""
        p = self.model.parameters.group
        self.dormant += 1
        if fate < p.revive_chance * (2.0 if facilitated else 1.0):
            self.status, self.cohesion = "active", single(2.0 * p.dormant_below)
        elif self.dormant >= p.dissolve_after and fate > 1.0 - p.dissolve_chance:
            self.dissolve()

    def dissolve(self) -> None:
        """Sell all capital at a loss and divide it with the fund; the first member has what cannot be divided."""
        pot = whole(self.capital * (1.0 - self.model.parameters.enterprise.resale_discount)) + self.fund + self.cash
        each, rest = divmod(pot, len(self.members))
        for member in self.members:
            member.cash += each
            member.group_hours = 0.0
        self.members[0].cash += rest
        self.capital = self.fund = self.cash = 0.0
        self.fall_apart()
