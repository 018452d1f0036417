"""What has ended stays so, and the files are the same however it came."""

from __future__ import annotations

import random
import re

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mentas.studies import finished
from mentas.studies.finished import Finished
from mentas.studies.store import Store, names
from studies import fakes
from studies.store import runs as made

KEYS = made.keys(120)


@pytest.mark.parametrize("place", ["", "runs", "confirmed", "more_money", "regions"])
def test_what_a_killed_writer_left_is_swept_from_every_folder_of_a_study(tmp_path, place):
    (tmp_path / place).mkdir(exist_ok=True)
    left, whole = tmp_path / place / ".partial-1-runs.parquet", tmp_path / place / "notes.txt"
    for path in (left, whole):
        path.write_text("half")
    Store(tmp_path, KEYS)
    assert whole.exists() and not left.exists()


def _kept(folder, *chunks, keys=KEYS):
    folder.mkdir(exist_ok=True)
    store = Store(folder, keys)
    for chunk in chunks:
        store.keep(made.runs(chunk))
    return store


def _straight(folder, keys=KEYS):
    """The files of a study whose runs all came at once."""
    _kept(folder, keys, keys=keys).close()
    return made.content(folder)


def _chunks(keys, seed):
    """Keys in chance order, in chunks of chance length."""
    chance = random.Random(seed)
    left = chance.sample(keys, len(keys))
    while left:
        size = chance.choice([1, 2, 7, 30, 60])
        yield left[:size]
        left = left[size:]


def test_frames_come_back_as_they_were(tmp_path):
    Store(tmp_path, ["k0", "k1"]).keep([made.run("k0"), made.run("k1", 1)])
    found = Store(tmp_path, ["k0", "k1"]).read(["k1"])
    assert list(found) == ["k1"]
    for name, frame in fakes.frames(made.SCENARIO, 1).items():
        pd.testing.assert_frame_equal(found["k1"][name].to_pandas(), frame, check_dtype=False)


def test_money_is_exact_above_two_to_the_fifty_third(tmp_path):
    run = made.run("k")
    run.frames["spending"]["budget"] = 2**53 + 1
    store = Store(tmp_path, ["k"])
    store.keep([run])
    assert store.read(["k"])["k"]["spending"].column("budget").to_pylist() == [2**53 + 1] * 2


def test_a_frame_that_was_put_together_is_kept_as_if_it_were_one(tmp_path):
    run = made.run("k")
    whole = run.frames["outcomes"]
    run.frames["outcomes"] = pd.concat([whole, whole], ignore_index=True)
    store = Store(tmp_path, ["k"])
    store.keep([run])
    kept = store.read(["k"])["k"]["outcomes"].to_pandas()
    pd.testing.assert_frame_equal(kept, pd.concat([whole, whole], ignore_index=True), check_dtype=False)


def test_what_is_not_a_number_comes_back_so(tmp_path):
    run = made.run("k")
    run.frames["outcomes"].loc[0, "value"] = float("nan")
    store = Store(tmp_path, ["k"])
    store.keep([run])
    values = store.read(["k"])["k"]["outcomes"].column("value")
    assert values.null_count == 0 and values[0].as_py() != values[0].as_py()


def test_a_run_may_have_some_of_the_frames_only_and_households_where_it_has_them(tmp_path):
    outcomes = fakes.frames(made.SCENARIO, 0)["outcomes"]
    row = {"year": 1, "household": 7, "weight": 1.5, "regency": "Utara", "urban": True, "size": 4,
           "female_headed": False, "baseline_decile": 2, "decile": 1, "national_decile": 2, "need": 1e6,
           "spending": 2e6, "earned": 1e6, "transfers": 0.0, "received": 7.0, "cash": 5.0, "capital": 0.0,
           "business": False, "started_poor": True, "mentas": False, "fell_back": False}  # fmt: skip
    store = Store(tmp_path, ["some", "more"])
    store.keep([Finished("some", {"outcomes": outcomes}), Finished("more", {"households": pd.DataFrame([row])})])
    found = Store(tmp_path, ["some", "more"]).read(["some", "more"])
    assert {name: table.num_rows for name, table in found["some"].items()} == {
        "outcomes": 6, "spending": 0, "transitions": 0,
    }  # fmt: skip
    assert found["some"]["spending"].column_names[:2] == ["programme", "regency"]
    assert found["more"]["households"].to_pylist() == [row]


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [("group", None, "ValueError: outcomes: column group has 1 missing values"),
     ("year", 40_000, "ArrowInvalid: .*40000"), ("measure", "\udc80", "UnicodeEncodeError: .*surrogates")],
)  # fmt: skip
def test_a_run_whose_frames_cannot_be_stored_has_failed_and_the_others_go_on(tmp_path, column, value, why):
    run = made.run("bad")
    run.frames["outcomes"] = run.frames["outcomes"].astype({column: object})
    run.frames["outcomes"].loc[0, column] = value
    store = Store(tmp_path, ["bad", "good"])
    store.keep([run, made.run("good")])
    assert re.match(why, store.failed["bad"]) and Store(tmp_path, ["bad", "good"]).failed == store.failed
    assert list(store.read(["bad", "good"])) == ["good"]


