"""Processor time and memory of a household-month, against the same month in NumPy and as Mesa objects."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

import mentas
from benchmarks import c_passes, peers
from benchmarks.child import count
from benchmarks.lines import Line, ratio
from benchmarks.plan import PROVINCE, Plan
from benchmarks.timing import child, interleaved
from mentas import beginning
from mentas.world import World

GOALS = {peers.TWIN: (10_000, 150.0), peers.NUMPY: (PROVINCE, 3.0)}
"""Goal of each ratio, and the households at which it must be reached."""


def lived(world: Any, months: int) -> Callable[[], None]:
    """A task that lives on for some months."""

    def task() -> None:
        for _ in range(months):
            world.step()

    return task


def agree(one: Any, other: Any) -> bool:
    """Whether two worlds collected the same pulse in every month, to one part in a million."""
    ours, theirs = (world.datacollector.get_model_vars_dataframe() for world in (one, other))
    return bool(np.allclose(theirs[ours.columns], ours, rtol=1e-6, atol=0.0))


def household_months(plan: Plan) -> Iterator[Line]:
    """Every peer lives on from the same start, a year each in turn; then their pulses are compared."""
    peers.warm_up()
    for rows in plan.sizes:
        with tempfile.TemporaryDirectory() as folder:
            scenario = peers.scenario(rows, folder=Path(folder))
        start = beginning.burn_in(scenario, seed=1)
        make = {name: m for name, m in peers.makers().items() if name != peers.TWIN or rows <= plan.twin_most}
        worlds = {name: maker(scenario, start) for name, maker in make.items()}
        del start
        there = count(worlds[peers.COLUMNS])
        times = interleaved({n: lived(w, plan.months) for n, w in worlds.items()}, repeats=plan.repeats)
        each = {name: [ns / there / plan.months for ns in found] for name, found in times.items()}
        section = f"A household-month, {there:,} households"
        yield Line(section=section, what="mentas, one core", unit="ns", samples=each[peers.COLUMNS])
        for name in list(worlds)[1:]:
            at, least = GOALS.get(name, (0, 0.0))
            times_as_fast = ratio(each[peers.COLUMNS], each[name])
            equal = "the same results" if agree(worlds[peers.COLUMNS], worlds[name]) else "DIFFERENT RESULTS"
            yield Line(
                section=section, what=name, unit="ns", samples=each[name], against="mentas", peer=each[peers.COLUMNS],
                flipped=True, note=equal,
                goal=f"at least {least:.0f}x at {at:,}" if at else "",
                reached=times_as_fast >= least if abs(there - at) < 0.05 * at else None,
            )  # fmt: skip


def memory(plan: Plan) -> Iterator[Line]:
    """Most memory of each peer while it lives a year, beyond what a warm process holds; a process each."""
    rows = max(plan.sizes)
    for name in peers.makers():
        size = min(rows, plan.twin_most) if name == peers.TWIN else rows
        found = child(name, rows=size, months=plan.months)
        yield Line(
            section="Memory of a household, at most", what=f"{name}, {found['rows']:,} households", unit="bytes",
            samples=[found["bytes"]], details=found,
        )  # fmt: skip


def passes(plan: Plan) -> Iterator[Line]:
    """The heaviest passes against C, the same bits."""
    section = "A pass over a household, against C (gcc -O3 -march=native)"
    if c_passes.compiler() is None:
        yield Line(section=section, what="no C compiler on this machine", unit="", samples=[])
        return
    world = World(mentas.load_scenario(peers.VILLAGE).with_changes({"population.burn_in_months": 0}), seed=1)
    for one in c_passes.passes(world, rows=plan.pass_rows):
        one.numba()
        one.c()
        equal = all(a.tobytes() == b.tobytes() for a, b in one.outputs())
        times = interleaved({"numba": one.numba, "C": one.c}, repeats=plan.pass_rounds)
        ours, theirs = ([ns / plan.pass_rows for ns in times[name]] for name in ("numba", "C"))
        most = 1.5
        yield Line(
            section=section, what=one.name, unit="ns", samples=ours, against="C", peer=theirs, flipped=True,
            goal=f"at most {most}x", reached=ratio(ours, theirs, flipped=True) <= most,
            note="the same bits" if equal else "DIFFERENT BITS",
        )  # fmt: skip
