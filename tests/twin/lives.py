"""Lives that are told twice: each option of each mechanism at least once, in the village of sixty households.

A life is (programmes with their fields, other keys of the scenario); programmes not named do not run. Amounts are
odd on purpose, so that every rounding is exercised.
"""

from __future__ import annotations

from typing import Any

EVERYONE: dict[str, Any] = {"deciles": [1, 10], "conditions": []}
MANY: dict[str, Any] = {**EVERYONE, "quota": 20}
HILIR_FIRST = {"Dusun Hilir": 0.7, "Dusun Hulu": 0.3}

Life = tuple[dict[str, dict[str, Any]], dict[str, Any]]

CASH: dict[str, Life] = {
    "cash for members, the best paid first, some not verified": (
        {
            "pkh": {
                **MANY,
                "components_per_year": {"infants": 3_000_001, "elderly": 2_400_000, "primary": 900_000},
                "component_verified": 0.62,
                "max_components": 2,
                "quota": 30,
            }
        },
        {},
    ),
    "cash by component for those who have one, own amount on top": (
        {"pkh": {**MANY, "conditions": ["pkh_component"], "benefit_per_month": 51_001}},
        {},
    ),
    "cash that comes five months late, quarterly, partly lost, and ends": (
        {
            "bpnt": {
                **MANY,
                "delay_months": 5,
                "pay_months": [1, 4, 7, 10],
                "delivery_failure": 0.3,
                "leakage": 0.07,
                "admin_share": 0.113,
                "start": "2025-06",
                "end": "2026-11",
            }
        },
        {},
    ),
    "cash indexed to prices under a ceiling, for the truly poorest, by given shares": (
        {
            "bpnt": {
                **EVERYONE,
                "quota": None,
                "budget_per_year": 17_000_003,
                "indexed": True,
                "rank_by": "true_poorest",
                "allocate": HILIR_FIRST,
            }
        },
        {"inflation": 0.3},
    ),
    "cash for seven months at most, by lot, equal places and a ceiling": (
        {
            "bpnt": {
                **MANY,
                "max_months": 7,
                "rank_by": "random",
                "allocate": "equal",
                "budget_per_year": 23_456_789,
                "delay_months": 2,
            }
        },
        {},
    ),
    "cash that stays with a family whose decile has risen": (
        {"bpnt": {"deciles": [1, 3], "conditions": [], "exit_above_decile": False, "quota": 9}},
        {},
    ),
    "two lists at once, one of them for those without the other": (
        {
            "pkh": {**MANY, "quota": 11, "allocate": "population"},
            "bpnt": {**MANY, "conditions": ["no_cash_transfer", "female_headed"], "quota": 7},
        },
        {},
    ),
}

GOODS: dict[str, Life] = {
    "goods in kind with a mentor, locked, in two months of the year": (
        {
            "uep": {
                **MANY,
                "form": "in_kind",
                "grant": 5_000_003,
                "mentoring_months": 6,
                "mentoring_cost": 100_001,
                "lock_months": 18,
                "pay_months": [2, 9],
            }
        },
        {},
    ),
    "capital as cash, late and leaking, again after half a year": (
        {
            "uep": {
                **MANY,
                "form": "cash",
                "delay_months": 3,
                "leakage": 0.31,
                "delivery_failure": 0.2,
                "repeat_after_months": 6,
                "conditions": ["able_to_work", "no_business"],
            }
        },
        {},
    ),
    "packages that never arrive": ({"uep": {**MANY, "leakage": 1.0}, "kube": {**EVERYONE, "leakage": 1.0}}, {}),
    "capital in named sectors, indexed, under a ceiling, until it ends": (
        {
            "uep": {
                **EVERYONE,
                "quota": None,
                "budget_per_year": 61_000_001,
                "indexed": True,
                "sectors": {"trade": 0.3, "food": 0.3, "services": 0.4},
                "start": "2025-08",
                "end": "2027-01",
                "conditions": ["business_embryo"],
            }
        },
        {"inflation": 0.12},
    ),
    "capital for women who head a household, by lot, once in two years": (
        {"wrse": {"deciles": [1, 8], "quota": 4, "rank_by": "random", "repeat_after_months": 24}},
        {},
    ),
    "capital for those who have a business and no group, the truly poorest first": (
        {
            "uep": {
                **MANY,
                "conditions": ["has_business", "not_in_group"],
                "rank_by": "true_poorest",
                "admin_share": 0.07,
                "allocate": "population",
            },
            "kube": {**EVERYONE, "members": 4, "quota": 4},
        },
        {},
    ),
}

GROUPS: dict[str, Life] = {
    "groups of two that fall out, with goods that pay nobody": (
        {"kube": {**EVERYONE, "members": 2, "quota": 8, "grant": 900_001}},
        {"parameters.group.quarrel_chance": 0.2, "parameters.group.revive_chance": 0.1},
    ),
    "groups of ten with a facilitator, in named sectors, by lot, in two months": (
        {
            "kube": {
                **EVERYONE,
                "members": 10,
                "quota": 3,
                "mentoring_months": 14,
                "mentoring_cost": 333_333,
                "sectors": {"farming": 0.5, "craft": 0.5},
                "rank_by": "random",
                "pay_months": [1, 8],
                "allocate": "equal",
            }
        },
        {},
    ),
    "groups that fall asleep, wake, fall apart, and form anew": (
        {"kube": {**EVERYONE, "members": 3, "quota": 6, "repeat_after_months": 12, "grant": 3_000_000}},
        {
            "parameters.group.dormant_below": 0.4,
            "parameters.group.revive_chance": 0.1,
            "parameters.group.dissolve_after": 3,
            "parameters.group.dissolve_chance": 0.2,
        },
    ),
    "groups whose goods come late or not at all, indexed, under a ceiling, for the truly poorest": (
        {
            "kube": {
                **EVERYONE,
                "quota": None,
                "budget_per_year": 90_000_001,
                "delay_months": 8,
                "delivery_failure": 0.4,
                "leakage": 0.11,
                "admin_share": 0.09,
                "indexed": True,
                "rank_by": "true_poorest",
                "allocate": HILIR_FIRST,
                "conditions": ["not_in_group"],
                "start": "2025-05",
                "end": "2027-12",
            }
        },
        {"inflation": 0.08},
    ),
}

PLACES: dict[str, Life] = {
    "markets that do not answer": ({"uep": {**MANY}}, {"markets": "fixed"}),
    "a region that grows while prices fall": ({"bpnt": {**MANY}}, {"growth": 0.06, "inflation": -0.03}),
    "shocks: a flood in one hamlet, then a slump everywhere, overlapping": (
        {"uep": {**MANY}},
        {
            "shocks": [
                {
                    "title": {"id": "Banjir", "en": "Flood"},
                    "start": "2025-07",
                    "months": 9,
                    "regencies": ["Dusun Hulu"],
                    "wages": -0.2,
                    "capital_loss": 0.55,
                    "reach": 0.6,
                },
                {"title": {"id": "Lesu", "en": "Slump"}, "start": "2025-12", "months": 12, "wages": -0.11},
            ]
        },
    ),
    "transfers that make people work less, and a start in November": (
        {"bpnt": {**MANY}},
        {"parameters.work.transfer_response": 0.2, "start": "2025-11"},
    ),
    "no threshold, and much crowding": (
        {"uep": {**MANY, "sectors": {"trade": 1.0}}},
        {"parameters.enterprise.threshold": 0.0, "parameters.markets.household_share": 0.9},
    ),
}

LIVES: dict[str, Life] = CASH | GOODS | GROUPS | PLACES