def test_a_frame_without_one_of_its_columns_is_a_failure(tmp_path):
    run = made.run("bad")
    store = Store(tmp_path, ["bad"])
    store.keep([Finished("bad", {"outcomes": run.frames["outcomes"].drop(columns="value")})])
    assert store.failed == {"bad": "KeyError: 'value'"}


def test_an_error_in_odd_characters_is_kept(tmp_path):
    store = Store(tmp_path, ["bad"])
    store.keep([made.failed("bad", "OSError: \udcff\0 é")])
    assert Store(tmp_path, ["bad"]).failed == store.failed == {"bad": "OSError: \\udcff\0 é"}


@pytest.mark.parametrize("seed", range(6))
def test_names_and_bytes_do_not_depend_on_order_chunks_or_how_often_the_study_was_stopped(tmp_path, seed):
    store = _kept(tmp_path / "a")
    for number, chunk in enumerate(_chunks(KEYS, seed)):
        store.keep(made.runs(chunk))
        if number % (seed + 1) == 0:
            store = Store(tmp_path / "a", KEYS)  # as after a kill: nobody said close
    store.close()
    found = made.content(tmp_path / "a")
    assert found == _straight(tmp_path / "b")
    assert [name[:8] for name in found] == ["00000000", "00000050", "00000100"]


def test_a_block_is_merged_as_soon_as_its_runs_are_there(tmp_path):
    store = _kept(tmp_path, KEYS[:30], KEYS[40:60])
    assert [names.loose(name) is not None for name in made.content(tmp_path)] == [True, True]
    store.keep(made.runs(KEYS[30:40]))
    shard, loose = made.content(tmp_path)
    assert shard.startswith("00000000-") and names.loose(loose) == names.Loose(2, 50, 0)


def test_a_stream_is_in_the_order_of_the_study_and_holds_failures_and_loose_runs(tmp_path):
    store = _kept(tmp_path, *_chunks(KEYS[:110], 1))
    store.keep([made.failed(KEYS[110])])
    found = list(Store(tmp_path, KEYS).stream())
    assert [key for key, _ in found] == KEYS[:111] == [run.key for _, run in found]
    assert (found[110][1].error, found[110][1].frames) == ("ValueError: planted", {})
    for run, wanted in zip([run for _, run in found], made.runs(KEYS[:110]), strict=False):
        assert made.plain(run.frames) == made.plain(wanted.frames)
    assert [key for key, _ in store.stream(KEYS[5:3:-1])] == [KEYS[5], KEYS[4]]


def test_a_failed_run_has_ended_until_it_is_forgotten(tmp_path):
    store = Store(tmp_path, ["good", "bad", "new"])
    store.keep([made.run("good"), made.failed("bad")])
    for opened in (store, Store(tmp_path, ["good", "bad", "new"])):
        assert ("good" in opened, "bad" in opened, "new" in opened, opened.done) == (True, True, False, 2)
        assert opened.failed == {"bad": "ValueError: planted"} and list(opened.read(["good", "bad"])) == ["good"]
    store.forget_failed()
    assert ("bad" in store, store.done, store.failed) == (False, 1, {})
    assert Store(tmp_path, ["good", "bad", "new"]).done == 2
    store.keep([made.run("bad")])
    again = Store(tmp_path, ["good", "bad", "new"])
    assert set(again.read(["good", "bad"])) == {"good", "bad"} and again.failed == {}


@pytest.mark.parametrize("stopped", [False, True])
def test_what_is_retried_replaces_what_failed_in_every_file(tmp_path, stopped):
    a, b, c = KEYS[3], KEYS[70], KEYS[71]
    bad = {a, b, c}
    store = _kept(tmp_path / "a")
    store.keep(
        [made.failed(key, "first") if key in bad else run for key, run in zip(KEYS, made.runs(KEYS), strict=True)]
    )
    before = made.content(tmp_path / "a")
    store.forget_failed()
    store.keep(made.runs([a]))
    store.keep([made.failed(b, "second")])
    if stopped:
        store = Store(tmp_path / "a", KEYS)
        assert store.failed == {b: "second", c: "first"}
        store.forget_failed()
        store.keep(made.runs([b]))
    assert made.content(tmp_path / "a").keys() > before.keys(), "a retry is merged once the block is whole"
    store.keep([made.failed(c, "third")])
    assert Store(tmp_path / "a", KEYS).failed == ({c: "third"} if stopped else {b: "second", c: "third"})
    assert made.content(tmp_path / "a").keys() == before.keys()
    store = Store(tmp_path / "a", KEYS)
    store.forget_failed()
    store.keep(made.runs([b, c]) if not stopped else made.runs([c]))
    assert made.content(tmp_path / "a") == _straight(tmp_path / "b")


