"""Both tellings side by side: every column of every table, the books, and what months share, act by act.

Whole numbers, codes, flags, deciles, statuses, members and lists must be equal. Money is compared within one rupiah,
or a part in 10^9 where that is more: the columns work out exp, log and powers by polynomials, the twin by the C
library, which differ in the last bit, and where that bit decides a rounding the rupiah goes to the other side. Shares
and logs are kept in single precision and compared within two of its last bits; indices within a part in 10^9.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mentas import columns, world as columns_world
from mentas.behaviour import ageing
from mentas.state import NEVER, STATUS, Households, KubeGroups, Markets

if TYPE_CHECKING:
    import pytest

    from mentas.world import World
    from twin.world import TwinWorld

MONEY = 1.0
RELATIVE = 1e-9
SINGLE = 2.4e-7
"""Two units in the last place of a number of single precision, as a part of it; of one, near nothing."""


class Difference(NamedTuple):
    """One number on which the tellings disagree."""

    table: str
    id: int
    column: str
    columns: Any
    twin: Any

    def __str__(self) -> str:
        return f"{self.table} {self.id}, {self.column}: the columns say {self.columns}, the twin {self.twin}"


def differences(world: World, twin: TwinWorld) -> Iterator[Difference]:
    """All on which the two disagree now."""
    yield from of_table("household", Households, world.households, list(twin.households), household_values(world, twin))
    yield from of_table("group", KubeGroups, in_use(world), list(twin.groups), group_values(world, twin))
    yield from of_table("market", Markets, world.markets, list(twin.markets), {})
    yield from of_members(world, twin)
    yield from of_books(world, twin)
    for name in ("economy", "local_demand", "population_index"):
        pairs = zip(getattr(world, name).tolist(), getattr(twin, name), strict=True)
        yield from (Difference("regency", r, name, a, b) for r, (a, b) in enumerate(pairs) if not near(a, b, RELATIVE))
    if not near(world.price_level, twin.price_level, RELATIVE):
        yield Difference("world", 0, "price_level", world.price_level, twin.price_level)


def of_table(
    table: str, kind: type, held: Any, agents: list[Any], told: dict[str, list[Any]]
) -> Iterator[Difference]:
    """Differences in a table, column by column; `told` has those values that the agents hold in another shape."""
    for field in columns.describe(kind):
        theirs = getattr(held, field.name)
        ours = np.array(told[field.name] if field.name in told else [getattr(a, field.name) for a in agents])
        if theirs.shape != ours.shape:
            yield Difference(table, -1, f"number of rows of {field.name}", theirs.size, ours.size)
            continue
        for row in np.flatnonzero(~alike(theirs, ours, field)):
            yield Difference(table, int(row), field.name, theirs[row].item(), ours[row].item())


def alike(theirs: np.ndarray, ours: np.ndarray, field: columns.Field) -> np.ndarray:
    """Where a column agrees with what the agents say."""
    if field.dtype == "float32":
        return np.abs(theirs - ours) <= SINGLE * np.maximum(np.abs(ours), 1.0)
    if field.dtype == "float64":
        within = MONEY if field.unit.startswith("Rp") else 0.0
        return np.abs(theirs - ours) <= np.maximum(within, RELATIVE * np.abs(ours))
    return theirs == ours


def near(a: float, b: float, relative: float) -> bool:
    """Whether two numbers agree to a part of them."""
    return abs(a - b) <= relative * abs(b)


def household_values(world: World, twin: TwinWorld) -> dict[str, list[Any]]:
    """Those columns of households that the agents hold as what they mean."""
    place = {id(group): row for row, group in enumerate(twin.groups)}
    return {
        "group": [-1 if h.group is None else place[id(h.group)] for h in twin.households],
        "granted": [NEVER if h.granted is None else h.granted for h in twin.households],
        "enrolled": [sum(int(world.bit(name)) for name in h.enrolled) for h in twin.households],
        "ever": [sum(int(world.bit(name)) for name in h.ever) for h in twin.households],
    }


def group_values(world: World, twin: TwinWorld) -> dict[str, list[Any]]:
    """Those columns of groups that the agents hold as what they mean; where members stand is compared by id."""
    return {
        "status": [STATUS.index(group.status) for group in twin.groups],
        "members": [len(group.members) for group in twin.groups],
        "first": in_use(world).first.tolist(),
    }


def in_use(world: World) -> KubeGroups:
    """The rows of the groups' table that are groups."""
    return KubeGroups(*(column[: world.group_count] for column in world.groups))


def of_members(world: World, twin: TwinWorld) -> Iterator[Difference]:
    """Differences in who the members of each group are."""
    groups = in_use(world)
    for row, group in zip(range(world.group_count), twin.groups, strict=False):
        first = int(groups.first[row])
        theirs = world.households.id[world.members[first : first + int(groups.members[row])]].tolist()
        ours = [member.id for member in group.members]
        if theirs != ours:
            yield Difference("group", row, "members", theirs, ours)


def of_books(world: World, twin: TwinWorld) -> Iterator[Difference]:
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


class Apart(AssertionError):
    """The tellings disagree: the message names act, month, row, column and both values."""


def live_together(world: World, twin: TwinWorld, monkeypatch: pytest.MonkeyPatch, *, months: int) -> None:
    """Let both live, the twin one act behind, and compare them after every act.

    Raises:
        Apart: at the first act after which they disagree.
    """
    acts = iter(())

    def follow() -> None:
        nonlocal acts
        act = next(acts)
        found = list(differences(world, twin))
        if found:
            more = f" (and {len(found) - 5} more)" if len(found) > 5 else ""
            lines = "\n  ".join(str(difference) for difference in found[:5])
            raise Apart(f"after {act} of month {world.month}:\n  {lines}{more}")

    def followed(act: Any) -> Any:
        @wraps(act)
        def both(*args: Any, **options: Any) -> Any:
            result = act(*args, **options)
            follow()
            return result

        return both

    with monkeypatch.context() as patch:
        patch.setattr(columns_world, "MONTH", tuple(followed(act) for act in columns_world.MONTH))
        patch.setattr(ageing, "grow", followed(ageing.grow))
        patch.setattr(world.registry, "refresh", followed(world.registry.refresh))
        patch.setattr(world, "rank", followed(world.rank))
        for _ in range(months):
            acts = twin.acts()
            world.step()
            remaining = list(acts)
            if remaining:
                raise Apart(f"the twin lived on in month {world.month}: {', '.join(remaining)}")
