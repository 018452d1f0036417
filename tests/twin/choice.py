"""Who is served when money or places run out: by rank within each regency, under a hard ceiling."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin.household import HouseholdAgent
    from twin.office import Office

ROUNDING = 1.0 + 1e-12
"""Places are numbers of households, not whole ones: a quota that is used up to rounding is used up."""


@dataclass
class Candidate:
    """A household (or the first member of a group) that may be served, and what that costs, nominal rupiah."""

    household: HouseholdAgent
    cost: int
    rank: float

    @property
    def places(self) -> float:
        """Quota that it uses up: the households for which the row stands."""
        return self.household.weight


@dataclass
class Queue:
    """The candidates of a regency by rank, and its part of money and places; None where that does not bind."""

    waiting: list[Candidate]
    money: int | None
    places: float | None
    spent: int = 0
    used: float = 0.0
    served: float = 0.0

    def serve_while_it_lasts(self) -> list[Candidate]:
        """Serve the next until the money, or the places, do not reach for the one who is next."""
        taken = []
        while self.waiting:
            first = self.waiting[0]
            if self.money is not None and self.spent + first.cost > self.money:
                break
            if self.places is not None and self.used + first.places > self.places * ROUNDING:
                break
            taken.append(self.serve())
        return taken

    def serve(self) -> Candidate:
        """Serve the next in the queue."""
        first = self.waiting.pop(0)
        self.spent += first.cost
        self.used += first.places
        self.served += first.household.weight
        return first

    @property
    def part_left(self) -> float:
        """What is left, as a part of what the next candidate needs."""
        first = self.waiting[0]
        if self.money is not None:
            return (self.money - self.spent) / first.cost
        return (self.places - self.used) / first.places


def choose(office: Office, candidates: list[Candidate]) -> tuple[list[HouseholdAgent], list[int], list[float]]:
    """Households served in the order of their ids; budget and households served of each regency."""
    queues = open_queues(office, candidates)
    taken = [candidate for queue in queues for candidate in queue.serve_while_it_lasts()]
    taken += serve_from_remainders([queue for queue in queues if queue.waiting])
    chosen = sorted((candidate.household for candidate in taken), key=lambda household: household.id)
    budget = [queue.spent if queue.money is None else queue.money for queue in queues]
    return chosen, budget, [queue.served for queue in queues]


def open_queues(office: Office, candidates: list[Candidate]) -> list[Queue]:
    """A queue for each regency."""
    terms, regencies = office.terms, range(len(office.model.region.regencies))
    share = shares(office, candidates)
    money: list[int] | list[None] = [None for _ in regencies]
    places: list[float] | list[None] = [None for _ in regencies]
    if terms.budget_per_year is not None:
        budget = terms.budget_per_year
        money = divide(int(budget * office.model.price_level) if terms.indexed else budget, share)
    if terms.quota is not None:
        places = [terms.quota * part / max(math.fsum(share), 1e-300) for part in share]
    ranked = sorted(candidates, key=lambda candidate: (candidate.rank, candidate.household.id))
    return [Queue([c for c in ranked if c.household.regency == r], money[r], places[r]) for r in regencies]


def shares(office: Office, candidates: list[Candidate]) -> list[float]:
    """Share of each regency in the money and the places, up to a factor."""
    region, rule = office.model.region, office.terms.allocate
    if isinstance(rule, dict):
        return [rule.get(name, 0.0) for name in region.regencies]
    if rule == "equal":
        return [1.0] * len(region.regencies)
    found = [0.0] * len(region.regencies)
    for candidate in candidates:
        found[candidate.household.regency] += candidate.household.weight
    # Where nobody is eligible the money is still budgeted, and stays unspent.
    return found if rule == "eligible" and any(found) else [float(persons) for persons in region.persons]


def divide(total: int, share: list[float]) -> list[int]:
    """Whole parts of `total` by the method of the largest remainder."""
    together = math.fsum(share)
    if together <= 0.0:
        return [0] * len(share)
    exact = [total * part / together for part in share]
    parts = [int(part) for part in exact]
    order = sorted(range(len(share)), key=lambda r: parts[r] - exact[r])
    for r in order[: total - sum(parts)]:
        parts[r] += 1
    return parts


def serve_from_remainders(queues: list[Queue]) -> list[Candidate]:
    """Serve one more in as many regencies as what is left of all of them pays for, the largest part left first.

    The regency that is served this way takes over the money that it lacks from the others, in their order.
    """
    taken: list[Candidate] = []
    if not queues or (queues[0].money is None and queues[0].places is None):
        return taken
    pool = sum(queue.money - queue.spent for queue in queues) if queues[0].money is not None else None
    room = math.fsum(queue.places - queue.used for queue in queues) * ROUNDING if queues[0].places is not None else None
    for queue in sorted(queues, key=lambda queue: -queue.part_left):
        first = queue.waiting[0]
        if (pool is not None and first.cost > pool) or (room is not None and first.places > room):
            continue
        taken.append(queue.serve())
        room = None if room is None else room - first.places
        if pool is None:
            continue
        pool -= first.cost
        lacking = max(queue.spent - queue.money, 0)
        queue.money += lacking
        for other in queues:
            if other is not queue:
                moved = min(lacking, other.money - other.spent)
                other.money -= moved
                lacking -= moved
    return taken
