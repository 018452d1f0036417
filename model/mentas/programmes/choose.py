"""Who is served when money or places run out: a ranking within each regency, under a hard ceiling."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mentas import luck
from mentas.programmes.programme import Programme
from mentas.sorting import rising

if TYPE_CHECKING:
    from mentas.world import World


class Choice(NamedTuple):
    """Households chosen for a programme's year."""

    rows: np.ndarray
    """Rows chosen, in the order of their ids, so that the order of rows in the table does not matter; int64."""
    budget: np.ndarray
    """Budget of each regency, whole nominal rupiah; int64, shape (regencies,)."""
    served: np.ndarray
    """Families of the population chosen in each regency; float64, shape (regencies,)."""


def largest_remainder(total: int, shares: np.ndarray) -> np.ndarray:
    """Divide `total` into whole parts proportional to `shares` that sum to it exactly; int64."""
    if shares.sum() <= 0.0:
        return np.zeros(shares.size, dtype=np.int64)
    exact = [total * float(share) / float(shares.sum()) for share in shares]
    parts = np.array([int(part) for part in exact], dtype=np.int64)
    rest = total - int(parts.sum())
    order = np.argsort([int(part) - part for part in exact], kind="stable")
    parts[order[:rest]] += 1
    return parts


def keys(world: World, programme: Programme, rows: np.ndarray) -> np.ndarray:
    """Sort keys of `rows`: the lowest is served first."""
    h = world.households
    if programme.rank_by == "registered":
        return h.registered_score[rows]
    if programme.rank_by == "true_poorest":
        return h.spending_mean[rows] / h.size[rows]
    seed, replicate, month = world.luck
    stream = luck.stream(f"choose.{programme.name}")
    u = [np.empty(rows.size) for _ in range(4)]
    luck.uniforms(h.id[rows], seed, replicate, stream, month, *u)
    return u[0]


def shares(world: World, programme: Programme, rows: np.ndarray) -> np.ndarray:
    """Share of each regency in the programme's money and places; shape (regencies,)."""
    names = world.region.regencies
    if isinstance(programme.allocate, dict):
        return np.array([programme.allocate.get(name, 0.0) for name in names])
    if programme.allocate == "equal":
        return np.ones(len(names))
    if programme.allocate == "population":
        return np.asarray(world.region.persons, dtype=float)
    h = world.households
    eligible = np.bincount(h.regency[rows], weights=h.weight[rows], minlength=len(names))
    # Where nobody is eligible the money is still budgeted, and stays unspent.
    return eligible if eligible.any() else np.asarray(world.region.persons, dtype=float)


def choose(
    world: World, programme: Programme, *, rows: np.ndarray, unit_cost: np.ndarray, places: np.ndarray
) -> Choice:
    """Serve rows by rank within each regency until its money or its places run out.

    What a regency cannot spend because less than one row's cost is left is pooled and serves the next rows of
    other regencies, so that a small sample of the population spends what the whole would.

    Args:
        world: the world.
        programme: the programme, whose `budget_per_year` and `quota` bind where given.
        rows: eligible rows.
        unit_cost: nominal rupiah for each of `rows`, all the households it stands for; int64.
        places: quota used by each of `rows`; float64.
    """
    h = world.households
    count = len(world.region.regencies)
    by_id = np.argsort(h.id[rows], kind="stable")
    rows, unit_cost, places = rows[by_id], unit_cost[by_id], places[by_id]
    in_order = rows
    _, order = rising(keys(world, programme, rows).astype(np.float64), np.arange(rows.size))
    order = order[np.argsort(h.regency[rows[order]], kind="stable")]
    rows, unit_cost, places = rows[order], unit_cost[order], places[order]
    part = shares(world, programme, rows)
    money = None if programme.budget_per_year is None else largest_remainder(annual_budget(world, programme), part)
    quota = None if programme.quota is None else programme.quota * part / max(part.sum(), 1e-300)
    first = np.searchsorted(h.regency[rows], np.arange(count + 1))
    taken = np.zeros(rows.size, dtype=np.bool_)
    spent = np.zeros(count, dtype=np.int64)
    used = np.zeros(count)
    following = first[:-1].copy()
    for r in range(count):
        cost = np.cumsum(unit_cost[first[r] : first[r + 1]])
        place = np.cumsum(places[first[r] : first[r + 1]])
        n = cost.size
        if money is not None:
            n = min(n, int(np.searchsorted(cost, money[r], side="right")))
        if quota is not None:
            n = min(n, int(np.searchsorted(place, quota[r] * (1.0 + 1e-12), side="right")))
        taken[first[r] : first[r] + n] = True
        following[r] += n
        if n:
            spent[r], used[r] = int(cost[n - 1]), float(place[n - 1])
    _serve_from_remainders(rows, unit_cost, places, first, following, taken, spent, used, money, quota)
    chosen = rows[taken]
    served = np.bincount(h.regency[chosen], weights=h.weight[chosen], minlength=count)
    listed = np.zeros(rows.size, dtype=np.bool_)
    listed[order[taken]] = True
    return Choice(in_order[listed], spent if money is None else money, served)


def annual_budget(world: World, programme: Programme) -> int:
    """Nominal budget of the year that opens now, whole rupiah."""
    budget = programme.budget_per_year or 0
    return int(budget * world.price_level) if programme.indexed else budget


def _serve_from_remainders(
    rows: np.ndarray, unit_cost: np.ndarray, places: np.ndarray, first: np.ndarray, following: np.ndarray,
    taken: np.ndarray, spent: np.ndarray, used: np.ndarray, money: np.ndarray | None, quota: np.ndarray | None,
) -> None:  # fmt: skip
    """Serve one more row in as many regencies as the pooled remainders pay for, largest remainder first."""
    count = following.size
    waiting = [r for r in range(count) if following[r] < first[r + 1]]
    if not waiting:
        return
    left_money = np.array([money[r] - spent[r] for r in waiting]) if money is not None else None
    left_places = np.array([quota[r] - used[r] for r in waiting]) if quota is not None else None
    pool = int(left_money.sum()) if left_money is not None else 0
    room = float(left_places.sum()) * (1.0 + 1e-12) if left_places is not None else 0.0
    wish = left_money if left_money is not None else left_places
    if wish is None:
        return
    need = np.array([unit_cost[following[r]] if money is not None else places[following[r]] for r in waiting])
    for index in np.argsort(-(wish / need), kind="stable"):
        r = waiting[index]
        row = following[r]
        if (money is not None and unit_cost[row] > pool) or (quota is not None and places[row] > room):
            continue
        taken[row] = True
        pool -= int(unit_cost[row])
        room -= float(places[row])
        if money is not None:
            short = max(int(spent[r] + unit_cost[row] - money[r]), 0)
            money[r] += short
            _take(money, spent, short, [w for w in waiting if w != r])
        spent[r] += unit_cost[row]


def _take(money: np.ndarray, spent: np.ndarray, amount: int, others: list[int]) -> None:
    """Move `amount` of unspent budget away from the `others`, in order."""
    for other in others:
        moved = min(amount, int(money[other] - spent[other]))
        money[other] -= moved
        amount -= moved
