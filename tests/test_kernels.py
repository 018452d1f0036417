"""Compiled code is kept by a digest of its sources, so that an edited rule can never keep its old value."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentas import kernels
from mentas.rows import total, whole

SOURCES = Path(kernels.__file__).parent


def test_the_digest_follows_the_sources_of_kernels_only(tmp_path: Path) -> None:
    (tmp_path / "behaviour").mkdir()
    (tmp_path / "cli").mkdir()
    rule = tmp_path / "behaviour" / "work.py"
    command = tmp_path / "cli" / "run.py"
    rule.write_text("a = 1")
    command.write_text("b = 1")
    before = kernels.source_digest(tmp_path)
    command.write_text("b = 2")
    assert kernels.source_digest(tmp_path) == before
    rule.write_text("a = 2")
    assert kernels.source_digest(tmp_path) != before


def test_no_kernel_lies_in_the_folders_that_the_digest_leaves_out() -> None:
    for folder in kernels.ABOVE:
        for path in (SOURCES / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"import .*\b(kernel|rule)\b|numba\.", text), path


def test_an_edited_rule_changes_the_kernel_that_calls_it_from_another_file(tmp_path: Path) -> None:
    package = tmp_path / "mentas"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "kernels.py").write_text(Path(kernels.__file__).read_text(encoding="utf-8"))
    (package / "loop.py").write_text(
        "from mentas.kernels import kernel\nfrom mentas.one_rule import double\n\n\n"
        "@kernel\ndef run(n):\n    s = 0.0\n    for i in range(n):\n        s += double(1.0)\n    return s\n"
    )
    results = []
    for factor in (2, 3):
        (package / "one_rule.py").write_text(
            f"from mentas.kernels import rule\n\n\n@rule\ndef double(x):\n    return {factor}.0 * x\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", "from mentas.loop import run; print(run(10))"],
            cwd=tmp_path, check=True, capture_output=True, text=True,
            env={**os.environ, "PYTHONPATH": str(tmp_path), "NUMBA_CACHE_DIR": str(tmp_path / "cache")},
        )  # fmt: skip
        results.append(float(done.stdout))
    assert results == [20.0, 30.0]


@given(st.lists(st.integers(0, 10**12), max_size=60), st.randoms(use_true_random=False))
def test_totals_of_whole_rupiah_do_not_depend_on_the_order(values: list[int], random: object) -> None:
    shuffled = list(values)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one = total(np.array(values, dtype=float))
    assert one == total(np.array(shuffled, dtype=float)) == float(sum(values))


def test_whole_rounds_halves_up() -> None:
    assert [whole(x) for x in (0.4, 0.5, 1.5, 2.49)] == [0.0, 1.0, 2.0, 2.0]


def aged(folder: Path, *, seconds: int) -> Path:
    """A folder that was last used `seconds` after 1970."""
    folder.mkdir(parents=True)
    os.utime(folder, (seconds, seconds))
    return folder


def test_only_the_newest_compiled_code_is_kept_and_nothing_else_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    old = [aged(tmp_path / "mentas" / f"{i:016x}", seconds=100 + i) for i in range(6)]
    of_others = [aged(tmp_path / f"{9:016x}", seconds=1), aged(tmp_path / "mentas" / "my_project_cache", seconds=1)]
    now = kernels.cache_folder("f" * 16)
    assert now == tmp_path / "mentas" / ("f" * 16)
    assert [folder.exists() for folder in old] == [False] * 3 + [True] * 3
    assert now.exists() and all(folder.exists() for folder in of_others)


def test_two_processes_may_prune_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [aged(tmp_path / f"{i:016x}", seconds=100 + i) for i in range(6)]
    is_dir = Path.is_dir

    def is_dir_and_then_gone(self: Path) -> bool:
        found = is_dir(self)
        if self == folders[5]:
            shutil.rmtree(self, ignore_errors=True)
        return found

    monkeypatch.setattr(Path, "is_dir", is_dir_and_then_gone)
    kernels._prune(tmp_path, keep="f" * 16)
    assert sorted(f.name for f in tmp_path.iterdir()) == [f"{i:016x}" for i in (2, 3, 4)]


def test_the_cache_goes_to_the_users_own_or_else_to_a_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    assert kernels.cache_folder("a" * 16) == tmp_path / "home" / "mentas" / "kernels" / ("a" * 16)
    blocked = tmp_path / "a_file"
    blocked.write_text("no folder can be made in a file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert kernels.cache_folder("a" * 16).parent.parent == tmp_path / "temporary"


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="folders have no owners here")
def test_compiled_code_is_not_run_from_a_temporary_folder_that_others_can_write_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    blocked = tmp_path / "a_file"
    blocked.write_text("no folder can be made in a file")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(blocked))
    planted = tmp_path / f"mentas-kernels-{os.getuid()}"
    planted.mkdir()
    planted.chmod(0o777)
    assert planted not in kernels.cache_folder("a" * 16).parents
    planted.chmod(0o700)
    assert planted in kernels.cache_folder("a" * 16).parents


def test_a_kernel_is_cached_by_digest_even_after_numba_reads_its_settings_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(numba.config, "CACHE_DIR", "elsewhere")
    kernels.kernel(lambda x: x)
    assert str(kernels.FOLDER) == numba.config.CACHE_DIR


@given(st.integers(0, 5 * kernels.CHUNK))
def test_chunks_cover_every_row_once_and_begin_at_the_same_rows(rows: int) -> None:
    spans = kernels.spans(rows)
    assert [row for lo, hi in spans for row in (lo, hi)][1:-1] == [lo for lo, _ in spans[1:] for _ in range(2)]
    assert all(lo % kernels.CHUNK == 0 and lo < hi <= lo + kernels.CHUNK for lo, hi in spans)
    assert sum(hi - lo for lo, hi in spans) == rows


@given(st.integers(0, 40 * kernels.CHUNK), st.integers(1, 5))
def test_threads_get_every_row_once_in_whole_chunks(rows: int, threads: int) -> None:
    shares = kernels.run_rows(lambda lo, hi: (lo, hi), rows=rows, threads=threads)
    assert [lo for lo, _ in shares[1:]] == [hi for _, hi in shares[:-1]]
    assert (shares[0][0], shares[-1][1]) == (0, rows)
    assert all(lo % kernels.CHUNK == 0 for lo, _ in shares)


def test_rows_are_shared_among_threads() -> None:
    # Each of the two waits for the other: with one thread the barrier would break.
    barrier = threading.Barrier(2, timeout=20)
    kernels.run_rows(lambda lo, hi: barrier.wait(), rows=2 * kernels.CHUNK, threads=2)
    assert not barrier.broken


def test_an_error_in_a_share_is_raised() -> None:
    def refuse(lo: int, hi: int) -> None:
        if lo:
            raise ValueError(f"row {lo}")

    with pytest.raises(ValueError, match="row 4096"):
        kernels.run_rows(refuse, rows=3 * kernels.CHUNK, threads=2)
