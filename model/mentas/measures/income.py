"""Income and spending a person, real, as means of about twelve months."""

from __future__ import annotations

from mentas.measures.catalogue import ALL, EVERY, HEAD, PROGRAMME, REGENCY, Groups, measure
from mentas.measures.snapshot import Ratio, Snapshot, ratio


@measure(
    unit="Rp/person/month",
    better="higher",
    adds="ratio",
    kinds=EVERY,
    en="Mean income with transfers",
    id="Rata-rata pendapatan dengan bantuan",
)
def income_mean(now: Snapshot) -> Ratio:
    """Income a person: wages, business profit, shares of groups and money transfers; granted goods are not income."""
    return ratio(now.households(now.income), now.people())


@measure(
    unit="Rp/person/month",
    better="higher",
    kinds=EVERY,
    en="Median income with transfers",
    id="Median pendapatan dengan bantuan",
)
def income_median(now: Snapshot) -> Groups:
    """Income a person, with transfers, that half of the people do not exceed."""
    return now.medians(now.income / now.h.size)


@measure(
    unit="Rp/person/month",
    better="higher",
    adds="ratio",
    kinds=EVERY,
    en="Mean income without transfers",
    id="Rata-rata pendapatan tanpa bantuan",
)
def earned_mean(now: Snapshot) -> Ratio:
    """Income a person without transfers: wages, business profit and shares of groups."""
    return ratio(now.households(now.h.earned_mean), now.people())


@measure(
    unit="Rp/person/month", better="higher", adds="ratio", kinds=EVERY, en="Mean spending", id="Rata-rata pengeluaran"
)
def spending_mean(now: Snapshot) -> Ratio:
    """Household consumption a person."""
    return ratio(now.households(now.h.spending_mean), now.people())


@measure(unit="Rp/person/month", better="higher", kinds=EVERY, en="Median spending", id="Median pengeluaran")
def spending_median(now: Snapshot) -> Groups:
    """Household consumption a person that half of the people do not exceed."""
    return now.medians(now.per_person)


@measure(
    unit="share",
    better="lower",
    adds="ratio",
    kinds=(ALL, REGENCY, PROGRAMME, HEAD),
    en="Dependence of the bottom four deciles on transfers",
    id="Ketergantungan empat desil terbawah pada bantuan",
)
def dependence(now: Snapshot) -> Ratio:
    """Money transfers as a share of all income of the households that started in the region's bottom four deciles."""
    return ratio(now.households(now.h.transfers_mean, poorest=True), now.households(now.income, poorest=True))
