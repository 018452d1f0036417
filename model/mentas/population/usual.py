"""Usual earnings, luck and household size together.

What a survey sees is usual earnings times persistent luck. Usual earnings are found by undoing the blur of luck
(Richardson-Lucy), so that luck is independent of them and the spread of spending neither grows nor shrinks as luck
moves on. Size goes with usual earnings, not with luck, so that the poor are as large next year as today.

Ranks count persons, rows are households, and poor households are larger: the density of households over ranks is the
density of persons over the mean size at that rank.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mentas.population.region import Region
from mentas.population.shape import Shape, fine_ranks

CELLS = 480
"""Cells of the grid of log spending."""

ROUNDS = 300
"""Rounds of undoing the blur; more sharpen nothing that a survey could see."""

NODES = 257
"""Points of the table of luck, along spending and along chance."""

EDGE_RANK = 1e-6
"""Rank at which the grid begins; one minus it where it ends, unless the top is cut off before."""

STEEPEST = 4.0
"""Steepest fall of household size with usual earnings: steeper, and the poorest would be crowds."""

STEPS = 60
"""Halvings when a number is sought: to the last bit."""


class Joint(NamedTuple):
    """Usual earnings, luck and household size together, in logs against a regency's mean level."""

    household_rank: np.ndarray
    """Ranks of households by spending a person today, 0 to 1."""
    log_spending: np.ndarray
    """Log of spending a person at these ranks."""
    grid: np.ndarray
    """Middles of the cells of log usual earnings a person; shape (CELLS,)."""
    persons: np.ndarray
    """Share of persons in each cell of usual earnings."""
    households: np.ndarray
    """Share of households in each cell."""
    usual_rank: np.ndarray
    """Rank of persons by usual earnings, at the cells' middles."""
    size: np.ndarray
    """Mean household size in each cell."""
    node: np.ndarray
    """Log spending at which luck is tabled; even steps, shape (NODES,)."""
    luck: np.ndarray
    """Persistent luck by log spending and chance; shape (NODES, NODES)."""


def joint(region: Region, spread: Shape, persistent_sd: float) -> Joint:
    """Usual earnings, luck and size, for persistent luck of standard deviation `persistent_sd` (log).

    Raises:
        ValueError: `persistent_sd` is not positive, or sizes cannot be met.
    """
    if not persistent_sd > 0.0:
        raise ValueError(f"persistent_sd must be positive, not {persistent_sd}")
    low, high = spread.log_quantile(np.array([EDGE_RANK, 1.0 - EDGE_RANK]))
    edges = np.linspace(low - 2.0 * persistent_sd, high + persistent_sd, CELLS + 1)
    grid = (edges[1:] + edges[:-1]) / 2.0
    seen = np.diff(spread.rank(edges))
    blur = _blur(edges[1] - edges[0], persistent_sd)
    persons = _undo(seen / seen.sum(), blur)
    usual_rank = np.cumsum(persons) - persons / 2.0
    size = _sizes(region, spread, persons=persons, usual_rank=usual_rank, edges=edges, blur=blur)
    households = persons / size
    smaller = np.divide(_spread(households, blur), _spread(persons, blur), out=np.ones(CELLS), where=seen > 0.0)
    middle, width = fine_ranks()
    share = width * np.interp(spread.log_quantile(middle), grid, smaller)
    rank = np.concatenate([[0.0], np.cumsum(share)]) / share.sum()
    node = np.linspace(low, high, NODES)
    return Joint(
        household_rank=rank,
        log_spending=spread.log_quantile(np.concatenate([[0.0], np.cumsum(width)])),
        grid=grid,
        persons=persons,
        households=households / households.sum(),
        usual_rank=usual_rank,
        size=size,
        node=node,
        luck=_luck(node, edges, households, persistent_sd),
    )


def joint_of_sample(spread: Shape, persistent_sd: float, size: float) -> Joint:
    """As `joint`, for a spread that was read from households whose sizes are known: all count as of one `size`."""
    low, high = spread.log_quantile(np.array([EDGE_RANK, 1.0 - EDGE_RANK]))
    edges = np.linspace(low - 2.0 * persistent_sd, high + persistent_sd, CELLS + 1)
    seen = np.diff(spread.rank(edges))
    persons = _undo(seen / seen.sum(), _blur(edges[1] - edges[0], persistent_sd))
    node = np.linspace(low, high, NODES)
    return Joint(
        household_rank=spread.rank(node),
        log_spending=node,
        grid=(edges[1:] + edges[:-1]) / 2.0,
        persons=persons,
        households=persons,
        usual_rank=np.cumsum(persons) - persons / 2.0,
        size=np.full(CELLS, size),
        node=node,
        luck=_luck(node, edges, persons, persistent_sd),
    )


