"""Two runs of a study lived again, one after the other, from one burn-in where they share it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mentas.files import shorten
from mentas.language import Said
from mentas.studies import variant
from mentas.studies.finished import Task, digest
from mentas.studies.problems import RefusedError
from mentas.studies.story.census import Census, Ends
from mentas.studies.story.watch import Watch

if TYPE_CHECKING:
    from mentas.beginning import Beginning
    from mentas.scenario import Scenario
    from mentas.studies.story.choice import Choice
    from mentas.world import World

Tell = Callable[[int, int], None]
"""Told how many months are done, and how many there are."""


@dataclass(slots=True)
class Clock:
    """Months done of all that are to be lived."""

    total: int
    tell: Tell | None = None
    done: int = 0

    def tick(self, months: int = 1) -> None:
        """So many more are done."""
        self.done += months
        if self.tell is not None:
            self.tell(self.done, self.total)


class Pair:
    """Two runs that can be lived as often as they are needed.

    Args:
        tasks: of the baseline and of the other policy, one run each.
        clock: told of the months.
    """

    def __init__(self, tasks: tuple[Task, Task], clock: Clock) -> None:
        self.tasks = tasks
        self.scenarios = tuple(variant.of(task.runs[0][1]) for task in tasks)
        self._clock = clock
        self._start: Beginning | None = None

    def known(self) -> np.ndarray:
        """Ids of the households of both, rising."""
        a, b = (self._begin(scenario, task).households.id for scenario, task in self._both())
        return np.intersect1d(a, b, assume_unique=True)

    def count(self, choice: Choice) -> tuple[Ends, Ends]:
        """Live both to their ends, and make sure that they are the study's.

        Raises:
            RefusedError: they are not; the message names the run, its digest then and now.
        """
        ends = []
        for place, (scenario, task) in enumerate(self._both()):
            world = self._world(scenario, task)
            census = Census(world)
            _same(choice, place, digest(self._frames(world, task, census.month)))
            ends.append(census.ends())
        return ends[0], ends[1]

    def watch(self, ids: np.ndarray) -> tuple[Watch, Watch]:
        """Live both with some households watched."""
        watches = []
        for scenario, task in self._both():
            world = self._world(scenario, task)
            order = np.argsort(world.households.id, kind="stable")
            rows = order[np.searchsorted(world.households.id, ids, sorter=order)]
            watches.append(Watch(world, rows))
            for _ in range(scenario.months):
                world.step()
                watches[-1].month()
                self._clock.tick()
        return watches[0], watches[1]

    def _both(self) -> list[tuple[Scenario, Task]]:
        return list(zip(self.scenarios, self.tasks, strict=True))

    def _frames(self, world: World, task: Task, month: Callable[[], None]) -> dict[str, object]:
        from mentas.studies.one import frames_of

        def lived(done: int, total: int) -> None:
            month()
            self._clock.tick()

        return dict(frames_of(world, task, lived))

    def _world(self, scenario: Scenario, task: Task) -> World:
        from mentas.world import World

        start = self._begin(scenario, task)
        return World(scenario, seed=task.seed, replicate=task.replicate, start=start)

    def _begin(self, scenario: Scenario, task: Task) -> Beginning:
        """The burn-in of a run; that of the run before if they begin alike."""
        from mentas import beginning

        if self._start is None or self._start.key != beginning.key(scenario, task.seed, task.replicate):
            self._start = beginning.burn_in(scenario, seed=task.seed, replicate=task.replicate)
            self._clock.tick(scenario.population.burn_in_months)
        return self._start


def _same(choice: Choice, place: int, now: str) -> None:
    then = choice.digests[place]
    if now != then:
        raise RefusedError(Said("this version of mentas does not give the study's run of {policy}, replicate "
                                "{replicate}, again: its digest was {then} and is {now}; run the study again",
                                policy=shorten(choice.policies[place]), replicate=choice.replicate, then=then[:12],
                                now=now[:12]))  # fmt: skip
