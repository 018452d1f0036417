"""One study at a time in a folder."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import subprocess
import sys
import time

import pytest

from mentas.studies import lock
from mentas.studies.problems import RefusedError

HOLDER = """
import sys, time
from pathlib import Path
from mentas.studies import lock
with lock.held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_second_study_is_refused_at_once_and_told_which_is_first(tmp_path, holder):
    (tmp_path / lock.MANIFEST).write_text(json.dumps({"study": "first", "process": 42, "started": "today"}))
    begun = time.monotonic()
    with (
        pytest.raises(RefusedError, match=r"in use by study 'first' \(process 42, started today\)"),
        lock.held(tmp_path),
    ):
        raise AssertionError("the folder was given away twice")
    assert time.monotonic() - begun < 2


def test_who_holds_a_folder_can_be_asked(tmp_path, holder):
    (tmp_path / lock.MANIFEST).write_text(json.dumps({"study": "first", "process": 42, "started": "today"}))
    assert lock.holder(tmp_path) == "study 'first' (process 42, started today)"
    holder.kill()
    holder.wait()
    assert lock.holder(tmp_path) is None


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF])
@pytest.mark.parametrize("ask", [lock.holder, lambda folder: lock.held(folder).__enter__()])
def test_a_file_system_without_locks_is_named_as_the_reason(tmp_path, monkeypatch, number, ask):
    def none(handle, kind):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", none)
    with pytest.raises(RefusedError, match="file system without locks .*choose an --out on another") as caught:
        ask(tmp_path)
    assert str(tmp_path) in str(caught.value) and os.strerror(number) in str(caught.value)


def test_a_killed_holder_leaves_no_lock(tmp_path, holder):
    holder.kill()
    holder.wait()
    with lock.held(tmp_path):
        assert list(tmp_path.iterdir()) == []


def test_a_folder_is_free_again_after_the_block(tmp_path):
    for _ in range(2):
        with lock.held(tmp_path):
            pass
