"""An auditor of the programmes' books, who works out anew, row by row, what each delivery should have booked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil, floor
from typing import Any

import numpy as np

from mentas import luck
from mentas.programmes import delivery
from mentas.programmes.programme import Programme
from mentas.world import World

LINES = ("delivered", "admin", "leaked")
Booked = dict[str, np.ndarray]


class AuditError(AssertionError):
    """The books say something else than what was sent; the message names line, programme, month and regency."""


def watch(set_: Callable[[Any, str, Any], object]) -> None:
    """Audit every delivery of every mechanism from now on."""
    for mechanism in set(delivery.MECHANISMS.values()):
        honest = mechanism.deliver

        def deliver(world: World, programme: Programme, item: Any, honest: Any = honest) -> None:
            due = expected(world, programme, item)
            before = {line: getattr(item.account, line).copy() for line in LINES}
            honest(world, programme, item)
            for line in LINES:
                wrong = np.flatnonzero(getattr(item.account, line) - before[line] != due[line])
                if wrong.size:
                    raise AuditError(f"{line} of {programme.name} in month {world.month}, regency {wrong[0]}")

        set_(mechanism, "deliver", deliver)


def expected(world: World, programme: Programme, item: Any) -> Booked:
    """What a delivery should book this month, by regency; whole nominal rupiah."""
    found = nothing(world)
    for row, amount, overhead in sent(world, programme, item):
        id_, weight, regency = row
        u = np.empty((4, 1))
        stream = luck.stream(f"deliver.{programme.name}")
        luck.uniforms(np.array([id_]), world.seed, world.replicate, stream, world.month, *u)
        if u[0, 0] >= programme.delivery_failure:
            book(found, regency, amount, overhead, weight, programme.leakage)
    return found


def book(found: Booked, regency: int, amount: int, overhead: int, weight: float, leakage: float) -> None:
    """Book one delivery."""
    gone = half_up(floor(amount * leakage) * weight)
    found["delivered"][regency] += half_up(amount * weight) - gone
    found["leaked"][regency] += gone
    found["admin"][regency] += half_up(overhead * weight)


def half_up(amount: float) -> int:
    return floor(amount + 0.5)


def nothing(world: World) -> Booked:
    return {line: np.zeros(len(world.region.regencies), dtype=np.int64) for line in LINES}


def rows_of(world: World, item: Any) -> list[tuple[int, float, int]]:
    """Id, weight and regency of each family or group in line."""
    table, rows = (world.groups, item.groups) if hasattr(item, "groups") else (
        world.households, item.rows if hasattr(item, "rows") else item.families
    )  # fmt: skip
    return [(int(table.id[r]), float(table.weight[r]), int(table.regency[r])) for r in rows]


def sent(world: World, programme: Programme, item: Any) -> Iterator[tuple[tuple[int, float, int], int, int]]:
    """Row, amount and overhead of everything sent that is due this month, before losses."""
    if hasattr(item, "grant"):
        if item.due == world.month:
            for row in rows_of(world, item):
                yield row, item.grant, item.overhead
        return
    if world.month in pay_dates(programme, item):
        most = programme.max_months
        tenure = world.tenure(programme.name)[item.rows]
        for row, payment, months in zip(rows_of(world, item), item.payment.tolist(), tenure.tolist(), strict=True):
            if most is None or months < most:
                yield row, payment, ceil(float(payment) * programme.admin_share)


def pay_dates(programme: Programme, listing: Any) -> list[int]:
    """Months in which what a list was sent arrives."""
    end = programme.end
    dates = [listing.opened + month - 1 for month in programme.pay_months]
    return [date + programme.delay_months for date in dates if end is None or date < end]


def committed(world: World) -> dict[int, np.ndarray]:
    """Rupiah that are promised and still on their way, by account (its identity) and regency."""
    found: dict[int, np.ndarray] = {}
    programmes = {p.name: p for p in world.running_programmes}
    for name, pending in world.government.pending.items():
        programme = programmes[name]
        for item in pending:
            due = found.setdefault(id(item.account), np.zeros(len(world.region.regencies), dtype=np.int64))
            if hasattr(item, "grant"):
                if item.due >= world.month:
                    for _, weight, regency in rows_of(world, item):
                        due[regency] += half_up(item.grant * weight) + half_up(item.overhead * weight)
                continue
            left = sum(date >= world.month for date in pay_dates(programme, item))
            for (_, weight, regency), payment in zip(rows_of(world, item), item.payment.tolist(), strict=True):
                overhead = ceil(float(payment) * programme.admin_share)
                due[regency] += left * (half_up(payment * weight) + half_up(overhead * weight))
    return found
