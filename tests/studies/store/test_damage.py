"""A file that is not what was written counts as never written, is set aside, and is told of."""

from __future__ import annotations

import errno
import random
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from mentas.studies.store import Store, check, names
from mentas.studies.store import records as rows
from mentas.studies.store.shards import DamagedError, Reader, groups
from studies.store import runs as made

KEYS = made.keys(60)


@pytest.fixture
def shard(tmp_path):
    """The first shard of a study of sixty runs that has ended."""
    store = Store(tmp_path, KEYS)
    store.keep(made.runs(KEYS))
    store.close()
    return min((tmp_path / "runs").iterdir())


def _flip(path: Path, at: int, length: int = 8) -> None:
    data = bytearray(path.read_bytes())
    for place in range(at, at + length):
        data[place] ^= 0xFF
    path.write_bytes(bytes(data))


def _of_column(path: Path, name: str) -> int:
    """Where the values of a column lie in a file."""
    group = pq.read_metadata(path).row_group(0)
    (column,) = [c for c in map(group.column, range(group.num_columns)) if c.path_in_schema == name]
    return (column.dictionary_page_offset or column.data_page_offset) + column.total_compressed_size // 2


@pytest.mark.parametrize("where", ["start", "end", "keys", "cut", "empty"])
def test_what_cannot_be_opened_is_set_aside_and_its_runs_are_made_again(tmp_path, shard, where):
    before = made.content(tmp_path)
    if where == "cut":
        shard.write_bytes(shard.read_bytes()[:100])
    elif where == "empty":
        shard.write_bytes(b"")
    else:
        at = {"start": 0, "end": shard.stat().st_size - 8, "keys": _of_column(shard, "key")}[where]
        _flip(shard, at)
    store = Store(tmp_path, KEYS)
    assert [key in store for key in KEYS] == [False] * 50 + [True] * 10
    (told,) = store.damaged
    assert names.DAMAGED + shard.name in told and not shard.exists()
    store.keep(made.runs(KEYS[:50]))
    after = made.content(tmp_path)
    assert names.DAMAGED + shard.name in after
    del after[names.DAMAGED + shard.name]
    assert after == before
    assert Store(tmp_path, KEYS).damaged == []


def test_frames_that_rotted_are_found_on_reading_and_the_same_command_makes_them_again(tmp_path, shard):
    _flip(shard, _of_column(shard, "outcomes.list.element.value"))
    store = Store(tmp_path, KEYS)
    assert store.done == 60, "the keys can still be read"
    with pytest.raises(OSError, match="set aside; the same command makes its 50 runs again") as caught:
        list(store.stream())
    assert (caught.value.errno, caught.value.filename) == (errno.EIO, str(shard))
    assert store.done == 10 and len(store.damaged) == 1
    store.keep(made.runs(KEYS[:50]))
    assert [key for key, _ in store.stream()] == KEYS


def test_damage_that_comes_to_light_in_a_merge_costs_that_file_alone(tmp_path):
    store = Store(tmp_path, KEYS)
    for start in range(0, 40, 20):
        store.keep(made.runs(KEYS[start : start + 20]))
    first = min((tmp_path / "runs").iterdir())
    _flip(first, _of_column(first, "outcomes.list.element.value"))
    store = Store(tmp_path, KEYS)
    with pytest.raises(OSError, match="makes its 20 runs again"):
        store.keep(made.runs(KEYS[40:]))
    assert [key in store for key in KEYS] == [False] * 20 + [True] * 40
    again = Store(tmp_path, KEYS)
    again.keep(made.runs(KEYS[:20]))
    assert again.done == 60 and list(again.read(KEYS)) == KEYS


def test_damage_found_on_opening_a_full_block_does_not_stop_the_study(tmp_path):
    keys = KEYS[:50]
    store = Store(tmp_path, KEYS)
    for start in (0, 25):
        store.keep(made.runs(keys[start : start + 20]))
    first = min((tmp_path / "runs").iterdir())
    _flip(first, _of_column(first, "outcomes.list.element.value"))
    edited = [*keys[:20], *keys[25:45]]  # all of which have ended: merged on opening
    again = Store(tmp_path, edited)
    assert [key in again for key in edited] == [False] * 20 + [True] * 20 and len(again.damaged) == 1


def test_any_flipped_bit_is_found_or_changes_nothing(tmp_path, shard):
    """Wherever a bit is flipped: what is read is what was written, or the file is refused."""
    whole, place = shard.read_bytes(), tmp_path / "flipped.parquet"
    wanted = [made.plain(run.frames) for run in made.runs(KEYS[:50])]
    chance = random.Random(1)
    found = 0
    for _ in range(150):
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        place.write_bytes(bytes(data))
        try:
            tables = list(groups(place))
        except DamagedError:
            found += 1
            continue
        runs = [rows.finished(table.slice(row, 1)) for table in tables for row in range(len(table))]
        assert [run.key for run in runs] == KEYS[:50] and [made.plain(run.frames) for run in runs] == wanted
    assert found > 50


def test_a_file_that_may_not_be_read_is_no_damage(tmp_path, shard):
    with pytest.raises(FileNotFoundError) as caught:
        Reader().row(tmp_path / "nowhere.parquet", "k")
    assert caught.value.filename == str(tmp_path / "nowhere.parquet")


def test_a_check_works_every_digest_out_again(tmp_path, shard):
    store = Store(tmp_path, [*KEYS, "bad"])
    store.keep([made.failed("bad")])
    store.close()
    found = check(tmp_path)
    assert (found.runs, found.changed, found.unreadable) == (61, {}, {})
    (table,) = groups(shard)
    wrong = table.set_column(2, "digest", [["0" * 64, *table.column("digest").to_pylist()[1:]]])
    pq.write_table(wrong, shard)
    other = max((tmp_path / "runs").iterdir())
    _flip(other, _of_column(other, "outcomes.list.element.value"))
    pq.write_table(table.drop_columns("households"), shard.with_name("older-0123456789abcdef.parquet"))
    found = check(tmp_path)
    assert found.other == ["older-0123456789abcdef.parquet"]
    assert (found.runs, found.changed, list(found.unreadable)) == (50, {KEYS[0]: shard.name}, [other.name])
    assert other.exists(), "a check changes nothing"
