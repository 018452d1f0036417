"""Faults to be planted: what breaks reproducibility in real models, each in a few lines.

A check of reproducibility is worth what it finds: every one of them has a fault here that turns it red. `plant` works
in this process through a setter (`monkeypatch.setattr`), and in a fresh process with the plain `setattr`.
"""

from __future__ import annotations

import locale
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from mentas import beginning, columns
from mentas import world as world_module
from mentas.behaviour import work
from mentas.markets import goods
from mentas.measures.layout import Layout
from mentas.programmes import delivery
from mentas.studies import atomic, one
from mentas.world import World

Set = Callable[[Any, str, Any], object]
FAULTS: dict[str, Callable[[Set], object]] = {}
SHARED = np.random.Generator(np.random.PCG64(1))
"""A generator that everything draws from in turn."""


def fault(plant_it: Callable[[Set], object]) -> Callable[[Set], object]:
    """Name a fault by its function."""
    FAULTS[plant_it.__name__] = plant_it
    return plant_it


def plant(name: str, setter: Set = setattr) -> None:
    """Plant a fault."""
    FAULTS[name](setter)


def after(act: Callable[[World], None], also: Callable[[World], None], set_: Set) -> None:
    """Let something happen after an act of the month."""

    def both(world: World) -> None:
        act(world)
        also(world)

    both.__module__, both.__name__ = act.__module__, act.__name__
    set_(world_module, "MONTH", tuple(both if each is act else each for each in world_module.MONTH))


@fault
def a_generator_without_a_seed(set_: Set) -> None:
    """Luck of the machine's own."""
    after(work.earn, lambda world: nudge(world, np.random.default_rng().random()), set_)


@fault
def the_clock(set_: Set) -> None:
    """Something depends on when it ran."""
    after(work.earn, lambda world: nudge(world, time.time_ns() % 1_000_003), set_)


@fault
def the_folder(set_: Set) -> None:
    """Something depends on where it ran."""
    after(work.earn, lambda world: nudge(world, len(str(Path.cwd()))), set_)


@fault
def a_set_in_hash_order(set_: Set) -> None:
    """Whoever comes first in a set is treated differently."""
    after(work.earn, lambda world: nudge(world, float(next(iter({str(name) for name in range(50)})))), set_)


@fault
def words_in_the_encoding_of_the_place(set_: Set) -> None:
    """Tables are written as the locale has it."""

    def write_text(path: Path, text: str, **how: Any) -> None:
        with atomic.replacing(path) as partial:
            partial.write_bytes(text.encode(locale.getpreferredencoding(False), errors="replace"))

    set_(atomic, "write_text", write_text)


@fault
def threads_of_the_environment(set_: Set) -> None:
    """A sum depends on how many threads the environment allows."""
    after(work.earn, lambda world: nudge(world, int(os.environ.get("NUMBA_NUM_THREADS", "0"))), set_)


@fault
def the_worker(set_: Set) -> None:
    """A run depends on the process that does it: a generator goes on from one run to the next."""
    honest = one.live_through

    def live_through(world: World, progress: Any = None, **more: Any) -> Any:
        nudge(world, SHARED.random())
        return honest(world, progress, **more)

    set_(one, "live_through", live_through)


@fault
def luck_by_position(set_: Set) -> None:
    """A household's luck follows its row instead of its id."""
    honest = work.earn_rows

    def earn_rows(lo: int, hi: int, h: Any, *rest: Any) -> np.ndarray:
        return honest(lo, hi, h._replace(id=np.arange(h.id.size)), *rest)

    set_(work, "earn_rows", earn_rows)


@fault
def a_sum_of_floats(set_: Set) -> None:
    """Measures add floats in the order of rows."""

    def sums(self: Layout, weight: np.ndarray, values: np.ndarray, *, poorest: bool = False) -> np.ndarray:
        by_cell = np.bincount(self.cells, weights=weight * values, minlength=self.first.size - 1)
        entries = np.repeat(by_cell, np.diff(self.first))
        return np.bincount(
            self.groups, weights=np.where(self.poor, entries, 0.0) if poorest else entries, minlength=len(self.labels)
        )

    set_(Layout, "sums", sums)


@fault
def ties_by_position(set_: Set) -> None:
    """Whoever stands first in the table is served first."""
    from mentas.programmes import choose

    set_(choose, "keys", lambda world, programme, rows: np.zeros(rows.size))
    honest = choose.choose

    def by_row(world: World, programme: Any, *, rows: Any, **rest: Any) -> Any:
        ids = world.households.id.copy()
        world.households.id[:] = np.arange(ids.size)
        try:
            return honest(world, programme, rows=rows, **rest)
        finally:
            world.households.id[:] = ids

    for mechanism in delivery.MECHANISMS.values():
        set_(mechanism, "choose", by_row)


@fault
def a_sum_that_depends_on_threads(set_: Set) -> None:
    """Each thread adds up in single precision."""
    honest = goods.trade_rows

    def trade_rows(*arguments: Any) -> np.ndarray:
        return honest(*arguments).astype(np.float32).astype(np.float64)

    set_(goods, "trade_rows", trade_rows)


@fault
def a_draw_for_every_payment(set_: Set) -> None:
    """Luck is drawn in order, so that a programme takes what others would have drawn."""

    def draw(world: World) -> None:
        generator = world.__dict__.setdefault("in_order", np.random.Generator(np.random.PCG64(world.seed)))
        generator.random(1 + len(world.running_programmes))
        nudge(world, generator.random())

    after(work.earn, draw, set_)


@fault
def luck_by_policy(set_: Set) -> None:
    """Every policy has a luck of its own: the replicate's number is mixed with what it spends."""
    honest = World.luck.fget  # type: ignore[attr-defined]
    set_(World, "luck", property(lambda w: (honest(w)[0], honest(w)[1] + 1000 * len(w.policy.programmes), w.month)))


@fault
def few_replicates(set_: Set) -> None:
    """A replicate's number is kept in a byte."""
    honest = beginning.build
    set_(beginning, "build", lambda *a, **k: honest(*a, **{**k, "replicate": k["replicate"] % 256}))


def nudge(world: World, by: float) -> None:
    """Change one household's persistent luck a little."""
    world.households.persistent[0] += np.float32(1e-3 * (1.0 + by % 7.3))


def shuffled(set_: Set, seed: int) -> None:
    """No fault: draw the same population, but with its rows in another order."""
    honest = beginning.build

    def build(*arguments: Any, **named: Any) -> Any:
        drawn = honest(*arguments, **named)
        return columns.take(drawn, np.random.default_rng(seed).permutation(drawn.id.size))

    set_(beginning, "build", build)
