"""Units that cannot be right are noticed, and a scenario can say which they are."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import rows


def times(name: str, factor: float) -> list[dict[str, Any]]:
    """The village with a column multiplied."""
    return [row | {name: "" if row[name] == "" else round(row[name] * factor, 6)} for row in rows()]


@pytest.mark.parametrize(
    ("name", "factor", "said", "settings"),
    [
        ("spending_person", 1e-3, "looks like thousands of rupiah: median Rp1.", {"spending_unit": "thousand"}),
        ("spending_person", 1e-6, "looks like millions of rupiah", {"spending_unit": "million"}),
        ("spending_person", 12, "looks like spending of a year", {"spending_period": "year"}),
        ("capital", 1e-6, "looks like millions of rupiah: median Rp", {"capital_unit": "million"}),
        ("weight", 1000, "weights sum to 60,000 and the region has 60 households", {"covers": "part"}),
        ("weight", 0.2, "weights sum to 12", {"covers": "part"}),
        ("weight", 4, "they look like weights of persons", {"covers": "part"}),
    ],
)
def test_a_wrong_unit_is_refused_and_a_named_one_is_taken(
    judge: Any, refused: Any, name: str, factor: float, said: str, settings: dict[str, str]
) -> None:
    table = times(name, factor)
    if name == "capital":
        table = [row | {"savings": row["savings"] * factor} for row in table]
    point = {"decimal": "."}  # 1.045 could be read in two ways otherwise
    message = refused(table, **point)
    assert said in message
    assert all(word in message for item in settings.items() for word in item) or name == "weight"
    column = {"spending_person": "spending"}.get(name, name)
    wanted = judge(rows()).values[column] * (factor if name == "weight" else 1)
    found = judge(table, **point, **settings).values[column]
    assert found.tolist() == pytest.approx(wanted.tolist(), rel=1e-2, abs=10, nan_ok=True)


def test_the_right_units_pass(judge: Any) -> None:
    data = judge(rows())
    assert data.imputed == {} and data.notes == ()


def test_spending_of_a_rich_village_is_taken_when_the_units_are_both_named(judge: Any, refused: Any) -> None:
    table = times("spending_person", 12)
    assert "name both population.spending_unit and population.spending_period" in refused(table)
    assert judge(table, spending_unit="rupiah", spending_period="month").rows == 60


def test_spending_of_the_household_is_not_multiplied_by_its_size(judge: Any) -> None:
    members = ("infants", "primary", "junior", "senior", "adults", "elderly")
    table = []
    for row in rows():
        person = row.pop("spending_person")
        table.append(row | {"spending_household": person * sum(row[m] for m in members)})
    assert judge(table).values["spending"].tolist() == judge(rows()).values["spending"].tolist()


def test_few_rows_of_a_regency_are_noted(judge: Any) -> None:
    some = [row | {"weight": 6} for row in rows(10)]
    assert judge(some).notes == ("fewer than 30 rows: Dusun Hilir (5), Dusun Hulu (5)",)
