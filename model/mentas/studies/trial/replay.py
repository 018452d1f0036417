"""A replay: one village of a trial, lived through in control and under each arm, on the same luck.

The month, the mechanisms of programmes and the parameters are those of a policy scenario. A trial only says who
lives there and what is handed out to whom; whom the lot offers an arm stands on the programme's list.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np

from mentas import columns, luck
from mentas.population import villagers
from mentas.population.villagers import Villagers
from mentas.programmes.programme import Form, Mechanism, Programme
from mentas.scenario.scenario import PopulationSettings, Scenario, Shock
from mentas.studies.trial.noise import without_noise
from mentas.studies.trial.panels import Baseline, Outlook, Panel
from mentas.studies.trial.trial import Gift, Trial
from mentas.studies.trial.watch import Watch

if TYPE_CHECKING:
    from mentas.beginning import Beginning
    from mentas.world import World

CONTROL = "control"
LOT = luck.stream("trial.lot")
"""Luck of who is offered an arm, who takes it, and who of the control group is given it later."""

MONTHS_OF_MEASURING = 12
"""Months before the start over which the level of a village's demand and supply is taken, with nothing else moving."""

MECHANISMS: dict[str, tuple[Mechanism, Form]] = {
    "cash": ("cash_transfer", "cash"),
    "business_cash": ("capital_grant", "cash"),
    "goods": ("capital_grant", "in_kind"),
    "group": ("group_grant", "in_kind"),
}
"""Form of a gift -> mechanism of a programme, and the form in which that hands out."""


def replay(trial: Trial, *, replicate: int, parameters: Mapping[str, float] | None = None) -> Panel:
    """Live one replicate of a trial through.

    Args:
        trial: what is replayed.
        replicate: number of the village; each has its own luck.
        parameters: changed parameters by dotted name, on top of those that the trial's setting documents.

    Raises:
        Refusal: a parameter is unknown or out of range.
    """
    from mentas.world import World, parameters_of

    changed = {**(parameters or {}), **trial.parameters}
    region = villagers.region(trial.population, trial.name)
    scenario = _scenario(trial, region, changed, programmes=())
    known = parameters_of(changed)
    people = _village(trial, region, known, replicate)
    start = _beginning(scenario, trial, people, known, replicate)
    baseline = _baseline(trial, people)
    unit = villagers.rupiah(trial.population)
    lot = np.empty((4, people.households.id.size))
    luck.uniforms(people.households.id, trial.seed, replicate, LOT, 0, *lot)
    worlds: dict[str, Outlook] = {}
    for name, gifts, share, take_up in _arms(trial):
        offered = baseline.eligible & (lot[0] < share)
        taken = offered & (lot[1] < take_up)
        programmes = tuple(_programme(f"{name} {n + 1}", gift, unit) for n, gift in enumerate(gifts))
        policy = _scenario(trial, region, changed, programmes=programmes)
        world = World(policy, seed=trial.seed, replicate=replicate, start=start)
        world.listed = {programme.name: np.flatnonzero(taken) for programme in programmes}
        worlds[name] = _live(trial, world, name, people=people, offered=offered, taken=taken, gifts=gifts)
    _who_invested(worlds)
    return Panel(replicate, baseline, worlds)


def _arms(trial: Trial) -> list[tuple[str, tuple[Gift, ...], float, float]]:
    """Name, gifts, share offered and share who take it up, of control and of each arm."""
    control = (CONTROL, trial.design.control_gifts, trial.design.control_share_given, 1.0)
    return [control, *((arm.name, arm.gifts, arm.share, arm.take_up) for arm in trial.arms)]


