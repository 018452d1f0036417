"""Receiving a grant: how much of it stays in the business (the flypaper facts of Fafchamps et al. 2014)."""

from __future__ import annotations

from typing import NamedTuple

from mentas.kernels import rule
from mentas.rows import whole
from mentas.vmath import power


class Parameters(NamedTuple):
    """See receiving.yaml."""

    in_kind_leak: float
    cash_leak: float
    ban_holds: float
    least_labour: float
    least_capital: float


@rule
def kept(grant: float, mindset: float, leak: float, can_work: float) -> float:
    """Rupiah of a grant that stay in the business: mindset to the power of the form's leak; none without labour."""
    return whole(grant * power(mindset, leak)) * can_work


@rule
def leak(in_kind: float, lock: float, in_kind_leak: float, cash_leak: float, ban_holds: float) -> float:
    """Exponent of mindset in the share that stays: the form's own, less for goods that may not be sold."""
    goods = in_kind_leak * (1.0 - (ban_holds if lock > 0.0 else 0.0))
    return goods if in_kind > 0.0 else cash_leak
