"""Digests of a world: what two runs must have in common when they are called the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from mentas import measures
from mentas.world import World

PARTS = ("households", "groups", "markets", "pulse", "outcomes", "transitions", "spending", "ledger")
"""Parts of a world that are digested apart, so that a difference says where it lies."""


def of_world(world: World) -> dict[str, str]:
    """sha256 of each part of a world, the first sixteen digits."""
    tables = {name: getattr(world, name) for name in ("households", "groups", "markets")}
    tables["groups"] = type(world.groups)(*(column[: world.group_count] for column in world.groups))
    found = {
        name: _sha256(part for field, column in zip(table._fields, table, strict=True)
                      for part in (f"{field} {column.dtype.str} {column.shape}".encode(), column.tobytes()))
        for name, table in tables.items()
    }  # fmt: skip
    told = {
        "pulse": world.datacollector.model_vars,
        "outcomes": measures.table(world),
        "transitions": measures.transitions(world),
        "spending": world.government.books.rows(),
        "ledger": sorted([*key, float(amount)] for key, amount in world.ledger.totals.items()),
    }
    return found | {name: _sha256([exact(value).encode()]) for name, value in told.items()}


def lived(world: World, months: int) -> dict[str, str]:
    """The digests of a world that has lived some months more."""
    for _ in range(months):
        world.step()
    return of_world(world)


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Parts in which two worlds differ."""
    return [name for name in PARTS if one[name] != other[name]]


def exact(value: Any) -> str:
    """Plain values as text that tells any two floats apart; NaN is NaN."""
    return json.dumps(value, default=lambda found: found.item())


def _sha256(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
        digest.update(b"\0")
    return digest.hexdigest()[:16]
