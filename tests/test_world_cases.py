"""Worlds of a few households worked out by hand: one sentence each, in YAML under `cases/`."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

import handmade
from mentas import measures
from mentas.world import World

HERE = Path(__file__).parent / "cases"
GIVEN = {"households", "programmes", "parameters", "after_start", "groups", "local_markets", "month", "inflation"}
CLOSE = 1e-12
"""Relative error of what is not a whole number: a few roundings in float64."""


@cache
def cases() -> list[Any]:
    """One parameter set for each case of each file."""
    return [
        pytest.param(case, id=f"{path.stem}: {case['sentence']}")
        for path in sorted(HERE.glob("*.yaml"))
        for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    ]


def number(value: Any) -> float:
    """A number, or a fraction such as 2/3."""
    return float(Fraction(value)) if isinstance(value, str) else float(value)


def hold(what: str, got: Any, expected: Any) -> None:
    """Check that columns or numbers are as expected: whole numbers exactly, others but for rounding."""
    wanted = np.array([number(value) for value in np.atleast_1d(np.array(expected, dtype=object))])
    found = np.atleast_1d(np.asarray(got))
    if wanted.size == 1:
        wanted = np.repeat(wanted, found.size)
    if found.dtype == np.float32:
        wanted = wanted.astype(np.float32)
    error = np.abs(found.astype(float) - wanted.astype(float))
    assert found.shape == wanted.shape and np.all(error <= CLOSE * np.abs(wanted)), f"{what}: {found}, not {wanted}"


def look(world: World, expect: dict[str, Any], start: measures.Start) -> None:
    """Hold the world against what is expected of its tables, books, flows and measures."""
    tables = {"households": world.households, "groups": world.groups, "markets": world.markets}
    for name, table in tables.items():
        for column, expected in expect.get(name, {}).items():
            values = getattr(table, column)
            if column in ("enrolled", "ever"):
                values = values != 0
            hold(column, values[: world.group_count] if name == "groups" else values, expected)
    for programme, lines in expect.get("books", {}).items():
        booked = [row for row in world.government.books.rows() if row["programme"] == programme]
        for line, expected in lines.items():
            hold(f"{programme}.{line}", sum(float(row[line]) for row in booked), expected)  # type: ignore[arg-type]
    for flow, expected in expect.get("ledger", {}).items():
        hold(flow, sum(amount for (name, _, _), amount in world.ledger.totals.items() if name == flow), expected)
    if "measures" in expect:
        table = {row[:3]: row[3] for row in measures.table(world, start=start)}
        for label, expected in expect["measures"].items():
            name, kind, group = (*label.split(", "), "all", "all")[:3]
            hold(label, table[name, kind, group], expected)


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    given = dict(case["given"])
    world = handmade.world(given.pop("households"), **given)
    start = measures.start(world)
    when = case.get("when", {})
    handmade.run(world, when.get("acts", []), when.get("months", 1) if when else 0)
    look(world, case["expect"], start)


@pytest.mark.parametrize("case", cases())
def test_case_says_why(case: dict[str, Any]) -> None:
    assert set(case) <= {"sentence", "given", "when", "expect", "because"}
    assert set(case["given"]) <= GIVEN
    assert set(case["expect"]) <= {"households", "groups", "markets", "books", "ledger", "measures"}
    assert len(case["because"]) > 10 and len(case["sentence"]) > 10


def test_there_are_enough_cases() -> None:
    assert len(cases()) >= 30
