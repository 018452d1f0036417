"""Files are whole or absent."""

from __future__ import annotations

import errno
import os

import pytest

from mentas.studies import atomic


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "a.txt"
    atomic.write_text(path, "old")
    atomic.write_text(path, "new")
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_writer_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")

    def half(partial):
        partial.write_text("ha")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(OSError, match="No space left") as caught:
        atomic.write_with(path, half)
    assert caught.value.filename == str(path)
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_sweep_removes_what_a_killed_writer_left(tmp_path):
    (tmp_path / f"{atomic.PARTIAL}1-a.txt").write_text("ha")
    (tmp_path / "a.txt").write_text("whole")
    atomic.sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
