"""The government: it opens programme years, draws up lists, and hands out what is due, programme by programme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import mesa

from twin.books import Account
from twin.cash import CashTransfer
from twin.goods import CapitalGrant
from twin.pooled import GroupGrant

if TYPE_CHECKING:
    from mentas.programmes.programme import Programme
    from twin.world import TwinWorld

MECHANISMS = {"cash_transfer": CashTransfer, "capital_grant": CapitalGrant, "group_grant": GroupGrant}


class GovernmentAgent(mesa.Agent):
    """Runs programmes in the order in which they are listed, and keeps their books."""

    model: TwinWorld

    def __init__(self, model: TwinWorld, programmes: Iterable[Programme]) -> None:
        super().__init__(model)
        self.books: dict[tuple[str, int], Account] = {}
        self.offices = [MECHANISMS[terms.mechanism](self, terms) for terms in programmes]

    def deliver(self) -> None:
        """A month of every programme; what a household had last month in transfers is over."""
        for household in self.model.households:
            household.transfers = 0.0
        for office in self.offices:
            office.work()

    def open_account(self, programme: str, *, budget: list[int], recipients: list[float]) -> Account:
        """Open the account of a programme's year; year 1 is the world's first twelve months."""
        account = Account(self.model.month, budget, recipients)
        self.books[programme, self.model.month // 12 + 1] = account
        return account

    def on_the_way(self) -> set[int]:
        """Ids of households that have been awarded a grant which has not yet arrived."""
        return {h.id for office in self.offices for item in office.pending for h in item.families}
