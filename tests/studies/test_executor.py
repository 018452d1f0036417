"""Workers: every task once, failures apart, nothing left running."""

from __future__ import annotations

import multiprocessing

import pytest

from mentas.studies import executor
from mentas.studies.finished import Task
from studies import fakes


def _tasks(scenarios, replicates=3):
    return [Task(1, r, tuple((f"{s.name}-{r}", s) for s in scenarios)) for r in range(replicates)]


def _execute(tasks, workers):
    got = {}

    def hand(runs):
        for run in runs:
            assert run.key not in got, "a run was handed over twice"
            got[run.key] = run

    executor.execute(tasks, work=fakes.work, workers=workers, hand=hand)
    return got


@pytest.mark.parametrize("workers", [1, 2])
def test_every_run_is_done_once(tmp_path, workers):
    scenarios = [fakes.FakeScenario("a", folder=str(tmp_path)), fakes.FakeScenario("b", folder=str(tmp_path))]
    got = _execute(_tasks(scenarios), workers)
    assert sorted(got) == ["a-0", "a-1", "a-2", "b-0", "b-1", "b-2"]
    assert set(fakes.ran(tmp_path).values()) == {1}


def test_a_worker_killed_costs_its_tasks_once(tmp_path):
    scenarios = [fakes.FakeScenario("a", folder=str(tmp_path), act="die once")]
    got = _execute(_tasks(scenarios, 4), 2)
    assert sorted(got) == ["a-0", "a-1", "a-2", "a-3"]
    assert all(run.error is None for run in got.values())


def test_a_run_that_kills_its_worker_twice_is_isolated(tmp_path):
    scenarios = [fakes.FakeScenario("a", folder=str(tmp_path)), fakes.FakeScenario("bad", act="die")]
    got = _execute(_tasks(scenarios), 2)
    assert {key for key, run in got.items() if run.error} == {"bad-1"}
    assert got["bad-1"].error == executor.DIED
    assert len(got) == 6


def test_an_error_of_the_receiver_ends_all_workers():
    def full(runs):
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        executor.execute(_tasks([fakes.FakeScenario("a")]), work=fakes.work, workers=2, hand=full)
    assert multiprocessing.active_children() == []


def test_tasks_split_into_single_runs():
    task = Task(1, 5, (("x", fakes.FakeScenario("a")), ("y", fakes.FakeScenario("b"))))
    assert [(part.seed, part.replicate, part.runs[0][0]) for part in task.split()] == [(1, 5, "x"), (1, 5, "y")]
