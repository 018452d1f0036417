"""Random valid scenarios of the toy village: any programmes, budgets, quotas, calendars, losses, shocks, prices.

    changes = random_changes(seed)          # for `Scenario.with_changes`
    scenario = random_scenario(seed)        # the village with these changes

The same seed gives the same scenario. What is drawn but refused (a budget that buys nobody) is drawn again.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import mentas
from mentas import beginning, parameters
from mentas.files import Refusal
from mentas.programmes.programme import COMPONENTS, CONDITIONS
from mentas.state import SECTORS
from mentas.world import World

VILLAGE = Path(__file__).parent.parent / "scenarios" / "toy" / "village.yaml"
REGENCIES = ("Dusun Hilir", "Dusun Hulu")
WORDS = {"id": "Acak", "en": "Random"}
START = (2025, 3)

SHIPPED = {
    "bpnt": "cash_transfer", "pkh": "cash_transfer", "uep": "capital_grant", "wrse": "capital_grant",
    "kube": "group_grant",
}  # fmt: skip
NEW = {"tunai_baru": "cash_transfer", "modal_baru": "capital_grant", "kelompok_baru": "group_grant"}


class Draw:
    """Choices from a generator, in plain Python types."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def one(self, *options: Any) -> Any:
        """One of the options."""
        return options[int(self.rng.integers(len(options)))]

    def some(self, options: tuple[Any, ...], *, least: int = 0) -> list[Any]:
        """Some of the options, in their order."""
        count = int(self.rng.integers(least, len(options) + 1))
        chosen = sorted(self.rng.choice(len(options), size=count, replace=False).tolist())
        return [options[place] for place in chosen]

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return int(self.rng.integers(low, high + 1))

    def chance(self, share: float) -> bool:
        """Whether something with this chance happens."""
        return bool(self.rng.random() < share)

    def split(self, names: list[str]) -> dict[str, float]:
        """Shares that sum to one exactly enough."""
        cuts = np.sort(self.rng.integers(0, 1001, size=len(names) - 1))
        parts = np.diff(np.concatenate([[0], cuts, [1000]])) / 1000
        return dict(zip(names, parts.tolist(), strict=True))


def month(offset: int) -> str:
    """A month of the calendar, counted from the scenario's start."""
    months = START[0] * 12 + START[1] - 1 + offset
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def _shared(d: Draw) -> dict[str, Any]:
    """Fields of every mechanism."""
    low, high = sorted((d.whole(1, 10), d.whole(1, 10)))
    start = d.one(0, 0, d.whole(0, 20))
    fields = {
        "deciles": d.one([1, 10], [1, 5], [low, high]),
        "conditions": d.some(CONDITIONS) if d.chance(0.3) else d.one([], ["able_to_work"], ["not_in_group"]),
        "rank_by": d.one("registered", "random", "true_poorest"),
        "allocate": d.one("eligible", "equal", "population", d.split(list(REGENCIES))),
        "quota": d.one(None, 0, d.whole(1, 70)),
        "budget_per_year": d.one(d.whole(20_000_000, 150_000_000), d.whole(0, 10**9), 0),
        "pay_months": d.some(tuple(range(1, 13)), least=1),
        "delay_months": d.one(0, 0, d.whole(0, 14)),
        "delivery_failure": d.one(0, 0.2, 1),
        "leakage": d.one(0, 0.05, 1 / 3, 1),
        "admin_share": d.one(0, 0.1, 0.337),
        "indexed": d.chance(0.5),
        "start": month(start),
        "end": d.one(None, None, month(start + d.whole(1, 24))),
    }
    if d.chance(0.15):
        fields |= {"budget_per_year": None, "quota": d.whole(0, 70)}
    return fields


