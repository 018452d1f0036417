"""Capital grants to households: goods or money for a business, with or without a mentor."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twin.books import Account
from twin.choice import Candidate, choose
from twin.numbers import whole
from twin.office import Office

if TYPE_CHECKING:
    from twin.household import HouseholdAgent


@dataclass
class Parcel:
    """Households that are due a grant in one month; rupiah a household are nominal."""

    families: list[HouseholdAgent]
    due: int
    account: Account
    grant: int
    overhead: int


class CapitalGrant(Office):
    """UEP, WRSE and their like."""

    def open_year(self) -> list[Parcel]:
        """Choose the year's families; each month of delivery serves every n-th of them."""
        grant, overhead = self.package()
        candidates = [
            Candidate(h, cost=math.ceil((grant + overhead) * h.weight) + 2, rank=self.rank_of(h))
            for h in self.eligible()
        ]
        chosen, budget, served = choose(self, candidates)
        account = self.government.open_account(self.terms.name, budget=budget, recipients=served)
        arrivals = self.arrivals()
        return [
            Parcel(chosen[place :: len(arrivals)], due, account, grant, overhead) for place, due in enumerate(arrivals)
        ]

    def hand_out(self, item: Parcel) -> None:
        """Hand out the parcel in the month when it is due."""
        if item.due == self.model.month:
            for household in item.families:
                self.give(household, item)

    def give(self, household: HouseholdAgent, item: Parcel) -> None:
        """One grant; it may leak or fail to arrive. What arrives can start a business where there are hands for it."""
        failed, draw = self.fails(household.id)
        if failed:
            return
        terms, p = self.terms, self.model.parameters.receiving
        leaked = math.floor(item.grant * terms.leakage)
        value = whole((item.grant - leaked) / self.model.price_level)
        can_work = household.labour >= p.least_labour
        self.keep_or_sell(household, value, can_work=can_work)
        household.received += value
        household.mentor = max(household.mentor, terms.mentoring_months)
        if value > 0.0:
            household.ever.add(terms.name)
            household.granted = item.account.opened
            household.locked = max(household.locked, terms.lock_months)
            enough = household.capital >= p.least_capital * self.model.budget
            if can_work and enough and not household.open:
                household.open, household.losses = 1, 0
                household.sector = self.sector_by(draw, household.sector)
        item.account.enter(household.regency, household.weight, sent=item.grant, leaked=leaked, admin=item.overhead)

    def keep_or_sell(self, household: HouseholdAgent, value: float, *, can_work: bool) -> None:
        """The mindset keeps part of the grant working, more of goods than of money; the rest becomes cash."""
        p = self.model.parameters.receiving
        in_kind = self.terms.form == "in_kind"
        held = p.ban_holds if self.terms.lock_months else 0.0
        leak = p.in_kind_leak * (1.0 - held) if in_kind else p.cash_leak
        stays = whole(value * household.mindset**leak) if can_work else 0.0
        rest = value - stays
        household.capital += stays
        household.cash += whole(rest * (1.0 - self.model.parameters.enterprise.resale_discount)) if in_kind else rest

    def is_done(self, item: Parcel) -> bool:
        """Whether the parcel has been handed out."""
        return item.due <= self.model.month
