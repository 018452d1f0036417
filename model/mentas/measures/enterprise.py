"""Household businesses, KUBE groups and what their goods fetch."""

from __future__ import annotations

import numpy as np

from mentas.measures.catalogue import EVERY, PLACES, Groups, measure
from mentas.measures.snapshot import Ratio, Snapshot, ratio
from mentas.state import ACTIVE, DISSOLVED, DORMANT


@measure(
    unit="share",
    better="higher",
    adds="ratio",
    kinds=EVERY,
    en="Households with an open business",
    id="Rumah tangga dengan usaha yang berjalan",
)
def businesses_open(now: Snapshot) -> Ratio:
    """Share of households whose own business is open."""
    return ratio(now.households(now.h.open), now.households())


@measure(unit="groups", better="higher", adds="sum", kinds=PLACES, en="KUBE groups active", id="KUBE aktif")
def groups_active(now: Snapshot) -> Groups:
    """KUBE groups that work today."""
    return now.kube(ACTIVE)


@measure(
    unit="share",
    better="higher",
    adds="ratio",
    kinds=PLACES,
    en="KUBE groups active, of those that got a grant",
    id="Persentase KUBE aktif dari yang menerima modal",
)
def groups_active_share(now: Snapshot) -> Ratio:
    """Share of the KUBE groups that ever got their grant, young and old alike, that work today."""
    return ratio(now.kube(ACTIVE), now.kube(ACTIVE, DORMANT, DISSOLVED))


@measure(unit="index", better="none", adds="ratio", kinds=PLACES, en="Price of local goods", id="Harga barang setempat")
def price_index(now: Snapshot) -> Ratio:
    """Mean price of what local businesses sell, weighted by local demand at the start; 1 at the start."""
    markets = now.world.markets
    weight = markets.demand_start if markets.demand_start.any() else np.ones(markets.price.size)
    regencies = len(now.world.region.regencies)
    value = np.bincount(markets.regency, weights=weight * markets.price, minlength=regencies)
    volume = np.bincount(markets.regency, weights=weight, minlength=regencies)
    spread = now.layout.spread
    return ratio(*(spread(all=float(part.sum()), regency=part) for part in (value, volume)))
