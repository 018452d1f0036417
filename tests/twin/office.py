"""The office of a programme: who may have it, when its years open, what is in line."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from twin.luck import stream

if TYPE_CHECKING:
    from mentas.programmes.programme import Programme
    from twin.government import GovernmentAgent
    from twin.household import HouseholdAgent

MEMBERS = ("pregnant", "infants", "primary", "junior", "senior", "disabled", "elderly")
"""Members of a household whom a cash transfer can pay for."""

SECTORS = ("trade", "food", "farming", "fishing", "craft", "services")

ABLE = 0.3
"""Labour capacity that an official sees as able to work."""


class Office:
    """What the three mechanisms have in common."""

    once: ClassVar[bool] = True
    """Whether a household that has had a grant must wait, or never has another."""

    def __init__(self, government: GovernmentAgent, terms: Programme) -> None:
        self.government, self.model, self.terms = government, government.model, terms
        self.pending: list[Any] = []

    def open_year(self) -> list[Any]:
        """Draw up the year's list, or choose its recipients: what is then in line for delivery."""
        raise NotImplementedError

    def hand_out(self, item: Any) -> None:
        """Hand out what is due this month."""
        raise NotImplementedError

    def is_done(self, item: Any) -> bool:
        """Whether nothing of an item is due after this month."""
        raise NotImplementedError

    def work(self) -> None:
        """A month of the office."""
        month, terms = self.model.month, self.terms
        runs = terms.active and month >= terms.start and (terms.end is None or month < terms.end)
        if runs and (month - terms.start) % 12 == 0:
            self.pending += self.open_year()
        if month == terms.end:
            for household in self.model.households:
                household.enrolled.discard(terms.name)
        for item in self.pending:
            self.hand_out(item)
        self.pending = [item for item in self.pending if not self.is_done(item)]

    # Who may have it

    def eligible(self, keep: Iterable[HouseholdAgent] = ()) -> list[HouseholdAgent]:
        """Households that may receive the programme today; those to `keep` whatever their decile is now."""
        low, high = self.terms.deciles
        kept = {household.id for household in keep}
        waiting = self.government.on_the_way() if self.once else set()
        return [
            household
            for household in self.model.households
            if (low <= household.registered_decile <= high or household.id in kept)
            and all(self.meets(household, condition) for condition in self.terms.conditions)
            and not (self.once and (household.id in waiting or self.has_had_one(household)))
        ]

    def has_had_one(self, household: HouseholdAgent) -> bool:
        """Whether a grant was awarded to the household that still bars it from another."""
        again = self.terms.repeat_after_months
        return household.granted is not None and (again is None or household.granted > self.model.month - again)

    def meets(self, household: HouseholdAgent, condition: str) -> bool:
        """Whether a household meets one of the conditions that a programme can ask for."""
        match condition:
            case "pkh_component":
                return any(getattr(household, member) for member in MEMBERS)
            case "female_headed":
                return bool(household.female_headed)
            case "able_to_work":
                return household.labour >= ABLE
            case "business_embryo":
                return bool(household.open) or household.capital > 0.0
            case "has_business":
                return bool(household.open)
            case "no_business":
                return not household.open
            case "not_in_group":
                return household.group is None
            case "no_cash_transfer":
                return household.enrolled <= {self.terms.name}
        raise ValueError(condition)

    def rank_of(self, household: HouseholdAgent) -> float:
        """The lowest is served first."""
        match self.terms.rank_by:
            case "registered":
                return household.registered_score
            case "true_poorest":
                return household.spending_mean / household.size
        return self.model.luck.uniform(stream(f"choose.{self.terms.name}"), self.model.month, household.id)

    # What it costs

    def package(self) -> tuple[int, int]:
        """Nominal rupiah of a grant, and of its administration with a mentor or facilitator."""
        level = self.model.price_level if self.terms.indexed else 1.0
        grant = int(self.terms.grant * level)
        guidance = int(self.terms.mentoring_months * self.terms.mentoring_cost * level)
        return grant, math.ceil(grant * self.terms.admin_share) + guidance

    def arrivals(self) -> list[int]:
        """Months in which the grants of a year that opens now arrive."""
        return [self.model.month + month - 1 + self.terms.delay_months for month in self.terms.pay_months]

    def fails(self, id_: int) -> tuple[bool, float]:
        """Whether this month's delivery fails to reach an address, and what else its luck says."""
        draw, other, _, _ = self.model.luck.uniforms(stream(f"deliver.{self.terms.name}"), self.model.month, id_)
        return draw < self.terms.delivery_failure, other

    def sector_by(self, draw: float, own: int) -> int:
        """Sector in which a grant is given: by luck among the programme's, else the household's own."""
        if not self.terms.sectors:
            return own
        share = [self.terms.sectors.get(sector, 0.0) for sector in SECTORS]
        upto = 0.0
        for sector, part in enumerate(share[:-1]):
            upto += part / sum(share)
            if draw < upto:
                return sector
        return len(SECTORS) - 1
