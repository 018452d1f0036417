"""Income, spending, dependence, climbing, and leaving poverty for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentas.measures.catalogue import Ratio, count, ratio
from mentas.measures.deciles import assign

if TYPE_CHECKING:
    from mentas.measures.people import People


@ratio(unit="Rp/person/month", id="Pendapatan per kapita", en="Income a person", better="higher")
def income_mean(p: People) -> Ratio:
    """Mean income a person, transfers included."""
    return p.persons * p.income, p.persons


@ratio(
    unit="Rp/person/month", id="Pendapatan per kapita tanpa bantuan", en="Income a person without transfers",
    better="higher",
)  # fmt: skip
def earned_mean(p: People) -> Ratio:
    """Mean income a person from work, business and group."""
    return p.persons * p.earned, p.persons


@ratio(unit="Rp/person/month", id="Pengeluaran per kapita", en="Spending a person", better="higher")
def spending_mean(p: People) -> Ratio:
    """Mean spending a person."""
    return p.persons * p.spending, p.persons


@ratio(unit="share", id="Ketergantungan pada bantuan", en="Dependence on transfers", better="lower")
def dependence(p: People) -> Ratio:
    """Money transfers over income."""
    return p.persons * (p.income - p.earned), p.persons * p.income


@count(unit="households", id="Rumah tangga mentas", en="Households mentas", better="higher")
def mentas(p: People) -> np.ndarray:
    """Households that started poor and have stood 24 months in a row above the line without transfers."""
    return p.weight * p.world.households.mentas


@ratio(unit="share", id="Bagian rumah tangga miskin awal yang mentas", en="Mentas, of those poor at the start",
       better="higher")  # fmt: skip
def mentas_share(p: People) -> Ratio:
    """Share of households that started poor without transfers and have become mentas."""
    return p.weight * p.world.households.mentas, p.weight * p.world.households.started_poor


@ratio(unit="share", id="Bagian rumah tangga mentas yang jatuh lagi", en="Fell back, of those mentas", better="lower")
def fell_back(p: People) -> Ratio:
    """Share of households mentas that have since been below the line without transfers."""
    h = p.world.households
    return p.weight * h.mentas * h.fell_back, p.weight * h.mentas


@ratio(unit="deciles", id="Kenaikan desil (batas awal tetap)", en="Climb of deciles (anchored)", better="higher")
def decile_climb_anchored(p: People) -> Ratio:
    """Mean move in deciles since the start, by the region's cuts at the start: everyone can rise."""
    now = assign(p.spending, p.world.provincial_cuts_start)
    return p.persons * (now.astype(float) - p.world.households.baseline_decile), p.persons


@ratio(unit="deciles", id="Kenaikan desil (peringkat ulang)", en="Climb of deciles (re-ranked)", better="higher")
def decile_climb_reranked(p: People) -> Ratio:
    """Mean move in deciles since the start, re-ranked: one household's rise is another's fall."""
    h = p.world.households
    return p.persons * (h.provincial_decile.astype(float) - h.baseline_decile), p.persons


@ratio(unit="share", id="Rumah tangga dengan usaha", en="Households with a business", better="none")
def businesses_open(p: People) -> Ratio:
    """Share of households whose own business is open."""
    return p.weight * p.world.households.open, p.weight
