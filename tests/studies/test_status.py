"""How far a study is: right at any moment, at once, and without disturbing it."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from mentas.studies import lock, status
from mentas.studies.problems import RefusedError
from mentas.studies.store import Store, progress
from studies.store import runs as made

KEYS = made.keys(120)

STUDY = """
import itertools, sys, time
from pathlib import Path
from mentas.studies import lock
from mentas.studies.store import Store
from studies.store import runs as made
folder, size = Path(sys.argv[1]), int(sys.argv[2])
keys = made.keys(2000)
with lock.held(folder):
    store = Store(folder, keys)
    print("open", flush=True)
    left = [key for key in keys if key not in store]
    for start in range(0, len(left), size):
        chunk = left[start : start + size]
        store.keep([made.failed(key) if key[0] == "0" else run for key, run in zip(chunk, made.runs(chunk))])
        print(*chunk, flush=True)
"""


def _start(folder, size):
    return subprocess.Popen(
        [sys.executable, "-c", STUDY, str(folder), str(size)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )


def test_it_counts_what_has_ended_and_what_failed_and_how_fast(tmp_path):
    store = Store(tmp_path, KEYS)
    store.keep(made.runs(KEYS[:20]))
    store = Store(tmp_path, KEYS)
    store.keep([made.failed(KEYS[20]), *made.runs(KEYS[21:60])])
    found = status.status(tmp_path)
    assert (found.total, found.done, found.failed, found.holder, found.running) == (120, 60, 1, None, False)
    assert found.started <= found.last <= time.time()
    assert found.rate == pytest.approx(40 / (found.last - found.started))


def test_between_merges_the_name_of_the_last_loose_file_tells(tmp_path):
    store = Store(tmp_path, KEYS)
    for count in (1, 2, 3):
        store.keep(made.runs(KEYS[count - 1 : count]))
        told = progress.read(tmp_path)
        assert told is not None and told.done == 0
        assert status.status(tmp_path).done == count


def test_a_study_of_which_nothing_has_ended_has_no_rate(tmp_path):
    Store(tmp_path, KEYS)
    found = status.status(tmp_path)
    assert (found.done, found.failed, found.rate) == (0, 0, None) and found.last == found.started


def test_a_study_that_was_edited_is_counted_anew(tmp_path):
    store = Store(tmp_path, KEYS[:30])
    store.keep([made.failed(KEYS[0]), *made.runs(KEYS[1:30])])
    Store(tmp_path, KEYS[10:70])
    found = status.status(tmp_path)
    assert (found.total, found.done, found.failed, found.rate) == (60, 20, 0, None)


def test_what_failed_counts_until_something_else_is_kept_for_it(tmp_path):
    store = Store(tmp_path, KEYS)
    store.keep([made.failed(KEYS[0]), made.failed(KEYS[1])])
    store.forget_failed()
    assert (status.status(tmp_path).done, status.status(tmp_path).failed) == (2, 2)
    store.keep(made.runs(KEYS[:1]))
    assert (status.status(tmp_path).done, status.status(tmp_path).failed) == (2, 1)


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"total": 1}', "\0"])
def test_a_folder_without_counts_is_refused(tmp_path, text):
    if text is not None:
        (tmp_path / progress.NAME).write_text(text)
    with pytest.raises(RefusedError, match="holds no study"):
        status.status(tmp_path)


def test_counts_that_were_lost_are_mended_by_the_next_start(tmp_path):
    Store(tmp_path, KEYS).keep(made.runs(KEYS[:60]))
    (tmp_path / progress.NAME).unlink()
    Store(tmp_path, KEYS)
    assert status.status(tmp_path).done == 60


def test_who_runs_is_told_and_not_disturbed(tmp_path):
    process = _start(tmp_path, 1)
    try:
        assert process.stdout is not None and process.stdout.readline() == "open\n"
        (tmp_path / lock.MANIFEST).write_text(json.dumps({"study": "s", "process": 4, "started": "now"}))
        for _ in range(20):
            found = status.status(tmp_path)
            assert found.holder == "study 's' (process 4, started now)" and found.running
        assert process.stdout.readline()
    finally:
        process.kill()
        process.communicate()
    assert not status.status(tmp_path).running


def test_asking_does_not_keep_a_study_from_starting(tmp_path, monkeypatch):
    """Whoever asks holds the lock for an instant: a study that starts then waits."""
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_SH)
    monkeypatch.setattr(lock.time, "sleep", lambda seconds: os.close(handle))
    with lock.held(tmp_path):
        pass


def test_after_kill_9_it_is_right_and_the_study_goes_on(tmp_path):
    """Killed three times; what the study had said was kept is there, and the counts are those of the files."""
    kept: set[str] = set()
    for size in (1, 20, 3):
        process = _start(tmp_path, size)
        assert process.stdout is not None
        while process.stdout.readline() != "open\n":
            assert process.poll() is None
        for _ in range(10 + 3 * size):
            kept.update(process.stdout.readline().split())
        process.send_signal(signal.SIGKILL)
        for line in process.communicate()[0].splitlines():
            kept.update(line.split())
        told = status.status(tmp_path)
        assert told.total == 2000 and told.done >= len(kept)
        store = Store(tmp_path, made.keys(2000))
        assert (told.done, told.failed) == (store.done, len(store.failed)) and kept <= {
            *store.read(kept),
            *store.failed,
        }


def test_it_is_told_at_once_however_many_runs(tmp_path):
    """Nothing is read but names and one small file: no shard is opened."""
    Store(tmp_path, KEYS).keep(made.runs(KEYS))
    for path in (tmp_path / "runs").iterdir():
        path.write_bytes(b"")
    assert status.status(tmp_path).done == 120


def test_it_loads_nothing_heavy():
    line = (
        "import sys, mentas.studies.status;"
        "print({'numpy', 'pandas', 'pyarrow', 'yaml', 'mesa', 'numba', 'scipy'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True)
    assert said.stdout == "set()\n"
