"""Trials and panels made by hand, small enough to work out on paper, and a large one with a known effect."""

from __future__ import annotations

from typing import Any

import numpy as np

from mentas.studies.trial.panels import OUTCOMES, Baseline, Outlook, Panel
from mentas.studies.trial.trial import Arm, Class, Design, Population, Published, Spread, Trial


def published(**changed: Any) -> Published:
    """One effect: profit of the month 12, arm `grant`, difference, intent to treat."""
    fields: dict[str, Any] = {
        "name": "profit", "arm": "grant", "outcome": "profit", "months": (12,), "unit": "level", "per": "month",
        "method": "difference", "estimand": "itt", "on": "eligible", "woman": None, "profit_below": None,
        "profit_above": None, "capital_below": None, "capital_above": None, "ability_top": None, "effect": 10.0,
        "se": 2.0, "source": "made by hand", "from_memory": False, "scored": True, "role": "calibrate",
    }  # fmt: skip
    return Published(**(fields | changed))


def trial(*effects: Published, **changed: Any) -> Trial:
    """A trial with arms `grant` and `cash`; `design` changes its design."""
    design: dict[str, Any] = {
        "eligible": (), "owners_only": False, "unit": "household", "clusters": 0, "sample": 4, "control_share": 0.5,
        "attrition": 0.0, "reliability": 1.0, "cluster_sd": 0.0,
    } | changed.pop("design", {})  # fmt: skip
    nothing = Spread()
    some = Class(
        name="all", share=1.0, spending=nothing, cash=nothing, capital=nothing, idle_capital=nothing, business=1.0
    )
    fields: dict[str, Any] = {
        "name": "made", "title": {"en": "Made", "id": "Buatan"}, "study": "None", "currency": "PPP", "months": 12,
        "replicates": 4, "seed": 1,
        "population": Population(
            households=4, markets=1, budget=8.0, poor_size=4.0, line=1.0, growth=0.0, market="fixed", classes=(some,)
        ),
        "design": Design(**design), "shocks": (),
        "arms": tuple(Arm(name=name, title={"en": name, "id": name}, gifts=()) for name in ("grant", "cash")),
        "published": effects, "ranking": (), "ratios": (), "parameters": {}, "settings": (),
    }  # fmt: skip
    return Trial(**(fields | changed))


def world(
    arm: str, seen: dict[int, dict[str, Any]], *, transferred: float = 0.0, after: Any = 0.0, **who: Any
) -> Outlook:
    """A world with some outcomes; those that are not given are zero."""
    some = next(iter(next(iter(seen.values())).values()))
    rows = len(some)
    treated = np.full(rows, arm != "control")
    return Outlook(
        arm=arm,
        taken=np.array(who.get("taken", treated)),
        offered=np.array(who.get("offered", treated)),
        transferred=transferred,
        after=np.broadcast_to(np.asarray(after, dtype=float), (rows,)),
        seen={
            month: {name: np.array(outcomes.get(name, np.zeros(rows)), dtype=float) for name in OUTCOMES}
            for month, outcomes in seen.items()
        },
    )


def panel(*worlds: Outlook, replicate: int = 0, **baseline: Any) -> Panel:
    """A panel of these worlds; households are eligible men with a business and a cluster each, unless told."""
    rows = worlds[0].taken.size
    fields: dict[str, Any] = {
        "eligible": np.ones(rows, dtype=bool), "cluster": np.arange(rows), "market": np.zeros(rows, dtype=int),
        "woman": np.zeros(rows, dtype=bool), "size": np.full(rows, 4), "open": np.ones(rows, dtype=bool),
        "profit": np.zeros(rows), "capital": np.zeros(rows), "spending": np.zeros(rows), "ability": np.ones(rows),
    }  # fmt: skip
    made = {name: np.array(value) for name, value in baseline.items()}
    return Panel(replicate, Baseline(**(fields | made)), {each.arm: each for each in worlds})


def known(
    *, households: int = 2000, effect: float = 5.0, clusters: int = 0, replicate: int = 0, take_up: float = 1.0
) -> Panel:
    """Households whose profit is 50 with sd 10 in month 0, 20 more and partly new in month 12, and `effect` more if
    they took the grant."""
    luck = np.random.default_rng([7, replicate])
    before = luck.normal(50.0, 10.0, households)
    later = 70.0 + 0.6 * (before - 50.0) + luck.normal(0.0, 8.0, households)
    taken = luck.random(households) < take_up
    cluster = np.arange(households) % clusters if clusters else np.arange(households)
    return panel(
        world("control", {0: {"profit": before}, 12: {"profit": later}}),
        world(
            "grant", {0: {"profit": before}, 12: {"profit": later + effect * taken}}, transferred=100.0, taken=taken,
            offered=np.ones(households, dtype=bool),
        ),
        world("cash", {0: {"profit": before}, 12: {"profit": later}}, transferred=100.0),
        replicate=replicate, cluster=cluster,
    )  # fmt: skip
