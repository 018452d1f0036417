"""Ten worlds whose every byte is on record: which they are, and what they are today."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import mentas
from mentas.world import World
from reproducible.digest import lived

ROOT = Path(__file__).parents[2]
RECORD = Path(__file__).with_name("digests.json")

SEED = 11
MONTHS = 37
"""Three years, and the month in which the fourth opens."""

SMALL: dict[str, Any] = {"scale": 0.002, "population.burn_in_months": 24}

CASES: dict[str, dict[str, Any]] = {
    "toy/village.yaml": {},
    "toy/village_grants.yaml": {},
    "kaltim/no_programmes.yaml": SMALL,
    "kaltim/status_quo_2025.yaml": SMALL,
    "kaltim/announced_2024_2025.yaml": {**SMALL, "growth": 0.02},
    "kaltim/consumptive.yaml": {**SMALL, "population.distribution": "shifted_lognormal"},
    "kaltim/productive_households.yaml": SMALL,
    "kaltim/productive_groups.yaml": SMALL,
    "kaltim/mixed.yaml": {**SMALL, "markets": "fixed"},
    "kaltim/agency/mixed.yaml": SMALL,
}
"""Scenario files under `scenarios/`, with what is changed in each."""

Digests = dict[str, dict[str, str]]
"""Digests of each part of a world, by case."""


def scenario(case: str) -> mentas.Scenario:
    """The scenario of a case."""
    return mentas.load_scenario(ROOT / "scenarios" / case).with_changes(CASES[case])


def today(cases: Iterable[str] = tuple(CASES)) -> Digests:
    """Digests as the model gives them now."""
    return {case: lived(World(scenario(case), seed=SEED), MONTHS) for case in cases}


def recorded(path: Path = RECORD) -> Digests:
    """Digests on record; none if there is no record yet."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def changed(old: Digests, new: Digests) -> dict[str, list[str]]:
    """Parts that are not as they were, by case."""
    every = {case: sorted(set(old.get(case, {})) | set(new.get(case, {}))) for case in {**old, **new}}
    return {
        case: found
        for case, parts in every.items()
        if (found := [p for p in parts if old.get(case, {}).get(p) != new.get(case, {}).get(p)])
    }
