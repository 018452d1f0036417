"""Columns carry their unit and their sentence, and the page that describes the model is made from them."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from mentas import columns, units
from mentas.columns import Flag, Rupiah
from mentas.state import Households, KubeGroups, Markets

ROOT = Path(__file__).parents[1]
TABLES = (Households, KubeGroups, Markets)


class Toy(NamedTuple):
    """Two columns."""

    cash: Rupiah
    """Money at hand."""
    open: Flag
    """Whether it is open."""


def test_a_column_says_dtype_unit_and_sentence() -> None:
    assert columns.describe(Toy)[0] == ("cash", "float64", "Rp", "Money at hand.")


def test_a_column_without_a_unit_is_refused() -> None:
    class Bare(NamedTuple):
        cash: np.ndarray

    with pytest.raises(TypeError, match="Bare.cash has no unit"):
        columns.describe(Bare)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_column_has_a_known_unit_and_a_sentence(table: type) -> None:
    for field in columns.describe(table):
        assert field.unit in units.UNITS, field.name
        assert field.sentence.endswith(".") and len(field.sentence) > 10, field.name


def test_tables_are_made_copied_and_cut() -> None:
    table = columns.empty(Toy, 3)
    table.cash[:] = [1.0, 2.0, 3.0]
    copy = columns.copy(table)
    copy.cash[0] = 9.0
    assert table.cash[0] == 1.0
    part = columns.take(table, np.array([2, 0]))
    assert part.cash.tolist() == [3.0, 1.0] and part.cash.flags.c_contiguous


def test_the_page_that_describes_the_model_is_not_stale() -> None:
    end = subprocess.run(
        [sys.executable, "docs/make_odd.py", "--check"], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert end.returncode == 0, end.stderr


Purse = columns.part(Toy, "Purse", "cash")


def test_a_part_takes_its_columns_from_a_table_and_copies_nothing() -> None:
    table = columns.empty(Toy, 3)
    purse = Purse.of(table)
    assert purse._fields == ("cash",)
    purse.cash[1] = 5.0
    assert table.cash.tolist() == [0.0, 5.0, 0.0]


def test_a_part_is_found_by_name_in_its_module_where_compiled_code_looks_for_it() -> None:
    assert pickle.loads(pickle.dumps(Purse)) is Purse


def test_a_part_that_asks_for_an_unknown_column_is_refused() -> None:
    with pytest.raises(TypeError, match="Toy has no credit, which Wallet asks for"):
        columns.part(Toy, "Wallet", "cash credit")
