"""What a trial is: a population, arms, a design, and the effects that were published. Read from YAML by `design`.

Money is in the trial's own currency; `budget` ties it to the model, whose behaviour counts in months of spending of
a poor household. Nothing here knows a trial's name.
"""

from __future__ import annotations

from dataclasses import dataclass

from mentas.population.village import Class, Population, Spread

__all__ = ["Arm", "Class", "Design", "Gift", "Population", "Published", "Shock", "Spread", "Trial"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """One thing that an arm hands out, through the mechanism of a policy scenario's programmes."""

    form: str
    """`cash` (money for the household), `business_cash` (money for its business), `goods` (in kind), or `group` (goods
    to groups of `members`)."""
    amount: float
    """Currency a household, all payments together."""
    month: int = 0
    """Month in which the first payment arrives, 0 is the first month of the trial."""
    payments: int = 1
    """Equal monthly payments; 1 is a lump sum. Only for `cash`."""
    mentoring_months: int = 0
    lock_months: int = 0
    """Months in which goods may not be sold."""
    delivery_failure: float = 0.0
    leakage: float = 0.0
    sectors: dict[str, float] | None = None
    """Sectors in which goods are given; None leaves the household's own."""
    members: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """What a group of the trial receives."""

    name: str
    title: dict[str, str]
    gifts: tuple[Gift, ...]
    take_up: float = 1.0
    """Share of those offered who take it."""
    share: float = 1.0
    """Share of eligible households offered it where the arm is run: saturation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shock:
    """An exogenous shock to everybody."""

    title: dict[str, str]
    month: int
    months: int
    wages: float = 0.0
    """Change of earnings while it lasts."""
    capital_loss: float = 0.0
    reach: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """How the trial was run."""

    eligible: tuple[str, ...]
    """Classes that were sampled and treated; all if empty."""
    owners_only: bool
    """Whether only households with an open business at the start are eligible."""
    unit: str
    """`household` or `cluster`: what was randomised."""
    clusters: int
    """Clusters among which eligible households are divided; with unit `household` it only says how errors cluster."""
    sample: int
    """Households surveyed at the start, all arms and control together."""
    control_share: float
    """Share of the sample (or clusters) in control; arms divide the rest evenly."""
    attrition: float
    """Share of the sample lost at each survey, at random."""
    reliability: float
    """Share of the variance of a surveyed amount that is true (0.6-0.8); the rest is survey noise."""
    cluster_sd: float
    """Standard deviation of a common deviation of a cluster at each survey, in control standard deviations."""
    trim: float = 0.0
    """Share of the largest answers to an amount that are cut down to the largest of the others, as papers report."""
    control_gifts: tuple[Gift, ...] = ()
    """What part of the control group received later."""
    control_share_given: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One effect that the trial published, and how it was estimated."""

    name: str
    """Identifier within the trial."""
    arm: str
    """An arm, or `control` with estimand `level`, `still` or `change`."""
    outcome: str
    """One of `outcomes.OUTCOMES`."""
    months: tuple[int, ...]
    """Months after the start at which it was surveyed; several are pooled."""
    unit: str
    """`level` (currency, or the outcome's own unit), `percent_of_control`, `control_sd`, `points` (of a share, x 100),
    `gain_per_transfer` (a year), `per_transfer` (an effect on a sum over the transfer)."""
    per: str
    """`month` or `year`: time base of a flow in `level`."""
    method: str
    """`difference`, `ancova`, `did`; or `level` (mean of the arm), `change` (log change within the arm since the first
    month after the transfer, x 100), `still` (share of the baseline's owners still open, x 100)."""
    estimand: str
    """`itt` or `tot`."""
    on: str
    """`eligible`, `ineligible` or `all`."""
    woman: bool | None
    """Only businesses of women (True), of men (False), or both (None)."""
    profit_below: float | None
    profit_above: float | None
    """Baseline profit, currency a month."""
    capital_below: float | None
    capital_above: float | None
    """Capital right after the transfer, currency."""
    ability_top: float | None
    """Only the top share by entrepreneurial ability as others see it; negative for all but the top share."""
    effect: float
    se: float | None
    """Standard error; None was not published."""
    source: str
    from_memory: bool
    scored: bool
    """False is shown and never scored."""
    role: str
    """`calibrate` (a target of calibration) or `check`."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A trial that can be replayed."""

    name: str
    title: dict[str, str]
    study: str
    """Who, when, where it was published, with its address."""
    currency: str
    months: int
    replicates: int
    seed: int
    population: Population
    design: Design
    shocks: tuple[Shock, ...]
    arms: tuple[Arm, ...]
    published: tuple[Published, ...]
    ranking: tuple[tuple[str, ...], ...]
    """Names of published effects in falling order, each list an order that the paper reports."""
    ratios: tuple[tuple[str, str], ...]
    """Pairs of published effects (later, earlier) whose ratio says how an effect lasts."""
    parameters: dict[str, float]
    """Parameters that the trial's own setting documents; a report lists them. Behaviour is otherwise the model's."""
    settings: tuple[str, ...]
    """Sentences on what differs from the published setting or is assumed about it, with sources."""
