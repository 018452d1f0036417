"""Whole studies: runs a second through engine and store, and what the driver of many runs costs."""

from __future__ import annotations

import itertools
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import mentas
from benchmarks import peers
from benchmarks.lines import Line, ratio
from benchmarks.plan import Plan
from benchmarks.runs import GOAL
from benchmarks.runs import batch as mesa_batch
from benchmarks.timing import interleaved, process
from mentas import beginning
from mentas.studies import batch
from mentas.studies.design import Arm, Study
from mentas.studies.space.dimension import Dimension, Span
from mentas.studies.space.plan import Design

WORDS = {"id": "Ukur", "en": "Bench"}
SETTLE = 12
"""Months of burn-in; the shipped scenarios have more, and gain more where points share it."""

PLAIN, SWEEP, MESA = "a comparison", "a sweep", "mesa.batch_run"

GIGABYTE = 1000.0
SOON = 0.2
"""Seconds within which `status` must answer."""


def lines(plan: Plan) -> Iterator[Line]:
    """Studies in one process, runs kept and tables written, against `mesa.batch_run` over as many months."""
    twin = peers.twin_world()
    for rows in plan.runs_rows:
        runs = plan.studies_runs
        years = plan.runs_years if rows == 0 else max(plan.runs_years // 5, 1)
        scenario = _scenario(rows, years)
        start = beginning.burn_in(scenario, seed=1)
        with tempfile.TemporaryDirectory() as folder:
            places = (Path(folder) / str(number) for number in itertools.count())
            tasks: dict[str, Callable[[], None]] = {
                PLAIN: partial(_run, comparison(scenario, runs), places),
                SWEEP: partial(_run, sweep(scenario, runs), places),
            }
            if twin is not None:
                whole = scenario.with_changes({"years": years + SETTLE // 12})
                tasks[MESA] = partial(mesa_batch, twin, {"scenario": whole, "start": start})
            tasks[SWEEP]()
            times = interleaved(tasks, repeats=plan.studies)
        each = {name: [(1 if name == MESA else runs) * 1e9 / ns for ns in found] for name, found in times.items()}
        people = start.households.id.size
        for name, note in (
            (PLAIN, f"each run settles for {SETTLE} months of its own"),
            (SWEEP, f"all share {SETTLE} months of burn-in"),
        ):
            line = Line(
                section="Runs a second of a study, one core", unit="runs/s", samples=each[name], note=note,
                what=f"{name} of {runs} runs, {people:,} households, {scenario.months} months",
            )  # fmt: skip
            yield line if MESA not in each else replace(
                line, against=f"{MESA} of Mesa objects, {scenario.months + SETTLE} months", peer=each[MESA],
                flipped=True, goal=f"at least {GOAL:.0f}x", reached=ratio(each[name], each[MESA], flipped=True) >= GOAL,
            )  # fmt: skip


def drivers(plan: Plan) -> Iterator[Line]:
    """A sweep of runs that take no time: all that is left is what driver and store do. A process each."""
    for runs in plan.driver_runs:
        told = process(["-m", "benchmarks.driver", json.dumps({"runs": runs})]).stdout
        found: dict[str, Any] = json.loads(told.splitlines()[-1])
        peak, soon = found["peak"] / 1e6, found["status_seconds"]
        for what, unit, value, goal, reached in (
            ("a thousand runs given out and kept", "s", 1000 * found["run_seconds"] / found["runs"], "", None),
            ("a thousand runs brought into tables", "s", 1000 * found["table_seconds"] / found["runs"], "", None),
            ("memory, at most", "MB", peak, f"under {GIGABYTE:,.0f} MB", peak < GIGABYTE),
            ("the same before tables are written", "MB", found["ran_peak"] / 1e6, "", None),
            ("runs on the disk", "bytes a run", found["runs_bytes"] / found["runs"], "", None),
            ("tables on the disk", "bytes a run", (found["bytes"] - found["runs_bytes"]) / found["runs"], "", None),
            ("`status`, by the clock", "s", soon, f"under {SOON} s", soon < SOON),
            ("the same command again, nothing to do", "s", found["again_seconds"], "", None),
        ):
            yield Line(
                section=f"The driver of a study of {found['runs']:,} runs, two workers", what=what, unit=unit,
                samples=[value], goal=goal, reached=reached, details=found,
            )  # fmt: skip


def comparison(scenario: mentas.Scenario, runs: int) -> Study:
    """One scenario in so many worlds."""
    return _study(scenario, kind="compare", replicates=runs)


def sweep(scenario: mentas.Scenario, runs: int) -> Study:
    """One world at so many points of a lever that a burn-in does not know."""
    budget = scenario.budget
    assert budget is not None
    span = Span(budget.per_year, 1.2 * budget.per_year, whole=True)
    lever = Dimension(name="budget.per_year", role="lever", group="programme design", form=span, arms=("only",))
    design = Design(method="latin", samples=runs)
    return _study(scenario, kind="sweep", replicates=1, dimensions=(lever,), design=design, keep=frozenset())


def _study(scenario: mentas.Scenario, **settings: Any) -> Study:
    arm = Arm(name="only", file="", scenario=scenario)
    return Study(name="bench", title=WORDS, question=WORDS, arms=(arm,), baseline=None, seed=1, **settings)


def _run(study: Study, places: Iterator[Path]) -> None:
    failures = batch.run(study, out=next(places), workers=1).failures
    assert not failures, failures[0].error


def _scenario(rows: int, years: int) -> mentas.Scenario:
    changes = {"years": years, "population.burn_in_months": SETTLE}
    if rows == 0:
        return mentas.load_scenario(peers.VILLAGE).with_changes(changes)
    with tempfile.TemporaryDirectory() as folder:
        return peers.scenario(rows, folder=Path(folder), **changes)
