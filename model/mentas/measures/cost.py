"""What it cost. Money is nominal rupiah as booked, over all years so far, but where prices of the start are named.

Results per rupiah here are gross: they count what would have come about without any programme too. What a policy
did is the difference to another scenario at equal money.
"""

from __future__ import annotations

from mentas.measures.catalogue import MONEY, PLACES, Groups, measure
from mentas.measures.snapshot import Ratio, Snapshot, ratio

SPENT: tuple[str, ...] = ("delivered", "admin", "leaked")
"""Lines of the books that are spent money."""

BILLION = 1e9
MONTHS = 12.0


@measure(unit="Rp nominal", better="none", adds="sum", kinds=MONEY, en="Money delivered", id="Dana tersalurkan")
def money_delivered(now: Snapshot) -> Groups:
    """Money and goods that reached households and groups, all years so far."""
    return now.booked("delivered")


@measure(
    unit="Rp nominal", better="lower", adds="sum", kinds=MONEY, en="Money for administration", id="Biaya administrasi"
)
def money_admin(now: Snapshot) -> Groups:
    """Administration, mentors and facilitators, all years so far."""
    return now.booked("admin")


@measure(unit="Rp nominal", better="lower", adds="sum", kinds=MONEY, en="Money leaked", id="Dana yang bocor")
def money_leaked(now: Snapshot) -> Groups:
    """Money lost on the way to households and groups, all years so far."""
    return now.booked("leaked")


@measure(unit="Rp nominal", better="lower", adds="sum", kinds=MONEY, en="Money unspent", id="Dana tidak terserap")
def money_unspent(now: Snapshot) -> Groups:
    """What is left of the budgets of all programme years opened so far."""
    return now.booked("unspent")


@measure(
    unit="Rp nominal",
    better="lower",
    adds="ratio",
    kinds=PLACES,
    en="Money spent per household mentas (gross)",
    id="Biaya per rumah tangga mentas (bruto)",
)
def cost_per_mentas(now: Snapshot) -> Ratio:
    """Money delivered, administered and leaked so far over households mentas; many rose without any programme."""
    return ratio(now.booked(*SPENT), now.mentas)


@measure(
    unit="households/Rp billion",
    better="higher",
    adds="ratio",
    kinds=PLACES,
    en="Households mentas per Rp billion spent (gross)",
    id="Rumah tangga mentas per miliar rupiah (bruto)",
)
def mentas_per_billion(now: Snapshot) -> Ratio:
    """Households mentas over billions of nominal rupiah spent so far; many rose without any programme, so that only the
    difference between scenarios that spend the same says what the money did."""
    return ratio(now.mentas, now.booked(*SPENT) / BILLION)


@measure(
    unit="Rp/year",
    better="higher",
    adds="sum",
    kinds=PLACES,
    en="Lasting income gained by the bottom four deciles (gross)",
    id="Tambahan pendapatan berkelanjutan empat desil terbawah (bruto)",
)
def lasting_gain(now: Snapshot) -> Groups:
    """Yearly income without transfers, against the start, of all households that started in the region's bottom four
    deciles. Part of it is growth and luck evening out, which a difference between scenarios takes away."""
    return now.gain * MONTHS


@measure(
    unit="Rp/Rp",
    better="higher",
    adds="ratio",
    kinds=PLACES,
    en="Lasting yearly income gained per rupiah spent (gross)",
    id="Tambahan pendapatan berkelanjutan setahun per rupiah (bruto)",
)
def lasting_gain_per_rupiah(now: Snapshot) -> Ratio:
    """Lasting income gained a year by the bottom four deciles over money spent so far, both at prices of the start;
    to be read as a difference between scenarios that spend the same."""
    return ratio(now.gain * MONTHS, now.booked(*SPENT, real=True))