def test_an_edited_study_uses_what_it_can_and_loses_nothing(tmp_path):
    first, second = KEYS[:70], [*made.keys(10, start=500), *KEYS[20:90]]
    _kept(tmp_path / "a", *_chunks(first, 2), keys=first).close()
    store = Store(tmp_path / "a", second)
    assert store.done == 50 and [key in store for key in KEYS[:20]] == [True] * 20
    store.keep(made.runs([key for key in second if key not in store]))
    store.close()
    assert {key: made.plain(found) for key, found in store.read(second).items()} == {
        run.key: made.plain(run.frames) | {} for run in made.runs(second)
    }
    assert _straight(tmp_path / "b", second).items() <= made.content(tmp_path / "a").items()
    back = Store(tmp_path / "a", first)
    assert back.done == 70
    assert _straight(tmp_path / "c", first).items() <= made.content(tmp_path / "a").items()


def test_an_extended_study_leaves_the_files_of_a_fresh_one(tmp_path):
    _kept(tmp_path / "a", *_chunks(KEYS[:70], 3), keys=KEYS[:70]).close()
    store = Store(tmp_path / "a", KEYS)
    store.keep(made.runs(KEYS[70:]))
    store.close()
    assert made.content(tmp_path / "a") == _straight(tmp_path / "b")


def test_loose_runs_of_an_earlier_version_are_kept_and_do_not_outlive_newer_ones(tmp_path):
    store = Store(tmp_path, ["a", "gone"] + KEYS[:5])
    store.keep([made.failed("a", "first"), made.run("gone")])
    edited = Store(tmp_path, ["a"])
    assert [names.loose(name) for name in made.content(tmp_path)] == [None, None]
    edited.forget_failed()
    edited.keep([made.failed("a", "second")])
    assert Store(tmp_path, ["a"]).failed == {"a": "second"}
    assert list(Store(tmp_path, ["a", "gone"]).read(["gone"])) == ["gone"]


def test_loose_runs_of_another_version_of_mentas_are_kept_as_they_are(tmp_path):
    Store(tmp_path, ["then", "never"]).keep([made.run("then")])
    (path,) = (tmp_path / "runs").iterdir()
    pq.write_table(pq.read_table(path).drop_columns("households"), path)  # as if frames had had other columns
    wanted = path.read_bytes()
    store = Store(tmp_path, ["now"])
    assert store.damaged == [] and "then" in store
    assert [(name[:6], found) for name, found in made.content(tmp_path).items()] == [("older-", wanted)]


def test_other_files_are_left_alone(tmp_path):
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "0123456789abcdef.parquet").write_text("of long ago")
    (tmp_path / "runs" / "notes.txt").write_text("mine")
    _kept(tmp_path, KEYS).close()
    assert {"0123456789abcdef.parquet", "notes.txt"} < made.content(tmp_path).keys()


def test_a_key_may_stand_once(tmp_path):
    with pytest.raises(ValueError, match="twice"):
        Store(tmp_path, ["a", "a"])


def test_other_programs_read_the_runs_in_the_order_of_the_study(tmp_path):
    _kept(tmp_path, *_chunks(KEYS, 4)).close()
    table = pq.read_table(tmp_path / "runs")
    assert table.column("key").to_pylist() == KEYS
    assert table.schema.field("outcomes").type.value_type.field("value").type == pa.float64()


def test_digests_are_those_of_the_frames(tmp_path):
    store = _kept(tmp_path, *_chunks(KEYS[:60], 5))
    store.keep([made.failed(KEYS[60])])
    wanted = {run.key: finished.digest(run.frames) for run in made.runs(KEYS[:60])}
    assert store.digests() == wanted == Store(tmp_path, KEYS).digests()
    assert list(store.digests()) == KEYS[:60] and len(set(wanted.values())) == 60


def test_households_rows_are_cut_into_groups_that_depend_on_the_runs_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("mentas.studies.store.shards.GROUP", 25)
    _kept(tmp_path / "a", *_chunks(KEYS, 6)).close()
    found = made.content(tmp_path / "a")
    assert found == _straight(tmp_path / "b")
    (first, *_) = sorted((tmp_path / "a" / "runs").iterdir())
    assert pq.ParquetFile(first).num_row_groups == 25, "10 records a run: two runs a group"
    assert [run.key for _, run in Store(tmp_path / "a", KEYS).stream()] == KEYS
