"""Columns that point at a person are refused by header or by content, and no message repeats a value."""

from __future__ import annotations

from typing import Any

import pytest

from mentas.population.microdata import private
from mentas.population.microdata.columns import BY_NAME

from .conftest import rows

NAMES = ["Siti Aminah", "Budi Santoso", "Rina Wati", "Agus Salim", "Dewi Lestari", "Joko Purwanto"]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("NIK", "identity"), ("no_kk", "identity"), ("No. KK", "identity"), ("nomorKK", "identity"),
        ("nik_krt", "identity"),
        ("nama", "name"), ("Nama Lengkap", "name"), ("namaKRT", "name"), ("head_name", "name"),
        ("telp", "telephone"), ("no_hp", "telephone"), ("phone1", ""), ("phone_1", "telephone"),
        ("nomor WA", "telephone"),
        ("alamat", "address"), ("RT", "address"), ("rt_rw", "address"), ("latitude", "address"),
        ("kode pos", "address"),
        ("email", "e-mail"), ("spending", ""), ("start", ""), ("carta", ""), ("unname", ""),
    ],
)  # fmt: skip
def test_a_header_gives_a_person_away(header: str, kind: str) -> None:
    found = private.by_header(header)
    assert kind in found if kind else not found


def test_no_column_of_the_schema_is_private() -> None:
    assert [name for name in BY_NAME if private.by_header(name)] == []


@pytest.mark.parametrize(
    ("values", "kind", "first"),
    [
        (["6471010101900001"], "identity", 0),
        (["12", "647101-010190-0001"], "identity", 1),
        (["6471 0101 0190 0001"], "identity", 0),
        (["081234567890"], "telephone", 0),
        (["x", "+62 812-3456-789"], "telephone", 1),
        (["(none)", "jl. Mawar 5"], "address", 1),
        (["Perum Indah RT 03 RW 02"], "address", 0),
        (["Gang Buntu 4"], "address", 0),
        (["a@b.id"], "e-mail", 0),
        (["81234567890", "81234567891", "85712345678"], "telephone", 0),
        (NAMES, "name", 0),
    ],
)
def test_values_give_a_person_away_whatever_the_header(refused: Any, values: list[str], kind: str, first: int) -> None:
    table = [row | {"note": values[n] if n < len(values) else ""} for n, row in enumerate(rows())]
    place = list(table[0]).index("note") + 1
    message = refused(table)
    assert message.startswith(f"data.csv:{first + 2}:{place}: note: looks like a")
    assert kind in message and "drop the column" in message
    assert not any(value in message for value in values)


def test_a_nik_is_found_in_a_column_that_the_model_knows(refused: Any) -> None:
    message = refused([row | {"id": 6471010101900001 + n} for n, row in enumerate(rows())])
    assert "id: looks like an identity number" in message and "64710101" not in message


def test_a_name_in_a_column_of_numbers_is_not_repeated(refused: Any) -> None:
    table = rows()
    table[3]["weight"] = "Siti Aminah"
    assert "a text of 11 characters must be a number" in refused(table)
    table[3]["weight"], table[3]["regency"] = 1, "Siti Aminah"
    assert "Siti" not in refused(table)


@pytest.mark.parametrize(
    "value", ["850000", "1234567890", "8500000000", "0.5", "Dusun Hilir", "trade", "2025-03", "12 34"]
)
def test_money_places_and_dates_are_not_taken_for_people(value: str) -> None:
    import pyarrow as pa

    assert private.by_values(pa.array([value] * 9), free=False, places=True) == ("", -1)


def test_regencies_are_known_in_any_spelling(judge: Any) -> None:
    spelled = {"Dusun Hilir": "KAB. DUSUN HILIR", "Dusun Hulu": "dusun hulu"}
    data = judge([row | {"regency": spelled[row["regency"]]} for row in rows()])
    assert data.values["regency"].tolist() == [float(n % 2 == 0) for n in range(60)]
