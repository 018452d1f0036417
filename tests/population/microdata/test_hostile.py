"""Whatever bytes a file holds, it is read or refused: no other error, and quickly."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mentas.files import Refusal
from mentas.population.microdata import Settings, load
from mentas.population.microdata.columns import MAY_BE_IMPUTED

from .conftest import rows, write

ODD = [
    b"", b",", b'"', b"\n", b"\r", b";", b"=1+1", b"\xff", b"\x00", b"NaN", b"1e308", b"-0", b"9" * 400, b"1_000",
    b"\xe2\x80\xae", b"0x10", b"'", b"+62811111111", b"6471010101900001", b"Jl. Mawar 5", "١٢٣".encode(),
]  # fmt: skip
SETTINGS = [
    Settings(),
    Settings(impute=MAY_BE_IMPUTED),
    Settings(decimal=",", separator=";", impute=MAY_BE_IMPUTED),
    Settings(decimal=".", covers="part", spending_unit="thousand", spending_period="year", capital_unit="million"),
]


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Some bytes of a file cut out, doubled or replaced by odd ones."""
    for _ in range(dice.randint(1, 6)):
        start = dice.randrange(len(data) + 1)
        stop = min(start + dice.choice([0, 1, 3, 40, 400]), len(data))
        data = data[:start] + dice.choice([*ODD, data[start:stop] * 2]) + data[stop:]
    return data


def judged(path: Path, hamlets: Any, settings: Settings) -> str:
    """`read`, or the refusal's text."""
    try:
        load(path, shown="x", settings=settings, region=hamlets)
    except Refusal as refusal:
        assert str(refusal) and len(refusal.problems) <= 20
        return str(refusal)
    return "read"


@pytest.mark.parametrize("count", [150, pytest.param(3000, marks=pytest.mark.slow)])
def test_mutated_files_are_read_or_refused(tmp_path: Path, hamlets: Any, count: int) -> None:
    dice = random.Random(count)
    path = tmp_path / "data"
    plain = write(tmp_path / "plain.csv", rows()).read_bytes()
    table = [{k: None if v == "" else v for k, v in row.items()} for row in rows()]
    pq.write_table(pa.Table.from_pylist(table), path)
    seeds = [plain, plain.replace(b",", b";"), path.read_bytes()]
    ends = set()
    for _ in range(count):
        path.write_bytes(mutated(dice.choice(seeds), dice))
        ends.add(judged(path, hamlets, dice.choice(SETTINGS)))
    assert len(ends) > 20
