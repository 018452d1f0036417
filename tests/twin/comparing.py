"""Both tellings side by side: every column of every table, the lists and the books.

Whole numbers, codes, flags, deciles, statuses, members, lists and the programmes' books must be equal. The columns
work out exp, log and powers by polynomials, the twin by the C library: these differ in the last bit, and now and then
that bit decides to which side a rupiah is rounded, or the last bit of a share kept in single precision. Money may
therefore differ by a rupiah (or a part in 10^9), shares and logs by two of their last bits, indices by a part in
10^9; and `Following` lets money differ in one household of a world, no more: what goes wrong in two is no rounding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mentas import columns
from mentas.state import NEVER, STATUS, Households, KubeGroups, Markets

if TYPE_CHECKING:
    from mentas.world import World
    from twin.world import TwinWorld

MONEY = 1.0
RELATIVE = 1e-9
SINGLE = 2.4e-7
"""Two units in the last place of a number of single precision, as a part of it; of one, for what lies below one."""


class Difference(NamedTuple):
    """One number that the tellings do not have alike."""

    table: str
    id: int
    column: str
    columns: Any
    twin: Any
    is_rounding: bool = False
    """Whether it is small enough to come from rounding."""

    def __str__(self) -> str:
        return f"{self.table} {self.id}, {self.column}: the columns say {self.columns}, the twin {self.twin}"


def differences(world: World, twin: TwinWorld) -> Iterator[Difference]:
    """All that the two do not have alike now, down to the last bit."""
    yield from _of_table("household", Households, world.households, list(twin.households), _of_households(world, twin))
    yield from _of_table("group", KubeGroups, in_use(world), list(twin.groups), _of_groups(world, twin))
    yield from _of_table("market", Markets, world.markets, list(twin.markets), {})
    yield from _of_members(world, twin)
    yield from _of_books(world, twin)
    # The population has no index before there is a start to set it against.
    for name in ("economy", "local_demand", *(() if world.burning else ("population_index",))):
        yield from _of_numbers("regency", name, getattr(world, name), getattr(twin, name))
    yield from _of_numbers("region", "price_level", [world.price_level], [twin.price_level])


def _of_table(table: str, kind: type, held: Any, agents: list[Any], told: dict[str, list[Any]]) -> Iterator[Difference]:
    """Differences in a table, column by column; `told` has what the agents hold in another shape."""
    ids = held.id if hasattr(held, "id") else np.arange(held.price.size)
    for field in columns.describe(kind):
        theirs = getattr(held, field.name)
        ours = np.array(told[field.name] if field.name in told else [getattr(a, field.name) for a in agents])
        if theirs.shape != ours.shape:
            yield Difference(table, -1, f"rows of {field.name}", theirs.size, ours.size)
            continue
        for row in np.flatnonzero(theirs != ours):
            a, b = theirs[row].item(), ours[row].item()
            yield Difference(table, int(ids[row]), field.name, a, b, _is_rounding(a, b, field))


def _is_rounding(a: float, b: float, field: columns.Field) -> bool:
    """Whether two unequal values of a column can come from rounding."""
    if field.dtype == "float32":
        return abs(a - b) <= SINGLE * max(abs(b), 1.0)
    money = MONEY if field.unit.startswith("Rp") else 0.0
    return field.dtype == "float64" and abs(a - b) <= max(money, RELATIVE * abs(b))


def _of_numbers(table: str, name: str, theirs: Any, ours: list[float]) -> Iterator[Difference]:
    """Differences in what is no column."""
    for place, (a, b) in enumerate(zip(theirs, ours, strict=True)):
        if a != b:
            yield Difference(table, place, name, float(a), b, abs(a - b) <= RELATIVE * abs(b))


def _of_households(world: World, twin: TwinWorld) -> dict[str, list[Any]]:
    """Those columns of households that the agents hold as what they mean."""
    place = {id(group): row for row, group in enumerate(twin.groups)}
    return {
        "group": [-1 if h.group is None else place[id(h.group)] for h in twin.households],
        "granted": [NEVER if h.granted is None else h.granted for h in twin.households],
        "enrolled": [sum(int(world.bit(name)) for name in h.enrolled) for h in twin.households],
        "ever": [sum(int(world.bit(name)) for name in h.ever) for h in twin.households],
    }


def _of_groups(world: World, twin: TwinWorld) -> dict[str, list[Any]]:
    """Those columns of groups that the agents hold as what they mean; who the members are is compared by id."""
    return {
        "status": [STATUS.index(group.status) for group in twin.groups],
        "members": [len(group.members) for group in twin.groups],
        "first": in_use(world).first.tolist(),
    }


def in_use(world: World) -> KubeGroups:
    """The rows of the groups' table that are groups."""
    return KubeGroups(*(column[: world.group_count] for column in world.groups))


def _of_members(world: World, twin: TwinWorld) -> Iterator[Difference]:
    """Differences in who the members of each group are."""
    groups = in_use(world)
    for row, group in zip(range(world.group_count), twin.groups, strict=False):
        first = int(groups.first[row])
        theirs = world.households.id[world.members[first : first + int(groups.members[row])]].tolist()
        ours = [member.id for member in group.members]
        if theirs != ours:
            yield Difference("group", row, "members", theirs, ours)


def _of_books(world: World, twin: TwinWorld) -> Iterator[Difference]:
    """Differences in the programmes' accounts, in whole nominal rupiah."""
    theirs, ours = world.government.books.accounts, twin.government.books
    if list(theirs) != list(ours):
        yield Difference("books", -1, "accounts", list(theirs), list(ours))
        return
    for (programme, year), account in theirs.items():
        for line in ("budget", "delivered", "admin", "leaked", "recipients"):
            a, b = getattr(account, line).tolist(), getattr(ours[programme, year], line)
            if a != b:
                yield Difference("books", year, f"{programme}.{line}", a, b)
        unspent = [ours[programme, year].unspent(regency) for regency in range(account.budget.size)]
        if account.unspent.tolist() != unspent or min(unspent) < 0:
            yield Difference("books", year, f"{programme}.unspent", account.unspent.tolist(), unspent)