def _scenario(
    trial: Trial, region: villagers.Region, parameters: Mapping[str, float], *, programmes: tuple[Programme, ...]
) -> Scenario:
    everywhere = tuple(range(trial.population.markets))
    return Scenario(
        name=trial.name,
        title=trial.title,
        question={"id": "", "en": ""},
        sources=(),
        region=region,
        start=(2000, 1),
        years=-(-trial.months // 12),
        scale=1.0,
        growth=trial.population.growth,
        inflation=0.0,
        markets=trial.population.market,
        population=PopulationSettings(distribution="gb2", burn_in_months=0, survey_programmes=False),
        budget=None,
        programmes=programmes,
        survey_programmes=(),
        shocks=tuple(
            Shock(
                title=shock.title, start=shock.month, months=shock.months, regencies=everywhere, wages=shock.wages,
                capital_loss=shock.capital_loss, reach=shock.reach,
            )
            for shock in trial.shocks
        ),
        parameters=dict(parameters),
        document=None,
        beside=Path(),
    )  # fmt: skip


def _programme(name: str, gift: Gift, unit: float) -> Programme:
    """A gift as a programme of a policy scenario; `unit` is the model's rupiah for one of the trial's currency."""
    amount = round(gift.amount * unit)
    mechanism, form = MECHANISMS[gift.form]
    cash = mechanism == "cash_transfer"
    return Programme(
        name=name,
        mechanism=mechanism,
        title={},
        active=True,
        deciles=(1, 10),
        conditions=(),
        rank_by="random",
        quota=None,
        budget_per_year=None,
        allocate="eligible",
        start=gift.month,
        end=gift.month + (gift.payments if cash else 1),
        delay_months=0,
        pay_months=tuple(range(1, 13)) if cash else (1,),
        delivery_failure=gift.delivery_failure,
        leakage=gift.leakage,
        admin_share=0.0,
        indexed=False,
        benefit_per_month=amount // gift.payments if cash else 0,
        grant=0 if cash else amount * (gift.members if mechanism == "group_grant" else 1),
        form=form,
        mentoring_months=gift.mentoring_months,
        lock_months=gift.lock_months,
        sectors=gift.sectors,
        members=gift.members if mechanism == "group_grant" else 0,
    )


def _village(trial: Trial, region: villagers.Region, parameters: SimpleNamespace, replicate: int) -> Villagers:
    from mentas.behaviour import enterprise

    return villagers.draw(
        without_noise(trial.population, trial.design.reliability), clusters=trial.design.clusters, seed=trial.seed,
        replicate=replicate, parameters=parameters,
        fixed_cost=enterprise.fixed_cost_where(parameters.enterprise, region.poor_size),
    )  # fmt: skip


def _beginning(
    scenario: Scenario, trial: Trial, people: Villagers, parameters: SimpleNamespace, replicate: int
) -> Beginning:
    """The village as it stands; where its markets answer, with the level of demand and supply that they answer to."""
    from mentas import beginning
    from mentas.state import KubeGroups
    from mentas.world import World

    members = np.zeros(0, dtype=np.int32)
    groups = columns.empty(KubeGroups, 16)
    markets = beginning.markets_of(trial.population.markets, parameters.markets)
    key = beginning.key(scenario, trial.seed, replicate)
    start = beginning.Beginning(key, people.households, groups, members, 0, markets)
    if trial.population.market == "fixed":
        return start
    world = World(scenario, seed=trial.seed, replicate=replicate, start=start)
    world.burning = True
    demand, supply = [], []
    for _ in range(MONTHS_OF_MEASURING):
        world.live()
        demand.append(world.markets.demand.copy())
        supply.append(world.markets.supply.copy())
    markets.demand_start[:] = np.mean(demand, axis=0)
    markets.supply_start[:] = np.mean(supply, axis=0)
    return start


def _baseline(trial: Trial, people: Villagers) -> Baseline:
    h = people.households
    unit = villagers.rupiah(trial.population)
    names = [one.name for one in trial.population.classes]
    wanted = [names.index(name) for name in trial.design.eligible] or range(len(names))
    eligible = np.isin(people.place, list(wanted))
    if trial.design.owners_only:
        eligible &= h.open > 0
    return Baseline(
        eligible=eligible,
        cluster=people.cluster,
        market=h.regency.astype(np.int64),
        woman=h.female_owner > 0,
        size=h.size.astype(float),
        open=h.open > 0,
        profit=(h.profit + people.labour_pay) / unit,
        capital=h.capital / unit,
        spending=h.spending / unit,
        ability=h.ability.astype(float),
    )


def _live(
    trial: Trial, world: World, name: str, *, people: Villagers, offered: np.ndarray, taken: np.ndarray,
    gifts: tuple[Gift, ...],
) -> Outlook:  # fmt: skip
    """Live the months of a trial, seeing every household at the months of its surveys."""
    wanted = {0, *(month for effect in trial.published for month in effect.months)}
    first = min((gift.month for gift in gifts), default=0) + 1
    unit = villagers.rupiah(trial.population)
    watch = Watch(world, unit, people.labour_pay)
    seen = {0: watch.look(0)}
    after = seen[0]["capital"]
    for month in range(1, trial.months + 1):
        world.live()
        watch.count()
        if month in wanted:
            seen[month] = watch.look(month)
        if month == first:
            after = world.households.capital / unit
    received = world.households.received[taken] / unit
    transferred = float(received.mean()) if received.size and gifts else 0.0
    return Outlook(name, taken, offered, transferred, after, seen)


def _who_invested(worlds: dict[str, Outlook]) -> None:
    """Whether capital is larger than the same household's in control."""
    for outlook in worlds.values():
        for month, outcomes in outlook.seen.items():
            apart = outcomes["capital"] > worlds[CONTROL].seen[month]["capital"] + 1e-9
            outcomes["invested"] = apart.astype(float)
