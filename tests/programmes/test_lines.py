"""Lines of the books that do not add up are refused by name; money is divided to the rupiah."""

from __future__ import annotations

import numpy as np
import pytest

from mentas.programmes.books import Books, OverspentError
from mentas.programmes.choose import largest_remainder


def books() -> Books:
    made = Books(regencies=3)
    for year in (1, 2):
        made.open(
            "bantuan", year, opened=12 * (year - 1), budget=np.array([100, 100, 100]), recipients=np.array([1, 0, 2])
        )
    return made


@pytest.mark.parametrize("line", ["delivered", "admin", "leaked"])
def test_a_rupiah_over_the_budget_is_named_by_year_and_regency(line: str) -> None:
    made = books()
    getattr(made.accounts["bantuan", 2], line)[:] = [100, 101, 102]
    with pytest.raises(OverspentError, match="bantuan, year 2, regency 1: unspent is negative"):
        made.check()


@pytest.mark.parametrize("line", ["delivered", "admin", "leaked"])
def test_a_negative_line_is_named(line: str) -> None:
    made = books()
    getattr(made.accounts["bantuan", 1], line)[2] = -1
    with pytest.raises(OverspentError, match=f"bantuan, year 1, regency 2: {line} is negative"):
        made.check()


def test_a_budget_spent_to_the_last_rupiah_is_in_order() -> None:
    made = books()
    account = made.accounts["bantuan", 1]
    account.delivered[:], account.admin[:], account.leaked[:] = 70, 20, 10
    made.check()
    assert account.unspent.tolist() == [0, 0, 0]
    assert made.rows()[1] == {
        "programme": "bantuan", "year": 1, "regency": 1, "budget": 100, "delivered": 70, "admin": 20, "leaked": 10,
        "unspent": 0, "recipients": 0.0,
    }  # fmt: skip


def test_what_is_left_over_goes_to_the_largest_remainders() -> None:
    """3.5, 2.1 and 1.4 make 3, 2 and 1; the one that is left goes to the half."""
    assert largest_remainder(7, np.array([0.5, 0.3, 0.2])).tolist() == [4, 2, 1]


def test_of_equal_remainders_the_first_is_served() -> None:
    assert largest_remainder(2, np.array([1.0, 1.0, 1.0])).tolist() == [1, 1, 0]
