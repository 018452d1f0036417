"""Killed, or out of power, at any step of a commit: nothing is lost or doubled, and the files come out the same."""

from __future__ import annotations

import itertools

import pytest

from mentas.studies import atomic, status
from mentas.studies.problems import RefusedError
from mentas.studies.store import Store, names
from studies.store import disks
from studies.store import runs as made

pytestmark = pytest.mark.skipif(not disks.Path("/proc/self/fd").exists(), reason="finds out names of files in /proc")

KEYS = made.keys(10)
BAD = KEYS[2]


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(names, "BLOCK", 4)


def _runs(keys, fail=True):
    return [made.failed(run.key) if run.key == BAD and fail else run for run in made.runs(keys)]


def _one_commit(folder, kept):
    """Two chunks, of which the second fills a block."""
    store = Store(folder, KEYS[:6])
    for chunk in (KEYS[1:2], [KEYS[0], *KEYS[2:5]]):
        store.keep(_runs([key for key in chunk if key not in store]))
        kept += chunk


def _whole_study(folder, kept):
    """An earlier version of the study, then all of it, and what failed once more."""
    store = Store(folder, KEYS[3:8])
    store.keep(_runs([key for key in KEYS[4:8] if key not in store]))
    kept += KEYS[4:8]
    store = Store(folder, KEYS)
    for chunk in (KEYS[:1], KEYS[1:4], KEYS[8:9], KEYS[9:]):
        store.keep(_runs([key for key in chunk if key not in store]))
        kept += chunk
    store.forget_failed()
    if BAD not in store:
        store.keep(_runs([BAD], fail=False))
    store.close()


def _finished(folder, keys):
    """Bring a study to its end, and return its files."""
    store = Store(folder, keys)
    store.keep(_runs([key for key in keys if key not in store]))
    store.forget_failed()
    store.keep(_runs([key for key in keys if key not in store], fail=False))
    store.close()
    assert [run.key for _, run in store.stream()] == list(keys)
    return made.content(folder)


@pytest.mark.parametrize("power", [True, False], ids=["power cut", "killed"])
@pytest.mark.parametrize(
    ("write", "keys"), [(_one_commit, KEYS[:6]), pytest.param(_whole_study, KEYS, marks=pytest.mark.slow)]
)
def test_a_crash_at_any_step_loses_nothing_and_leaves_the_same_files(tmp_path, write, keys, power):
    (tmp_path / "straight").mkdir()
    straight = _finished(tmp_path / "straight", keys)
    for last in itertools.count():
        folder = tmp_path / str(last)
        folder.mkdir()
        kept: list[str] = []
        disk = disks.Disk(last)
        with pytest.MonkeyPatch.context() as patch:
            disk.install(patch)
            try:
                write(folder, kept)
                break
            except disks.Crash:
                pass
        if power:
            disk.cut_power()
        told = _told(folder)
        store = Store(folder, keys)
        assert store.damaged == [], "what is visible is whole"
        assert set(kept) <= {key for key in keys if key in store}, f"lost at step {last}"
        if not power and told is not None and told.total == len(keys):
            assert (told.done, told.failed) == (store.done, len(store.failed)), f"told wrong at step {last}"
        assert not list(folder.rglob(f"{atomic.PARTIAL}*"))
        assert _finished(folder, keys) == straight, f"step {last}"
    assert last > 25 and disk.steps == last


def _told(folder):
    try:
        return status.status(folder)
    except RefusedError:
        return None


def test_what_is_kept_is_on_the_disk_before_what_it_replaces_goes(tmp_path):
    """The test of power cuts can fail: without syncing, they lose runs."""
    disk = disks.Disk()
    kept: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        disk.install(patch)
        patch.setattr(atomic, "sync", lambda path: None)
        _one_commit(tmp_path, kept)
    disk.cut_power()
    store = Store(tmp_path, KEYS[:6])
    assert not set(kept) <= {key for key in KEYS if key in store}
