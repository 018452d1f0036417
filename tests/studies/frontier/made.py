"""Candidates made by hand or by known luck."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mentas.studies.frontier.ground import Ground
from mentas.studies.frontier.tried import Outcome, Tried

EXITS = Outcome("mentas_kept", "max", "households", "Mentas", "Lasting exits")
GAP = Outcome("poverty_gap", "min", "share", "Kedalaman", "Poverty gap")
INCOME = Outcome("income_mean", "max", "Rp/person/month", "Pendapatan", "Income")
OUTCOMES = (EXITS, GAP, INCOME)


def nested(rounds: int, *, structures: int = 16, lucks: int = 2) -> Ground:
    """Pairs of worlds that go round the structures."""
    model = np.repeat(np.arange(rounds * structures), lucks)
    return Ground(model % structures, model, structures)


def tried(
    values: np.ndarray, ground: Ground | None = None, *, spent: np.ndarray | None = None,
    outcomes: Sequence[Outcome] = OUTCOMES, names: Sequence[str] | None = None,
) -> Tried:  # fmt: skip
    """Candidates of some values of shape (candidates, worlds, outcomes)."""
    values = np.asarray(values, dtype=float)
    count, worlds, measured = values.shape
    return Tried(
        tuple(names or (f"c{number}" for number in range(count))),
        tuple(outcomes[:measured]),
        values,
        np.full((count, worlds), 1e9) if spent is None else np.asarray(spent, dtype=float),
        ground or Ground.plain(worlds),
    )
