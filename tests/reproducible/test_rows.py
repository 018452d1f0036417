"""Rows reordered, results reordered: no order of rows, blocks, chunks or threads changes a bit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mentas
from mentas import columns, kernels
from mentas.measures import deciles
from mentas.world import World
from reproducible.digest import differences, lived, of_world
from reproducible.faults import plant, shuffled

ROOT = Path(__file__).parents[2]
MONTHS = 26
SMALL = {"scale": 0.003, "population.burn_in_months": 12}


def live(*, threads: int = 1, scenario: str = "kaltim/mixed.yaml", **changes: Any) -> World:
    """A small province from its birth, with all five programmes."""
    found = mentas.load_scenario(ROOT / "scenarios" / scenario).with_changes({**SMALL, **changes})
    world = World(found, seed=9, threads=threads)
    lived(world, MONTHS)
    return world


def in_order_of_ids(world: World) -> dict[str, str]:
    """Digests of a world whose households are put into the order of their ids."""
    assert np.unique(world.households.id).size == world.households.id.size
    world.households = columns.take(world.households, np.argsort(world.households.id))
    return of_world(world)


@pytest.fixture(scope="module")
def plain() -> dict[str, str]:
    return in_order_of_ids(live())


@pytest.mark.parametrize("seed", [1, 2])
def test_reordered_rows_give_reordered_households_and_the_same_of_all_else(
    seed: int, plain: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shuffled(monkeypatch.setattr, seed)
    world = live()
    assert not np.array_equal(world.households.id, np.sort(world.households.id))
    # What is measured is measured in the other order; households then go back into the order of their ids.
    measured = of_world(world)
    again = in_order_of_ids(world)
    assert differences(plain, again) == []
    assert differences(plain, measured) == ["households"]


@pytest.mark.parametrize(
    ("fault", "found"),
    [("luck_by_position", "households"), ("ties_by_position", "households"), ("a_sum_of_floats", "outcomes")],
)
def test_what_depends_on_the_order_of_rows_is_found(fault: str, found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(fault, monkeypatch.setattr)
    honest = in_order_of_ids(live())
    shuffled(monkeypatch.setattr, 1)
    world = live()
    measured = of_world(world)
    assert found in differences(honest, {**measured, "households": in_order_of_ids(world)["households"]})


CHUNKS = [(2, 512), (3, 7), (2, 1)]


@pytest.mark.parametrize(("threads", "chunk"), CHUNKS)
def test_neither_threads_nor_chunks_change_a_bit(
    threads: int, chunk: int, plain: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "CHUNK", chunk)
    monkeypatch.setattr(deciles, "spans", lambda n: [(i, min(i + chunk, n)) for i in range(0, n, chunk)])
    assert differences(plain, in_order_of_ids(live(threads=threads))) == []


def test_a_sum_that_depends_on_threads_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    plant("a_sum_that_depends_on_threads", monkeypatch.setattr)
    monkeypatch.setattr(kernels, "CHUNK", 512)
    assert "markets" in differences(of_world(live(threads=1)), of_world(live(threads=2)))


IN_BLOCKS = """
import mentas.rows
mentas.rows.BLOCK = {block}
from golden.cases import today
import json, mentas.behaviour.work
assert mentas.behaviour.work.BLOCK == {block}
{fault}
print(json.dumps(today(["toy/village.yaml"])))
"""
FAULT = """
from mentas.markets import goods
honest = goods.weighted_total
goods.weighted_total = lambda *a: float(__import__("numpy").float32(honest(*a)))
goods.shared = lambda codes: int(codes[0])
"""


def printed(code: str) -> str:
    places = os.pathsep.join(str(ROOT / place) for place in ("tests", "model"))
    environment = {**os.environ, "PYTHONPATH": places, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.slow
def test_the_size_of_blocks_changes_no_bit_and_one_that_does_is_found() -> None:
    """Without the compiler, because blocks are compiled in."""
    found = {block: printed(IN_BLOCKS.format(block=block, fault="")) for block in (2048, 7)}
    assert len(set(found.values())) == 1
    assert printed(IN_BLOCKS.format(block=7, fault=FAULT)) != printed(IN_BLOCKS.format(block=2048, fault=FAULT))
