"""A frontier study made up: concave outcomes of shares of five programmes, with luck that all mixes share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from mentas.report.frontier_reading import Frontier
from mentas.studies.ensemble.plan import STRUCTURES
from mentas.studies.frontier.ground import Ground
from mentas.studies.frontier.tables import tables
from mentas.studies.frontier.tried import Outcome, Tried

PROGRAMMES = ("pkh", "bpnt", "uep", "kube", "mentoring")
OUTCOMES = (
    Outcome("mentas_kept", "max", "households", "Mentas dan tidak jatuh kembali", "Lasting exits"),
    Outcome("poverty_gap", "min", "share", "Kedalaman kemiskinan (P1)", "Poverty gap (P1)"),
    Outcome("income_mean", "max", "Rp/person/month", "Pendapatan, desil 1-4", "Income, deciles 1-4"),
)
ORDER = sorted(STRUCTURES, key=lambda s: (s.threshold, s.market, s.shape))
NAMES = {number: f"{s.threshold:g} {s.market} {s.shape}" for number, s in enumerate(ORDER)}

LINEAR = np.array([[90, 60, 420, 360, 500], [0.012, 0.014, 0.003, 0.002, 0.001], [9e3, 8e3, 15e3, 12e3, 9e3]])
"""What all of the money in one programme would bring of each outcome, were it to bring as much for every rupiah."""


def mixes(count: int, *, seed: int = 1) -> pd.DataFrame:
    """Shares and grants of some candidates, m01 on; the first five put all into one programme."""
    rng = np.random.default_rng(seed)
    shares = np.vstack([np.eye(5), rng.dirichlet(np.full(5, 0.7), count - 5)])
    names = [f"m{number:02d}" for number in range(1, count + 1)]
    frame = pd.DataFrame(shares, columns=[f"share_{name}" for name in PROGRAMMES], index=names)
    return frame.assign(grant=rng.integers(4, 21, count) * 5e5)


def _means(levers: pd.DataFrame, *, money: float = 1.0) -> np.ndarray:
    """Mean effect of each candidate on each outcome, in its better direction."""
    shares = levers[[f"share_{name}" for name in PROGRAMMES]].to_numpy()
    grant = 1.0 - ((levers["grant"].to_numpy() - 6e6) / 10e6) ** 2
    return np.asarray(((money * shares) ** 0.7 @ LINEAR.T) * grant[:, None])


def lived(levers: pd.DataFrame, *, rounds: int = 2, seed: int = 2, noise: float = 1.0, money: float = 1.0) -> Tried:
    """The candidates and a baseline, each in the same worlds."""
    rng = np.random.default_rng(seed)
    model = np.repeat(np.arange(16 * rounds), 2)
    ground = Ground(model % 16, model, 16)
    effects = np.vstack([np.zeros(3), _means(levers, money=money)])
    tilt = 1.0 + 0.5 * np.cos(ground.structure)[:, None] * np.array([1.0, -0.3, 0.5])
    values = effects[:, None] * tilt
    shared = rng.standard_normal((1, len(ground), 3)) * np.array([300.0, 0.01, 2e4])
    rng = np.random.default_rng([seed, round(10 * money)])
    own = rng.standard_normal((len(effects), model.max() + 1, 3))[:, model] + rng.standard_normal(values.shape)
    values = values + shared + noise * own * np.array([12.0, 0.0004, 500.0])
    base, signs = np.array([1500.0, 0.06, 450e3]), np.array([o.sign for o in OUTCOMES])
    spent = 36e9 * money + 4e8 * rng.standard_normal((len(effects), 1)) + 1e8 * rng.standard_normal(values.shape[:2])
    spent[0] -= 3e9
    return Tried(("now", *levers.index), OUTCOMES, base + signs * values, spent, ground)


def account(**other: Any) -> dict[str, Any]:
    """What the manifest of such a study says."""
    outcomes = [{"name": o.name, "sense": o.sense, "unit": o.unit, "id": o.id, "en": o.en} for o in OUTCOMES]
    shares = [
        {"name": f"share_{name}", "unit": "share", "id": name.upper() if len(name) < 5 else "pendampingan",
         "en": name.upper() if len(name) < 5 else name, "of_money": True}
        for name in PROGRAMMES
    ]  # fmt: skip
    grant = {"name": "grant", "unit": "Rp", "id": "hibah", "en": "grant", "of_money": False}
    return {
        "study": "frontier", "mentas": "0.1.0", "seed": 7, "region_title": {"id": "Provinsi Utara", "en": "North"},
        "baseline": "now", "titles": {"now": {"id": "Bantuan sekarang", "en": "Today's programmes"}},
        "outcomes": outcomes, "levers": [*shares, grant], "cost_of": "mentas_kept", "envelope": 36e9, "step": 3.6e9,
        "tried": 160, "worlds": 64, "fresh": True,
    } | other  # fmt: skip


def frontier(
    *, count: int = 24, noise: float = 1.0, step: bool = True, told: Mapping[str, Any] | None = None
) -> Frontier:
    """A study that has ended."""
    levers = mixes(count)
    above = lived(levers, money=1.1, noise=noise).only(levers.index[:9]) if step else None
    made = tables(
        lived(levers, noise=noise), levers, baseline="now", structures=NAMES, cost_of="mentas_kept", seed=7,
        above=above, step=3.6e9, draws=200,
    )  # fmt: skip
    return Frontier(account(**(told or {})), made)
