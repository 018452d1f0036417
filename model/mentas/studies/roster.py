"""All runs of a study in the order in which they are done: replicate by replicate, point by point, scenario by
scenario. A study that is cut short is balanced, and more replicates or points leave the keys of the others alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mentas.files import Refusal
from mentas.measures.catalogue import ALL
from mentas.studies import key
from mentas.studies.ensemble.worlds import Worlds
from mentas.studies.finished import Task
from mentas.studies.space.points import Point, Points
from mentas.studies.variant import Variant, settled

if TYPE_CHECKING:
    from mentas.scenario import Scenario
    from mentas.studies.design import Arm, Study


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run stands in its study."""

    replicate: int
    point: int
    arm: Arm
    region: str = ""
    """Of a study of regions."""


class Roster:
    """The runs of a study.

    Args:
        study: scenarios, replicates, seed, and what is kept.
        points: of its space.
        lived: structure and parameters by replicate.
        strict: whether the ledger is checked after every act.
        first: replicate to begin with; those before it are another roster's.
    """

    regional = False
    """Whether places are told apart by region."""

    def __init__(self, study: Study, points: Points, lived: Worlds, *, strict: bool = False, first: int = 0) -> None:
        self.study = study
        self.points = points
        self.lived = lived
        self.replicates = range(first, study.replicates)
        self._digests = {arm.name: key.scenario_digest(arm.scenario) for arm in study.arms}
        kinds = {ALL} | {each.group_kind for each in study.wanted}
        self.kinds = None if "groups" in study.keep else frozenset(kinds)
        self.frames = frozenset({"outcomes"}) | (study.keep - {"groups"})
        self._strict = strict
        self._kept = "" if self._whole else " ".join(sorted((*self.frames, *(self.kinds or ("groups",)))))
        self.keys: list[str] = list(self._keys())
        """Run key of each place, in order; places whose runs are the same share one."""

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def unique(self) -> list[str]:
        """Keys of all runs, each once, in order."""
        return list(dict.fromkeys(self.keys))

    def places(self) -> Iterator[Place]:
        """All places, in order."""
        for replicate in self.replicates:
            for point in range(len(self.points)):
                for arm in self.study.arms:
                    yield Place(replicate, point, arm)

    def changes(self, place: Place) -> dict[str, Any]:
        """What a place changes in its scenario: its structure and parameters, and over them its point."""
        return self._changes(place.arm, place.replicate, self.points[place.point])

    def scenario(self, place: Place) -> Scenario | Variant:
        """What a run lives through."""
        changes = self.changes(place)
        return Variant(place.arm.scenario, tuple(changes.items())) if changes else place.arm.scenario

    def tasks(self, *, done: Container[str], points: Collection[int] | None = None) -> Iterator[Task]:
        """What is left to do, perhaps at some points only: the scenarios of a point in a replicate together, so that
        they can share a burn-in."""
        asked: set[str] = set()
        for replicate in self.replicates:
            for point in range(len(self.points)) if points is None else points:
                task = self._task(replicate, point, left=lambda run: run not in done and run not in asked)
                asked.update(run for run, _ in task.runs)
                if task.runs:
                    yield task

    def alone(self, place: Place, key: str) -> Task:
        """One run, under a key."""
        runs = ((key, self.scenario(place)),)
        return Task(self.study.seed, place.replicate, runs, self._strict, self.frames, self.kinds)

    def seed(self, place: Place) -> int:
        """Of the luck of a place."""
        return self.study.seed

    def _task(self, replicate: int, point: int, *, left: Callable[[str], bool]) -> Task:
        """The scenarios of a point in a replicate, as far as their runs are left to do."""
        arms = self.study.arms
        start = ((replicate - self.replicates.start) * len(self.points) + point) * len(arms)
        runs: dict[str, Scenario | Variant] = {}
        for run, arm in zip(self.keys[start : start + len(arms)], arms, strict=True):
            if run not in runs and left(run):
                runs[run] = self.scenario(Place(replicate, point, arm))
        return Task(self.study.seed, replicate, tuple(runs.items()), self._strict, self.frames, self.kinds)

    def line(self, place: Place) -> str:
        """A line of Python that does a run alone."""
        changed = dict(self.study.changes) | dict(place.arm.changes) | self._settled(place)
        changes = f".with_changes({changed!r})" if changed else ""
        file, seed = place.arm.file, self.study.seed
        return f"mentas.run(mentas.load_scenario({file!r}){changes}, seed={seed}, replicate={place.replicate})"

    @property
    def _whole(self) -> bool:
        """Whether everything is kept that a comparison keeps."""
        return self.kinds is None and self.frames == frozenset({"outcomes", "spending", "transitions"})

    def _settled(self, place: Place) -> dict[str, Any]:
        """Changes of a place as `with_changes` takes them; where it refuses them, as they are."""
        changes = self.changes(place)
        try:
            return settled(place.arm.scenario, changes)
        except Refusal:
            return changes

    def _changes(self, arm: Arm, replicate: int, point: Point) -> dict[str, Any]:
        return self.lived.changes(arm, replicate) | self.points.changes(point, arm.name)

    def _keys(self) -> Iterator[str]:
        digests: list[str] = []
        for replicate in self.replicates:
            if not digests or self.lived.plan:  # otherwise no replicate changes anything of its own
                digests = [
                    key.variant_digest(self._digests[arm.name], self._changes(arm, replicate, point))
                    for point in self.points
                    for arm in self.study.arms
                ]
            for digest in digests:
                yield key.run_key(digest, seed=self.study.seed, replicate=replicate, kept=self._kept)
