"""Where the time of a run goes: every act, what is done once a year, and the measures."""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import mentas.world as world_module
from benchmarks import peers
from benchmarks.lines import Line
from benchmarks.plan import Plan
from mentas import measures
from mentas.behaviour import ageing
from mentas.ledger import Ledger
from mentas.measures import pulse
from mentas.views import Registry
from mentas.world import World

RANKING = ("ranks: true deciles", "ranks: the registry")
"""What the yearly re-ranking is made of."""


class Clock:
    """Processor time by name; time spent inside another named function counts there alone."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._inside = [0.0]

    def timed(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        """The function, its time added up under `name`."""

        def call(*args: Any, **kwargs: Any) -> Any:
            begin = time.process_time()
            self._inside.append(0.0)
            try:
                return function(*args, **kwargs)
            finally:
                took = time.process_time() - begin
                self.spent[name] += took - self._inside.pop()
                self._inside[-1] += took

        call.__module__, call.__name__ = function.__module__, function.__name__
        return call


@contextmanager
def watched(clock: Clock) -> Iterator[None]:
    """Time every act of `World` and what it does once a year."""
    acts = tuple(clock.timed(a, f"{a.__module__.rpartition('.')[2]}.{a.__name__}") for a in world_module.MONTH)
    places: list[tuple[Any, str, Any]] = [
        (world_module, "MONTH", acts),
        (ageing, "grow", clock.timed(ageing.grow, "ageing.grow")),
        (Registry, "refresh", clock.timed(Registry.refresh, RANKING[1])),
        (World, "rank", clock.timed(World.rank, RANKING[0])),
        (pulse, "take", clock.timed(pulse.take, "pulse.take")),
        (Ledger, "check", clock.timed(Ledger.check, "ledger.check")),
    ]
    before = [getattr(owner, name) for owner, name, _ in places]
    for owner, name, new in places:
        setattr(owner, name, new)
    try:
        yield
    finally:
        for (owner, name, _), old in zip(places, before, strict=True):
            setattr(owner, name, old)


def lines(plan: Plan) -> Iterator[Line]:
    """A run of some years with all measures, by act."""
    with tempfile.TemporaryDirectory() as folder:
        scenario = peers.scenario(plan.acts_rows, folder=Path(folder))
    peers.warm_up()
    world = World(scenario, seed=1)
    rows, months, clock = world.households.id.size, 12 * plan.acts_years, Clock()
    table, transitions = (clock.timed(f, "measures") for f in (measures.table, measures.transitions))
    with watched(clock):
        begin = time.process_time()
        for month in range(1, months + 1):
            world.step()
            if month % 12 == 0:
                table(world)
                list(transitions(world))
        whole = time.process_time() - begin
    clock.spent["the rest: Mesa, data collector, loop"] = whole - sum(clock.spent.values())
    section = f"Where the time goes, {rows:,} households, {months} months, all programmes and measures"
    for name, seconds in sorted(clock.spent.items(), key=lambda item: -item[1]):
        yield Line(
            section=section, what=name, unit="ns a household-month", samples=[seconds / rows / months * 1e9],
            note=f"{seconds / whole:.1%} of the run",
        )  # fmt: skip
    yield Line(
        section=section, what="the whole run", unit="ns a household-month", samples=[whole / rows / months * 1e9]
    )
    share, most = sum(clock.spent[name] for name in RANKING) / whole, 15.0
    yield Line(
        section=section, what="yearly re-ranking, share of the run", unit="%", samples=[100.0 * share],
        goal=f"under {most:.0f} %", reached=100.0 * share < most,
    )  # fmt: skip
