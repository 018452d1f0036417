"""Driving: every task once, failures apart, nothing left running."""

from __future__ import annotations

import multiprocessing
import os
import pickle

import pytest

from mentas.studies.engine import DIED, drive, execute
from mentas.studies.engine.local import Here, Local
from mentas.studies.finished import Task
from mentas.studies.problems import FailedRunError
from studies import fakes
from studies.engine import scripted
from studies.engine.scripted import done, tasks

ENGINES = [Here(), Local(2)]


def _leaving(folder, **fields):
    return [fakes.FakeScenario(name, folder=str(folder), **fields) for name in "ab"]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_run_is_done_once(tmp_path, engine):
    got = done(tasks(_leaving(tmp_path)), engine)
    assert sorted(got) == ["a-0", "a-1", "a-2", "b-0", "b-1", "b-2"]
    assert set(fakes.ran(tmp_path).values()) == {1}


TODO = tasks([fakes.FakeScenario("a", effect=0.1), fakes.FakeScenario("b", effect=0.7, act="fail")], 60)


def test_the_results_do_not_depend_on_who_does_them():
    expected = scripted.content(done(TODO, Here()))
    assert len(expected) == 120 and expected["b-1"][0] == "ValueError: planted"
    assert scripted.content(done(TODO, Local(2))) == expected


@pytest.mark.slow
@pytest.mark.parametrize("chunk", [1, 7, 50])
@pytest.mark.parametrize("engine", [Here(), Local(2), Local(4)])
def test_the_results_do_not_depend_on_workers_or_chunks(engine, chunk):
    assert scripted.content(done(TODO, engine, chunk=chunk)) == scripted.content(done(TODO, Here()))


def test_tasks_are_pulled_as_they_are_needed():
    pulled, ended = [], []

    def stream():
        for task in tasks([fakes.FakeScenario("a")], 40):
            assert len(pulled) - len(ended) <= 2 + 2 + 1, "two chunks done or under way and one task beyond"
            pulled.append(task)
            yield task

    execute(stream(), work=fakes.work, engine=Local(2), hand=ended.extend, chunk=1)
    assert len(pulled) == len(ended) == 40


def test_nothing_to_do_needs_no_workers():
    assert done([], Local(2)) == {}


def test_a_worker_killed_costs_its_chunk_once(tmp_path):
    scenarios = [fakes.FakeScenario("a", folder=str(tmp_path), act="die once")]
    got = done(tasks(scenarios, 12), Local(2), chunk=3)
    assert len(got) == 12 and all(run.error is None for run in got.values())
    counts = fakes.ran(tmp_path)
    assert sorted(counts.values()) == [1] * 11 + [2], "only the run that was under way is started again"


@pytest.mark.parametrize("chunk", [pytest.param(1, marks=pytest.mark.slow), 3])
def test_a_run_that_kills_its_worker_twice_is_isolated(tmp_path, chunk):
    scenarios = [fakes.FakeScenario("a", folder=str(tmp_path)), fakes.FakeScenario("bad", act="die")]
    got = done(tasks(scenarios, 6), Local(2), chunk=chunk)
    assert {key: run.error for key, run in got.items() if run.error} == {"bad-1": DIED}
    assert len(got) == 12


def test_the_last_run_of_a_study_may_kill_its_worker_too():
    (run,) = done(tasks([fakes.FakeScenario("bad", act="die")], 2)[1:], Local(2)).values()
    assert run.error == DIED


@pytest.mark.slow
def test_struck_runs_do_not_pile_up_until_the_end(monkeypatch):
    monkeypatch.setattr(drive, "MANY", 2)
    died_after = []

    def hand(runs):
        died_after.extend(len(died_after) for run in runs if run.error == DIED)
        got.extend(runs)

    got = []
    todo = [Task(1, 1, ((f"bad-{n}", fakes.FakeScenario("bad", act="die")),)) for n in range(2)]
    todo += tasks([fakes.FakeScenario("a")], 12)
    execute(iter(todo), work=fakes.work, engine=Local(2), hand=hand, chunk=1)
    assert len(got) == 14 and len(died_after) == 2
    assert max(place for place, run in enumerate(got) if run.error == DIED) < 8


@pytest.mark.parametrize("engine", ENGINES)
def test_an_error_of_the_receiver_ends_all_workers(engine):
    def full(runs):
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        execute(tasks([fakes.FakeScenario("a")]), work=fakes.work, engine=engine, hand=full)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_bug_in_the_work_ends_the_study_and_what_ended_before_is_handed_over(engine):
    got = []
    with pytest.raises(ZeroDivisionError, match="a bug"):
        execute(tasks([fakes.FakeScenario("a")], 2), work=scripted.mistaken, engine=engine, hand=got.extend, chunk=1)
    assert [run.key for run in got] in ([], ["a-0"])
    assert multiprocessing.active_children() == []


ABSENT = [Task(1, 0, (("a", scripted.Absent()),))]


@pytest.mark.parametrize(
    ("todo", "work", "error", "words"),
    [
        (TODO, lambda task: fakes.work(task), (AttributeError, pickle.PicklingError), "pickle|lambda"),
        (ABSENT, fakes.work, ImportError, "not to be had here"),
        pytest.param(TODO, scripted.unopenable, RuntimeError, "Unopenable: this that", marks=pytest.mark.slow),
        pytest.param(TODO, scripted.unsendable, Exception, "pickle|lambda", marks=pytest.mark.slow),
    ],
)
def test_what_cannot_travel_is_an_error_and_no_hang(todo, work, error, words):
    with pytest.raises(error, match=words):
        done(todo, Local(2), work=work)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("engine", ENGINES)
def test_fail_fast_keeps_what_ended_and_names_the_run_that_failed(engine):
    got = []
    scenarios = [fakes.FakeScenario("a", act="fail")]
    with pytest.raises(FailedRunError, match="run a-1 failed: ValueError: planted") as stopped:
        execute(
            tasks(scenarios, 50), work=fakes.work, engine=engine, hand=got.extend, chunk=1, fail_fast=True
        )  # fmt: skip
    assert stopped.value.key == "a-1"
    assert "a-1" in {run.key for run in got} and len(got) < 50
    assert multiprocessing.active_children() == []


@pytest.mark.slow
def test_fail_fast_stops_at_a_run_that_kills_its_worker():
    with pytest.raises(FailedRunError, match="run bad-1 failed: the worker process died twice"):
        done(tasks([fakes.FakeScenario("bad", act="die")], 4), Local(2), fail_fast=True)


@pytest.mark.slow
def test_workers_are_other_processes_with_a_thread_each_and_no_more_than_there_is_to_do():
    todo = tasks([fakes.FakeScenario("a")], 6)
    said = {run.error for run in done(todo, Local(2), work=scripted.whoami, chunk=1).values()}
    assert 1 <= len(said) <= 2
    assert all(each.endswith(" 1 1") and not each.startswith(f"{os.getpid()} ") for each in said)
    (alone,) = {run.error for run in done(todo[:1], Local(4), work=scripted.whoami).values()}
    assert alone.endswith(" 1 1")


def test_tasks_split_into_single_runs():
    task = Task(1, 5, (("x", fakes.FakeScenario("a")), ("y", fakes.FakeScenario("b"))))
    assert [(part.seed, part.replicate, part.runs[0][0]) for part in task.split()] == [(1, 5, "x"), (1, 5, "y")]
