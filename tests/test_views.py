"""Mesa's face: rows are agents, tables are agent sets, and both see the same numbers."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Callable

import mesa
import numpy as np
import pytest
from mesa.agent import AgentSet

import mentas
from mentas.world import World


def test_tables_are_agent_sets(village: Callable[..., World]) -> None:
    world = village()
    households = world.agents_by_type[mentas.Household]
    assert isinstance(households, AgentSet)
    assert isinstance(households[0], mesa.Agent)
    assert len(households) == world.households.id.size
    assert {kind.__name__ for kind in world.agents_by_type} == {
        "Household", "KubeGroup", "Market", "Government", "Registry",
    }  # fmt: skip


def test_a_view_reads_and_writes_the_column(village: Callable[..., World]) -> None:
    world = village()
    household = world.agents_by_type[mentas.Household][3]
    assert household.cash == world.households.cash[3]
    household.cash = 123.0
    assert world.households.cash[3] == 123.0
    with pytest.raises(AttributeError, match="no column 'csh'"):
        household.csh = 1.0
    with pytest.raises(AttributeError, match="no column 'csh'"):
        _ = household.csh


@pytest.mark.parametrize(
    "question",
    [
        lambda h: h.income < h.need,
        lambda h: h.poor,
        lambda h: h.cash > 1_000_000 and h.open == 1,
        lambda h: 1 if h.size > 4 else 0,
    ],
    ids=["columns", "derived", "and", "if"],
)
def test_select_means_the_same_on_a_view_and_on_the_columns(
    question: Callable[[object], object], village: Callable[..., World]
) -> None:
    world = village()
    world.step()
    households = world.agents_by_type[mentas.Household]
    one_by_one = [row.unique_id for row in households if question(row)]
    assert [row.unique_id for row in households.select(question)] == one_by_one


def test_get_set_agg_groupby_sort_do(village: Callable[..., World]) -> None:
    world = village()
    households = world.agents_by_type[mentas.Household]
    assert households.agg("cash", np.sum) == world.households.cash.sum()
    assert households.agg("cash", [min, max]) == [world.households.cash.min(), world.households.cash.max()]
    assert households.get(["cash", "size"])[0] == [world.households.cash[0], world.households.size[0]]
    groups = households.groupby("regency")
    assert sum(groups.count().values()) == len(households)
    assert groups.agg("size", np.sum)[0] == world.households.size[world.households.regency == 0].sum()
    rich = households.sort("cash")[0]
    assert rich.cash == world.households.cash.max()
    households.select(at_most=2).set("cash", 7.0)
    assert list(world.households.cash[:2]) == [7.0, 7.0]
    seen: list[int] = []
    households.select(at_most=3).do(lambda row: seen.append(row.unique_id))
    assert seen == [0, 1, 2]
    assert sorted(row.unique_id for row in households.shuffle()) == list(range(len(households)))
    assert households[0] in households
    with pytest.raises(AttributeError):
        households.get("csh")
    assert list(households.select(at_most=2).get("csh", "default", -1)) == [-1, -1]


def test_rows_cannot_be_removed(village: Callable[..., World]) -> None:
    households = village().agents_by_type[mentas.Household]
    with pytest.raises(TypeError, match="cannot be removed"):
        households[0].remove()
    with pytest.raises(TypeError, match="added or removed"):
        households.discard(households[0])


def test_a_group_knows_its_members(village: Callable[..., World]) -> None:
    world = village(grants=True)
    for _ in range(12):
        world.step()
    groups = world.agents_by_type[mentas.KubeGroup]
    assert len(groups) == world.group_count > 0
    assert {type(member) for member in groups[0].member_households} == {mentas.Household}
    assert len(groups[0].member_households) == world.groups.members[0]


def test_the_data_collector_works(village: Callable[..., World]) -> None:
    world = village()
    for _ in range(3):
        world.step()
    frame = world.datacollector.get_model_vars_dataframe()
    assert list(frame["month"]) == [1, 2, 3]
    assert frame["poverty_rate"].between(0, 1).all()


def test_batch_run_runs_the_model(village_scenario: mentas.Scenario) -> None:
    rows = mesa.batch_run(
        World, {"scenario": [village_scenario.with_changes({"years": 1})]}, number_processes=1, display_progress=False
    )
    assert rows[-1]["month"] == 12


def test_batch_run_takes_seeds(village_scenario: mentas.Scenario) -> None:
    parameters = {"scenario": [village_scenario.with_changes({"years": 1})]}
    if "rng" in inspect.signature(mesa.batch_run).parameters:
        rows = mesa.batch_run(World, parameters, rng=[3, 4], number_processes=1, display_progress=False)
    else:  # Mesa 3.3
        rows = mesa.batch_run(World, parameters | {"seed": [3, 4]}, number_processes=1, display_progress=False)
    assert len({row["spending"] for row in rows if row["month"] == 12}) == 2


def test_a_world_can_be_pickled_midway(village: Callable[..., World]) -> None:
    world = village()
    world.step()
    held = pickle.loads(pickle.dumps(world.households))
    assert all(np.array_equal(a, b) for a, b in zip(held, world.households, strict=True))
