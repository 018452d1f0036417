"""Worlds written by hand: a few households, groups and markets by column, where luck is switched off.

Nobody is drawn and nothing burns in. A column that is not given has a plain value: four able adults, no money, no
business, the hamlet's own poverty line. A parameter may leave its plausible range here, so that a chance can be 0 or 1.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

import mentas
from mentas import beginning, columns
from mentas.behaviour import ageing
from mentas.registry import register
from mentas.state import ACTIVE, NEVER, SECTORS, STATUS, Households, KubeGroups, Markets
from mentas.world import MONTH, World

VILLAGE = Path(__file__).parent.parent / "scenarios" / "toy" / "village.yaml"

NOTHING: dict[str, Any] = {
    "budget": None, "inflation": 0.0, "markets": "fixed", "population.survey_programmes": False,
    "programmes.uep.active": False, "programmes.kube.active": False, "programmes.bpnt.active": False,
}  # fmt: skip
"""Changes of the toy village that leave it without any policy."""

STILL: dict[str, dict[str, float]] = {
    "nature": {"illness_chance": 0, "asset_loss_chance": 0},
    "work": {"persistent_sd": 0, "transitory_sd": 0, "job_loss": 0, "job_finding": 0},
    "enterprise": {"shock_sd": 0, "closing_chance": 0, "wear": 0},
    "group": {
        "shock_sd": 0, "loss_chance": 0, "quarrel_chance": 0, "cohesion_sd": 0, "cohesion_gain": 0, "cohesion_pull": 0,
        "cohesion_facilitator": 0, "revive_chance": 0, "dissolve_chance": 0,
    },
    "investing": {"opening_chance": 0},
    "mindset": {"success": 0, "failure": 0, "mentor": 0, "neighbours": 0, "fading": 0},
    "ageing": {"fertility": 0, "adult_ageing": 0, "adult_death": 0, "elderly_death": 0},
    "registry": {"lasting_error_sd": 0, "visit_error_sd": 0, "visited_share": 1, "shift": 0},
}  # fmt: skip
"""Parameters with which nothing happens by luck and nothing changes on its own."""

SIMPLE: dict[str, Any] = {
    "cash_transfer": {"delivery_failure": 0, "leakage": 0, "admin_share": 0, "deciles": [1, 4], "conditions": []},
    "capital_grant": {
        "delivery_failure": 0, "leakage": 0, "admin_share": 0, "deciles": [1, 4], "conditions": [], "delay_months": 0,
        "pay_months": [1], "mentoring_months": 0, "mentoring_cost": 0, "lock_months": 0, "sectors": None,
    },
}  # fmt: skip
SIMPLE["group_grant"] = {key: value for key, value in SIMPLE["capital_grant"].items() if key != "lock_months"}
"""Fields with which all of a programme's money arrives and only its benefits cost anything."""

ACTS: dict[str, Any] = {f"{act.__module__.rpartition('.')[2]}.{act.__name__}": act for act in MONTH}
ACTS |= {"ageing.grow": ageing.grow, "registry.refresh": register.refresh, "month": World.step}
"""What a case may run, by name; `month` is all of a month and its end."""

AGES = ("infants", "primary", "junior", "senior", "adults", "elderly")


@lru_cache(maxsize=64)
def _scenario(changes: str) -> mentas.Scenario:
    """The village without any policy but with these changes, written as Python."""
    return mentas.load_scenario(VILLAGE).with_changes(NOTHING | ast.literal_eval(changes))


def households(rows: Sequence[Mapping[str, Any]]) -> Households:
    """A table of the given columns by row."""
    table: Households = columns.empty(Households, len(rows))
    table.id[:] = np.arange(len(rows))
    for name, value in {
        "weight": 1, "labour": 1, "ability": 1, "mindset": 0.5, "registered_decile": 1, "national_decile": 1,
        "group": -1, "granted": NEVER, "idle": 1,
    }.items():  # fmt: skip
        getattr(table, name)[:] = value
    for row, given in enumerate(rows):
        if not any(name in given for name in AGES):
            table.adults[row] = 4
        for name, value in given.items():
            getattr(table, name)[row] = value
        table.size[row] = sum(int(getattr(table, name)[row]) for name in AGES)
        table.disposition[row] = given.get("disposition", table.mindset[row])
    return table


