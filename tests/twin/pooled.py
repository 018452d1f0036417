"""Capital grants to groups (KUBE): families of one regency pool capital and effort."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from twin.books import Account
from twin.choice import Candidate, choose
from twin.group import KubeGroupAgent
from twin.luck import bell_pair, stream
from twin.numbers import between, whole
from twin.office import Office

if TYPE_CHECKING:
    from twin.household import HouseholdAgent


@dataclass
class Parcel:
    """Groups that are due a grant in one month; rupiah a group are nominal."""

    groups: list[KubeGroupAgent]
    families: list[HouseholdAgent]
    due: int
    account: Account
    grant: int
    overhead: int


class GroupGrant(Office):
    """KUBE and its like."""

    def open_year(self) -> list[Parcel]:
        """Choose the year's groups, form them, and put them in line."""
        grant, overhead = self.package()
        members = {circle[0].id: circle for circle in self.circles()}
        candidates = [
            Candidate(head, cost=math.ceil((grant + overhead) * head.weight) + 2, rank=self.rank_of(head))
            for head, *_ in members.values()
        ]
        heads, budget, served = choose(self, candidates)
        account = self.government.open_account(self.terms.name, budget=budget, recipients=served)
        groups = [self.found(members[head.id]) for head in heads]
        arrivals, parcels = self.arrivals(), []
        for place, due in enumerate(arrivals):
            mine = groups[place :: len(arrivals)]
            families = [member for group in mine for member in group.members]
            parcels.append(Parcel(mine, families, due, account, grant, overhead))
        return parcels

    def circles(self) -> list[list[HouseholdAgent]]:
        """Families that may pool, next to one another by rank: of one regency, standing for equally many households."""
        free = [household for household in self.eligible() if household.group is None]
        free.sort(key=lambda h: (h.regency, h.weight, self.rank_of(h), h.id))
        circles = []
        for _, alike in groupby(free, key=lambda h: (h.regency, h.weight)):
            queue = list(alike)
            size = self.terms.members
            circles += [queue[i : i + size] for i in range(0, len(queue) - size + 1, size)]
        return circles

    def found(self, members: list[HouseholdAgent]) -> KubeGroupAgent:
        """A new group: its sector and its first cohesion come with the luck of the first member."""
        p, head = self.model.parameters.group, members[0]
        u, v, draw, _ = self.model.luck.uniforms(stream("group.birth"), self.model.month, head.id)
        cohesion = between(p.cohesion_mean + p.cohesion_sd * bell_pair(u, v)[0], 0.0, 1.0)
        return KubeGroupAgent(self.model, members, self.sector_by(draw, head.sector), cohesion)

    def hand_out(self, item: Parcel) -> None:
        """Hand out the parcel in the month when it is due."""
        if item.due == self.model.month:
            for group in item.groups:
                self.give(group, item)

    def give(self, group: KubeGroupAgent, item: Parcel) -> None:
        """One grant; part of it may leak. A group that it does not reach falls apart, and the money stays unspent."""
        failed, _ = self.fails(group.id)
        if failed:
            group.fall_apart()
            return
        leaked = math.floor(item.grant * self.terms.leakage)
        value = whole((item.grant - leaked) / self.model.price_level)
        group.receive(value, self.terms.mentoring_months)
        each = float(value // len(group.members))
        for member in group.members:
            member.received += each
            if each > 0.0:
                member.ever.add(self.terms.name)
            if value > 0.0:
                member.granted = item.account.opened
        item.account.enter(group.regency, group.weight, sent=item.grant, leaked=leaked, admin=item.overhead)

    def is_done(self, item: Parcel) -> bool:
        """Whether the parcel has been handed out."""
        return item.due <= self.model.month
