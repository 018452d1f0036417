"""Keeping what ends: counts, errors by key, and an end in good order when stopped from outside."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from mentas.studies.engine import execute_and_keep
from mentas.studies.engine.local import Here
from mentas.studies.problems import FailedRunError, InterruptedStudyError
from studies import fakes
from studies.engine import stopping
from studies.engine.scripted import tasks

PROC = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for orphans in /proc")


def _keep(todo, **options):
    kept, told = [], []
    fields = {"work": fakes.work, "engine": Here(), "keep": kept.extend, "progress": lambda *now: told.append(now)}
    errors = execute_and_keep(todo, **(fields | options))
    return errors, kept, told


def test_progress_begins_with_what_was_there_before_and_errors_are_told_by_key():
    todo = (task for task in tasks([fakes.FakeScenario("a", act="fail")]))
    errors, kept, told = _keep(todo, total=10, ended=7)
    assert errors == {"a-1": "ValueError: planted"}
    assert [run.key for run in kept] == ["a-0", "a-1", "a-2"]
    assert told == [(7, 10, 0), (8, 10, 0), (9, 10, 1), (10, 10, 1)]


def test_an_interruption_counts_what_is_finished_and_not_what_failed():
    def work(task):
        if task.replicate == 2:
            raise KeyboardInterrupt
        return fakes.work(task)

    with pytest.raises(InterruptedStudyError) as stopped:
        _keep(tasks([fakes.FakeScenario("a", act="fail")]), work=work, total=10, ended=7)
    assert (stopped.value.done, stopped.value.total) == (8, 10)


def test_fail_fast_keeps_the_run_that_failed():
    kept = []
    with pytest.raises(FailedRunError, match="run a-1 failed: ValueError: planted"):
        todo = tasks([fakes.FakeScenario("a", act="fail")])
        _keep(todo, keep=kept.extend, total=3, ended=0, fail_fast=True)
    assert [(run.key, run.error) for run in kept] == [("a-0", None), ("a-1", "ValueError: planted")]


def test_sigterm_is_an_interruption_and_afterwards_what_it_was():
    before = signal.getsignal(signal.SIGTERM)

    def work(task):
        os.kill(os.getpid(), signal.SIGTERM)
        return fakes.work(task)

    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with pytest.raises(InterruptedStudyError):
            _keep(tasks([fakes.FakeScenario("a")]), work=work, total=3, ended=0)
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
        heard = []
        signal.signal(signal.SIGTERM, lambda *_: heard.append(1))
        _keep(tasks([fakes.FakeScenario("a")]), work=work, total=3, ended=0)
        assert heard == [1, 1, 1], "a program's own handler stays"
    finally:
        signal.signal(signal.SIGTERM, before)


@PROC
@pytest.mark.parametrize(
    ("workers", "number", "whole_group"),
    [(2, signal.SIGINT, True), (1, signal.SIGTERM, False)]
    + [
        pytest.param(workers, number, whole_group, marks=pytest.mark.slow)
        for workers in (1, 2)
        for number in (signal.SIGINT, signal.SIGTERM)
        for whole_group in (True, False)
    ],
)
def test_a_study_that_is_stopped_ends_at_once_with_counts_and_no_orphans(tmp_path, workers, number, whole_group):
    process = stopping.start(tmp_path, workers=workers)
    try:
        begun = time.monotonic()
        (os.killpg if whole_group else os.kill)(process.pid, number)
        out, err = process.communicate(timeout=10)
        assert time.monotonic() - begun < 5
        assert (process.returncode, out.splitlines()[-1], err) == (130, stopping.told(out), "")
        assert stopping.gone(process, within=2)
    finally:
        stopping.end(process)


@PROC
def test_workers_leave_when_the_driver_is_killed(tmp_path):
    process = stopping.start(tmp_path, workers=2)
    try:
        assert len(stopping.family(process)) >= 3
        process.kill()
        assert stopping.gone(process, within=5)
    finally:
        stopping.end(process)
