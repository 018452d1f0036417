"""Cash transfers: money on certain months of the year, for a household or for its members."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twin.books import Account
from twin.choice import Candidate, choose
from twin.luck import stream
from twin.numbers import whole
from twin.office import MEMBERS, Office

if TYPE_CHECKING:
    from twin.household import HouseholdAgent


@dataclass
class Listing:
    """Who is on the list of one year, and what one payment to each is, nominal rupiah."""

    payments: list[tuple[HouseholdAgent, int]]
    account: Account
    families: tuple[HouseholdAgent, ...] = field(default=())
    """Nobody: who is on a list waits for no grant."""


class CashTransfer(Office):
    """PKH, BPNT and their like."""

    once = False

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.tenure: dict[int, int] = {}
        """Months for which each household has been on a list, by id."""

    def open_year(self) -> list[Listing]:
        """Draw up the list: registered families by rank, until money or places run out."""
        terms, model = self.terms, self.model
        enrolled = [household for household in model.households if terms.name in household.enrolled]
        candidates, payment = [], {}
        for household in self.eligible(keep=() if terms.exit_above_decile else enrolled):
            if terms.max_months is not None and self.tenure.get(household.id, 0) >= terms.max_months:
                continue
            payment[household.id] = self.benefit(household) // len(terms.pay_months)
            if payment[household.id] > 0:
                candidates.append(self.candidate(household, payment[household.id]))
        chosen, budget, served = choose(self, candidates)
        for household in enrolled:
            household.enrolled.discard(terms.name)
        for household in chosen:
            household.enrolled.add(terms.name)
        account = self.government.open_account(terms.name, budget=budget, recipients=served)
        return [Listing([(household, payment[household.id]) for household in chosen], account)]

    def candidate(self, household: HouseholdAgent, payment: int) -> Candidate:
        """A family and what a year of it costs at most: each payment is rounded for all whom the row stands for."""
        times = len(self.terms.pay_months)
        gross = (payment + math.ceil(payment * self.terms.admin_share)) * times
        return Candidate(household, cost=math.ceil(gross * household.weight) + 2 * times, rank=self.rank_of(household))

    def benefit(self, household: HouseholdAgent) -> int:
        """Benefit of a year: the household's own amount, and its best paid members up to the cap."""
        terms = self.terms
        benefit, room = 12 * terms.benefit_per_month, terms.max_components
        verified = self.verified(household)
        amounts = terms.components_per_year or {}
        for member in sorted(amounts, key=lambda member: (-amounts[member], member)):
            paid = min(verified[member], room)
            benefit += paid * amounts[member]
            room -= paid
        return math.floor(benefit * self.model.price_level) if terms.indexed else benefit

    def verified(self, household: HouseholdAgent) -> dict[str, int]:
        """Members whom the list knows of: part are missing, rounded by the family's own luck, alike every year."""
        first, second = (stream(f"verify.{self.terms.name}.{half}") for half in (0, 1))
        luck = self.model.luck
        draws = (*luck.uniforms(first, 0, household.id), *luck.uniforms(second, 0, household.id))
        known = self.terms.component_verified
        return {
            member: math.floor(getattr(household, member) * known + draw)
            for member, draw in zip(MEMBERS, draws, strict=False)
        }

    def hand_out(self, item: Listing) -> None:
        """Pay what was sent `delay_months` ago, if the list was open then, the programme ran, and that month pays."""
        terms = self.terms
        sent = self.model.month - terms.delay_months
        place = sent - item.account.opened
        if not 0 <= place < 12 or (terms.end is not None and sent >= terms.end):
            return
        paid = item.payments
        if terms.max_months is not None:
            paid = [(h, amount) for h, amount in paid if self.tenure.get(h.id, 0) < terms.max_months]
            for household, _ in item.payments:
                self.tenure[household.id] = self.tenure.get(household.id, 0) + 1
        if place + 1 in terms.pay_months:
            for household, amount in paid:
                self.pay(household, amount, item.account)

    def pay(self, household: HouseholdAgent, amount: int, account: Account) -> None:
        """One payment; part of it may leak, or it fails to arrive and stays unspent."""
        failed, _ = self.fails(household.id)
        if failed:
            return
        leaked = math.floor(amount * self.terms.leakage)
        received = whole((amount - leaked) / self.model.price_level)
        household.cash += received
        household.transfers += received
        household.received += received
        if received > 0.0:
            household.ever.add(self.terms.name)
        admin = math.ceil(amount * self.terms.admin_share)
        account.enter(household.regency, household.weight, sent=amount, leaked=leaked, admin=admin)

    def is_done(self, item: Listing) -> bool:
        """Whether the year's last payment has arrived."""
        return self.model.month + 1 >= item.account.opened + 12 + self.terms.delay_months
