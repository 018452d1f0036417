"""Households from a file of microdata: what it says is taken as it is, and the rest is drawn as for any region.

Spending is given. How much of it is passing luck is not, and is drawn from what the spread of spending in the file
allows: those at the bottom have more often had bad luck than those at the top. Usual earnings are the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from mentas import columns, luck
from mentas.population import demography, livelihood
from mentas.population import draw as drawn
from mentas.population.microdata.columns import AGES, COLUMNS
from mentas.population.microdata.plausible import median
from mentas.population.microdata.sample import Picked, pick
from mentas.population.microdata.source import Microdata, Values
from mentas.population.shape import Shape
from mentas.population.usual import joint_of_sample, luck_given
from mentas.population.welfare import Target
from mentas.state import NEVER, Households

FORTUNE = luck.stream("population.microdata.fortune")

FEWEST_POOR = 1
"""Fewest poor rows of a regency that tell its poverty rate, and fewest that are not."""

KNOTS = 41
"""Points of the table of spending: fine enough for its shape, too coarse for single households."""
TAIL_ROWS = 5
"""Rows beyond the last knot on either side."""
REACH = 16.0
"""Log odds to which the tails are drawn on."""
RISE = 1e-6
"""Least rise of the log of spending from knot to knot, so that ranks and spending answer to each other."""


class Own(NamedTuple):
    """The population of a file of microdata, before it has lived a month."""

    households: Households
    picked: Picked
    rank: np.ndarray
    """Rank of persons by usual earnings, 0 to 1."""


def build(
    data: Microdata,
    *,
    scale: float,
    seed: int,
    replicate: int,
    parameters: Mapping[str, float],
    persistent_sd: float,
    lasting_error_sd: float,
) -> Own:
    """Rows for the households of a file; arguments as of `population.build`."""
    least = int(parameters["least_rows"])
    picked = pick(data, scale=scale, least_rows=least, seed=seed, replicate=replicate)
    region, source, v = data.region, picked.source, data.values
    level = medians(data)
    spread = shape_of(data, level)
    table = joint_of_sample(spread, persistent_sd, region.demography["household_size_mean"])
    draw = drawn.Draw(
        region=region,
        level=level,
        joint=table,
        chances=demography.tables(region, table, parameters),
        sectors=livelihood.sectors(region),
        parameters=parameters,
        lasting_error_sd=lasting_error_sd,
        seed=seed,
        replicate=replicate,
    )
    rows: Households = columns.empty(Households, source.size)
    rows.id[:], rows.weight[:], rows.regency[:] = picked.id, picked.weight, v["regency"][source]
    rows.size[:] = v["size"][source]
    rank = _earn(rows, draw, v["spending"][source])
    lone = drawn.live(rows, draw, rank)
    fill(rows, v, source, (*AGES, "disabled", "pregnant"))
    known = ~np.isnan(v["adults"][source])
    lone = np.where(known, rows.adults + rows.elderly == 1, lone)
    drawn.reside(rows, draw, rank, lone)
    fill(rows, v, source, ("urban", "female_headed"))
    drawn.work(rows, draw, rank)
    fill(rows, v, source, ("business", "sector", "female_owner", "capital", "savings"))
    drawn.think(rows, draw, rank)
    rows.granted[:] = NEVER
    rows.group[:] = -1
    return Own(rows, picked, rank)


def fill(rows: Households, v: Values, source: np.ndarray, names: tuple[str, ...]) -> None:
    """Put into the rows what the file says."""
    for column in COLUMNS:
        if column.name in names and column.fills:
            target = getattr(rows, column.fills)
            given = v[column.name][source]
            known = ~np.isnan(given)
            target[known] = given[known]


def target(data: Microdata) -> Target:
    """What the file says of spending: its shape over all regencies, and in each the poverty rate on the region's line.

    Where too few rows are poor, or not poor, to tell a rate, the regency is set onto its median.
    """
    v = data.values
    level = medians(data)
    regency = v["regency"].astype(int)
    poor = v["spending"] < v["size"] * data.region.poverty_line[regency]
    persons = v["weight"] * v["size"]
    count = np.bincount(regency, weights=poor, minlength=level.size)
    rows = np.bincount(regency, minlength=level.size)
    rate = np.bincount(regency, weights=persons * poor, minlength=level.size) / np.bincount(regency, weights=persons)
    told = (count >= FEWEST_POOR) & (rows - count >= FEWEST_POOR)
    spread = shape_of(data, level)
    return Target(
        median=np.exp(level),
        ratio=lambda rank: np.exp(spread.log_quantile(rank)),
        rate=np.where(told, rate, 0.5),
        there=np.where(told, data.region.poverty_line, np.exp(level)),
    )


def medians(data: Microdata) -> np.ndarray:
    """Log of median spending a person of each regency, Rp/month; shape (regencies,)."""
    v = data.values
    found = []
    for regency in range(len(data.region.regencies)):
        here = v["regency"] == regency
        found.append(median(v["spending"][here] / v["size"][here], v["weight"][here] * v["size"][here]))
    return np.log(found)


def shape_of(data: Microdata, level: np.ndarray) -> Shape:
    """Spending a person over its regency's median, in ranks of persons, smoothed; as for a region, one for all."""
    v = data.values
    value = np.log(v["spending"] / v["size"]) - level[v["regency"].astype(int)]
    persons = v["weight"] * v["size"]
    order = np.argsort(value, kind="stable")
    rank = (np.cumsum(persons[order]) - persons[order] / 2.0) / persons.sum()
    tail = min(TAIL_ROWS / value.size, 0.25)
    edge = np.log(1.0 / tail - 1.0)
    odds = np.linspace(-edge, edge, KNOTS)
    at = np.interp(1.0 / (1.0 + np.exp(-odds)), rank, value[order])
    at = np.maximum.accumulate(at) + RISE * np.arange(KNOTS)
    bend = max(KNOTS // 8, 1)
    low, high = (at[bend] - at[0]) / (odds[bend] - odds[0]), (at[-1] - at[-1 - bend]) / (odds[-1] - odds[-1 - bend])
    far = max(REACH - edge, 1.0)
    return Shape(
        log_odds=np.concatenate([[-edge - far], odds, [edge + far]]),
        log_value=np.concatenate([[at[0] - low * far], at, [at[-1] + high * far]]),
        top_rank=1.0,
    )


def _earn(rows: Households, draw: drawn.Draw, spending: np.ndarray) -> np.ndarray:
    """Earnings and spending; returns the rank of persons by usual earnings, 0 to 1."""
    chance = drawn.uniforms(rows, draw, FORTUNE)[0]
    log_spending = np.log(spending / rows.size) - draw.level[rows.regency]
    persistent = luck_given(draw.joint, log_spending, chance)
    rows.persistent[:] = persistent
    rows.permanent[:] = np.rint(spending * np.exp(-persistent))
    for column in (rows.spending, rows.expected, rows.spending_mean, rows.earned, rows.earned_mean):
        column[:] = spending
    rows.need[:] = draw.region.poverty_line[rows.regency] * rows.size
    return np.interp(log_spending - persistent, draw.joint.grid, draw.joint.usual_rank)
