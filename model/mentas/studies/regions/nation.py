"""All runs of a study of regions: replicate by replicate, region by region, scenario by scenario."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Container, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from mentas.studies.ensemble.worlds import Worlds
from mentas.studies.finished import HOUSEHOLDS, Task
from mentas.studies.roster import Place, Roster
from mentas.studies.space.points import Points

if TYPE_CHECKING:
    from mentas.studies.design import Study


def roster_of(study: Study, points: Points, lived: Worlds, *, strict: bool = False) -> Roster:
    """The runs of a study, of one region or of many."""
    return (Nation if study.regions else Roster)(study, points, lived, strict=strict)


class Nation(Roster):
    """The runs of a study of regions. A task is the scenarios of one region in one replicate, the largest first."""

    regional = True

    def __init__(self, study: Study, points: Points, lived: Worlds, *, strict: bool = False) -> None:
        self._parts = {shard.name: Roster(shard.study(study), points, lived, strict=strict) for shard in study.regions}
        super().__init__(study, points, lived, strict=strict)

    def whole(self) -> Roster:
        """The nation as one region: a place for each scenario and replicate. Households stay with their regions."""
        return Roster(replace(self.study, regions=(), keep=self.study.keep - {HOUSEHOLDS}), self.points, self.lived)

    def places(self) -> Iterator[Place]:
        for replicate in self.replicates:
            for name in self._parts:
                for point in range(len(self.points)):
                    for arm in self.study.arms:
                        yield Place(replicate, point, arm, name)

    def tasks(self, *, done: Container[str], points: Collection[int] | None = None) -> Iterator[Task]:
        largest = sorted(self.study.regions, key=lambda shard: shard.households, reverse=True)
        left = (self._parts[shard.name].tasks(done=done, points=points) for shard in largest)
        return heapq.merge(*left, key=lambda task: task.replicate)

    def alone(self, place: Place, key: str) -> Task:
        return self._part(place).alone(self._here(place), key)

    def seed(self, place: Place) -> int:
        return self._part(place).study.seed

    def line(self, place: Place) -> str:
        return self._part(place).line(self._here(place))

    def _part(self, place: Place) -> Roster:
        return self._parts[place.region]

    def _here(self, place: Place) -> Place:
        """The same place with the scenario as it is in its region."""
        (arm,) = (arm for arm in self._part(place).study.arms if arm.name == place.arm.name)
        return replace(place, arm=arm)

    def _keys(self) -> Iterator[str]:
        each = len(self.points) * len(self.study.arms)
        for replicate in self.replicates:
            for part in self._parts.values():
                yield from part.keys[replicate * each : (replicate + 1) * each]
