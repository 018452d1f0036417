"""The programmes' books: whole nominal rupiah of the population, by programme, year and regency.

delivered + admin + leaked + unspent = budget, exactly, in every line: unspent is what is left.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(slots=True)
class Account:
    """One programme in one of its years; arrays by regency, int64 rupiah."""

    budget: np.ndarray
    delivered: np.ndarray
    admin: np.ndarray
    leaked: np.ndarray
    recipients: np.ndarray
    """Families (or groups) chosen, float64."""
    opened: int
    """First month of the programme's year, counted from the start."""

    @property
    def unspent(self) -> np.ndarray:
        """What is left of the budget."""
        return self.budget - self.delivered - self.admin - self.leaked


class OverspentError(ArithmeticError):
    """A programme spent more than its budget."""


@dataclass(slots=True)
class Books:
    """All accounts of a world by (programme, year); year 1 is the first twelve months."""

    regencies: int
    accounts: dict[tuple[str, int], Account] = field(default_factory=dict)

    def open(self, programme: str, year: int, *, opened: int, budget: np.ndarray, recipients: np.ndarray) -> Account:
        """Open the account of a programme's year with its budget by regency."""
        zero = np.zeros(self.regencies, dtype=np.int64)
        account = Account(
            budget.astype(np.int64), zero.copy(), zero.copy(), zero.copy(), recipients.astype(np.float64), opened
        )
        self.accounts[programme, year] = account
        return account

    def check(self) -> None:
        """Check that no line is overspent or negative.

        Raises:
            OverspentError: a budget was exceeded; the message names programme, year and regency.
        """
        for (programme, year), account in self.accounts.items():
            for line in ("unspent", "delivered", "admin", "leaked"):
                wrong = np.flatnonzero(getattr(account, line) < 0)
                if wrong.size:
                    raise OverspentError(f"{programme}, year {year}, regency {wrong[0]}: {line} is negative")

    def rows(self) -> list[dict[str, object]]:
        """One mapping for each programme, year and regency (by index)."""
        return [
            {
                "programme": programme,
                "year": year,
                "regency": r,
                "budget": int(account.budget[r]),
                "delivered": int(account.delivered[r]),
                "admin": int(account.admin[r]),
                "leaked": int(account.leaked[r]),
                "unspent": int(account.unspent[r]),
                "recipients": float(account.recipients[r]),
            }
            for (programme, year), account in self.accounts.items()
            for r in range(self.regencies)
        ]
