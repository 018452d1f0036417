"""Two cores against one: threads within a world, processes within a study."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks import machine, peers
from benchmarks.lines import Line, ratio
from benchmarks.plan import PROVINCE, Plan
from benchmarks.sizes import lived
from benchmarks.timing import interleaved
from mentas import beginning
from mentas.studies import batch, design
from mentas.world import World

GOAL = 1.7
SECTION = "Two cores against one, by the clock"
STUDY = peers.ROOT / "experiments" / "compare" / "kaltim_equal_budget.yaml"


def lines(plan: Plan) -> Iterator[Line]:
    """Threads, then workers; nothing where there is but one core."""
    if int(machine.facts()["cores"]) < 2:
        yield Line(section=SECTION, what="this machine has one core", unit="", samples=[])
        return
    yield from threads(plan)
    yield from workers(plan)


def threads(plan: Plan) -> Iterator[Line]:
    """A year of one world with two threads and with one, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        scenario = peers.scenario(round(plan.cores_scale * PROVINCE), folder=Path(folder))
    start = beginning.burn_in(scenario, seed=1)
    worlds = {n: World(scenario, seed=1, start=start, threads=n) for n in (1, 2)}
    del start
    rows = worlds[1].households.id.size
    found = interleaved(
        {str(n): lived(world, 12) for n, world in worlds.items()}, repeats=plan.cores_repeats,
        clock=time.perf_counter_ns,
    )  # fmt: skip
    one, two = ([ns / 1e9 for ns in found[name]] for name in ("1", "2"))
    same = all(a.tobytes() == b.tobytes() for a, b in zip(worlds[1].households, worlds[2].households, strict=True))
    yield Line(
        section=SECTION, what=f"a year of {rows:,} households, two threads", unit="s", samples=two,
        against="one thread", peer=one, goal=f"at least {GOAL}x", reached=ratio(two, one) >= GOAL,
        note="the same bytes" if same else "DIFFERENT BYTES",
    )  # fmt: skip


def workers(plan: Plan) -> Iterator[Line]:
    """A study of four policies on four worlds each, with two workers and with one; tables, no charts."""
    scale = 0.2 * plan.cores_scale
    study = design.load_study(STUDY, changes={"years": 5, "scale": scale})
    study = design.with_settings(study, replicates=4, uncertainty="point")
    folder = Path(tempfile.mkdtemp(prefix="mentas-bench-"))
    places = (folder / str(k) for k in itertools.count())
    try:
        found = interleaved(
            {str(n): partial(_compared, study, places, n) for n in (1, 2)},
            repeats=max(plan.cores_repeats - 2, 1), clock=time.perf_counter_ns,
        )  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    one, two = ([ns / 1e9 for ns in found[name]] for name in ("1", "2"))
    yield Line(
        section=SECTION, what=f"a study of 16 runs of 60 months at scale {scale:g}, two workers", unit="s", samples=two,
        against="one worker", peer=one, goal=f"at least {GOAL}x", reached=ratio(two, one) >= GOAL,
    )  # fmt: skip


def _compared(study: design.Study, places: Iterator[Path], workers: int) -> None:
    batch.run(study, out=next(places), workers=workers)