def _own(d: Draw, mechanism: str) -> dict[str, Any]:
    """Fields of one mechanism."""
    if mechanism == "cash_transfer":
        return {
            "benefit_per_month": d.whole(0, 400_000),
            "components_per_year": {name: d.whole(0, 3_000_000) for name in d.some(COMPONENTS)},
            "component_verified": d.one(1, 0.8),
            "max_components": d.whole(0, 6),
            "max_months": d.one(None, None, d.whole(1, 30)),
            "exit_above_decile": d.chance(0.5),
        }
    fields = {
        "grant": d.one(0, d.whole(1, 20_000_000)),
        "mentoring_months": d.one(0, d.whole(0, 24)),
        "mentoring_cost": d.whole(0, 200_000),
        "repeat_after_months": d.one(None, d.whole(1, 30)),
        "sectors": d.one(None, d.split(list(SECTORS))),
    }
    if mechanism == "group_grant":
        return fields | {"members": d.whole(2, 10)}
    return fields | {"form": d.one("in_kind", "cash"), "lock_months": d.one(0, d.whole(0, 24))}


def _programmes(d: Draw) -> dict[str, dict[str, Any]]:
    known = SHIPPED | NEW
    names = d.some(tuple(known), least=1)
    found = {}
    for name in d.rng.permutation(names).tolist():
        fields = _shared(d) | _own(d, known[name])
        if name in NEW:
            fields |= {"mechanism": known[name], "title": WORDS}
        elif d.chance(0.2):
            fields = {"quota": d.whole(1, 40)}
        found[name] = {"active": not d.chance(0.05), **fields}
    return found


def _shock(d: Draw) -> dict[str, Any]:
    return {
        "title": WORDS, "start": month(d.whole(0, 30)), "months": d.whole(1, 12),
        "regencies": d.some(REGENCIES, least=1), "wages": d.one(-0.9, -0.2, 0.3), "capital_loss": d.one(0, 0.3, 1),
        "reach": d.one(1, 0.4),
    }  # fmt: skip


def _draw(d: Draw) -> dict[str, Any]:
    programmes = _programmes(d)
    changes: dict[str, Any] = {
        "years": d.one(2, 3), "inflation": d.one(0, 0.025, 0.1, -0.02), "growth": d.one(0, 0.05, -0.1),
        "markets": d.one("responsive", "fixed"), "budget": None,
        "shocks": [_shock(d) for _ in range(d.one(0, 0, 1, 2))],
        "programmes.uep.active": False, "programmes.kube.active": False,
        **{f"programmes.{name}": fields for name, fields in programmes.items()},
    }  # fmt: skip
    if d.chance(0.3):
        # The village's own shares are below these.
        shares = {"bpnt": 0, "uep": 0, "kube": 0, **d.split(list(programmes))}
        per_year = d.whole(50_000_000, 500_000_000)
        changes["budget"] = {"per_year": per_year, "shares": shares, "indexed": d.chance(0.5)}
    if d.chance(0.1):
        changes |= {"population.distribution": "shifted_lognormal", "population.burn_in_months": 12}
    if d.chance(0.15):
        for name in d.rng.choice(sorted(parameters.catalogue()), size=3, replace=False).tolist():
            low, high = parameters.catalogue()[name].range
            changes[f"parameters.{name}"] = float(d.rng.uniform(low, high))
    return changes


def random_changes(seed: int) -> dict[str, Any]:
    """Changes of the village that make a valid scenario."""
    return _valid(seed)[0]


def random_scenario(seed: int) -> mentas.Scenario:
    """The village with random changes."""
    return _valid(seed)[1]


def _valid(seed: int) -> tuple[dict[str, Any], mentas.Scenario]:
    d = Draw(seed)
    for _ in range(50):
        changes = _draw(d)
        try:
            return changes, mentas.load_scenario(VILLAGE).with_changes(changes)
        except Refusal as refusal:
            # Money that buys nobody is refused, and rightly so; anything else would be this module's own mistake.
            assert {problem.code for problem in refusal.problems} <= {"buys-nobody", "no-limit"}, refusal
    raise AssertionError(f"seed {seed} gave no valid scenario")


@cache
def _begun(key: str, seed: int) -> beginning.Beginning:
    return beginning.burn_in(_waiting[key], seed=seed)


_waiting: dict[str, mentas.Scenario] = {}


def random_world(seed: int) -> World:
    """A strict world of a random scenario at month 0; those that begin alike share their burn-in."""
    scenario = random_scenario(seed)
    own = seed % 5
    key = beginning.key(scenario, own, 0)
    _waiting[key] = scenario
    return World(scenario, seed=own, strict=True, start=_begun(key, own))