def markets(count: int, given: Mapping[str, Any]) -> Markets:
    """The markets of `count` regencies, all with the same given columns."""
    table: Markets = columns.empty(Markets, count * len(SECTORS))
    table.regency[:] = np.repeat(np.arange(count), len(SECTORS))
    table.sector[:] = np.tile(np.arange(len(SECTORS)), count)
    for name, value in {"price": 1, "sales": 1, "demand_start": 1, "supply_start": 1, **given}.items():
        getattr(table, name)[:] = value
    return table


def add_group(world: World, members: Sequence[int], given: Mapping[str, Any]) -> None:
    """Add an active KUBE group of these rows to a world."""
    (row,) = world.form_groups(np.array([members]))
    world.groups.weight[row] = world.households.weight[members[0]]
    world.groups.regency[row] = world.households.regency[members[0]]
    world.groups.status[row] = ACTIVE
    world.groups.cohesion[row] = 1.0
    for name, value in given.items():
        getattr(world.groups, name)[row] = STATUS.index(value) if name == "status" else value


def world(
    rows: Sequence[Mapping[str, Any]] | Households, *, programmes: Mapping[str, Mapping[str, Any]] | None = None,
    parameters: Mapping[str, float] | None = None, after_start: Sequence[Mapping[str, Any]] = (),
    groups: Sequence[Mapping[str, Any]] = (), local_markets: Mapping[str, Any] | None = None, month: int = 0,
    seed: int = 3, luck: bool = False, **changes: Any,
) -> World:  # fmt: skip
    """A strict world of these households.

    Args:
        rows: columns by household, or the table itself.
        programmes: fields by name of programme, over those of `SIMPLE`.
        parameters: values by dotted name, over those of `STILL`.
        after_start: columns by household that are set once the start has been fixed.
        groups: columns by group, with `rows` of its members.
        local_markets: columns of all markets; without them prices and sales are fixed.
        month: month from which the world goes on.
        seed: seed of the luck that is left.
        luck: whether parameters not given are those of the model instead of those of `STILL`.
        changes: other keys of the scenario.
    """
    title = {"id": "Contoh", "en": "Example"}
    local = {} if local_markets is None else {"markets": "responsive"}
    policy = {
        f"programmes.{name}": {"active": True, "title": title, **SIMPLE[fields["mechanism"]], **fields}
        for name, fields in (programmes or {}).items()
    }
    scenario = _scenario(repr(changes | local | policy))
    table = rows if isinstance(rows, Households) else households(rows)
    start = beginning.Beginning(
        beginning.key(scenario, seed, 0), table, columns.empty(KubeGroups, 4), np.zeros(0, dtype=np.int32), 0,
        markets(len(scenario.region.regencies), local_markets or {}),
    )  # fmt: skip
    no_need = table.need == 0
    table.need[no_need] = (np.asarray(scenario.region.poverty_line)[table.regency] * table.size)[no_need]
    made = World(scenario, seed=seed, strict=True, start=start)
    made.national_cuts = scenario.region.national_cuts  # as published, in round numbers
    beginning.begin(made, start)
    chosen = {} if luck else {part: dict(values) for part, values in STILL.items()}
    for name, value in (parameters or {}).items():
        part, _, key = name.partition(".")
        chosen.setdefault(part, {})[key] = value
    for part, values in chosen.items():
        setattr(
            made.parameters, part, getattr(made.parameters, part)._replace(**{k: float(v) for k, v in values.items()})
        )
    made.fixed_cost = made._fixed_cost()
    for row, given in enumerate(after_start):
        for name, value in given.items():
            getattr(made.households, name)[row] = value
    for given in groups:
        add_group(made, given["rows"], {name: value for name, value in given.items() if name != "rows"})
    made.month = month
    made.ledger.reopen()
    return made


def run(made: World, acts: Sequence[str], months: int = 1) -> World:
    """Run acts, the books checked after each, for some months."""
    for _ in range(months):
        for act in acts:
            ACTS[act](made)
            made.ledger.check(act, force=True)
        if "month" not in acts:
            made.month += 1
    return made
