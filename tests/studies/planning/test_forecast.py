"""What a few runs say of all; every number by hand or from a table of Student's t."""

from __future__ import annotations

import math

import numpy as np
import pytest

from mentas.studies.finished import Finished
from mentas.studies.planning import forecast, machine
from mentas.studies.planning.pilot import Pilot, Timed


def pilot(*seconds: float, first: float = 12.0, runs: int = 2, memory: int = 100) -> Pilot:
    def task(spent):
        return Timed(1, spent, memory, [Finished(str(n)) for n in range(runs)])

    return Pilot(tasks=[task(each) for each in seconds], first=[task(first)], bytes_a_run=1000.0)


def test_time_left_is_runs_by_their_mean_and_the_start_of_workers():
    # tasks of two runs in 2, 4 and 6 seconds: 1, 2 and 3 a run; the first took 12, of which 4 are its runs
    of = pilot(2.0, 4.0, 6.0)
    assert of.rates == [1.0, 2.0, 3.0] and of.start == 8.0
    time = forecast.time_left(of, 100, workers=4)
    assert time.p50 == pytest.approx(8.0 + 100 * 2.0 / 4)
    # t(2) at 0.9 is 1.886; the spread is 1, its mean 2
    assert time.p90 == pytest.approx(time.p50 * (1 + 1.8856 * math.sqrt(1 / 3 + 1 / 100) / 2), rel=1e-3)


def test_one_task_says_little_and_no_fewer_workers_are_counted_than_runs():
    of = Pilot(first=[Timed(1, 10.0, 1, [Finished("a")])])
    assert forecast.time_left(of, 3, workers=8) == forecast.Time(p50=10.0, p90=15.0)
    assert forecast.time_left(of, 0, workers=8) == forecast.Time(p50=0.0, p90=0.0)


def test_memory_is_that_of_all_workers_and_their_driver():
    assert forecast.memory(pilot(1.0, memory=300), workers=4, own=500) == 4 * 300 + 500
    assert forecast.memory(pilot(1.0, memory=300), workers=1, own=500) == 500


def test_disk_is_bytes_by_runs_and_the_tables():
    assert forecast.disk(pilot(1.0), 10) == math.ceil(10 * 1000 * (1 + forecast.TABLES))


def test_half_widths_fall_with_the_root_of_replicates():
    gaps = np.array([[[1.0, 2.0, 3.0]], [[0.0, 3.0, 6.0]]])  # standard deviations 1 and 3
    found = forecast.spread(gaps)
    assert (found.worst, found.typical, found.replicates, found.cells) == (3.0, math.sqrt(5.0), 3, 2)
    # t(19) = 2.0930, t(79) = 1.9905
    assert found.halfwidth(20, worst=True) == pytest.approx(2.0930 * 3 / math.sqrt(20), rel=1e-4)
    assert found.halfwidth(80, worst=True) == pytest.approx(1.9905 * 3 / math.sqrt(80), rel=1e-4)
    assert found.halfwidth(1) == math.inf
    # chi-square of 2: 0.10259 and 5.99146 at 5 and 95 per cent
    assert found.within == pytest.approx((math.sqrt(2 / 5.99146), math.sqrt(2 / 0.10259)), rel=1e-4)


def test_needed_replicates_are_the_fewest_that_do():
    found = forecast.spread(np.array([[[1.0, 2.0, 3.0]]]))
    n = found.needed(0.5, most=1000)
    assert found.halfwidth(n, worst=True) <= 0.5 < found.halfwidth(n - 1, worst=True)
    assert found.needed(1e-6, most=1000) == 1000


def test_fewer_than_three_differences_tell_nothing():
    assert forecast.spread(np.array([[[1.0, 2.0, np.nan]]])) is None
    assert forecast.spread(np.array([[[1.0, 2.0, np.nan, 3.0]], [[1.0, np.nan, np.nan, np.nan]]])).cells == 1


def test_the_doubt_about_models_stays_and_the_mean_over_them_is_told_better():
    found = {
        "mean_low": np.array([-1.0, -2.0]), "mean_high": np.array([1.0, 2.0]), "low": np.array([-3.0, -5.0]),
        "high": np.array([3.0, 5.0]), "share_dice": np.array([0.5, 0.36]),
    }  # fmt: skip
    doubt = forecast.doubt(found, 32)
    assert (doubt.mean, doubt.effect) == (2.0, 5.0) and doubt.least == pytest.approx(4.0)
    assert doubt.halfwidth(128) == 1.0 and doubt.needed(1.0, most=1000) == 128
    assert forecast.doubt({name: np.array([np.nan]) for name in found}, 2) is None


def test_the_machine_says_what_is_free(tmp_path, monkeypatch):
    (tmp_path / "meminfo").write_text("MemTotal: 10 kB\nMemAvailable:   6 kB\n")
    monkeypatch.setattr(machine, "MEMINFO", tmp_path / "meminfo")
    monkeypatch.setattr(machine, "CGROUP", tmp_path)
    assert machine.free_memory() == 6 * 1024
    (tmp_path / "memory.max").write_text("5000\n")
    (tmp_path / "memory.current").write_text("2000\n")
    assert machine.free_memory() == 3000
    (tmp_path / "memory.max").write_text("max\n")
    assert machine.free_memory() == 6 * 1024
    monkeypatch.setattr(machine, "MEMINFO", tmp_path / "none")
    assert machine.free_memory() is None
    assert machine.free_disk(tmp_path / "not" / "there") > 0
