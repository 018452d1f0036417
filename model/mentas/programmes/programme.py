"""What a programme is, once its YAML is read: plain data over one of three mechanisms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mechanism = Literal["cash_transfer", "capital_grant", "group_grant"]
Form = Literal["in_kind", "cash"]

COMPONENTS: tuple[str, ...] = ("pregnant", "infants", "primary", "junior", "senior", "disabled", "elderly")
"""Household members whom a cash transfer can pay for, by the name of their column."""

CONDITIONS: tuple[str, ...] = (
    "pkh_component",
    "female_headed",
    "able_to_work",
    "business_embryo",
    "has_business",
    "no_business",
    "not_in_group",
    "no_cash_transfer",
)
"""Household conditions that a programme may ask for; all that are named must hold."""

RANKS: tuple[str, ...] = ("registered", "random", "true_poorest")
"""Order in which households are served when money or places run out."""

ALLOCATIONS: tuple[str, ...] = ("eligible", "equal", "population")
"""How a year's budget or quota is divided among regencies, unless shares by regency are given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One programme of a scenario. Money is nominal rupiah, in whole rupiah."""

    name: str
    mechanism: Mechanism
    title: dict[str, str]
    active: bool
    deciles: tuple[int, int]
    """Lowest and highest registered national decile served."""
    conditions: tuple[str, ...]
    rank_by: str
    quota: int | None
    """Families on the list (cash transfer), families a year (capital grant), groups a year (group grant)."""
    budget_per_year: int | None
    """Ceiling of all spending in a year, or None where only the quota binds."""
    allocate: str | dict[str, float]
    """One of ALLOCATIONS, or shares by regency name."""
    start: int
    """First month, counted from the start of the scenario."""
    end: int | None
    """First month in which the programme no longer runs: lists are closed and no year opens, but a transfer sent before
    and a grant awarded before still arrive. What then is left of the year's budget counts as unspent."""
    delay_months: int
    pay_months: tuple[int, ...]
    """Months of the programme year, 1 to 12, in which money or goods are sent."""
    delivery_failure: float
    """Chance that a payment or package does not reach a household; it stays unspent."""
    leakage: float
    """Share of what is sent that is lost on the way."""
    admin_share: float
    """Administration, as a share of the benefits sent."""
    indexed: bool
    """Whether amounts and budget rise with prices."""

    benefit_per_month: int = 0
    components_per_year: dict[str, int] | None = None
    component_verified: float = 1.0
    """Share of members of a paid kind who are verified on the list."""
    max_components: int = 0
    max_months: int | None = None
    exit_above_decile: bool = True

    grant: int = 0
    form: Form = "in_kind"
    mentoring_months: int = 0
    mentoring_cost: int = 0
    """Cost of mentors or facilitators a month, for each family (capital grant) or group (group grant)."""
    lock_months: int = 0
    """Months in which granted goods may not be sold."""
    repeat_after_months: int | None = None
    """Months after which a family may be served again; None means never."""
    sectors: dict[str, float] | None = None
    """Shares of the sectors in which grants are given; None leaves the household's own."""
    members: int = 0
    """Households in a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """A yearly envelope and its shares by programme."""

    per_year: int
    """Nominal rupiah a year."""
    shares: dict[str, float]
    """Shares by programme, which sum to one."""
    indexed: bool
    """Whether the envelope rises with prices."""
