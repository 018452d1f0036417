"""The worlds that are compared: mentas, the same month in NumPy, and the same month as Mesa objects."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mentas
from benchmarks import nation
from benchmarks.numpy_month import NumpyWorld
from mentas import beginning
from mentas.beginning import Beginning
from mentas.world import World

ROOT = Path(__file__).parent.parent
POLICY = ROOT / "scenarios" / "kaltim" / "mixed.yaml"
VILLAGE = ROOT / "scenarios" / "toy" / "village.yaml"

BLOCK = 16_384
"""Rows of a block of the second NumPy peer: its temporary arrays stay in the processor's caches."""

COLUMNS, NUMPY, BLOCKS, TWIN = "mentas", "NumPy columns", "NumPy columns in blocks", "Mesa objects"


def twin_world() -> Any | None:
    """The class of the twin in tests/, or None where it is not there."""
    tests = str(ROOT / "tests")
    if tests not in sys.path:
        sys.path.append(tests)
    try:
        from twin import TwinWorld  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    return TwinWorld


def scenario(rows: int, *, folder: Path, **changes: Any) -> mentas.Scenario:
    """East Kalimantan with all programmes and about `rows` households to simulate; beyond the province, a nation."""
    province = mentas.load_scenario(POLICY)
    people = int(province.region.households.sum())
    if rows > people:
        return nation.scenario(rows, folder=folder, province=province, **changes)
    return province.with_changes({"scale": min(rows / people, 1.0), **changes})


def makers() -> dict[str, Callable[[mentas.Scenario, Beginning], Any]]:
    """How each peer's world is made from a finished burn-in, by name; the twin only where it is there."""
    found: dict[str, Callable[[mentas.Scenario, Beginning], Any]] = {
        COLUMNS: lambda s, start: World(s, seed=1, start=start),
        NUMPY: lambda s, start: NumpyWorld(s, seed=1, start=start),
        BLOCKS: lambda s, start: NumpyWorld(s, seed=1, start=start, block=BLOCK),
    }
    twin = twin_world()
    if twin is not None:
        found[TWIN] = lambda s, start: twin.beginning_of(World(s, seed=1, start=start))
    return found


def warm_up() -> None:
    """A year of the village by every peer, so that nobody's code is loaded or compiled while the clock runs."""
    village = mentas.load_scenario(VILLAGE)
    start = beginning.burn_in(village)
    for make in makers().values():
        world = make(village, start)
        for _ in range(13):
            world.step()
