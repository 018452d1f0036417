"""The books: exact, strict, and able to name a thief."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mentas import world as world_module
from mentas.ledger import CAPITAL, CASH, KEPT, OUTSIDE, Ledger, MoneyError
from mentas.world import MONTH, World


def books(**stocks: float) -> tuple[Ledger, dict[str, float]]:
    held = dict.fromkeys(KEPT, 0.0) | stocks
    return Ledger(lambda: held, strict=True), held


def test_a_flow_that_is_booked_balances() -> None:
    ledger, held = books()
    held[CASH] += 500.0
    ledger.book("wages", payer=OUTSIDE, payee=CASH, amount=500.0)
    ledger.check("work.earn")
    assert ledger.totals["wages", OUTSIDE, CASH] == 500.0


def test_one_rupiah_too_much_is_named() -> None:
    ledger, held = books()
    held[CAPITAL] += 501.0
    ledger.book("goods bought for business", payer=OUTSIDE, payee=CAPITAL, amount=500.0)
    with pytest.raises(MoneyError, match="enterprise.settle made Rp1 in households' capital"):
        ledger.check("enterprise.settle")


@pytest.mark.parametrize("amount", [-1.0, float("nan"), float("inf")])
def test_a_flow_must_be_a_sum_of_money(amount: float) -> None:
    ledger, _ = books()
    with pytest.raises(MoneyError):
        ledger.book("wages", payer=OUTSIDE, payee=CASH, amount=amount)


def test_without_strictness_only_a_forced_check_looks() -> None:
    held = dict.fromkeys(KEPT, 0.0)
    ledger = Ledger(lambda: held, strict=False)
    held[CASH] += 1.0
    ledger.check("work.earn")
    with pytest.raises(MoneyError):
        ledger.check("the year", force=True)


def test_the_end_of_a_period_checks_even_what_no_act_was_checked_for() -> None:
    held = dict.fromkeys(KEPT, 0.0)
    ledger = Ledger(lambda: held, strict=False)
    held[CASH] += 1.0
    with pytest.raises(MoneyError, match="the year made Rp1 in households' cash"):
        ledger.close(12)


@pytest.mark.parametrize("place", range(len(MONTH)))
def test_a_thief_of_one_rupiah_is_caught_in_the_act(
    place: int, village: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = village(strict=True)
    honest = MONTH[place]

    def thief(world: World) -> None:
        honest(world)
        world.households.cash[int(world.households.cash.argmax())] -= 1.0

    thief.__module__, thief.__name__ = honest.__module__, honest.__name__
    monkeypatch.setattr(world_module, "MONTH", (*MONTH[:place], thief, *MONTH[place + 1 :]))
    with pytest.raises(MoneyError, match=f"{honest.__name__} lost Rp1 in households' cash"):
        world.step()
