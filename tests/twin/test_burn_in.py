"""The burn-in told twice: the drawn people are taken stock of, and live with the survey's programmes until month 0."""

from __future__ import annotations

import pytest

from mentas import beginning
from mentas.world import World
from twin import TwinWorld
from twin.beginning import states
from twin.comparing import differences
from twin.family import AGES
from twin.following import Following
from twin.numbers import whole


class Settling:
    """A burn-in that the twin follows; setting earnings onto the survey is not its part, and it reads them anew."""

    def __init__(self, world):
        self.lives = Following(world, TwinWorld.beginning_of(world))
        self.year = []
        """Demand and supply of each market in each of the last twelve months."""

    @property
    def spent(self):
        """Spending of the month by regency, Rp."""
        twin = self.lives.twin
        return [sum(whole(h.weight * h.spending) for h in twin.households if h.regency == r) for r in self.regencies]

    @property
    def regencies(self):
        return range(len(self.lives.twin.region.regencies))

    def take_stock(self):
        """What was not drawn but follows: needs, hands to work, true ranks, and a registry that has seen everyone."""
        twin = self.lives.twin
        for household in twin.households:
            household.need = household.labour = household.registered_score = 0.0
            household.become({age: getattr(household, age) for age in AGES})
        twin.registry.rank()
        twin.registry.refresh(everyone=True)
        assert [d for d in differences(self.lives.world, twin) if not d.is_rounding] == []

    def live(self, a_month):
        self.lives.live(1, a_month=a_month)
        self.year = [*self.year[-11:], [(m.demand, m.supply) for m in self.lives.twin.markets]]

    def read_again(self):
        """Take over what the survey makes of the households; the year's demand is read at the new level."""
        before = self.spent
        for household, state in zip(self.lives.twin.households, states(self.lives.world), strict=True):
            vars(household).update(state)
        level = [now / then for now, then in zip(self.spent, before, strict=True)]
        markets = list(self.lives.twin.markets)
        self.year = [
            [(demand * level[m.regency], supply) for m, (demand, supply) in zip(markets, month, strict=True)]
            for month in self.year
        ]


@pytest.fixture
def settled(monkeypatch):
    """Makes a world whose burn-in its twin follows."""

    def make(scenario):
        found = []
        live, anchor = World.live, beginning.anchor

        def followed(world):
            if not found:
                found.append(Settling(world))
                found[0].take_stock()
            found[0].live(lambda: live(world))

        def anchored(world, onto):
            anchor(world, onto)
            found[0].read_again()

        monkeypatch.setattr(World, "live", followed)
        monkeypatch.setattr(beginning, "anchor", anchored)
        return World(scenario, seed=8), found[0]

    return make


def test_the_burn_in_is_told_alike(settled, village_scenario):
    months = 36
    world, settling = settled(village_scenario.with_changes({"population.burn_in_months": months}))
    lives = settling.lives
    assert lives.compared == 12 * months + 2 * 3 + 3
    assert {programme for programme, _ in lives.twin.government.books} == {"pkh", "bpnt"}
    assert all(account.recipients > [0.0, 0.0] for account in lives.twin.government.books.values())
    for row, market in enumerate(zip(*settling.year, strict=True)):
        demand, supply = (sum(values) / 12 for values in zip(*market, strict=True))
        assert world.markets.demand_start[row] == pytest.approx(demand, rel=1e-9)
        assert world.markets.supply_start[row] == pytest.approx(supply, rel=1e-9)
