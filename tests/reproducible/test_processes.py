"""Same seed, same bytes: in a fresh process, another folder, another locale, with other hashes, threads and workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mentas.world import World
from reproducible.digest import differences, lived

ROOT = Path(__file__).parents[2]
CHILD = Path(__file__).with_name("child.py")
HERE = {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC", "NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
OTHER = {
    "other hashes": {"PYTHONHASHSEED": "2"},
    "another locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LANG": "C"},
    "two threads": {"NUMBA_NUM_THREADS": "2", "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"},
    "another time zone": {"TZ": "Asia/Makassar"},
}
"""Environments that a user may have."""
EVERYTHING = {name: value for change in OTHER.values() for name, value in change.items()}

Start = Callable[..., "subprocess.Popen[str]"]


def start(folder: Path, *, workers: int = 1, fault: str = "", **environment: str) -> subprocess.Popen[str]:
    """Start a fresh process in `folder`."""
    folder.mkdir(parents=True)
    places = os.pathsep.join(str(ROOT / place) for place in ("tests", "model"))
    # No PYTHONUTF8 or the like of whoever runs the tests.
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    return subprocess.Popen(
        [sys.executable, str(CHILD), str(workers), *([fault] if fault else [])], cwd=folder, text=True,
        env={**clean, **HERE, **environment, "PYTHONPATH": places}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def ended(process: subprocess.Popen[str]) -> dict[str, str]:
    """What a process printed."""
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    return json.loads(out)


def test_the_same_seed_gives_the_same_bytes_twice_in_a_process(village: Callable[..., World]) -> None:
    assert differences(lived(village(grants=True), 30), lived(village(grants=True), 30)) == []


def test_a_generator_without_a_seed_is_found(village: Callable[..., World], monkeypatch: pytest.MonkeyPatch) -> None:
    from reproducible.faults import plant

    plant("a_generator_without_a_seed", monkeypatch.setattr)
    assert "households" in differences(lived(village(grants=True), 2), lived(village(grants=True), 2))


def test_a_fresh_process_where_all_is_different_gives_the_same_bytes(tmp_path: Path) -> None:
    here = start(tmp_path / "a")
    there = start(tmp_path / "another place" / "désa", **EVERYTHING)
    assert ended(here) == ended(there)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [2, 4])
def test_any_number_of_workers_gives_the_same_tables(workers: int, tmp_path: Path) -> None:
    one = ended(start(tmp_path / "one"))
    many = ended(start(tmp_path / "many", workers=workers))
    assert many == {table: digest for table, digest in one.items() if "." in table}


@pytest.mark.slow
def test_runs_that_depend_on_their_worker_are_found(tmp_path: Path) -> None:
    one = ended(start(tmp_path / "one", fault="the_worker"))
    many = ended(start(tmp_path / "many", fault="the_worker", workers=4))
    assert many["runs.parquet"] != one["runs.parquet"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "change"),
    [
        ("the_clock", {}),
        ("the_folder", {}),
        ("a_set_in_hash_order", OTHER["other hashes"]),
        ("words_in_the_encoding_of_the_place", OTHER["another locale"]),
        ("threads_of_the_environment", OTHER["two threads"]),
    ],
)
def test_what_depends_on_the_process_is_found(fault: str, change: dict[str, str], tmp_path: Path) -> None:
    here = start(tmp_path / "a", fault=fault)
    there = start(tmp_path / "another place" / "désa", fault=fault, **change)
    assert ended(here) != ended(there)
