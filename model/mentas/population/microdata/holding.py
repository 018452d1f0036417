"""What holds a planner's households as the file found them, while the burn-in settles what it does not say.

The file is a picture of the start month. In the burn-in, month by month, its people neither age nor fall out of
what was seen: members, place, luck, business, capital and savings are put back as given, and each household's usual
earnings are moved towards what makes it spend what the file says. What settles meanwhile is the rest: cash, hours,
expectations, transfers and the registry's errors, as far as they are not given; and who is able. An owner whose
business, open in the file, would close or keep losing is abler or has more idle hands than was drawn, and one who
would have opened one that is not there is not: both are drawn anew, until what the file says could have lasted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mentas import luck
from mentas.population import anchoring, livelihood
from mentas.population.microdata.columns import COLUMNS
from mentas.population.microdata.drawing import Own
from mentas.population.microdata.source import Microdata

if TYPE_CHECKING:
    from mentas.state import Households

OWNER = luck.stream("population.microdata.owner")

AS_BORN: tuple[str, ...] = (
    "size", "infants", "primary", "junior", "senior", "adults", "elderly", "disabled", "pregnant", "female_headed",
    "urban", "need", "labour", "persistent",
)  # fmt: skip
"""Columns of households that do not move in the burn-in, given or drawn."""

AS_GIVEN: tuple[str, ...] = ("business", "sector", "female_owner", "capital", "savings")
"""Columns of the file that are put back where it has a value."""

LISTED: tuple[str, ...] = ("pkh", "bpnt")
"""Programmes whose list the file may give."""

DOUBT = 3
"""Months of loss in a row after which an owner is drawn anew: a business that is there has not lost for long."""

EDGE = 1e-3
"""How far within its decile a score is kept, log."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is put back, and what spending must come to."""

    born: dict[str, np.ndarray]
    given: dict[str, tuple[np.ndarray, np.ndarray]]
    """Rows and their values, by column of households."""
    rank: np.ndarray
    """Rank of usual earnings, 0 to 1."""
    spending: np.ndarray
    """Rp a month of each row."""
    decile: np.ndarray
    """Registered decile; NaN where the file says nothing."""
    listed: dict[str, np.ndarray]
    """Rows that receive each programme, where the file says so for all."""


def hold(data: Microdata, own: Own) -> Held:
    """What to hold of households that were just drawn from the file."""
    v, source, h = data.values, own.picked.source, own.households
    given = {}
    for column in COLUMNS:
        if column.name in AS_GIVEN:
            values = v[column.name][source]
            rows = np.flatnonzero(~np.isnan(values))
            given[column.fills] = rows, values[rows]
    listed = {name: v[name][source] for name in LISTED}
    return Held(
        born={name: getattr(h, name).copy() for name in AS_BORN},
        given=given,
        rank=own.rank,
        spending=v["spending"][source],
        decile=v["decile"][source],
        listed={name: np.flatnonzero(on == 1) for name, on in listed.items() if not np.isnan(on).any()},
    )


def draw_owners(held: Held, h: Households, p: Mapping[str, float], *, at: tuple[int, int, int]) -> None:
    """Draw anew what is not seen of owners whose business goes otherwise than the file says.

    Args:
        held: what the file says.
        h: the households.
        p: population.yaml.
        at: seed, replicate, month.
    """
    rows, values = held.given["open"]
    wrong = rows[(h.open[rows] != values) | (h.losses[rows] >= DOUBT)]
    if wrong.size:
        z = [np.empty(wrong.size) for _ in range(4)]
        luck.normals(h.id[wrong], at[0], at[1], OWNER, at[2], *z)
        h.ability[wrong] = livelihood.ability(z[0], p)
        h.idle[wrong] = livelihood.idle(held.rank[wrong], z[1], p)
        h.losses[wrong] = 0


def put_back(held: Held, h: Households, *, log_cuts: np.ndarray, shift: float) -> None:
    """Undo what the month did to what the file knows. Money may appear or vanish: the books must be opened anew."""
    for name, values in held.born.items():
        getattr(h, name)[:] = values
    for name, (rows, values) in held.given.items():
        getattr(h, name)[rows] = values
    rows = np.flatnonzero(~np.isnan(held.decile))
    if rows.size:
        _register(h, rows, held.decile[rows].astype(int), log_cuts, shift)


def _register(h: Households, rows: np.ndarray, decile: np.ndarray, log_cuts: np.ndarray, shift: float) -> None:
    """Let the registry believe what the file says, now and at later visits: the score moves into the decile."""
    edges = np.concatenate([[-np.inf], log_cuts, [np.inf]])
    score = np.clip(h.registered_score[rows], edges[decile - 1] + EDGE, edges[decile] - EDGE)
    h.registered_score[rows] = score
    h.registered_decile[rows] = decile
    h.registered_error[rows] = score - shift - np.log(np.maximum(h.spending_mean[rows] / h.size[rows], 1.0))


def approach(held: Held, h: Households, *, step: float, limit: float) -> None:
    """Move usual earnings towards where each household spends what the file says, by at most `limit` up or down.

    Transfers stay as they are. Luck was drawn to fit the spending that is given, so that what is left to move is
    what business, transfers and idle hands add to or take from wages. Illness and lost jobs, which pass, must not be
    made up for: later steps are smaller (`step` below 1), so that they even out.
    """
    paid = h.transfers_mean
    earned = np.maximum(h.spending_mean - paid, 1.0)
    factor = np.clip((held.spending - paid) / earned, 1.0 / limit, limit) ** step
    anchoring.scale(0, factor.size, h, factor)
