"""The second telling is one: it borrows no rule of the first, is an ordinary Mesa model, and measures alike."""

from __future__ import annotations

import ast
from pathlib import Path

import mesa
import pytest

from mentas.measures import table
from mentas.world import World
from twin import TwinWorld, indices

DATA = {"mentas.parameters", "mentas.state", "mentas.programmes.programme", "mentas.scenario"}
"""What both tellings share: numbers, names, and the description of a programme."""

BEGINNINGS = {"mentas.world", "mentas.beginning"}
"""Where the people come from; `world` and `beginning` of the twin ask for nothing else."""

TELLING = sorted(
    path
    for path in Path(__file__).parent.glob("*.py")
    if not path.stem.startswith("test_") and path.stem not in ("comparing", "following", "conftest", "lives", "places")
)


@pytest.mark.parametrize("path", TELLING, ids=lambda path: path.stem)
def test_the_twin_borrows_numbers_and_names_only(path):
    allowed = DATA | (BEGINNINGS if path.stem in ("world", "beginning") else set())
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            known = node.module in DATA | BEGINNINGS
            found |= {node.module} if known else {f"{node.module}.{alias.name}" for alias in node.names}
    assert {name for name in found if name.split(".")[0] in ("mentas", "numba", "numpy")} <= allowed


def test_the_measures_are_those_of_naive_loops(both, village_scenario):
    lives = both(village_scenario)
    lives.live(36)
    found = {name: value for name, kind, _, value in table(lives.world) if kind == "all"}
    for name, measure in indices.INDICES.items():
        assert 0.0 < measure(lives.twin) == pytest.approx(found[name], rel=1e-9), name


def test_the_pulse_is_that_of_the_columns(both, village_scenario):
    lives = both(village_scenario)
    for _ in range(14):
        lives.world.step()
        lives.twin.step()
    ours = lives.twin.datacollector.get_model_vars_dataframe()
    theirs = lives.world.datacollector.get_model_vars_dataframe()
    assert list(ours) == list(theirs)
    for column in ours:
        assert ours[column].tolist() == pytest.approx(theirs[column].tolist(), rel=1e-9), column


def test_mesa_runs_the_twin_in_a_batch(village_scenario, start_of):
    short = village_scenario.with_changes({"years": 1})
    options = {"number_processes": 1, "display_progress": False}
    parameters = {"scenario": [short]}
    if mesa.__version__ < "3.4":
        rows = mesa.batch_run(TwinWorld, {**parameters, "rng": [1, 2]}, **options)
    else:
        rows = mesa.batch_run(TwinWorld, parameters, rng=[1, 2], **options)
    assert [row["month"] for row in rows] == [12, 12]
    for row, seed in zip(rows, (1, 2), strict=True):
        world = World(short, seed=seed)
        for _ in range(12):
            world.step()
        assert row["poverty_rate"] == pytest.approx(world.pulse["poverty_rate"], rel=1e-9)


def test_a_twin_begins_at_the_beginning(both, village_scenario):
    lives = both(village_scenario)
    lives.world.step()
    with pytest.raises(ValueError, match="begins with month 0, not with month 1"):
        TwinWorld.beginning_of(lives.world)
