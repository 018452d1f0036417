"""Files of microdata for the toy village, made of plain rows that a test changes."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mentas.files import Refusal
from mentas.population import Region, load_region
from mentas.population.microdata import Microdata, Settings, load

Rows = list[dict[str, Any]]


def rows(count: int = 60) -> Rows:
    """Households of the village: spending rises from Rp310.000 a person, every third runs a business."""
    found = []
    for n in range(count):
        runs = n % 3 == 0
        found.append(
            {
                "regency": "Dusun Hilir" if n % 2 else "Dusun Hulu",
                "weight": 1,
                "infants": n % 2, "primary": n % 3 // 2, "junior": 0, "senior": n % 4 // 3, "adults": 2,
                "elderly": n % 5 // 4,
                "spending_person": 310_000 + 35_000 * n,
                "urban": 0, "disabled": 0, "pregnant": n % 7 // 6, "female_headed": n % 6 // 5,
                "business": int(runs), "sector": "trade" if runs else "", "female_owner": n % 2 if runs else "",
                "capital": 2_000_000 + 300_000 * n if runs else "",
                "savings": 100_000 * n,
                "decile": min(n // 6 + 1, 10),
                "pkh": int(n < 6), "bpnt": int(n < 10),
            }
        )  # fmt: skip
    return found


def write(path: Path, table: Rows) -> Path:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        out = csv.DictWriter(handle, list(table[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(table)
    return path


@pytest.fixture(scope="session")
def hamlets() -> Region:
    return load_region("village")


@pytest.fixture
def judge(tmp_path: Path, hamlets: Region) -> Callable[..., Microdata]:
    """Reads rows, text or bytes as microdata of the village."""

    def read(what: Rows | str | bytes, **settings: Any) -> Microdata:
        path = tmp_path / "data.csv"
        if isinstance(what, list):
            write(path, what)
        else:
            path.write_bytes(what.encode() if isinstance(what, str) else what)
        return load(path, shown="data.csv", settings=Settings(**settings), region=hamlets)

    return read


@pytest.fixture
def refused(judge: Callable[..., Microdata]) -> Callable[..., str]:
    """The message with which rows, text or bytes are refused."""

    def read(what: Rows | str | bytes, **settings: Any) -> str:
        with pytest.raises(Refusal) as refusal:
            judge(what, **settings)
        return str(refusal.value)

    return read
