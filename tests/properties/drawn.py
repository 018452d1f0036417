"""What hypothesis draws for the properties: people, small worlds, policies; and how many examples.

`HYPOTHESIS_PROFILE=thorough` takes a thousand examples of every property, worlds included.
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "mentas")
MANY = settings(max_examples={"thorough": 1000, "mutants": 12}.get(PROFILE, 50))
"""Examples of what is worked out from a few numbers."""
FEW = settings(max_examples={"thorough": 1000, "mutants": 5}.get(PROFILE, 20))
"""Examples of what takes a world."""

COMPONENTS = {"infants": 3_000_000, "primary": 900_000, "elderly": 2_400_000}

weights = st.integers(1, 800).map(lambda eighths: eighths / 8)
"""People, in eighths, so that sums of them are exact."""
spending = st.one_of(st.sampled_from([0.0, 500_000.0, 866_000.0]), st.integers(0, 10**7).map(float))
"""Rupiah a person; some values are common, so that many tie."""
lines = st.sampled_from([500_000.0, 866_000.0, 1_000_000.0])
people = st.lists(st.tuples(spending, lines, weights), min_size=1, max_size=30)
"""Spending, line and weight of up to thirty rows."""

money = st.integers(0, 8_000_000).map(float)
eighth = st.integers(0, 8).map(lambda eighths: eighths / 8)

row = st.fixed_dictionaries(
    {
        "regency": st.integers(0, 1), "weight": st.sampled_from([1.0, 1.0, 2.0, 2.5]), "adults": st.integers(1, 4),
        "infants": st.integers(0, 2), "primary": st.integers(0, 2), "elderly": st.integers(0, 2), "cash": money,
        "capital": money, "open": st.integers(0, 1), "permanent": money, "expected": money, "spending": money,
        "spending_mean": money, "earned_mean": money, "ability": st.sampled_from([0.5, 1.0, 2.0]), "mindset": eighth,
        "labour": eighth, "registered_decile": st.integers(1, 10), "registered_score": st.integers(100, 160).map(
            lambda tenths: tenths / 10), "sector": st.integers(0, 5), "female_owner": st.integers(0, 1),
    }
)  # fmt: skip
"""Columns of a household."""
rows = st.lists(row, min_size=1, max_size=8)
seeds = st.integers(0, 2**40)


@st.composite
def policies(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Programmes of all three kinds, each of which may be missing."""
    flaws = {"delivery_failure": draw(st.sampled_from([0, 0.25])), "leakage": draw(st.sampled_from([0, 0.1]))}
    common = {"quota": draw(st.integers(0, 12)), "deciles": [1, draw(st.integers(1, 10))], "admin_share": 0.1, **flaws}
    amount = draw(st.integers(1, 2_000_000))
    every = {
        "bantuan": {"mechanism": "cash_transfer", "benefit_per_month": amount, **common},
        "keluarga": {
            "mechanism": "cash_transfer", "components_per_year": COMPONENTS, "max_components": draw(st.integers(1, 4)),
            "pay_months": [1, 3], **common,
        },
        "modal": {
            "mechanism": "capital_grant", "grant": 3 * amount, "lock_months": 3, "mentoring_months": 2,
            "pay_months": [1, 2], "form": draw(st.sampled_from(["cash", "in_kind"])), **common,
        },
        "kelompok": {"mechanism": "group_grant", "grant": 5 * amount, "members": draw(st.integers(2, 3)), **common},
    }  # fmt: skip
    return {name: fields for name, fields in every.items() if draw(st.booleans())}
