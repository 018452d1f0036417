"""The books of the world: every rupiah that moves has a payer and a payee, and every act is checked.

Accounts of households and groups hold whole rupiah per row of the table, so that opening + inflow - outflow
equals closing exactly, whatever the order of rows. The programmes' books, in nominal rupiah of the whole
population, are kept by `programmes.books`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

CASH: Final = "households' cash"
CAPITAL: Final = "households' capital"
GROUP_CASH: Final = "groups' cash"
GROUP_CAPITAL: Final = "groups' capital"
GROUP_FUND: Final = "groups' fund"
OUTSIDE: Final = "the rest of the economy"
GOVERNMENT: Final = "the government"

KEPT: tuple[str, ...] = (CASH, CAPITAL, GROUP_CASH, GROUP_CAPITAL, GROUP_FUND)
"""Accounts whose stock is counted in the tables and so can be checked."""


class Flow(NamedTuple):
    """A way that money moves."""

    payer: str
    payee: str
    acts: tuple[str, ...]
    """Acts that book it."""
    sentence: str


FLOWS: dict[str, Flow] = {
    "bills of illness": Flow(CASH, OUTSIDE, ("nature.strike",), "What illness costs, as far as cash can pay it."),
    "stock lost": Flow(CAPITAL, OUTSIDE, ("nature.strike",), "Stock, livestock and tools stolen, dead or broken."),
    "stock lost in a regional shock": Flow(
        CAPITAL, OUTSIDE, ("nature.strike",), "Capital destroyed by a shock that the scenario names."
    ),
    "wages": Flow(OUTSIDE, CASH, ("work.earn",), "Earnings from work."),
    "stock lost by groups": Flow(GROUP_CAPITAL, OUTSIDE, ("group.produce",), "Stock that groups lose."),
    "business profit": Flow(OUTSIDE, CASH, ("enterprise.settle",), "Value added by households' own businesses."),
    "wear": Flow(CAPITAL, OUTSIDE, ("enterprise.settle",), "Wear of households' capital."),
    "capital of closed businesses": Flow(
        CAPITAL, OUTSIDE, ("enterprise.settle",), "Capital given up by a business that closes, at replacement cost."
    ),
    "sale of business capital": Flow(
        OUTSIDE, CASH, ("enterprise.settle", "spending.spend"), "What second-hand capital fetches."
    ),
    "sales of groups": Flow(OUTSIDE, GROUP_CASH, ("group.settle",), "Value added by groups."),
    "wear of groups": Flow(GROUP_CAPITAL, OUTSIDE, ("group.settle",), "Wear of groups' capital."),
    "dividends of groups": Flow(GROUP_CASH, CASH, ("group.settle",), "Equal shares paid out to members."),
    "social fund of groups": Flow(GROUP_CASH, GROUP_FUND, ("group.settle",), "Saved in the social fund (IKS)."),
    "earnings kept by groups": Flow(GROUP_CASH, OUTSIDE, ("group.settle",), "Paid for the goods that groups buy."),
    "goods bought by groups": Flow(OUTSIDE, GROUP_CAPITAL, ("group.settle",), "The goods, which are capital."),
    "capital of dissolved groups": Flow(
        GROUP_CAPITAL, OUTSIDE, ("group.settle",), "Capital sold by a group that dissolves, at replacement cost."
    ),
    "sale of group capital": Flow(OUTSIDE, CASH, ("group.settle",), "What that capital fetches, shared out."),
    "social fund shared out": Flow(GROUP_FUND, CASH, ("group.settle",), "Fund of a group that dissolves."),
    "transfers": Flow(GOVERNMENT, CASH, ("delivery.deliver",), "Cash transfers that arrive, by programme."),
    "grants kept": Flow(
        GOVERNMENT, CAPITAL, ("delivery.deliver",), "The part of a grant that stays in the business, by programme."
    ),
    "grants turned into money": Flow(
        GOVERNMENT, CASH, ("delivery.deliver",), "The part that is eaten, or what its goods fetch, by programme."
    ),
    "value lost when selling grants": Flow(
        GOVERNMENT, OUTSIDE, ("delivery.deliver",), "What granted goods lose when they are sold, by programme."
    ),
    "grants to groups": Flow(
        GOVERNMENT, GROUP_CAPITAL, ("delivery.deliver",), "Grants of groups that arrive, by programme."
    ),
    "consumption": Flow(CASH, OUTSIDE, ("spending.spend",), "What households spend on living."),
    "capital sold in distress": Flow(
        CAPITAL, OUTSIDE, ("spending.spend",), "Capital sold to reach the subsistence floor, at replacement cost."
    ),
    "investment": Flow(CASH, OUTSIDE, ("investing.invest",), "Paid for goods for the own business."),
    "goods bought for business": Flow(OUTSIDE, CAPITAL, ("investing.invest",), "The goods, which are capital."),
}
"""Every flow there is, by name. What a programme pays is booked as `name: programme`."""


class MoneyError(ArithmeticError):
    """Money appeared or vanished: the message names the act, the account and the amount."""


class Statement(NamedTuple):
    """One account over one period, whole rupiah: opening + inflow - outflow = closing."""

    month: int
    """Months from the start to the end of the period."""
    account: str
    opening: int
    inflow: int
    outflow: int
    closing: int


class Ledger:
    """Flows of the month by name, and the check of stocks against them."""

    def __init__(self, stocks: Callable[[], Mapping[str, float]], *, strict: bool) -> None:
        """Start the books.

        Args:
            stocks: counts the money in every kept account, in whole rupiah.
            strict: check after every act, instead of once a year, and state accounts by month instead of by year.
        """
        self._stocks = stocks
        self.strict = strict
        self.flows: dict[tuple[str, str, str], int] = defaultdict(int)
        """Rupiah since the last check, by (flow, payer, payee)."""
        self.totals: dict[tuple[str, str, str], int] = defaultdict(int)
        """Rupiah since the start, by (flow, payer, payee)."""
        self.statements: list[Statement] = []
        """Every kept account in every period since the start."""
        self._opening = self._count()
        self._start_period()

    def book(self, flow: str, *, payer: str, payee: str, amount: float) -> None:
        """Enter a flow of `amount` whole rupiah.

        Raises:
            MoneyError: the amount is no sum of money, or `FLOWS` knows no such flow between these two.
        """
        if not (0.0 <= amount < float("inf") and amount == int(amount)):
            raise MoneyError(f"flow '{flow}' from {payer} to {payee} is {amount} rupiah")
        known = FLOWS.get(flow.partition(": ")[0])
        if known is None or (known.payer, known.payee) != (payer, payee):
            raise MoneyError(f"no flow '{flow}' from {payer} to {payee} is listed in ledger.FLOWS")
        if amount:
            self.flows[flow, payer, payee] += int(amount)

    def reopen(self) -> None:
        """Take today's stocks as the opening, after the tables were rebuilt outside the acts."""
        self._post()
        self._opening = self._count()
        self._start_period()

    def check(self, act: str, *, force: bool = False) -> None:
        """Compare each account with its flows since the last check: after every act if strict, else when forced.

        Raises:
            MoneyError: an account holds more or less than its flows say.
        """
        if not (self.strict or force):
            return
        closing = self._count()
        for account in KEPT:
            inflow, outflow = turnover(self.flows.items(), account)
            gap = closing[account] - self._opening[account] - inflow + outflow
            if gap != 0:
                verb = "made" if gap > 0 else "lost"
                raise MoneyError(f"{act} {verb} Rp{abs(gap):,.0f} in {account}")
        self._post()
        self._opening = closing

    def close(self, month: int) -> None:
        """End a period: check every account and state it.

        Raises:
            MoneyError: an account holds more or less than its flows say.
        """
        self.check("the month" if self.strict else "the year", force=True)
        for account in KEPT:
            inflow, outflow = turnover(self._period.items(), account)
            opening, closing = self._period_opening[account], self._opening[account]
            self.statements.append(Statement(month, account, opening, inflow, outflow, closing))
        self._start_period()

    def _count(self) -> dict[str, int]:
        return {account: int(stock) for account, stock in self._stocks().items()}

    def _start_period(self) -> None:
        self._period: dict[tuple[str, str, str], int] = defaultdict(int)
        self._period_opening = self._opening

    def _post(self) -> None:
        for key, amount in self.flows.items():
            self.totals[key] += amount
            self._period[key] += amount
        self.flows.clear()


def turnover(flows: Iterable[tuple[tuple[str, str, str], int]], account: str) -> tuple[int, int]:
    """Rupiah that flowed into an account and out of it."""
    entries = list(flows)
    return (
        sum(amount for (_, _, payee), amount in entries if payee == account),
        sum(amount for (_, payer, _), amount in entries if payer == account),
    )
