"""The state of the world: households, KUBE groups and markets as columns, one row an agent.

Money of households is in whole rupiah held in float64, at prices of the start month: sums of whole numbers
below 2**53 are exact, so that no order of rows, chunks or threads can change a total.
"""

from __future__ import annotations

from typing import NamedTuple

from mentas.columns import (
    Bits,
    Code,
    Decile,
    Flag,
    Id,
    Index,
    Log,
    Months,
    Need,
    Number,
    Persons,
    Row,
    Rupiah,
    RupiahPerMonth,
    Share,
    Weight,
)

SECTORS: tuple[str, ...] = ("trade", "food", "farming", "fishing", "craft", "services")
"""Sectors of household businesses: trade, food and drink, farming (with livestock), fishing, craft, services."""

STATUS: tuple[str, ...] = ("none", "forming", "active", "dormant", "dissolved")
"""What `KubeGroups.status` may say; `none` is a row not yet in use."""

NONE, FORMING, ACTIVE, DORMANT, DISSOLVED = range(5)

NEVER = -1000
"""What `Households.granted` says of a household that has had no grant."""

MEMBERS = 10
"""The most members that a KUBE group can have (10 nationally, 5 in East Kalimantan)."""


class Households(NamedTuple):
    """One row is one household of the population, standing for `weight` households."""

    id: Id
    """Address of the household's luck; never changes and never depends on the row."""
    weight: Weight
    """Households of the population that this row stands for."""
    regency: Code
    """Regency or city, an index into the region's list."""
    urban: Flag
    """Whether the household lives in an urban area."""

    size: Persons
    """Members of the household, the sum of the six age groups."""
    infants: Persons
    """Children of 0 to 6 years."""
    primary: Persons
    """Children of primary school age (SD, 7 to 12)."""
    junior: Persons
    """Children of junior secondary age (SMP, 13 to 15)."""
    senior: Persons
    """Children of senior secondary age (SMA, 16 to 18)."""
    adults: Persons
    """Members of 19 to 59 years."""
    elderly: Persons
    """Members of 60 years and more."""
    disabled: Persons
    """Members with a severe disability, counted in their age group too."""
    pregnant: Flag
    """Whether a member is pregnant."""
    female_headed: Flag
    """Whether a woman heads the household."""
    need: Need
    """The regency's poverty line times the household's size, at prices of the start month."""
    labour: Share
    """Labour capacity: the share of a full working household that its able adults make up."""

    permanent: RupiahPerMonth
    """Earnings from work in a usual month, before luck and the regional economy."""
    persistent: Log
    """Persistent deviation of earnings from their permanent level, an AR(1) in logs."""
    jobless: Flag
    """Whether the main earner has lost the job."""
    ability: Number
    """Productivity of the household as an entrepreneur, 1 at the median of men's businesses."""
    female_owner: Flag
    """Whether a woman runs, or would run, the business."""
    idle: Share
    """Share of the household's working time that is idle and can go into a business at no cost in wages."""
    mindset: Share
    """Share of business money and gains that the household keeps working."""
    disposition: Share
    """Level to which the mindset returns when nothing moves it."""

    cash: Rupiah
    """Money at hand and savings."""
    capital: Rupiah
    """Productive capital of the household's own business, at replacement cost."""
    sector: Code
    """Sector of the business, open or last open: an index into `SECTORS`."""
    open: Flag
    """Whether the household's own business is open."""
    hours: Share
    """Share of the household's working time that goes into the business."""
    group_hours: Share
    """Share of the household's working time that goes into the work of a KUBE group."""
    losses: Months
    """Months in a row in which the business did not cover its wear and the wages it displaced."""
    mentor: Months
    """Months of mentoring left."""
    locked: Months
    """Months left in which granted goods may not be sold."""
    granted: Months
    """Month, from the start, in which the last capital grant that arrived was awarded; -1000 if there was none."""
    group: Row
    """KUBE group of the household, an index into the groups; -1 if none."""

    earned: RupiahPerMonth
    """Income of this month without transfers: wages, business profit and shares paid by a group."""
    transfers: RupiahPerMonth
    """Money transfers received this month."""
    profit: RupiahPerMonth
    """Value added by the household's own business this month."""
    expected: RupiahPerMonth
    """Income with transfers that the household counts on: a moving mean."""
    spending: RupiahPerMonth
    """Household consumption this month."""
    spending_mean: RupiahPerMonth
    """Consumption, as an exponential mean whose mean age is that of a twelve-month window."""
    earned_mean: RupiahPerMonth
    """Income without transfers, as the same mean."""
    transfers_mean: RupiahPerMonth
    """Money transfers, as the same mean."""
    received: Rupiah
    """Transfers and grants received since the start, goods at their cost."""

    registered_error: Log
    """Lasting error of the registry's proxy-means score for this household."""
    registered_score: Log
    """What the registry believes: log of spending a person a month."""
    registered_decile: Decile
    """National decile in the registry (DTSEN): what policy sees."""
    national_decile: Decile
    """True decile against the national cuts."""
    provincial_decile: Decile
    """True decile within the region, re-ranked each year."""
    baseline_decile: Decile
    """True decile within the region at the start."""
    baseline_national: Decile
    """True decile against the national cuts at the start."""
    enrolled: Bits
    """Programmes from which the household now receives money each period."""
    ever: Bits
    """Programmes from which the household has received anything since the start."""
    months_above: Months
    """Months in a row in which spending without transfers stood above the line."""
    started_poor: Flag
    """Whether the household was below the line without transfers at the start."""
    mentas: Flag
    """Whether a household that started poor has once stood 24 months above the line without transfers."""
    fell_back: Flag
    """Whether a household that reached mentas has since fallen below the line without transfers."""


