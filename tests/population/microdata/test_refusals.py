"""What is wrong in a file of microdata is said with row, column and what is allowed; never a traceback."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mentas.files import Refusal
from mentas.population.microdata import Settings, load
from mentas.population.microdata.columns import MAY_BE_IMPUTED

from .conftest import rows


def column(name: str) -> int:
    """Number of a column in the file, from 1."""
    return list(rows(1)[0]).index(name) + 1


def with_cell(name: str, value: Any, row: int = 4) -> list[dict[str, Any]]:
    """The village with one cell changed; `row` is as a spreadsheet numbers it."""
    table = rows()
    table[row - 2][name] = value
    return table


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("weight", "-1", "'-1' is out of range; allowed: 0.001 to 1_000_000"),
        ("weight", "0", "'0' is out of range"),
        ("weight", "1e9", "'1e9' is out of range"),
        ("weight", "nan", "'nan' is no number; leave the cell empty where nothing is known"),
        ("weight", "inf", "'inf' is no number"),
        ("weight", "", "is empty: give a value"),
        ("weight", "=SUM(A1)", "begins as a formula does: paste values only"),
        ("weight", "@x", "begins as a formula does"),
        ("weight", "-cmd|calc", "begins as a formula does"),
        ("weight", "1,5", "'1,5' has a decimal comma; say so in the scenario: population.decimal"),
        ("weight", "1.234.567", "can be read in two ways"),
        ("spending_person", "1.234.567,00", "has a decimal comma"),
        ("spending_person", "850.000", "'850.000' can be read in two ways: write 850000 for thousands"),
        ("spending_person", "850,000", "'850,000' can be read in two ways: write 850000 if the comma marks thousands"),
        ("spending_person", "1,234,567", "'1,234,567' has commas between thousands: write 1234567"),
        ("spending_person", "1,234,567.50", "'1,234,567.50' has commas between thousands: write 1234567.50"),
        ("spending_person", "1.234.567.890.123.456", "write the digits alone for thousands"),
        ("spending_person", "Rp900000", "has a currency sign"),
        ("spending_person", "25%", "has a percent sign"),
        ("spending_person", "0", "is out of range"),
        ("spending_person", "9" * 14, "is out of range"),
        ("capital", "-5", "is out of range"),
        ("infants", "1.5", "'1.5' must be a whole number"),
        ("infants", "99", "is out of range; allowed: 0 to 20"),
        ("business", "2", "is out of range; allowed: 0 or 1"),
        ("business", "ya", "a text of 2 characters must be 0 or 1"),
        ("decile", "11", "allowed: 1 to 10"),
        ("sector", "Trading", "'Trading' is not known; did you mean trade? Allowed: trade, food"),
        ("regency", "Dusun Hilr", "did you mean dusun hilir?"),
        ("regency", "Elsewhere", "a text of 9 characters is not known; allowed: Dusun Hilir, Dusun Hulu"),
        ("disabled", "7", "is more than the members"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_column(refused: Any, name: str, value: str, said: str) -> None:
    message = refused(with_cell(name, value, row=5))  # row 5 runs a business
    assert message.startswith(f"data.csv:5:{column(name)}: {name}: ")
    assert said in message
    assert "\n" not in message


def test_the_first_handful_is_named_and_the_rest_counted(refused: Any) -> None:
    table = rows()
    for row in table[10:40]:
        row["infants"] = -1
    lines = refused(table).split("\n")
    assert [line.split(": ")[0] for line in lines[:5]] == [f"data.csv:{n}:3" for n in range(12, 17)]
    assert lines[5:] == ["data.csv: infants: and 25 more cells like it"]


def test_missing_columns_are_listed_with_the_way_to_impute_them(refused: Any) -> None:
    few = [{k: row[k] for k in ("regency", "weight", "spending_person")} | {"size": 4} for row in rows()]
    message = refused(few, impute=("savings", "decile", "pkh", "bpnt"))
    assert message == (
        "data.csv:1:1: ages, urban, disabled, pregnant, female_headed, business, sector, female_owner, capital: "
        "not in the file; add them, or let the model draw from the region's figures: population.impute: "
        "[ages, urban, disabled, pregnant, female_headed, business, sector, female_owner, capital], or `impute: all`"
    )


def test_what_is_imputed_is_counted(judge: Any) -> None:
    few = [{k: row[k] for k in ("regency", "weight", "spending_person")} | {"size": 4} for row in rows()]
    data = judge(few, impute=MAY_BE_IMPUTED)
    assert set(data.imputed.values()) == {60}
    assert data.describe()["rows"] == 60 and data.households == 60.0
    table = rows()
    for row in table[:7]:
        row["savings"] = ""
    assert judge(table, impute=("savings",)).imputed == {"savings": 7}


def test_an_empty_cell_is_refused_unless_its_column_is_imputed(refused: Any) -> None:
    assert "is empty: give a value, or name the column in the scenario's population.impute" in refused(
        with_cell("savings", "")
    )
    assert "capital: is empty" in refused(with_cell("capital", "", row=5))


@pytest.mark.parametrize(
    ("drop", "add", "said"),
    [
        (("regency",), {}, "regency: is missing"),
        (("weight",), {}, "weight: is missing"),
        (("spending_person",), {}, "spending: is missing: give spending_person or spending_household"),
        ((), {"spending_household": 1_000_000}, "spending: stands there twice"),
        (("junior",), {}, "ages: are given in part; give all six or none: junior missing"),
        ((), {"wieght": 1}, "wieght: is no column of microdata"),
        ((), {"size": 1}, "size: differs from the sum of the six ages"),
    ],
)
def test_columns_that_are_missing_or_too_many_are_refused(refused: Any, drop: Any, add: Any, said: str) -> None:
    table = [{k: v for k, v in row.items() if k not in drop} | add for row in rows()]
    assert said in refused(table)


def test_an_unknown_column_has_its_nearest_name(refused: Any) -> None:
    assert "did you mean weight?" in refused([row | {"weigth": 1} for row in rows()])


HEAD = ",".join(rows(1)[0])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "data.csv: is empty"),
        (b"\n\n", "data.csv: is empty"),
        (HEAD.encode(), "data.csv: has a header but no rows"),
        (b"PK\x03\x04zip", "data.csv: is a spreadsheet: save it as CSV (UTF-8)"),
        ("a,b\n1,2\n".encode("utf-16"), "data.csv: is text in UTF-16"),
        (b"a,b\n1,\x00\n", "data.csv: is neither text nor Parquet"),
        (b"PAR1 and nothing", "data.csv: is not Parquet that can be read"),
        (b"a;b;c\n1;2;3\n", "data.csv:1:1: its columns are parted by ';'; say so in the scenario"),
        (b"a\tb\n1\t2\n", "data.csv:1:1: its columns are parted by 'tab'"),
        (b"a,b\n1,\xe9\n", "data.csv:2:1: is not text in UTF-8"),
        (b"a,b\n1,2\n1,2,3\n", "data.csv:3:1: row has 3 values, not 2"),
        (b"size,Size\n1,2\n", "data.csv:1:2: size: stands there twice, first in column 1"),
        (b"size,\n1,2\n", "data.csv:1:2: column 2 has no header"),
    ],
)
def test_a_file_that_is_no_table_is_refused(refused: Any, content: bytes, said: str) -> None:
    assert refused(content).startswith(said)


def test_blank_rows_are_passed_over_and_rows_keep_their_numbers(judge: Any, refused: Any) -> None:
    text = HEAD + "\n" + "\n".join(",".join(str(v) for v in row.values()) for row in rows())
    lines = text.split("\n")
    blank = [*lines[:3], "", "," * HEAD.count(","), *lines[3:], "", ""]
    assert judge("\ufeff" + "\r\n".join(blank)).rows == 60
    blank[6] = blank[6].replace("Dusun", "Desa")
    assert refused("\n".join(blank)).startswith("data.csv:7:1: regency: ")


def test_indonesian_numbers_are_read_when_the_scenario_says_so(judge: Any) -> None:
    table = rows()
    for row in table:
        row["spending_person"] = f"{row['spending_person']:,}".replace(",", ".") + ",50"
        row["weight"] = "1,00"
    lines = [";".join(table[0]), *(";".join(str(v) for v in row.values()) for row in table)]
    data = judge("\n".join(lines), separator=";", decimal=",")
    per_person = data.values["spending"] / data.values["size"]
    assert per_person[7] == pytest.approx(310_000 + 35_000 * 7 + 0.5, abs=0.5)


def test_ids_must_differ(refused: Any) -> None:
    assert "id: was used before" in refused([row | {"id": n // 2} for n, row in enumerate(rows())])


def test_every_regency_needs_a_household(refused: Any) -> None:
    assert "no household of Dusun Hulu" in refused([row | {"regency": "Dusun Hilir"} for row in rows()])


def test_a_folder_a_device_and_a_file_that_is_not_there_are_refused(tmp_path: Any, hamlets: Any) -> None:
    for path in (tmp_path, "/dev/zero", tmp_path / "none.csv"):
        with pytest.raises(Refusal, match="is not a regular file|cannot be read"):
            load(tmp_path / path, shown="x", settings=Settings(), region=hamlets)


def test_parquet_is_read_like_csv(judge: Any, tmp_path: Any, hamlets: Any) -> None:
    table = [{k: None if v == "" else v for k, v in row.items()} for row in rows()]
    path = tmp_path / "data.parquet"
    pq.write_table(pa.Table.from_pylist(table), path)
    found = load(path, shown="data.parquet", settings=Settings(), region=hamlets)
    expected = judge(rows())
    assert found.values.keys() == expected.values.keys()
    for name, values in expected.values.items():
        assert values.tolist() == pytest.approx(found.values[name].tolist(), nan_ok=True), name


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([[1]] * 60, "nested: is of type list"),
        ([{"a": 1}] * 60, "weight: is of type struct"),
        ([float("nan"), *[1.0] * 59], "data.parquet:1:2: weight: 'nan' is no number"),
        ([1.0, float("inf"), *[1.0] * 58], "data.parquet:2:2: weight: 'inf' is no number"),
    ],
)
def test_parquet_with_what_is_no_plain_number_is_refused(tmp_path: Any, hamlets: Any, values: Any, said: str) -> None:
    table = [
        {k: None if v == "" else v for k, v in row.items()} | {"weight": x}
        for row, x in zip(rows(), values, strict=True)
    ]
    path = tmp_path / "data.parquet"
    pq.write_table(pa.Table.from_pylist(table), path)
    with pytest.raises(Refusal, match=said.replace("nested", "weight")):
        load(path, shown="data.parquet", settings=Settings(), region=hamlets)
