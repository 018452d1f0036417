"""What was finished stays finished."""

from __future__ import annotations

import pandas as pd
import pytest

from mentas.studies.finished import Finished
from mentas.studies.store import Store
from studies import fakes

SCENARIO = fakes.FakeScenario("a", effect=0.1)


def _finished(key, replicate=0):
    return Finished(key, frames=fakes.frames(SCENARIO, replicate))


def test_frames_come_back_as_they_were(tmp_path):
    Store(tmp_path).keep([_finished("k0"), _finished("k1", 1)])
    found = Store(tmp_path).read(["k1"])
    assert list(found) == ["k1"]
    for name, frame in fakes.frames(SCENARIO, 1).items():
        pd.testing.assert_frame_equal(found["k1"][name].to_pandas(), frame, check_dtype=False)


def test_money_is_exact_above_two_to_the_fifty_third(tmp_path):
    run = _finished("k")
    run.frames["spending"]["budget"] = 2**53 + 1
    store = Store(tmp_path)
    store.keep([run])
    assert store.read(["k"])["k"]["spending"].column("budget").to_pylist() == [2**53 + 1] * 2


def test_what_is_not_a_number_comes_back_so(tmp_path):
    run = _finished("k")
    run.frames["outcomes"].loc[0, "value"] = float("nan")
    store = Store(tmp_path)
    store.keep([run])
    values = store.read(["k"])["k"]["outcomes"].column("value")
    assert values.null_count == 0 and values[0].as_py() != values[0].as_py()


def test_a_failed_run_is_kept_as_a_row_and_tried_again(tmp_path):
    store = Store(tmp_path)
    store.keep([_finished("good"), Finished("bad", error="ValueError: planted")])
    assert "good" in store and "bad" not in store
    again = Store(tmp_path)
    assert "good" in again and "bad" not in again
    again.keep([_finished("bad")])
    assert set(Store(tmp_path).read(["good", "bad"])) == {"good", "bad"}


@pytest.mark.parametrize("place", [4, -30, 0.5])
def test_a_damaged_shard_counts_as_never_written(tmp_path, place):
    Store(tmp_path).keep([_finished("k")])
    (shard,) = (tmp_path / "runs").iterdir()
    data = bytearray(shard.read_bytes())
    at = int(place * len(data)) if isinstance(place, float) else place
    for i in range(8):
        data[at + i] ^= 0xFF
    shard.write_bytes(bytes(data))
    assert "k" not in Store(tmp_path)


def test_a_cut_shard_counts_as_never_written(tmp_path):
    Store(tmp_path).keep([_finished("k")])
    (shard,) = (tmp_path / "runs").iterdir()
    shard.write_bytes(shard.read_bytes()[:100])
    assert "k" not in Store(tmp_path)
