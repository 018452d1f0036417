"""One table of columns makes validator, JSON Schema and docs; they cannot disagree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mentas.columns import describe
from mentas.population.microdata.columns import AGES, COLUMNS, MAY_BE_IMPUTED, json_schema, reference
from mentas.state import SECTORS, Households

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_every_column_has_unit_range_sentence_and_fills_one_of_the_model(column) -> None:
    assert column.unit and column.sentence.endswith(".") and column.low <= column.high
    assert not column.fills or column.fills in {field.name for field in describe(Households)}


def test_the_schema_is_plain_json_and_has_every_column() -> None:
    schema = json.loads(json.dumps(json_schema()))
    assert list(schema["properties"]) == [column.name for column in COLUMNS]
    assert schema["required"] == ["regency", "weight"]
    assert schema["properties"]["sector"]["enum"] == [*SECTORS, None]
    assert schema["properties"]["infants"] == {
        "type": "integer",
        "minimum": 0,
        "maximum": 20,
        "description": "Children of 0 to 6 years.",
        "x-unit": "persons",
    }
    assert schema["additionalProperties"] is False


def test_all_that_is_optional_may_be_imputed() -> None:
    assert set(MAY_BE_IMPUTED) == {c.name for c in COLUMNS if c.need == "optional"} - set(AGES) | {"ages"}


def test_the_docs_have_the_table_of_columns() -> None:
    page = (ROOT / "docs" / "own_data.md").read_text(encoding="utf-8")
    assert reference() in page, "docs/own_data.md is stale: python3 docs/make_own_data.py"
