"""Groups, prices, and what money bought."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentas.measures.catalogue import whole
from mentas.state import ACTIVE, FORMING

if TYPE_CHECKING:
    from mentas.measures.people import People

BILLION = 1e9


def _groups(p: People) -> tuple[np.ndarray, np.ndarray]:
    """Status and weight of all groups that have received their grant."""
    g, n = p.world.groups, p.world.group_count
    there = g.status[:n] != FORMING
    return g.status[:n][there], g.weight[:n][there]


def _money(p: People, line: str) -> float:
    """Nominal rupiah to date of one line of the books."""
    return float(sum(getattr(account, line).sum() for account in p.world.government.books.accounts.values()))


@whole(unit="groups", id="KUBE aktif", en="KUBE groups active", better="higher")
def groups_active(p: People) -> float:
    """KUBE groups at work."""
    status, weight = _groups(p)
    return float(weight[status == ACTIVE].sum())


@whole(unit="share", id="Bagian KUBE yang masih aktif", en="KUBE groups still active", better="higher")
def groups_active_share(p: People) -> float:
    """Groups at work, of all that were ever founded."""
    status, weight = _groups(p)
    return float(weight[status == ACTIVE].sum() / weight.sum()) if weight.size else float("nan")


@whole(unit="index", id="Indeks harga lokal", en="Local price index", better="none")
def price_index(p: People) -> float:
    """Mean price of the local markets, weighted by demand at the start."""
    markets = p.world.markets
    return float(np.average(markets.price, weights=markets.demand_start))


@whole(unit="Rp nominal", id="Anggaran", en="Budget", better="none")
def money_budgeted(p: People) -> float:
    """Budgets to date."""
    return _money(p, "budget")


@whole(unit="Rp nominal", id="Uang yang diterima", en="Money delivered", better="none")
def money_delivered(p: People) -> float:
    """Money and goods that reached households and groups, to date."""
    return _money(p, "delivered")


@whole(unit="Rp nominal", id="Biaya administrasi", en="Administration", better="lower")
def money_admin(p: People) -> float:
    """Administration, mentors and facilitators, to date."""
    return _money(p, "admin")


@whole(unit="Rp nominal", id="Kebocoran", en="Leakage", better="lower")
def money_leaked(p: People) -> float:
    """Lost on the way, to date."""
    return _money(p, "leaked")


@whole(unit="Rp nominal", id="Tidak terserap", en="Unspent", better="lower")
def money_unspent(p: People) -> float:
    """Budgets less all that was spent, to date; packages still on their way count as unspent."""
    return _money(p, "unspent")


@whole(unit="Rp nominal", id="Biaya per rumah tangga mentas", en="Cost for each household mentas", better="lower")
def cost_per_mentas(p: People) -> float:
    """Spent to date over all households mentas, also those who would have risen without help."""
    households = p.total("mentas")
    return _spent(p) / households if households > 0 else float("nan")


@whole(
    unit="households/Rp billion", id="Rumah tangga mentas per Rp1 miliar", en="Households mentas for each Rp1 billion",
    better="higher",
)  # fmt: skip
def mentas_per_billion(p: People) -> float:
    """All households mentas, also those who would have risen without help, over money spent to date."""
    spent = _spent(p)
    return p.total("mentas") / spent * BILLION if spent > 0 else float("nan")


def _spent(p: People) -> float:
    return _money(p, "delivered") + _money(p, "admin") + _money(p, "leaked")
