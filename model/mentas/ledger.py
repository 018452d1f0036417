"""The books of the world: every rupiah that moves has a payer and a payee, and every act is checked.

Accounts of households and groups hold whole rupiah per row of the table, so that opening + inflow - outflow
equals closing exactly, whatever the order of rows. The programmes' books, in nominal rupiah of the whole
population, are kept by `programmes.books`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Final

CASH: Final = "households' cash"
CAPITAL: Final = "households' capital"
GROUP_CASH: Final = "groups' cash"
GROUP_CAPITAL: Final = "groups' capital"
GROUP_FUND: Final = "groups' fund"
OUTSIDE: Final = "the rest of the economy"
GOVERNMENT: Final = "the government"

KEPT: tuple[str, ...] = (CASH, CAPITAL, GROUP_CASH, GROUP_CAPITAL, GROUP_FUND)
"""Accounts whose stock is counted in the tables and so can be checked."""


class MoneyError(ArithmeticError):
    """Money appeared or vanished: the message names the act, the account and the amount."""


class Ledger:
    """Flows of the month by name, and the check of stocks against them."""

    def __init__(self, stocks: Callable[[], Mapping[str, float]], *, strict: bool) -> None:
        """Start the books.

        Args:
            stocks: counts the money in every kept account, in whole rupiah.
            strict: check after every act, instead of once a year.
        """
        self._stocks = stocks
        self.strict = strict
        self.flows: dict[tuple[str, str, str], float] = defaultdict(float)
        """Rupiah since the last opening, by (flow, payer, payee)."""
        self.totals: dict[tuple[str, str, str], float] = defaultdict(float)
        """Rupiah since the start, by (flow, payer, payee)."""
        self._opening = dict(stocks())

    def book(self, flow: str, *, payer: str, payee: str, amount: float) -> None:
        """Enter a flow of `amount` rupiah.

        Raises:
            MoneyError: the amount is negative or not finite.
        """
        if not 0.0 <= amount < float("inf"):
            raise MoneyError(f"flow '{flow}' from {payer} to {payee} is {amount} rupiah")
        if amount:
            self.flows[flow, payer, payee] += amount

    def reopen(self) -> None:
        """Take today's stocks as the opening, after the tables were rebuilt outside the acts."""
        self._post()
        self._opening = dict(self._stocks())

    def check(self, act: str, *, force: bool = False) -> None:
        """Compare each account with its flows since the last check: after every act if strict, else when forced.

        Raises:
            MoneyError: an account holds more or less than its flows say.
        """
        if not (self.strict or force):
            return
        closing = dict(self._stocks())
        for account in KEPT:
            inflow = sum(a for (_, _, payee), a in self.flows.items() if payee == account)
            outflow = sum(a for (_, payer, _), a in self.flows.items() if payer == account)
            gap = closing[account] - self._opening[account] - inflow + outflow
            if gap != 0.0:
                verb = "made" if gap > 0 else "lost"
                raise MoneyError(f"{act} {verb} Rp{abs(gap):,.0f} in {account}")
        self._post()
        self._opening = closing

    def _post(self) -> None:
        for key, amount in self.flows.items():
            self.totals[key] += amount
        self.flows.clear()