def luck_given(table: Joint, log_spending: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """The persistent luck in log spending a person, for chances 0 to 1; same shape."""
    rank = np.interp(log_spending, table.log_spending, table.household_rank)
    return draw_spending(table, rank, chance)[1]


def draw_spending(table: Joint, household_rank: np.ndarray, chance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Log spending a person and the persistent luck in it, for ranks and chances 0 to 1; two arrays of their shape."""
    spending = np.interp(household_rank, table.household_rank, table.log_spending)
    across = (np.clip(spending, table.node[0], table.node[-1]) - table.node[0]) / (table.node[1] - table.node[0])
    along = np.clip(chance * NODES - 0.5, 0.0, NODES - 1.0)
    i = np.minimum(across.astype(np.int64), NODES - 2)
    j = np.minimum(along.astype(np.int64), NODES - 2)
    across -= i
    along -= j
    flat = table.luck.ravel()
    at = i * NODES + j
    near = flat[at] + along * (flat[at + 1] - flat[at])
    at += NODES
    far = flat[at] + along * (flat[at + 1] - flat[at])
    return spending, near + across * (far - near)


def _blur(step: float, sd: float) -> np.ndarray:
    """Weights of a normal blur on a grid with this step; odd length, they sum to one."""
    reach = int(np.ceil(5.0 * sd / step))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) * step / sd) ** 2)
    return weights / weights.sum()


def _spread(mass: np.ndarray, blur: np.ndarray) -> np.ndarray:
    """`mass` blurred; same shape. Summed without BLAS, whose order of sums depends on its threads."""
    padded = np.pad(mass, blur.size // 2)
    windows = np.lib.stride_tricks.sliding_window_view(padded, blur.size)
    return np.einsum("ij,j->i", windows, blur)


def _undo(seen: np.ndarray, blur: np.ndarray) -> np.ndarray:
    """The mass that, blurred, comes closest to `seen` (Richardson-Lucy); never negative, sums to one."""
    mass = seen.copy()
    for _ in range(ROUNDS):
        blurred = _spread(mass, blur)
        mass *= _spread(np.divide(seen, blurred, out=np.zeros_like(seen), where=blurred > 1e-300), blur)
    return mass / mass.sum()


def _sizes(
    region: Region, spread: Shape, *, persons: np.ndarray, usual_rank: np.ndarray, edges: np.ndarray, blur: np.ndarray
) -> np.ndarray:
    """Mean household size by cell of usual earnings: 1 + m exp(-c rank).

    m and c give the region's mean size over households and its mean size over poor households.

    Raises:
        ValueError: no c does.
    """
    weight = region.persons / region.persons.sum()
    below = np.zeros(CELLS)
    for share, line in zip(weight, spread.log_quantile(region.poverty_rate), strict=True):
        below += share * np.clip((line - edges[:-1]) / np.diff(edges), 0.0, 1.0)
    poor = persons * _spread(below, blur)

    def sizes(steepness: float) -> np.ndarray:
        fall = np.exp(-steepness * usual_rank)
        wanted = 1.0 / region.demography["household_size_mean"]
        return 1.0 + fall * _halve(lambda m: float(np.sum(persons / (1.0 + m * fall))) - wanted, 0.0, 1000.0)

    def too_small(steepness: float) -> float:
        return region.poor_size - float(np.sum(poor) / np.sum(poor / sizes(steepness)))

    if too_small(0.0) < 0.0 or too_small(STEEPEST) > 0.0:
        raise ValueError(f"region {region.name}: poor households of {region.poor_size} persons cannot be met")
    return sizes(_halve(too_small, 0.0, STEEPEST))


def _halve(falling: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function crosses zero between `low` and `high`."""
    for _ in range(STEPS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if falling(middle) > 0.0 else (low, middle)
    return (low + high) / 2.0


def _luck(node: np.ndarray, edges: np.ndarray, households: np.ndarray, sd: float) -> np.ndarray:
    """Quantiles of luck given spending: what a household at `node` earns by luck, at even chances."""
    grid = (edges[1:] + edges[:-1]) / 2.0
    chance = (np.arange(NODES) + 0.5) / NODES
    table = np.empty((NODES, NODES))
    for i, spending in enumerate(node):
        likely = np.exp(-0.5 * ((spending - grid) / sd) ** 2) * households
        below = np.concatenate([[0.0], np.cumsum(likely)])
        table[i] = spending - np.interp(chance, below / below[-1], edges)[::-1]
    return table