class KubeGroups(NamedTuple):
    """One row is one KUBE group, standing for `weight` groups."""

    id: Id
    """Address of the group's luck: the id of its first member, who is in one group at a time."""
    weight: Weight
    """Groups that this row stands for."""
    regency: Code
    """Regency of the members."""
    sector: Code
    """Sector of the group's business: an index into `SECTORS`."""
    status: Code
    """Forming, active, dormant or dissolved: an index into `STATUS`."""
    members: Persons
    """Members at the start."""
    first: Row
    """Place of the first member in `World.members`; the others follow."""
    age: Months
    """Months since the grant arrived."""
    capital: Rupiah
    """Productive capital of the group, at replacement cost."""
    fund: Rupiah
    """Social fund of the group (iuran kesetiakawanan sosial, IKS)."""
    cash: Rupiah
    """Money at hand: none from month to month, because sales are shared out, saved or turned into goods at once."""
    cohesion: Share
    """Trust and discipline in the group, 0 to 1."""
    effort: Share
    """Share of the promised work that members do."""
    facilitator: Months
    """Months of facilitation left."""
    dormant: Months
    """Months in a row in which the group has been dormant."""
    product: RupiahPerMonth
    """Value added by the group this month."""


class Markets(NamedTuple):
    """One row is the local market of one sector in one regency: row = regency x sectors + sector."""

    regency: Code
    """Regency of the market."""
    sector: Code
    """Sector of the market: an index into `SECTORS`."""
    price: Index
    """Price of the sector's goods in the regency."""
    sales: Index
    """Volume that a business of given size sells, against the start: queues or idle hands."""
    demand: RupiahPerMonth
    """Local spending on the sector that this month's goods meet, the month before's, net of growth since the start."""
    supply: RupiahPerMonth
    """Value added offered by household businesses and groups this month, at start prices."""
    demand_start: RupiahPerMonth
    """Local demand at the start, the mean of the last burn-in year."""
    supply_start: RupiahPerMonth
    """Supply of household businesses and groups at the start, the mean of the last burn-in year."""
    outside: Share
    """Share of the sector's goods sold outside the regency at a given price."""
