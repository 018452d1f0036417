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


@pytest.mark.parametrize("durable", [True, False])
def test_bytes_are_on_the_disk_before_the_name_and_the_name_before_the_return(tmp_path, monkeypatch, durable):
    done = []
    replace = os.replace
    monkeypatch.setattr(atomic, "sync", lambda path: done.append(("sync", path)))
    monkeypatch.setattr(os, "replace", lambda *paths: done.append(("replace", paths[0])) or replace(*paths))
    atomic.write_text(tmp_path / "a.txt", "new", durable=durable)
    ((_, partial),) = [step for step in done if step[0] == "replace"]
    names = [("sync", partial), ("replace", partial), ("sync", tmp_path)]
    assert done == (names if durable else names[1:2])


def test_what_is_streamed_is_whole_or_absent(tmp_path):
    path = tmp_path / "a.bin"
    atomic.stream_to(path, lambda file: file.write(b"old"))

    def half(file):
        file.write(b"ne")
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    with pytest.raises(OSError, match="quota") as caught:
        atomic.stream_to(path, half)
    assert caught.value.filename == str(path)
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_sweep_removes_what_a_killed_writer_left(tmp_path):
    (tmp_path / f"{atomic.PARTIAL}1-a.txt").write_text("ha")
    (tmp_path / "a.txt").write_text("whole")
    atomic.sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
