"""Policies by chance: any valid mixture of options, for those that nobody has thought of."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from mentas.parameters import catalogue
from mentas.programmes.programme import ALLOCATIONS, CONDITIONS, RANKS

REGENCIES = ("Dusun Hilir", "Dusun Hulu")
MONTHS = st.integers(0, 14)


def month(offset: int) -> str:
    """The month that lies `offset` months after March 2025."""
    return f"{2025 + (2 + offset) // 12}-{(2 + offset) % 12 + 1:02d}"


@st.composite
def common(draw: Any) -> dict[str, Any]:
    """Fields of any programme."""
    low = draw(st.integers(1, 4))
    first = draw(st.one_of(st.just(0), MONTHS))
    share = draw(st.integers(0, 10)) / 10
    quota = draw(st.one_of(st.none(), st.integers(1, 30)))
    return {
        "deciles": [low, draw(st.integers(low, 10))],
        "conditions": draw(st.lists(st.sampled_from(CONDITIONS), max_size=2, unique=True)),
        "rank_by": draw(st.sampled_from(RANKS)),
        "allocate": draw(st.sampled_from([*ALLOCATIONS, dict(zip(REGENCIES, (share, 1.0 - share), strict=True))])),
        "quota": quota,
        "budget_per_year": draw(st.integers(40_000_000, 400_000_000)) if quota is None or draw(st.booleans()) else None,
        "start": month(first),
        "end": draw(st.one_of(st.none(), MONTHS.map(lambda later: month(first + later + 1)))),
        "delay_months": draw(st.sampled_from([0, 1, 5, 14])),
        "pay_months": sorted(draw(st.sets(st.integers(1, 12), min_size=1))),
        "delivery_failure": draw(st.sampled_from([0, 0.1, 0.5])),
        "leakage": draw(st.sampled_from([0, 0.05, 0.33, 1.0])),
        "admin_share": draw(st.sampled_from([0, 0.1, 0.37])),
        "indexed": draw(st.booleans()),
    }


@st.composite
def cash(draw: Any) -> dict[str, Any]:
    """A cash transfer."""
    amounts = {"infants": 3_000_001, "elderly": 2_400_000, "primary": 900_000, "pregnant": 3_000_001}
    return draw(common()) | {
        "benefit_per_month": draw(st.sampled_from([0, 123_457, 200_000])),
        "components_per_year": draw(st.sampled_from([None, amounts])),
        "component_verified": draw(st.sampled_from([1.0, 0.62])),
        "max_components": draw(st.sampled_from([0, 1, 4])),
        "max_months": draw(st.sampled_from([None, 7, 18])),
        "exit_above_decile": draw(st.booleans()),
    }


@st.composite
def capital(draw: Any) -> dict[str, Any]:
    """What capital grants to households and to groups have in common."""
    return draw(common()) | {
        "grant": draw(st.sampled_from([500_000, 5_000_003, 20_000_000])),
        "mentoring_months": draw(st.sampled_from([0, 6, 24])),
        "mentoring_cost": draw(st.sampled_from([0, 100_000])),
        "repeat_after_months": draw(st.sampled_from([None, 6, 24])),
        "sectors": draw(st.sampled_from([None, {"trade": 0.3, "food": 0.3, "services": 0.4}, {"farming": 1.0}])),
    }


@st.composite
def goods(draw: Any) -> dict[str, Any]:
    """A capital grant to households."""
    own = {"form": draw(st.sampled_from(["in_kind", "cash"])), "lock_months": draw(st.sampled_from([0, 12, 36]))}
    return draw(capital()) | own


@st.composite
def groups(draw: Any) -> dict[str, Any]:
    """A capital grant to groups."""
    return draw(capital()) | {"members": draw(st.sampled_from([2, 3, 5, 10]))}


@st.composite
def shock(draw: Any) -> dict[str, Any]:
    """A regional shock."""
    return {
        "title": {"id": "Guncangan", "en": "Shock"},
        "start": month(draw(MONTHS)),
        "months": draw(st.integers(1, 12)),
        "regencies": draw(st.lists(st.sampled_from(REGENCIES), min_size=1, unique=True)),
        "wages": draw(st.sampled_from([-0.3, 0, 0.2])),
        "capital_loss": draw(st.sampled_from([0, 0.5, 1.0])),
        "reach": draw(st.sampled_from([0.3, 1.0])),
    }


@st.composite
def worlds(draw: Any) -> dict[str, Any]:
    """Keys of the scenario that are no programme, and other values of behaviour."""
    found = {
        "inflation": draw(st.sampled_from([0, 0.025, 0.3, -0.04])),
        "growth": draw(st.sampled_from([0, 0.05, -0.1])),
        "markets": draw(st.sampled_from(["responsive", "fixed"])),
        "shocks": draw(st.lists(shock(), max_size=2)),
    }
    known = catalogue()
    names = sorted(name for name in known if not name.startswith("population."))
    for name in draw(st.lists(st.sampled_from(names), max_size=12, unique=True)):
        low, high = known[name].range
        found[f"parameters.{name}"] = draw(st.floats(low, high))
    return found


POLICIES = st.fixed_dictionaries(
    {}, optional={"pkh": cash(), "bpnt": cash(), "uep": goods(), "wrse": goods(), "kube": groups()}
)
"""Some of the shipped programmes, each with any options."""
