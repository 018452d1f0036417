"""A disk that is really full: one error with the path, nothing unreadable, and the study goes on afterwards."""

from __future__ import annotations

import errno
import subprocess

import pyarrow.parquet as pq
import pytest

from mentas.studies import atomic
from mentas.studies.store import Store, check
from studies.store import runs as made

KEYS = made.keys(240)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 40 kB, as a folder, and a way to make it larger."""
    place = tmp_path / "disk"
    place.mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40k", "none", place], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("may not mount a file system")
    yield place
    subprocess.run(["umount", place], check=True)


def _grow(place, size):
    subprocess.run(["mount", "-o", f"remount,size={size}", place], check=True)


def _keep_all(folder, size):
    """What the same command does again and again."""
    store = Store(folder, KEYS)
    left = [key for key in KEYS if key not in store]
    for start in range(0, len(left), size):
        store.keep(made.runs(left[start : start + size]))
    store.close()
    return store


@pytest.mark.parametrize("size", [1, 7, 60])
def test_a_study_that_fills_its_disk_ends_with_the_path_and_goes_on_when_there_is_room(tmp_path, small_disk, size):
    (tmp_path / "fresh").mkdir()
    _keep_all(tmp_path / "fresh", 240)
    folder = small_disk / "out"
    folder.mkdir()
    room, ended = 40, []
    while True:
        try:
            _keep_all(folder, size)
            break
        except OSError as error:
            assert error.errno == errno.ENOSPC and str(error.filename).startswith(str(folder))
        assert not list(folder.rglob(f"{atomic.PARTIAL}*"))
        found = check(folder)
        assert not found.unreadable and not found.changed
        ended.append(sum(pq.read_metadata(path).num_rows for path in (folder / "runs").iterdir()))
        with pytest.raises(OSError, match="No space left"):
            _keep_all(folder, size)
        room *= 2
        _grow(small_disk, f"{room}k")
    assert ended, "the disk was never full"
    assert made.content(folder) == made.content(tmp_path / "fresh")


def test_a_full_disk_does_not_lose_what_is_kept_when_there_is_no_room_to_merge(tmp_path, small_disk):
    store = Store(small_disk, KEYS[:50])
    store.keep(made.runs(KEYS[:20]))
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space"), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    with pytest.raises(OSError, match="No space"):
        store.keep(made.runs(KEYS[20:50]))
    with pytest.raises(OSError, match="No space"):
        Store(small_disk, KEYS[:50])
    filler.unlink()
    again = Store(small_disk, KEYS[:50])
    assert again.done == 20 and list(again.read(KEYS)) == KEYS[:20]
