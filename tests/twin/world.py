"""The twin's world: the month as it is lived by objects, one act after the other."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import mesa
from mesa.agent import AgentSet

from mentas import parameters
from twin import technology
from twin.beginning import households_of, markets_of
from twin.government import GovernmentAgent
from twin.luck import Luck, stream
from twin.market import MarketAgent
from twin.numbers import whole
from twin.office import SECTORS
from twin.pulse import PULSE
from twin.registry import RegistryAgent

if TYPE_CHECKING:
    from mentas.beginning import Beginning
    from mentas.scenario import Scenario
    from mentas.world import World

DECEMBER = 12


class TwinWorld(mesa.Model):
    """A region's households, KUBE groups, markets, government and registry as objects.

    Args:
        scenario: what the government does, where, and for how long.
        seed: seed of all luck; 1 if none is given.
        replicate: number of the world among those of the same seed.
        rng: another name for `seed`, as Mesa's `batch_run` passes it.
        start: a finished burn-in of the same population, from `mentas.beginning.burn_in`.
        begun: a world of the columns whose people this one has, at month 0 or where its burn-in begins; drawn and
            settled if none is given.
    """

    def __init__(
        self,
        scenario: Scenario,
        *,
        seed: int | None = None,
        replicate: int = 0,
        rng: int | None = None,
        start: Beginning | None = None,
        begun: World | None = None,
    ) -> None:
        if begun is None:
            from mentas.world import World

            begun = World(scenario, seed=seed, rng=rng, replicate=replicate, start=start)
        if begun.month != 0 and not begun.burning:
            raise ValueError(f"the twin begins with month 0, not with month {begun.month}")
        super().__init__(rng=begun.seed)
        self.policy, self.region = scenario, scenario.region
        self.luck = Luck(seed=begun.seed, replicate=begun.replicate)
        self.parameters = SimpleNamespace(
            **{name: SimpleNamespace(**given) for name, given in parameters.values(scenario.parameters).items()}
        )
        self.budget = self.region.poor_budget
        """A month of spending of a poor household, Rp."""
        self.fixed_cost = technology.fixed_cost(self.parameters.enterprise, poor_size=self.region.poor_size)
        self.poverty_line = [float(line) for line in self.region.poverty_line]
        self.month, self.burning = begun.month, begun.burning
        regencies = len(self.region.regencies)
        self.economy = [1.0] * regencies
        self.local_demand = [1.0] * regencies
        self.population_index = [1.0] * regencies

        self.groups: AgentSet = AgentSet([], random=self.random)
        self.households: AgentSet = AgentSet(households_of(self, begun), random=self.random)
        self.markets: AgentSet = AgentSet(markets_of(self, begun), random=self.random)
        self.places = {(market.regency, market.sector): market for market in self.markets}
        self.government = GovernmentAgent(self, begun.running_programmes)
        self.registry = RegistryAgent(self, [float(cut) for cut in begun.national_cuts])
        self.people_start = self.people()
        self.datacollector = mesa.DataCollector(model_reporters=PULSE)

    @classmethod
    def beginning_of(cls, world: World) -> TwinWorld:
        """The twin of a begun world: the same people, as objects, at month 0."""
        return cls(world.policy, begun=world)

    @property
    def calendar_month(self) -> int:
        """Month of the calendar, 1 to 12."""
        return (self.policy.start[1] - 1 + self.month) % 12 + 1

    @property
    def price_level(self) -> float:
        """Nominal rupiah per rupiah of the start."""
        return (1.0 + self.policy.inflation) ** (max(self.month, 0) / 12.0)

    @property
    def growth(self) -> float:
        """Earnings in the region against the start, from the growth that the scenario names."""
        return (1.0 + self.policy.growth) ** (max(self.month, 0) / 12.0)

    def step(self) -> None:
        """Live one month and take the pulse."""
        for _ in self.acts():
            pass
        self.datacollector.collect(self)
        self.running = self.month < self.policy.months

    def acts(self) -> Iterator[str]:
        """Live one month act by act: gives the name of each act when it is done."""
        everyone, government, registry = self.households, self.government, self.registry
        everyone.do("suffer")
        self.shake_the_economy()
        yield "nature.strike"
        everyone.do("earn")
        yield "work.earn"
        everyone.do("produce")
        yield "enterprise.produce"
        self.groups.do("produce")
        yield "group.produce"
        self.clear_markets()
        yield "goods.clear"
        everyone.do("settle")
        yield "enterprise.settle"
        self.groups.do("settle")
        yield "group.settle"
        government.deliver()
        yield "delivery.deliver"
        everyone.do("spend")
        yield "spending.spend"
        everyone.do("invest")
        yield "investing.invest"
        everyone.do("learn", self.minds_around())
        yield "mindset.learn"
        everyone.do("judge")
        yield "standing.judge"
        if self.calendar_month == DECEMBER:
            everyone.do("grow_older")
            self.population_index = [now / then for now, then in zip(self.people(), self.people_start, strict=True)]
            yield "ageing.grow"
            registry.refresh()
            yield "registry.refresh"
        self.month += 1
        if self.month % 12 == 0:
            registry.rank()
            yield "the year"

    # Acts of nobody in particular

    def shake_the_economy(self) -> None:
        """The region grows; the scenario's shocks lower wages while they last, and take capital when they begin."""
        self.economy = [self.growth] * len(self.economy)
        for number, shock in enumerate(self.policy.shocks):
            if not shock.start <= self.month < shock.start + shock.months:
                continue
            for regency in shock.regencies:
                self.economy[regency] *= 1.0 + shock.wages
            if self.month == shock.start:
                for household in self.households:
                    if household.regency in shock.regencies:
                        draw = self.luck.uniform(stream("nature.shock") + number, self.month, household.id)
                        if draw < shock.reach:
                            household.capital -= whole(household.capital * shock.capital_loss)

    def clear_markets(self) -> None:
        """Last month's spending meets this month's goods; prices, sales and wages answer, if markets do."""
        spent = [0.0] * len(self.economy)
        supply = dict.fromkeys(self.places, 0.0)
        for h in self.households:
            spent[h.regency] += whole(h.weight * h.spending)
            supply[h.regency, h.sector] += whole(h.weight * h.profit)
        for group in self.groups:
            if group.status == "active":
                supply[group.regency, group.sector] += whole(group.weight * group.product)
        for place, market in self.places.items():
            share = getattr(self.parameters.markets, f"demand_{SECTORS[market.sector]}")
            market.take_in(demand=spent[market.regency] * share, supply=supply[place])
        if self.burning or self.policy.markets == "fixed":
            return
        for regency, people in enumerate(self.population_index):
            here = [market for market in self.markets if market.regency == regency]
            for market in here:
                market.answer(self.growth * people)
            wanted = sum(market.demand for market in here) / sum(market.demand_start for market in here)
            self.local_demand[regency] = wanted**self.parameters.markets.wage_response

    def market_of(self, seller: Any) -> MarketAgent:
        """The market in which a household or a group sells."""
        return self.places[seller.regency, seller.sector]

    def minds_around(self) -> dict[tuple[int, bool], float]:
        """Mean mindset of each circle of neighbours, from sums in whole millionths (of 2**20)."""
        minds: dict[tuple[int, bool], int] = {}
        people: dict[tuple[int, bool], int] = {}
        for h in self.households:
            minds[h.circle] = minds.get(h.circle, 0) + int(h.weight * h.mindset * 2.0**20)
            people[h.circle] = people.get(h.circle, 0) + int(h.weight * 2.0**20)
        return {circle: mind / people[circle] for circle, mind in minds.items()}

    def people(self) -> list[float]:
        """People of each regency."""
        found = [0.0] * len(self.economy)
        for household in self.households:
            found[household.regency] += household.persons
        return found
