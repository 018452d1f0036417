"""Runs a second: mentas' worlds in a loop against `mesa.batch_run` over the same model as Mesa objects."""

from __future__ import annotations

import inspect
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import mesa

import mentas
from benchmarks import peers
from benchmarks.lines import Line, ratio
from benchmarks.plan import Plan
from benchmarks.timing import interleaved
from mentas import beginning
from mentas.world import World

GOAL = 150.0


def batch(model: Any, parameters: dict[str, Any]) -> None:
    """One run of `mesa.batch_run` with seed 1, in this process, as Mesa of either version wants to be asked."""
    quiet: dict[str, Any] = {"number_processes": 1, "data_collection_period": -1, "display_progress": False}
    if "rng" in inspect.signature(mesa.batch_run).parameters:
        mesa.batch_run(model, parameters, rng=[1], max_steps=10**6, **quiet)
    else:
        mesa.batch_run(model, parameters | {"rng": [1]}, iterations=1, max_steps=10**6, **quiet)


def lines(plan: Plan) -> Iterator[Line]:
    """Both from the same finished burn-in to the end of the scenario."""
    twin = peers.twin_world()
    for rows in plan.runs_rows:
        scenario = _scenario(rows, plan.runs_years)
        start = beginning.burn_in(scenario, seed=1)
        tasks: dict[str, Callable[[], None]] = {"mentas": partial(_columns, scenario, start)}
        if twin is not None:
            tasks["mesa.batch_run"] = partial(batch, twin, {"scenario": scenario, "start": start})
        tasks["mentas"]()
        found = {name: [1e9 / ns for ns in times] for name, times in interleaved(tasks, repeats=plan.runs).items()}
        own, peer = found["mentas"], found.get("mesa.batch_run", [])
        people = start.households.id.size
        line = Line(
            section="Runs a second, one core", what=f"{people:,} households, {scenario.months} months", unit="runs/s",
            samples=own,
        )  # fmt: skip
        yield line if not peer else replace(
            line, against="mesa.batch_run of Mesa objects", peer=peer, flipped=True, goal=f"at least {GOAL:.0f}x",
            reached=ratio(own, peer, flipped=True) >= GOAL,
        )  # fmt: skip


def _columns(scenario: mentas.Scenario, start: beginning.Beginning) -> None:
    world = World(scenario, seed=1, start=start)
    while world.running:
        world.step()


def _scenario(rows: int, years: int) -> mentas.Scenario:
    if rows == 0:
        return mentas.load_scenario(peers.VILLAGE).with_changes({"years": years})
    with tempfile.TemporaryDirectory() as folder:
        return peers.scenario(rows, folder=Path(folder), years=max(years // 5, 1))
