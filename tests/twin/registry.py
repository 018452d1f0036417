"""The registry (DTSEN): what it believes of each household, and the true ranks that nobody in the world knows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import mesa

from twin.luck import bell_pair, stream
from twin.numbers import decile, single

if TYPE_CHECKING:
    from twin.household import HouseholdAgent
    from twin.world import TwinWorld


class RegistryAgent(mesa.Agent):
    """Visits part of the households each December and ranks them nationally by what it saw."""

    model: TwinWorld

    def __init__(self, model: TwinWorld, national_cuts: list[float]) -> None:
        super().__init__(model)
        self.national_cuts = national_cuts
        self.log_cuts = [math.log(cut) for cut in national_cuts]

    def refresh(self, *, everyone: bool = False) -> None:
        """The yearly round of visits; `everyone` has one when the registry is first made."""
        for household in self.model.households:
            self.visit(household, surely=everyone)

    def visit(self, household: HouseholdAgent, *, surely: bool) -> None:
        """See a household's spending, if it is its turn, through a lasting error and one that is new at each visit."""
        p = self.model.parameters.registry
        u, v, turn, _ = self.model.luck.uniforms(stream("registry"), self.model.month, household.id)
        if surely or turn < p.visited_share:
            seen = math.log(max(household.spending_mean / household.size, 1.0)) + p.shift
            error = household.registered_error + p.visit_error_sd * bell_pair(u, v)[0]
            household.registered_score = single(seen + error)
        household.registered_decile = decile(household.registered_score, self.log_cuts)

    def rank(self) -> None:
        """True deciles today, against the national cuts and within the region."""
        provincial = self.provincial_cuts()
        for household in self.model.households:
            per_person = household.spending_mean / household.size
            household.national_decile = decile(per_person, self.national_cuts)
            household.provincial_decile = decile(per_person, provincial)

    def provincial_cuts(self) -> list[float]:
        """Where deciles 2 to 10 of the region's people begin: people who spend alike are ranked by their middle."""
        people: dict[float, float] = {}
        for household in self.model.households:
            per_person = household.spending_mean / household.size
            people[per_person] = people.get(per_person, 0.0) + household.persons
        total = sum(people.values())
        cuts, below = [], 0.0
        for per_person in sorted(people):
            middle = below + people[per_person] / 2.0
            while len(cuts) < 9 and 10.0 * middle >= (len(cuts) + 1) * total:
                cuts.append(per_person)
            below += people[per_person]
        return cuts + [math.nextafter(max(people), math.inf)] * (9 - len(cuts))
